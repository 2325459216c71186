import type { OptionAnswer } from "../experiment/answer.ts";
import { type Harm, isHarmed } from "../experiment/answer.ts";
import type { Percentiles } from "../experiment/measures.ts";
import { marked } from "./chance.ts";
import { duration, percent, percentile, share } from "./format.ts";
import { textTable } from "./text-table.ts";

// Reads and other processes for a terminal: when they are in, how long they take, what harms them.

const inByHours = ["6", "9", "12", "24"];

/** One table of reads: options down, shares in by an hour across. */
const readsTable = (options: readonly OptionAnswer[], process: string): string | undefined => {
  const rows = options.flatMap((option) => {
    const found = option.processes.find((one) => one.process === process);
    if (found === undefined) return [];
    const { inByHour, dark, wanted, wantedClock } = found;
    return [
      [
        option.option,
        ...inByHours.map((hour) => percent(inByHour?.[hour])),
        percent(dark / wanted),
        ...clockCells(wantedClock),
      ],
    ];
  });
  const title = titleOf(options, process);
  return rows.length === 0 || title === undefined
    ? undefined
    : textTable([title, "by 06:00", "09:00", "12:00", "24:00", "dark", "p50", "p95", "p99"], rows);
};

/** One table of latencies: options down; share inside target, then percentiles of the official and network clocks. */
const clocksTable = (options: readonly OptionAnswer[], process: string): string | undefined => {
  const rows = options.flatMap((option) => {
    const found = option.processes.find((one) => one.process === process);
    if (found === undefined) return [];
    return [
      [
        option.option,
        marked(percent(found.inTargetShare), found.isTooSmall),
        ...clockCells(found.officialClock),
        ...clockCells(found.networkClock),
      ],
    ];
  });
  const title = titleOf(options, process);
  return rows.length === 0 || title === undefined
    ? undefined
    : textTable([title, "in target", "p50", "p95", "p99", "net p50", "p95", "p99"], rows);
};

const clockCells = ({ p50Ms, p95Ms, p99Ms, maxMs }: Percentiles): string[] =>
  [p50Ms, p95Ms, p99Ms].map((ms) => percentile(ms, maxMs));

const titleOf = (options: readonly OptionAnswer[], process: string): string | undefined =>
  options.flatMap((option) => option.processes.find((one) => one.process === process)?.title.trim() ?? [])[0];

/** Columns that a process may take: six figures stand beside it and its option. */
const PROCESS_COLUMNS = 24;

const harmLines = (option: OptionAnswer): string[][] => {
  const isTooSmall = ({ process }: Harm): boolean =>
    option.processes.find((one) => one.process === process)?.isTooSmall === true;
  return (option.harm ?? [])
    .filter(isHarmed)
    .map((harm) => [
      harm.title.trim(),
      option.option,
      ...[harm.referenceInTargetShare, harm.inTargetShare].map((share) => marked(percent(share), isTooSmall(harm))),
      percent(harm.referenceLostShare),
      percent(harm.lostShare),
      duration(harm.referenceLongestMs),
      duration(harm.longestMs),
    ]);
};

/** Existing processes that lose something, beside the same without MHHS. */
export const harmText = (options: readonly OptionAnswer[]): string => {
  if (options.every(({ harm }) => harm === undefined)) return "not measured: the option without-mhhs was not run";
  const rows = options.flatMap(harmLines).sort((p, q) => (p[0]! < q[0]! ? -1 : p[0]! > q[0]! ? 1 : 0));
  return rows.length === 0
    ? "none: every existing process keeps its share inside target"
    : textTable(
        ["process", "option", "in target", "with", "lost", "with", "longest", "with"],
        rows,
        2,
        PROCESS_COLUMNS,
      );
};

/** Independent MDRs beside suppliers on the clocks that count: since the data existed, and the network's own. */
export const playingFieldText = (options: readonly OptionAnswer[]): string | undefined => {
  const rows = options.flatMap(({ option, playingField }) => {
    const clocks = ["wantedMs", "networkMs"].flatMap((name) => playingField?.find(({ clock }) => clock === name) ?? []);
    return clocks.length === 0
      ? []
      : [
          [
            option,
            ...clocks.flatMap(({ agentP95Ms, supplierP95Ms, ratio, crudeRatio }) => [
              ...[agentP95Ms, supplierP95Ms].map((ms) => (ms === Number.POSITIVE_INFINITY ? "never" : duration(ms))),
              ...[ratio, crudeRatio].map((value) => (Number.isNaN(value) ? "–" : share(value))),
            ]),
          ],
        ];
  });
  if (rows.length === 0) return undefined;
  return textTable(
    ["since the data existed", "MDRs", "suppliers", "ratio", "crude", "net MDRs", "suppliers", "ratio", "crude"],
    rows,
  );
};

export const PLAYING_FIELD_TITLE =
  "Level playing field: p95 of MHHS profiles on the national mix of components; 1.00 is level";

const READS = ["mhhs-profiles", "mhhs-profiles-own", "mhhs-profiles-agent", "second-role", "daily-reads"];
const CLOCKS = [
  "mhhs-profiles",
  "mhhs-profiles-agent",
  "second-role",
  "daily-reads",
  "smets1-on-demand",
  "install-and-commission",
];

const tables = (
  of: (options: readonly OptionAnswer[], process: string) => string | undefined,
  options: readonly OptionAnswer[],
  processes: readonly string[],
): string => processes.flatMap((process) => of(options, process) ?? []).join("\n\n");

export const readsText = (options: readonly OptionAnswer[]): string => tables(readsTable, options, READS);
export const clocksText = (options: readonly OptionAnswer[]): string => tables(clocksTable, options, CLOCKS);
