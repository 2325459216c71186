import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Condition, readClock, readCondition } from "../../src/scenario/threshold-grammar.ts";
import { extending, folderOf, load } from "./loading.ts";

describe("a condition is a statistic, an operator, a value, and at what", () => {
  const CASES: readonly [string, Condition][] = [
    ["max < 0.80", { statistic: "max", operator: "<", value: "0.80" }],
    ["max<0.80", { statistic: "max", operator: "<", value: "0.80" }],
    ["  share   >=  99 %  at 09:00 ", { statistic: "share", operator: ">=", value: "99 %", at: "09:00" }],
    ["max < 80 % at 30 min", { statistic: "max", operator: "<", value: "80 %", at: "30 min" }],
    ["p99 < 9 h", { statistic: "percentile", percentile: 0.99, operator: "<", value: "9 h" }],
    ["p99.9 <= 9 h", { statistic: "percentile", percentile: 0.999, operator: "<=", value: "9 h" }],
    ["p99.99 > 2620 SR/s", { statistic: "percentile", percentile: 0.9999, operator: ">", value: "2620 SR/s" }],
    ["max <= 08:00", { statistic: "max", operator: "<=", value: "08:00" }],
    ["< 500_000", { statistic: "figure", operator: "<", value: "500_000" }],
  ];
  test.each(CASES)("%s", (text, condition) => expect(readCondition(text)).toEqual({ value: condition }));

  test.each(["", "max", "< ", "max 0.8", "max << 0.8", "max => 0.8", "max != 1", "p0 < 1", "p100 < 1", "99p < 1", 0.8])(
    "%j is none",
    (text) => expect(readCondition(text)).toHaveProperty("wrong"),
  );
});

test("a time of day has two digits each, up to 24:00", () => {
  expect(["00:00", "08:30", "24:00"].map(readClock)).toEqual([{ value: 0 }, { value: 510 }, { value: 1440 }]);
  for (const text of ["8:30", "08:60", "24:01", "noon", ""]) expect(readClock(text)).toHaveProperty("wrong");
});

describe("thresholds of a file", () => {
  const OPTIONS = "options: { without-mhhs: { mhhs.enabled: false }, as-today: {} }\n";
  const read = (lines: string) =>
    extending(OPTIONS + lines).thresholds.map(({ path: _, at: __, ...threshold }) => threshold);

  test("are errors, and for every option, when nothing else is said", () =>
    expect(read('thresholds: [{ metric: demand_share:dsp, is: "max < 0.80" }]')).toEqual([
      { metric: "demand_share:dsp", is: "max < 0.80", severity: "error", options: ["without-mhhs", "as-today"] },
    ]));
  test("keep the scenario's order of options", () =>
    expect(
      read('thresholds: [{ metric: demand_share:dsp, is: "max < 0.80", options: [as-today, without-mhhs] }]')[0]!
        .options,
    ).toEqual(["without-mhhs", "as-today"]));
  test("are none where none are said", () => expect(read("")).toEqual([]));
});

test("a scenario without thresholds has those of what it extends; its own stand instead of them", () => {
  const folder = folderOf({
    "base.yaml": 'question: What?\nextends: BASE\nthresholds: [{ metric: demand_share:dsp, is: "max < 0.80" }]',
    "inherits.yaml": "question: What if?\nextends: base.yaml",
    "replaces.yaml": 'question: What if?\nextends: base.yaml\nthresholds: [{ metric: queue:dsp, is: "max < 9" }]',
    "drops.yaml": "question: What if?\nextends: base.yaml\nthresholds: []",
  });
  const metrics = (name: string): string[] => load(join(folder, name)).thresholds.map(({ metric }) => metric);
  expect(["inherits.yaml", "replaces.yaml", "drops.yaml"].map(metrics)).toEqual([
    ["demand_share:dsp"],
    ["queue:dsp"],
    [],
  ]);
});
