import type { Answer, OptionAnswer } from "../experiment/answer.ts";
import { CPM_TITLES, type PerformanceMeasure, type SplitBy } from "../experiment/performance-measures.ts";
import { csvNumber, csvText } from "./escape.ts";
import { percent } from "./format.ts";
import { textTable } from "./text-table.ts";

/** What a terminal has room for. */
const SPLITS: readonly SplitBy[] = ["role", "component"];
const MARKS: Readonly<Record<PerformanceMeasure["band"], string>> = {
  target: "",
  minimum: " -",
  below: " ✗",
  unknown: "",
};

/** A share with the mark of its band. */
export const performanceCell = ({ share, band }: Pick<PerformanceMeasure, "share" | "band">): string =>
  `${percent(share)}${MARKS[band]}`;

export const bandsNote = (target: number, minimum: number): string =>
  `target ${percent(target)}; "-" under it; "✗" under the minimum of ${percent(minimum)}`;

/** Months of the measured days, which are one after another: the first and the last of many. */
export const monthsText = ({ months }: Pick<Answer, "months">): string =>
  months.length > 2 ? `${months[0]} to ${months.at(-1)}` : months.join(", ");

const worst = (measures: readonly PerformanceMeasure[], cpm: number, by: SplitBy): string => {
  const those = measures.filter((one) => one.cpm === cpm && one.by === by);
  if (those.length === 0) return "–";
  const { title, ...one } = those.reduce((low, next) => (next.share < low.share ? next : low));
  return one.share === 1 ? "none" : `${title} ${performanceCell(one)}`;
};

const rowsOf = ({ option, performance }: OptionAnswer): string[][] =>
  performance
    .filter(({ by }) => by === "all")
    .map((one) => [
      CPM_TITLES[one.cpm],
      option,
      performanceCell(one),
      ...SPLITS.map((by) => worst(performance, one.cpm, by)),
    ]);

/** Code Performance Measures, and where each is worst, for a terminal. */
export const performanceTable = ({ options }: Pick<Answer, "options">): string =>
  textTable(
    ["measure", "option", "in target", "worst role", "worst region or cohort"],
    options.flatMap(rowsOf).sort(([p], [q]) => (p! < q! ? -1 : p! > q! ? 1 : 0)),
    5,
  );

/** Every measure with its splits, one a line. */
export const performanceCsv = ({ options, months }: Answer): string => {
  const lines = options.flatMap(({ option, performance }) =>
    performance.map(({ cpm, by, name, received, inTarget, share, band }) =>
      [
        ...[months.join(" "), option, `CPM ${cpm}`, by, name].map(csvText),
        ...[received, inTarget, share].map(csvNumber),
        csvText(band),
      ].join(","),
    ),
  );
  return `${["months,option,measure,split_by,name,received,in_target,share,band", ...lines].join("\n")}\n`;
};
