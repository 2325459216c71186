import type UPlot from "uplot";
import { duration, percent, percentile } from "../../format.ts";
import { lookClass, lookOf } from "../../palette.ts";
import type { PageCell } from "../model.ts";
import { openChart, optionInk } from "./chart.ts";
import { element, optionLabel, placeOf, table } from "./elements.ts";
import type { LatencyChoice } from "./latency-choice.ts";
import type { Unpacked } from "./unpack.ts";
import { tipRow, type View } from "./view.ts";

const LATENCY_HEIGHT = 320;
/** Latencies below are drawn on the floor: on demand the official clock may count next to nothing. */
const FLOOR_MS = 100;
const TIMES_MS = [100, 1000, 10_000, 60_000, 600_000, 3_600_000, 10_800_000, 21_600_000, 43_200_000, 86_400_000];
const LATER_MS = [172_800_000, 345_600_000];
const SHARE_TICKS = [0, 0.5, 0.9, 0.99, 0.999, 0.9999, 0.99999, 0.999999, 0.9999999];
/** The quickest few would take most of the height: lines begin at a fifth. */
const LOWEST_SHARE = 0.2;
const TABLE_SHARES = [0.5, 0.95, 0.99];

/** 1/(1 − p) in decades: each nine has as much room as the one before. */
const nines = (share: number): number => -Math.log10(1 - share);
const height = (ms: number): number => Math.log10(Math.max(ms, FLOOR_MS));
const tickTime = (ms: number): string =>
  ms < 60_000 ? `${ms / 1000}s` : ms < 3_600_000 ? `${ms / 60_000}m` : `${ms / 3_600_000}h`;

const shareText = (share: number): string => `${Number((100 * share).toPrecision(9))} %`;

/** To two digits of what lies beyond: 80 %, 99.92 %. */
const roundedShare = (share: number): string => {
  const beyond = 100 * (1 - share);
  return `${Number((100 * share).toFixed(Math.max(0, 1 - Math.floor(Math.log10(beyond)))))} %`;
};

/** How long needs took, a line an option: the percentile spectrum, and the same in figures. */
export const openLatencyBlock = (page: Unpacked, view: View, choice: LatencyChoice): void => {
  const { model, spectra } = page;
  const { shares, never, options } = model;
  const spectrumOf = (cell: PageCell, clock: number): Uint32Array =>
    spectra.subarray((cell.spectrum + clock) * shares.length, (cell.spectrum + clock + 1) * shares.length);
  /** A share can't be told of fewer needs than it takes for one of them to lie beyond. */
  const isTold = (cell: PageCell, share: number): boolean => cell.reachable * (1 - share) >= 1 || share === 0;
  const isDrawn = (cell: PageCell, share: number): boolean => share >= LOWEST_SHARE && isTold(cell, share);
  const timeAt = (cell: PageCell, clock: number, i: number): string =>
    percentile(timeMs(spectrumOf(cell, clock)[i]!), cell.maxMs[clock]!);
  const timeMs = (ms: number): number => (ms === never ? Number.POSITIVE_INFINITY : ms);

  const x = shares.map(nines);
  let right = x.at(-1)!;
  let bottom = 0;
  const chart = openChart(placeOf("latency"), {
    title: "",
    note: "",
    label: "Latency by percentile, a line an option; the figures are in the table below",
    height: LATENCY_HEIGHT,
    series: [
      {},
      ...options.map(
        (_, option): UPlot.Series => ({
          stroke: () => optionInk(option),
          dash: [...lookOf(option).dash],
          width: 1.75,
          points: { show: false },
        }),
      ),
    ],
    scales: {
      x: { time: false, range: () => [0, right] },
      y: {
        range: (_, __, most) =>
          Number.isFinite(bottom) && Number.isFinite(most)
            ? [Math.min(bottom, most - 0.5) - 0.05, most + 0.1]
            : [height(FLOOR_MS), height(TIMES_MS.at(-1)!)],
      },
    },
    x: {
      splits: () => SHARE_TICKS.map(nines).filter((at) => at <= right + 1e-9),
      values: (_, ticks) => ticks.map((tick) => shareText(1 - 10 ** -tick)),
      space: 1,
    },
    y: {
      splits: (plot, _, low, high) => {
        const room = plot.bbox.height / devicePixelRatio / (high - low);
        const ticks: number[] = [];
        for (const at of [...TIMES_MS, ...LATER_MS].map(height))
          if (at >= low && at <= high && (ticks.length === 0 || (at - ticks.at(-1)!) * room >= 18)) ticks.push(at);
        return ticks;
      },
      values: (_, ticks) => ticks.map((tick) => tickTime(Math.round(10 ** tick))),
    },
    cursor: { y: false, drag: { x: false, y: false } },
    tip: (index) => {
      const rows = options.flatMap((name, option) => {
        const cell = view.isShown(option) ? choice.cell(option) : null;
        if (cell === null || !isTold(cell, shares[index]!)) return [];
        return [tipRow(lookClass(option), name, timeAt(cell, choice.clock(), index))];
      });
      return rows.length === 0 ? [] : [element("div", { class: "tip-head" }, roundedShare(shares[index]!)), ...rows];
    },
    step: () => 1,
  });
  const lineOf = (option: number): (number | null)[] => {
    const cell = view.isShown(option) ? choice.cell(option) : null;
    if (cell === null) return shares.map(() => null);
    const spectrum = spectrumOf(cell, choice.clock());
    return shares.map((share, i) => (isDrawn(cell, share) && spectrum[i] !== never ? height(spectrum[i]!) : null));
  };
  const tablePlace = document.querySelector<HTMLElement>('[data-table="latency"]')!;
  const draw = (): void => {
    chart.note.textContent = choice.title();
    const lines = options.map((_, option) => lineOf(option));
    const last = Math.max(...lines.map((line) => line.findLastIndex((y) => y !== null)));
    right = Math.max(2, x[last] ?? 2);
    bottom = Math.min(...lines.flatMap((line) => line.find((y) => y !== null) ?? []));
    chart.plot.setData([x, ...lines]);
    tablePlace.replaceChildren(latencyTable());
  };
  const indices = TABLE_SHARES.map((share) => shares.indexOf(share));
  const latencyTable = (): HTMLElement =>
    table(
      choice.title(),
      ["option", ...["", "", ""].flatMap(() => ["p50", "p95", "p99", "max"])],
      options.flatMap((_, option) => {
        const cell = choice.cell(option);
        if (cell === null) return [];
        const figures = cell.maxMs.flatMap((maxMs, clock) => [
          ...indices.map((i) => timeAt(cell, clock, i)),
          cell.answeredShare > 0 ? duration(maxMs) : "–",
        ]);
        return [[optionLabel(options, option), ...figures]];
      }),
      [
        ["", 1],
        ["wanted", 4],
        ["official", 4],
        ["network", 4],
      ],
    );
  view.onOptions(draw);
  choice.onChange(draw);
  draw();
};

/** 99.1 % of what there is. */
export const shareOf = (share: number | null): string => percent(share ?? undefined);
