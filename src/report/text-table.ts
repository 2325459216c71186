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
