import type UPlot from "uplot";
import { HALF_HOUR_MINUTES } from "../../../kernel/time.ts";
import { count } from "../../format.ts";
import { lookClass, lookOf } from "../../palette.ts";
import type { PageModel } from "../model.ts";
import { type Chart, ink, openChart, optionInk } from "./chart.ts";
import { element } from "./elements.ts";
import { endOrTime, timeOf, tipRow, type View } from "./view.ts";

export type Minutes = ArrayLike<number | null>;

/** What a chart over the day shows: one line an option, a forecast beside it, and a level that it should stay below. */
export interface DayLines {
  readonly lines: readonly (Minutes | undefined)[];
  readonly forecasts: readonly (Minutes | undefined)[];
  /** By option; undefined where there is no level. */
  readonly levels: readonly (number | undefined)[];
  readonly levelName: string;
}

export interface DayChart {
  readonly show: (lines: DayLines) => void;
  readonly note: HTMLElement;
}

const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 720, 1440];
const LABEL_WIDTH = 52;

/** 0, 950, 12.5k, 3m: figures on an axis. */
const compact = (n: number): string =>
  n >= 1e6
    ? `${Number((n / 1e6).toFixed(2))} m`
    : n >= 1e4
      ? `${Number((n / 1e3).toFixed(2))}k`
      : Number(n.toFixed(3)).toLocaleString("en-GB");

const SMALL = 10;
/** A rate or a number of requests in a tip or a table. */
export const figure = (n: number | null | undefined): string =>
  n === null || n === undefined ? "–" : n < SMALL && !Number.isInteger(n) ? n.toFixed(2) : count(n);

const hourTicks = (plot: UPlot, _: number, from: number, to: number): number[] => {
  const room = plot.bbox.width / devicePixelRatio / LABEL_WIDTH;
  const step = STEPS.find((minutes) => (to - from) / minutes <= room) ?? STEPS.at(-1)!;
  const ticks: number[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) ticks.push(at);
  return ticks;
};

/** A chart over the measured day, joined with all others: the same options, the same hours, one cursor. */
export const openDayChart = (
  place: HTMLElement,
  view: View,
  { options, minutes, faults }: Pick<PageModel, "options" | "minutes" | "faults">,
  words: { readonly title: string; readonly label: string; readonly height: number; readonly step: () => number },
): DayChart => {
  const times = Array.from({ length: minutes }, (_, minute) => minute);
  const nothing: Minutes = times.map(() => null);
  let shown: DayLines = { lines: [], forecasts: [], levels: [], levelName: "" };
  /** One level for all, or one for each option where they differ. */
  const isOneLevel = (): boolean => new Set(shown.levels).size === 1;

  const series: UPlot.Series[] = [{}];
  const quiet = { points: { show: false } };
  for (const [option] of options.entries())
    series.push({ ...quiet, stroke: () => optionInk(option), width: 1.5, dash: [...lookOf(option).dash] });
  for (const [option] of options.entries())
    series.push({ ...quiet, stroke: () => optionInk(option), width: 1, dash: [5, 4] });
  for (const [option] of options.entries())
    series.push({
      ...quiet,
      stroke: () => (isOneLevel() ? ink("--ink") : optionInk(option)),
      width: 1.5,
      dash: [8, 5],
    });

  const tip = (index: number): Node[] => {
    const rows = options.flatMap((name, option) => {
      if (!view.isShown(option)) return [];
      const line = shown.lines[option];
      if (line === undefined) return [];
      const forecast = shown.forecasts[option]?.[index];
      const beside = forecast === undefined ? undefined : `≈ ${figure(forecast)}`;
      return [tipRow(lookClass(option), name, figure(line[index]), beside)];
    });
    const [level] = shown.levels;
    if (level !== undefined && isOneLevel()) rows.push(tipRow("level", shown.levelName, figure(level)));
    const isBeside = shown.forecasts.some((forecast) => forecast !== undefined);
    const head = `${timeOf(times[index]!)} UTC${isBeside ? ", and ≈ the forecast" : ""}`;
    const now = faults.filter(
      ({ option, from, to }) => view.isShown(option) && from <= times[index]! && times[index]! < to,
    );
    const wrong = now.map(({ option, title }) => tipRow(lookClass(option), title, ""));
    return rows.length === 0 ? [] : [element("div", { class: "tip-head" }, head), ...rows, ...wrong];
  };
  const chart: Chart = openChart(place, {
    ...words,
    note: "",
    series,
    scales: {
      x: { time: false, range: () => [view.from(), view.to()] },
      y: { range: (_, __, most) => [0, most > 0 ? most * 1.05 : 1] },
    },
    x: { splits: hourTicks, values: (_, ticks) => ticks.map((minute) => endOrTime(minute, minutes)) },
    y: { values: (_, ticks) => ticks.map(compact), space: 34 },
    cursor: {
      y: false,
      drag: { x: true, y: false, setScale: false },
      sync: { key: "day", setSeries: false, filters: { pub: (type) => type === "mousemove" || type === "mouseleave" } },
    },
    shaded: () =>
      faults
        .filter(({ option }) => view.isShown(option))
        .map(({ option, from, to }) => ({ from, to, colour: optionInk(option) })),
    onSelect: view.zoom,
    onReset: view.reset,
    tip,
  });
  const draw = (): void => {
    const columns = (of: readonly (Minutes | undefined)[]): Minutes[] =>
      options.map((_, option) => (view.isShown(option) ? of[option] : undefined) ?? nothing);
    const levels = options.map((_, option) => {
      const level = shown.levels[option];
      const isDrawn = isOneLevel() ? option === 0 : view.isShown(option);
      return level !== undefined && isDrawn ? times.map(() => level) : nothing;
    });
    chart.plot.setData([times, ...columns(shown.lines), ...columns(shown.forecasts), ...levels] as UPlot.AlignedData);
  };
  view.onOptions(draw);
  view.onHours(() => chart.plot.setScale("x", { min: view.from(), max: view.to() }));
  return {
    note: chart.note,
    show: (lines) => {
      shown = lines;
      draw();
    },
  };
};

/** The mean of each half hour, or its least or most, at every minute of it: a line in steps. */
export const byHalfHour = (values: ArrayLike<number>, of: "mean" | "least" | "most"): Float64Array => {
  const steps = new Float64Array(values.length);
  for (let from = 0; from < values.length; from += HALF_HOUR_MINUTES) {
    let [sum, least, most] = [0, Number.POSITIVE_INFINITY, 0];
    for (let m = from; m < from + HALF_HOUR_MINUTES; m++) {
      sum += values[m]!;
      least = Math.min(least, values[m]!);
      most = Math.max(most, values[m]!);
    }
    steps.fill(of === "mean" ? sum / HALF_HOUR_MINUTES : of === "least" ? least : most, from, from + HALF_HOUR_MINUTES);
  }
  return steps;
};
