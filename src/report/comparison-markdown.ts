import { type Comparison, KINDS, type PlaceKind } from "../experiment/comparison.ts";
import { differenceCells, placeTitle } from "./comparison-cells.ts";
import {
  type ComparisonOptions,
  columnNames,
  KIND_TITLES,
  notesOf,
  pairingText,
  shownPlaces,
  valueText,
} from "./comparison-text.ts";
import { comparisonVerdict, sideName } from "./comparison-verdict.ts";
import { markdownText } from "./escape.ts";

const row = (cells: readonly string[]): string => `| ${cells.map(markdownText).join(" | ")} |`;

const table = (head: readonly string[], align: string, rows: readonly (readonly string[])[]): string[] => [
  "",
  row(head),
  align,
  ...rows.map(row),
];

/** A comparison for a pull request. */
export const comparisonMarkdown = (comparison: Comparison, options: ComparisonOptions): string => {
  const { reference, other, values } = comparison;
  const [before, after] = [sideName(reference, other), sideName(other, reference)];
  const tableOf = (kind: PlaceKind): string[] => {
    const rows = shownPlaces(comparison, kind, options).flatMap((differences) =>
      differences.map((one) => {
        const { from, to, change } = differenceCells(comparison, one);
        return [placeTitle(one, comparison), one.metric.name, one.verdict, from, to, change];
      }),
    );
    const head = [KIND_TITLES[kind], "metric", "", ...columnNames(comparison), "change"];
    return rows.length === 0 ? [] : table(head, "|---|---|---|---:|---:|---:|", rows);
  };
  const changed = values.map(({ path, from, to }) => [path, valueText(from), valueText(to)]);
  return `${[
    `### ${markdownText(after)} against ${markdownText(before)}`,
    "",
    markdownText(pairingText(comparison)),
    "",
    markdownText(comparisonVerdict(comparison)),
    ...KINDS.flatMap(tableOf),
    ...notesOf(comparison, options).flatMap((note) => ["", markdownText(note)]),
    ...(changed.length === 0
      ? []
      : [
          "",
          "<details><summary>What their scenarios have otherwise</summary>",
          ...table(["value", ...columnNames(comparison)], "|---|---|---|", changed),
          "",
          "</details>",
        ]),
  ].join("\n")}\n`;
};
