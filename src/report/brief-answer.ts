import type { Answer, OptionAnswer } from "../experiment/answer.ts";
import { isHarmed, shortTitle } from "../experiment/answer.ts";
import { sideBySideTable } from "./central-figures.ts";
import { centralTexts, customersTexts } from "./central-text.ts";
import { marked, nightQueueText, peakText } from "./chance.ts";
import { percent, percentile, wrap } from "./format.ts";
import {
  type AnswerPart,
  bindingPart,
  closingLines,
  faultParts,
  headed,
  loadPart,
  notValidLines,
  registrationParts,
  rulesParts,
  sentencesPart,
} from "./text-answer.ts";
import { textTable } from "./text-table.ts";
import { thresholdLines, thresholdTally } from "./threshold-text.ts";

/** A screen or so: what nobody has to scroll for. The forecast before the answer has a row an option too. */
const LINES = 60;
const FORECAST_LINES = 7;

/** A figure of each option. Of more than the width has room for, the first by rank are shown, in the order below. */
interface Column {
  readonly head: string;
  readonly rank: number;
  readonly cell: (option: OptionAnswer) => string;
  readonly means: string;
}

const NOTHING = "–";
const by9 = (process: string) => (option: OptionAnswer) =>
  percent(option.processes.find((one) => one.process === process)?.inByHour?.["9"]);

/** The last reads of the night, and the component that they wait at. */
const waitCell = ({ components }: OptionAnswer): string => {
  const last = components.reduce((late, one) =>
    (one.emptiesAtMinute ?? -1) > (late.emptiesAtMinute ?? -1) ? one : late,
  );
  return last.emptiesAtMinute === undefined ? "none" : `${nightQueueText(last)} ${shortTitle(last.component)}`;
};

const loadCell = ({ components }: OptionAnswer): string =>
  peakText(components.reduce((most, one) => (one.peakShare > most.peakShare ? one : most)));

const harmCell = ({ harm, processes }: OptionAnswer): string => {
  if (harm === undefined) return NOTHING;
  const harmed = harm.filter(isHarmed);
  const isOfFew = processes.some(
    ({ process, isTooSmall }) => isTooSmall && harmed.some((one) => one.process === process),
  );
  return marked(String(harmed.length), isOfFew);
};

const p99Cell = ({ processes }: OptionAnswer): string => {
  const times = processes.find(({ process }) => process === "mhhs-profiles")?.wantedClock;
  return times === undefined ? NOTHING : percentile(times.p99Ms, times.maxMs);
};

const FITS: readonly Column[] = [
  {
    head: "fits",
    rank: 0,
    cell: ({ fit }) => (fit.fits === null ? "?" : fit.fits ? "yes" : "no"),
    means: "no read of the night waits at 08:00 UTC, and existing processes keep their targets",
  },
  { head: "wait until", rank: 1, cell: waitCell, means: "the last read of the night, and where" },
  {
    head: "late",
    rank: 2,
    cell: ({ fit }) => String(fit.late.length),
    means: "components with reads after 08:00",
  },
  {
    head: "load",
    rank: 3,
    cell: loadCell,
    means: "busiest minute at the fullest component, 1.00 is all that it carries",
  },
  { head: "by 09:00", rank: 4, cell: by9("mhhs-profiles"), means: "MHHS profiles in" },
  {
    head: "MDRs'",
    rank: 9,
    cell: by9("mhhs-profiles-agent"),
    means: "of these, independent MDRs'",
  },
  { head: "p99", rank: 10, cell: p99Cell, means: "of their wait since the data existed" },
  {
    head: "harmed",
    rank: 5,
    cell: harmCell,
    means: "existing processes less often inside target than without MHHS",
  },
];

/** Runs that tell options apart before the rest. */
const RUN_RANKS: Readonly<Record<string, number>> = { SF: 6, II: 11, R1: 12, RF: 13 };

const settlementColumns = (options: readonly OptionAnswer[]): readonly Column[] => {
  const runs = [...new Set(options.flatMap(({ settlement }) => settlement?.runs.map(({ run }) => run) ?? []))];
  return runs.map((name) => ({
    head: name,
    rank: RUN_RANKS[name] ?? 14,
    cell: ({ settlement }) => percent(settlement?.runs.find(({ run }) => run === name)?.share),
    means: "meter-days that the run settles on actual data",
  }));
};

