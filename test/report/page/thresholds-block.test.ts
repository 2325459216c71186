import { expect, test } from "vitest";
import type { Answer } from "../../../src/experiment/answer.ts";
import type { ThresholdResult } from "../../../src/experiment/thresholds.ts";
import { thresholdsTable } from "../../../src/report/page/thresholds-block.ts";

const resultOf = (option: string, metric: string): ThresholdResult => ({
  metric,
  is: "share >= 99 %",
  severity: "error",
  option,
  outcome: option === "o2" ? "failed" : "held",
  place: "top-up",
  actual: 0.995,
  laterThanMs: null,
  limit: 0.99,
  quantity: "share",
  note: null,
});

/** What stands at the head of columns and of rows, and the words of the cells, row by row. */
const tableOf = (options: readonly string[], metrics: readonly string[]) => {
  const thresholds = options.flatMap((option) => metrics.map((metric) => resultOf(option, metric)));
  const answer = { thresholds, options: options.map((option) => ({ option })) } as unknown as Answer;
  const { markup } = thresholdsTable(answer);
  const plain = (text: string): string => text.replaceAll(/<[^>]*>/g, "").trim();
  return {
    columns: [...markup.matchAll(/<th scope="col"[^>]*>(.*?)<\/th>/gs)].map(([, text]) => plain(text!)),
    rows: [...markup.matchAll(/<th scope="row">(.*?)<\/th>/gs)].map(([, text]) => plain(text!)),
    cells: [...markup.matchAll(/<td[^>]*>.*?(holds|fails).*?<\/td>/gs)].map(([, word]) => word),
  };
};

test("as many thresholds as options stand one under the other, with a column for each option", () => {
  const { columns, rows, cells } = tableOf(["o1", "o2"], ["a", "b"]);
  expect(columns).toEqual(["threshold", "o1", "o2"]);
  expect(rows).toEqual(["a share &gt;= 99 %", "b share &gt;= 99 %"]);
  expect(cells).toEqual(["holds", "fails", "holds", "fails"]);
});

test("more options than thresholds stand one under the other, so that seventeen fit a page", () => {
  const { columns, rows, cells } = tableOf(["o1", "o2", "o3"], ["a", "b"]);
  expect(columns).toEqual(["option", "a share &gt;= 99 %", "b share &gt;= 99 %"]);
  expect(rows).toEqual(["o1", "o2", "o3"]);
  expect(cells).toEqual(["holds", "holds", "fails", "fails", "holds", "holds"]);
});
