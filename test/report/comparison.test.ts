import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { compare } from "../../src/experiment/comparison.ts";
import { HOUR_MS } from "../../src/kernel/time.ts";
import { DEADLINE_HOURS } from "../../src/ledger/deadlines.ts";
import { accessMetrics } from "../../src/metrics/rule-metrics.ts";
import { comparisonMarkdown } from "../../src/report/comparison-markdown.ts";
import { comparisonText, namesApart } from "../../src/report/comparison-text.ts";
import { comparisonVerdict } from "../../src/report/comparison-verdict.ts";
import type { RunResult } from "../../src/run/run-result.ts";
import { compared, PLANS, sideOf, type Written } from "../experiment/comparing.ts";
import { addNeeds, MIDNIGHT } from "../experiment/hand-made.ts";
import { settledRun } from "../experiment/settled-by-hand.ts";

// What a component carries a minute at half scale: 2,620 a second at the DSP, 280 at S1SP MOC.
const DSP_MINUTE = 78_600;
const MOC_MINUTE = 8_400;

/** Agents' profiles that were in by an hour, and not before. */
const inBy = ({ ledger }: Pick<RunResult, "ledger">, hour: number, answered: number): void => {
  const cell = ledger.kinds.indexOf("M03") * 8;
  ledger.byDeadline[cell * DEADLINE_HOURS.length + (DEADLINE_HOURS as readonly number[]).indexOf(hour)] = answered;
};

/** Reads join the night: the DSP and S1SP MOC are overfull, and a queue stands until 02:00. */
const today = ({ components, ...result }: RunResult): void => {
  components.dsp.demandFirst[MIDNIGHT] = 1.5 * DSP_MINUTE;
  components["s1sp.moc"].demandFirst[MIDNIGHT] = 3 * MOC_MINUTE;
  components["s1sp.moc"].queuedForMax.fill(10_000, MIDNIGHT, MIDNIGHT + 120);
  addNeeds({ components, ...result }, "T05", 0, { answeredMs: Array(40).fill(2000), inTarget: 38 });
  addNeeds({ components, ...result }, "M03", 0, { answeredMs: Array(10).fill(HOUR_MS) });
  inBy(result, 6, 10);
};
/** They are spread: less at once, in later. */
const filled = ({ components, ...result }: RunResult): void => {
  components.dsp.demandFirst[MIDNIGHT] = 1.5 * DSP_MINUTE;
  components["s1sp.moc"].demandFirst[MIDNIGHT + 300] = 0.75 * MOC_MINUTE;
  addNeeds({ components, ...result }, "T05", 0, { answeredMs: Array(40).fill(2000), inTarget: 40 });
  addNeeds({ components, ...result }, "M03", 0, { answeredMs: Array(9).fill(2 * HOUR_MS), late: 1 });
  inBy(result, 6, 4);
  inBy(result, 12, 5);
};

const comparison = compared(
  { write: today, resolved: "schedule: { fill: none }\n" },
  { write: filled, resolved: "schedule: { fill: mhhs, deadline: 22 h }\n" },
);

// Each figure follows from what is written above; it was read line by line before it was kept.
const GOLDEN = readFileSync("test/report/comparison.txt", "utf8");