/** Error and money, as the table of load, latency, settlement and money has them. */
const centralColumns = (answer: Answer): readonly Column[] => {
  const { head, rows } = sideBySideTable(answer);
  const of = (column: string, title: string, rank: number, means: string): Column[] => {
    const i = head.indexOf(column);
    return rows.length === 0
      ? []
      : [{ head: title, rank, cell: ({ option }) => rows.find(([name]) => name === option)?.[i] ?? NOTHING, means }];
  };
  const error = head.find((one) => one.endsWith(" error"))!;
  return [
    ...of(error, "error", 7, `energy that ${error.replace(" error", "")} settles on the wrong supplier`),
    ...of("money", "money", 8, "paid for it, a Settlement Day"),
  ];
};

const GAP = 2;

/** As many columns as there is room for. */
const fitting = (columns: readonly Column[], { options }: Answer, width: number): readonly Column[] => {
  const widthOf = ({ head, cell }: Column): number =>
    GAP + Math.max(head.length, ...options.map((option) => cell(option).length));
  let left = width - Math.max("option".length, ...options.map(({ option }) => option.length));
  const shown = new Set<Column>();
  for (const column of columns.toSorted((p, q) => p.rank - q.rank)) {
    if (options.every((option) => column.cell(option) === NOTHING)) continue;
    if ((left -= widthOf(column)) < 0) break;
    shown.add(column);
  }
  return columns.filter((column) => shown.has(column));
};

/** Each column's meaning once, with the names of all that have it. */
const meanings = (columns: readonly Column[]): string =>
  [...Map.groupBy(columns, ({ means }) => means)]
    .map(([means, those]) => `${those.map(({ head }) => head).join(", ")}: ${means}`)
    .join("; ");

const UNTOLD = "? can't be said at this scale: one request takes over half of an existing process's target";

/** A row an option, with what its columns mean. */
export const verdictTable = (answer: Answer, width: number): string => {
  const { options } = answer;
  const columns = fitting([...FITS, ...settlementColumns(options), ...centralColumns(answer)], answer, width);
  const rows = options.map((option) => [option.option, ...columns.map(({ cell }) => cell(option))]);
  return [
    textTable(["option", ...columns.map(({ head }) => head)], rows),
    "",
    wrap(`${meanings(columns)}.`, width),
    ...(options.some(({ fit }) => fit.fits === null) ? [wrap(UNTOLD, width, "  ")] : []),
    ...notValidLines(answer, width),
  ].join("\n");
};

/** Parts in the order of what they add to the table. */
const partsOf = (answer: Answer, width: number): readonly AnswerPart[] => [
  ...customersTexts(answer, width),
  { ...sentencesPart(answer), title: "Each option" },
  ...registrationParts(answer),
  ...rulesParts(answer),
  ...faultParts(answer),
  ...centralTexts(answer, width),
  bindingPart(answer),
  loadPart(answer),
];

const linesOf = (text: string): number => text.split("\n").length;

/**
 * The answer at a glance, whatever the number of options: a row each, and of the parts those that a screen has room
 * for. All of it is in the details, and in the files of the result.
 */
export const briefAnswerText = (answer: Answer, width: number): string => {
  const { thresholds } = answer;
  const begin = [
    wrap(answer.question, width),
    headed({ title: "Answer", text: verdictTable(answer, width) }),
    ...(thresholds.length === 0
      ? []
      : [`\n${`Thresholds: ${thresholdTally(thresholds)}`.toUpperCase()}`, ...thresholdLines(thresholds, width)]),
  ];
  const end = closingLines(answer, width);
  let room = LINES - FORECAST_LINES - answer.options.length - linesOf([...begin, ...end].join("\n"));
  const shown = partsOf(answer, width).flatMap((one) => {
    const text = headed(one);
    if (linesOf(text) > room) return [];
    room -= linesOf(text);
    return [text];
  });
  return `${[...begin, ...shown, ...end].join("\n")}\n`;
};

/** The first answer, from a small share of the meters: does each option fit. */
export const previewText = (answer: Answer, seconds: number, width: number): string => {
  const title = `First answer, from ${answer.meters.toLocaleString("en-GB")} meters in ${Math.round(seconds)} s`;
  return `${headed({ title, text: verdictTable(answer, width) })}\n\n`;
};
