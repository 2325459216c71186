import { describe, expect, test } from "vitest";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "../../src/kernel/time.ts";
import { pounds } from "../../src/report/central-figures.ts";
import { clock, count, duration, million, percent, percentile, wrap } from "../../src/report/format.ts";
import { tableWithin, textTable } from "../../src/report/text-table.ts";

test.each([
  [0, "0.0s"],
  [400, "0.4s"],
  [9_949, "9.9s"],
  [9_950, "10s"],
  [119.4 * SECOND_MS, "119s"],
  [119.6 * SECOND_MS, "2m00s"],
  [59 * MINUTE_MS + 59.4 * SECOND_MS, "59m59s"],
  [59 * MINUTE_MS + 59.6 * SECOND_MS, "1h00m"],
  [2 * HOUR_MS + 31 * MINUTE_MS, "2h31m"],
  [23 * HOUR_MS + 59.6 * MINUTE_MS, "24h00m"],
  [Number.NaN, "–"],
])("%d ms are %s", (ms, text) => expect(duration(ms)).toBe(text));

test("a percentile among needs that were never answered is longer than the longest answer", () => {
  expect(percentile(Number.POSITIVE_INFINITY, 7 * MINUTE_MS)).toBe(">7m00s");
  expect(percentile(5 * SECOND_MS, 7 * MINUTE_MS)).toBe("5.0s");
});

test.each([
  [1, "100 %"],
  [0.9996, "99.9 %"],
  [0.99949, "99.9 %"],
  [0, "0.0 %"],
  [undefined, "–"],
  [Number.NaN, "–"],
])("a share of %d is %s: 100 % only when it is all", (share, text) => expect(percent(share)).toBe(text));

test("large numbers", () => {
  expect(count(30e6)).toBe("30,000,000");
  expect([12_345, 450_000, 5.44e6, 9.96e6, 353.4e6].map(million)).toEqual([
    "12,345",
    "0.5 m",
    "5.4 m",
    "10 m",
    "353 m",
  ]);
  expect([-8.4e6, -12_345, -1e-9, -0].map(million)).toEqual(["-8.4 m", "-12,345", "0", "0"]);
});

test("money in short, and what is paid back with its sign: less than half a pound is nothing", () => {
  expect([0, 95, 1234, 310_000, 4.2e6, Number.NaN].map(pounds)).toEqual(["£0", "£95", "£1 k", "£310 k", "£4.2 m", "–"]);
  expect([-1e-9, -0.4, -1, -2100].map(pounds)).toEqual(["£0", "£0", "-£1", "-£2 k"]);
});

test("a minute of the day", () => expect([0, 571, undefined].map(clock)).toEqual(["00:00", "09:31", "none"]));

describe("wrapping", () => {
  const text = "Does not fit: only 94.0 % of the reads are in, and the rest waits until the morning.";

  test.each([20, 30, 60, 100])("no line is longer than %d, and no word is lost", (width) => {
    const lines = wrap(text, width, "  ").split("\n");
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
    expect(lines.map((line) => line.trim()).join(" ")).toBe(text);
  });

  test("a number keeps its per cent sign", () => {
    for (let width = 12; width < 90; width++) expect(wrap(text, width)).not.toMatch(/^%/m);
  });

  test("the first line keeps its indent, later ones have theirs", () =>
    expect(wrap("  - one two three", 10, "    ")).toBe("  - one\n    two\n    three"));

  test("a word longer than the line stands alone", () =>
    expect(wrap("a https-address-without-a-space b", 10)).toBe("a\nhttps-address-without-a-space\nb"));
});

test("a table has its columns aligned, no lines, no colours and no spaces at the ends", () =>
  expect(
    textTable(
      ["option", "DSP", "North"],
      [
        ["as-today", "2.37", "2.26"],
        ["o", "1", "10.00"],
      ],
    ),
  ).toBe("option     DSP  North\nas-today  2.37   2.26\no            1  10.00"));

test("columns that a table has no room for go on below, beside its first ones, and pairs stay together", () => {
  const head = ["option", "GWh", "II", "error", "SF", "error"];
  const rows = [["daily", "17.5", "96.5 %", "0.01 %", "97.3 %", "0.02 %"]];
  expect(tableWithin(100, head, rows)).toBe(textTable(head, rows));
  // The option, GWh and a pair take 28; with half of the next pair it were 36.
  expect(tableWithin(36, head, rows, 1, 2)).toBe(
    "option   GWh      II   error\ndaily   17.5  96.5 %  0.01 %\n\noption      SF   error\ndaily   97.3 %  0.02 %",
  );
});
