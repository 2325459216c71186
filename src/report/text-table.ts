import Table from "cli-table3";

const PLAIN = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "  ",
};

/**
 * Rows under a heading, columns aligned, no lines, no colour. The first columns are text, the rest numbers; the words
 * of the first column go on in the next line where they would be wider than asked.
 */
export const textTable = (
  head: readonly string[],
  rows: readonly (readonly string[])[],
  textColumns = 1,
  firstColumns?: number,
): string => {
  const table = new Table({
    ...(firstColumns === undefined ? {} : { colWidths: [firstColumns], wordWrap: true }),
    head: [...head],
    chars: PLAIN,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
    colAligns: head.map((_, i) => (i < textColumns ? "left" : "right")),
  });
  for (const row of rows) table.push([...row]);
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
};

const GAP = 2;

/**
 * The same where it may be wider than there is room for: columns that don't fit go on below, beside the first ones
 * again. So many from the last one back stay together each.
 */
export const tableWithin = (
  width: number,
  head: readonly string[],
  rows: readonly (readonly string[])[],
  textColumns = 1,
  together = 1,
): string => {
  const widthOf = (i: number): number => GAP + Math.max(head[i]!.length, ...rows.map((row) => row[i]!.length));
  const widthOfAll = (columns: readonly number[]): number => columns.reduce((sum, i) => sum + widthOf(i), -GAP);
  const numbers = head.map((_, i) => i);
  const first = numbers.splice(0, textColumns);
  const groups = Map.groupBy(numbers, (i) => Math.ceil((head.length - i) / together));
  const blocks: number[][] = [[...first]];
  for (const group of groups.values()) {
    const last = blocks.at(-1)!;
    if (last.length > textColumns && widthOfAll([...last, ...group]) > width) blocks.push([...first, ...group]);
    else last.push(...group);
  }
  const of = (row: readonly string[], columns: readonly number[]): string[] => columns.map((i) => row[i]!);
  return blocks
    .map((columns) =>
      textTable(
        of(head, columns),
        rows.map((row) => of(row, columns)),
        textColumns,
      ),
    )
    .join("\n\n");
};