describe("a comparison in text", () => {
  test("says what changed, what that means, and how far it is to be trusted", () =>
    expect(comparisonText(comparison, { all: false })).toBe(GOLDEN));

  test("stays within 100 columns, whatever options and results are called", () => {
    const long = { result: `reports/runs/${"long-".repeat(30)}` };
    const text = comparisonText(compared({ ...long, write: today }, { write: filled }), { all: true });
    const wide = text.split("\n").filter((line) => line.length > 100 && !line.includes(long.result));
    expect(wide).toEqual([]);
  });

  test("with all, shows also what is the same", () => {
    const lines = (all: boolean): number => comparisonText(comparison, { all }).split("\n").length;
    expect(comparisonText(comparison, { all: true })).toContain("CSP 4G");
    expect(lines(true)).toBeGreaterThan(lines(false) + 100);
  });

  test("shows every kind of place, as Markdown does: faults too", () => {
    const [one] = comparison.differences;
    const faulty = {
      ...comparison,
      differences: [{ ...one!, kind: "fault" as const, place: "DSP stands", verdict: "worse" as const }],
    };
    for (const write of [comparisonText, comparisonMarkdown])
      expect(write(faulty, { all: false })).toMatch(/faults[\s\S]*DSP stands/i);
  });

  test("has Settlement Runs and rules under heads of their own, and small shares of energy in points", () => {
    // Supplier 1 is settled on 1,123.12 MWh where 1,112 are true, then on 1,114.224: 1 % too much, then 0.2 %.
    const settledOn = (mwh: number): Written => {
      const run = settledRun("SF", 800, 0);
      const [first, second] = run.bySupplier;
      const central = [{ ...run, bySupplier: [{ ...first!, correctedMwh: mwh }, second!] }];
      const rules = [{ metric: accessMetrics.checked.name, place: "Registration", value: mwh }];
      return { write: (result) => today(Object.assign(result, { central, rules })) };
    };
    const text = comparisonText(compared(settledOn(1123.12), settledOn(1114.224)), { all: true });
    const under = (head: string): string => text.split(`\n${head} `)[1]!.split("\n\n")[0]!;
    expect(under("SETTLEMENT")).toMatch(
      /SF Supplier 1\n.*\n {2}settlement_error_of +not a goal +1\.00 % +0\.20 % +−0\.80 points/,
    );
    expect(under("RULES")).toContain(accessMetrics.checked.name);
    expect(under("PROCESSES")).not.toMatch(/SF|settlement|checked/);
  });

  test("does not call two paired that met other draws", () => {
    const other = sideOf({ plan: PLANS.filled, write: filled });
    const run = { ...other.run, plan: { ...other.run.plan, seed: "another" } };
    const text = comparisonText(compare(sideOf({ write: today }), { ...other, run }, 0.01), { all: false });
    expect(text).toMatch(/NOT PAIRED \(seed mhhs-2028 and another\): the two met other draws or days/);
    expect(text).not.toMatch(/^Paired/m);
  });

  test("tells two results of one beginning apart in the heads of its tables", () => {
    const [one, other] = ["reports/runs/settlement-20261122-040312", "reports/runs/settlement-20261122-040951"];
    for (const [a, b] of [
      [one, other],
      ["out", "out-of-the-second-run-that-was-made"],
      [`${one}/x`, `${one}/y`],
      [`${one}a`, one],
    ] as const) {
      const [first, second] = namesApart([`as-today of ${a}`, `as-today of ${b}`], 20);
      expect(first).not.toBe(second);
      expect(Math.max(first.length, second.length)).toBeLessThanOrEqual(20);
    }
    expect(namesApart([`as-today of ${one}`, `as-today of ${other}`], 20)).toEqual([
      "…ent-20261122-040312",
      "…ent-20261122-040951",
    ]);
  });

  test("names results where two are compared", () => {
    const text = comparisonText(compared({ result: "before" }, { result: "after", plan: PLANS.today }), { all: false });
    expect(text.split("\n")[0]).toBe("as-today of after against as-today of before");
  });

  test("heads columns by what differs: the options, or the ends of two results' paths", () => {
    const headOf = (reference: Written, other: Written): string =>
      comparisonText(compared({ write: today, ...reference }, other), { all: true }).match(/^COMPONENTS.*$/m)![0];
    const before = { result: "/somewhere/far/away/in/reports/before" };
    const after = { result: "/somewhere/far/away/in/reports/after" };
    expect(headOf(before, { ...after, plan: PLANS.today })).toMatch(/ before +after +change$/);
    expect(headOf(before, after)).toMatch(/ as-today +valley-fill +change$/);
    expect(headOf({ result: "a/out" }, { result: "b/out", plan: PLANS.today })).toMatch(/ a\/out +b\/out +change$/);
  });
});

test("the verdict of no change says that nothing did", () =>
  expect(comparisonVerdict(compared({ write: today }, { plan: PLANS.today, result: "b", write: today }))).toBe(
    "Neither as-today of runs/a nor as-today of b fits. as-today of b keeps the busiest minute of 8 components. " +
      "Of existing processes, 1 keeps its share inside target. MHHS profiles in by 09:00: 100 % as before.",
  ));

describe("a comparison in Markdown", () => {
  const markdown = comparisonMarkdown(comparison, { all: false });

  test("heads columns as text does", () =>
    expect(markdown).toMatch(/^\| Components \| metric \| {2}\| as-today \| valley-fill \| change \|$/m));

  test("has the same differences in tables", () => {
    expect(markdown).toContain("| S1SP MOC | demand\\_peak\\_share | improved | 3.00 | 0.75 | −75.0 % |");
    expect(markdown).toContain("| schedule.deadline | – | 22 h |");
    expect(markdown).toContain("<details>");
  });

  test("shows names as text, whatever stands in them", () => {
    const hostile = compared({ result: "<img src=x>|a" }, { write: filled });
    expect(comparisonMarkdown(hostile, { all: false })).not.toContain("<img");
  });
});
