import { basename } from "node:path";
import { type Comparison, type Difference, KINDS, type PlaceKind, type Verdict } from "../experiment/comparison.ts";
import { differenceCells, placeTitle } from "./comparison-cells.ts";
import { comparisonVerdict, sideName } from "./comparison-verdict.ts";
import { count, percent, wrap } from "./format.ts";
import { textTable } from "./text-table.ts";

const WIDTH = 100;
const VALUES_MAX = 12;
const VALUE_WIDTH = 60;
const NAME_WIDTH = 20;

export interface ComparisonOptions {
  /** Also what is the same, and every value that the scenarios have otherwise. */
  readonly all: boolean;
}

/** Head of a group of places. */
export const KIND_TITLES: Readonly<Record<PlaceKind, string>> = {
  component: "Components",
  process: "Processes",
  settlement: "Settlement",
  User: "Users",
  rule: "Rules",
  fault: "Faults",
};

/** What tells nothing apart: shown only where all is asked for. */
const UNTOLD: readonly Verdict[] = ["same", "may be chance", "not known"];

/** Differences to show, those of one place together. */
export const shownPlaces = (
  { differences }: Comparison,
  kind: PlaceKind,
  { all }: ComparisonOptions,
): readonly (readonly Difference[])[] => {
  const shown = differences.filter((one) => one.kind === kind && (all || !UNTOLD.includes(one.verdict)));
  return [...Map.groupBy(shown, ({ place }) => place).values()];
};

/** Whether the two met the same world, in a sentence. */
export const pairingText = ({ unpaired, reference: { run } }: Comparison): string =>
  unpaired.length === 0
    ? `Paired: both met the same meters and draws (seed ${run.plan.seed}, scale ${run.plan.scale}), so that what ` +
      "differs is due to what was changed."
    : `NOT PAIRED (${unpaired.join("; ")}): the two met other draws or days, so that differences hold chance besides.` +
      " A figure counts as moved where it did by more than 4 standard deviations; where these are not known, it may " +
      "be chance.";

/** A value of a scenario in one line, cut where it is long. */
export const valueText = (value: unknown): string => {
  if (value === undefined) return "–";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length <= VALUE_WIDTH ? text : `${text.slice(0, VALUE_WIDTH - 1)}…`;
};

/** Metrics that differ here, and that a scaled-down run gives with chance in them. */
const chanceText = (comparison: Comparison): string[] => {
  const { differences, reference, other } = comparison;
  const scales = [reference, other].map(({ run }) => run.plan.scale).filter((scale) => scale < 1);
  const names = differences
    .filter(({ verdict, metric }) => metric.notAtScale !== undefined && verdict !== "same")
    .map(({ metric }) => metric.name);
  if (scales.length === 0 || names.length === 0) return [];
  return [`At scale ${Math.min(...scales)} there is chance in ${[...new Set(names)].join(", ")}.`];
};

const GOALS =
  "Not a goal: utilisation and counts of what was wanted; the network clock, which forgets the wait that a window " +
  "moves to the User; an error, or what is paid, with its sign; a factor; and the wanted clock of reads that are " +
  "spread on purpose, which are judged by the hours by which they are in.";

/** What a reader has to know of the figures, in sentences. */
export const notesOf = (comparison: Comparison, options: ComparisonOptions): readonly string[] => [
  leftOutText(comparison, options),
  ...chanceText(comparison),
  ...(comparison.differences.some(({ verdict }) => verdict === "not a goal") ? [GOALS] : []),
];

/** How many figures a comparison leaves out, and why. */
const leftOutText = ({ differences, noise }: Comparison, { all }: ComparisonOptions): string => {
  const of = (verdict: string): number => differences.filter((one) => one.verdict === verdict).length;
  const [same, chance, unknown] = [of("same"), of("may be chance"), of("not known")];
  const parts = [
    `${count(same)} figures are the same within ${percent(noise)} (shares of needs: 0.1 points), or look the same`,
    ...(chance === 0 ? [] : [`${count(chance)} differ by what may be chance`]),
    ...(unknown === 0 ? [] : [`${count(unknown)} are not known, since they are withheld`]),
  ];
  return `${parts.join("; ")}${all ? "" : " (--all shows them)"}.`;
};

/**
 * Two names in a width each. Results of one run's options, or of one day, begin alike: they are shown from shortly
 * before where they come apart.
 */
export const namesApart = (names: readonly [string, string], width: number): readonly [string, string] => {
  const [one, other] = names;
  let alike = 0;
  while (alike < one.length && one[alike] === other[alike]) alike++;
  const cut = (text: string): string => {
    if (text.length <= width) return text;
    // Both are cut at the same place: from the beginning where that shows the difference.
    const from = alike < width - 2 ? 0 : Math.min(alike - 2, Math.max(one.length, other.length) - width + 1);
    const shown = `${from > 0 ? "…" : ""}${text.slice(from)}`;
    return shown.length <= width ? shown : `${shown.slice(0, width - 1)}…`;
  };
  return [cut(one), cut(other)];
};

/** What heads the columns: what tells the sides apart, their options, or of one option where their results stand. */
export const columnNames = ({ reference, other }: Comparison): readonly [string, string] => {
  const options = [reference.run.plan.option, other.run.plan.option] as const;
  if (options[0] !== options[1]) return namesApart(options, NAME_WIDTH);
  const ends = [basename(reference.result), basename(other.result)] as const;
  return namesApart(ends[0] === ends[1] ? [reference.result, other.result] : ends, NAME_WIDTH);
};

const valueLines = ({ values }: Comparison, { all }: ComparisonOptions): string[] => {
  if (values.length === 0) return ["", "Their scenarios have the same values."];
  const shown = all ? values : values.slice(0, VALUES_MAX);
  const more = values.length - shown.length;
  return [
    "\nWHAT THEIR SCENARIOS HAVE OTHERWISE\n",
    ...shown.map(({ path, from, to }) => wrap(`${path}: ${valueText(from)} → ${valueText(to)}`, WIDTH, "    ")),
    ...(more > 0 ? [`and ${more} more (--all shows them)`] : []),
  ];
};

const kindLines = (comparison: Comparison, kind: PlaceKind, options: ComparisonOptions): string[] => {
  const rows = shownPlaces(comparison, kind, options).flatMap((differences) => [
    [placeTitle(differences[0]!, comparison), "", "", "", ""],
    ...differences.map((one) => {
      const { from, to, change } = differenceCells(comparison, one);
      return [`  ${one.metric.name}`, one.verdict, from, to, change];
    }),
  ]);
  const head = [KIND_TITLES[kind].toUpperCase(), "", ...columnNames(comparison), "change"];
  return rows.length === 0 ? [] : ["", textTable(head, rows, 2)];
};

/** A comparison for a terminal of 100 columns. */
export const comparisonText = (comparison: Comparison, options: ComparisonOptions): string => {
  const { reference, other } = comparison;
  return `${[
    wrap(`${sideName(other, reference)} against ${sideName(reference, other)}`, WIDTH),
    wrap(pairingText(comparison), WIDTH),
    "",
    wrap(comparisonVerdict(comparison), WIDTH),
    ...valueLines(comparison, options),
    ...KINDS.flatMap((kind) => kindLines(comparison, kind, options)),
    "",
    ...notesOf(comparison, options).map((note) => wrap(note, WIDTH)),
  ].join("\n")}\n`;
};
