import { describe, expect, test } from "vitest";
import type { Contract } from "../../src/domain/contracts.ts";
import type { Plan } from "../../src/domain/plan.ts";
import type { Price } from "../../src/domain/prices.ts";
import { answerOf } from "../../src/experiment/answer.ts";
import type { Costs } from "../../src/experiment/costs.ts";
import { forecastOf } from "../../src/experiment/forecast.ts";
import { redactedRun } from "../../src/experiment/redaction.ts";
import type { ThresholdResult } from "../../src/experiment/thresholds.ts";
import { costsCsv } from "../../src/report/cost-text.ts";
import { pageOf } from "../../src/report/page/page.ts";
import { summaryMarkdown } from "../../src/report/summary-markdown.ts";
import { answerText } from "../../src/report/text-answer.ts";
import type { RunResult } from "../../src/run/run-result.ts";
import { optionNamed } from "../market/options.ts";
import { emptyResult, MIDNIGHT, recordOf } from "./hand-made.ts";
import { settledRun } from "./settled-by-hand.ts";

// S-29b: options and their costs, priced by the scenario's list, which is empty by default.

const SCALE = 0.5;
const forecast = forecastOf(optionNamed("as-today").plan(1), optionNamed("as-today").plan(1));
const planOf = (option: string, prices: readonly Price[], more: Partial<Plan> = {}): Plan => {
  const plan = optionNamed(option).plan(SCALE);
  const perSecond = { ...plan.capacity.perSecond, dsp: 1000, "s1sp.moc": 100 };
  return { ...plan, capacity: { ...plan.capacity, perSecond }, contracts: [], prices, ...more };
};

/** Attempts that half the meters send at the S1SP MOC, so many a second from 00:00 to 08:00; nothing else happens. */
const busy = (perSecond: number, smsOver: number) => (plan: Plan) => {
  const result = emptyResult(plan);
  result.components["s1sp.moc"].demandFirst.fill(60 * perSecond, MIDNIGHT, MIDNIGHT + 480);
  const user = (name: string, role: "supplier" | "agent") => {
    return { name, role, perSecond: 1, arrived: new Uint32Array(4320), needs: [] };
  };
  return {
    ...result,
    rules: [{ metric: "sms_over_allowance", place: "s1sp.moc", value: smsOver }],
    users: [user("Supplier 1", "supplier"), user("MDR 1", "agent"), user("MDR 2", "agent")],
  };
};

const recordWith = (
  prices: readonly Price[],
  fill: (plan: Plan) => RunResult = busy(65, 3000),
  more: Partial<Plan> = {},
) => {
  const [before, after] = [planOf("without-mhhs", prices, more), planOf("as-today", prices, more)];
  return recordOf([
    { plan: before, result: busy(20, 1000)(before), forecast },
    { plan: after, result: fill(after), forecast },
  ]);
};
const costsWith = (...of: Parameters<typeof recordWith>): Costs => answerOf(recordWith(...of)).options[1]!.costs!;
const lineOf = ({ lines }: Costs, item: string, place: string) =>
  lines.find((line) => line.item === item && line.place === place);

const LIST: readonly Price[] = [
  { item: "capacity", place: "dsp", pounds: 7 },
  { item: "capacity", place: "s1sp.moc", pounds: 1200 },
  { item: "sms", place: "s1sp.moc", pounds: 0.025 },
  { item: "change", place: "agent", pounds: 250_000 },
];

describe("what an option costs", () => {
  test("is capacity for the night, SMS of a year and a change at each User, at their prices, by hand", () => {
    const costs = costsWith(LIST);
    // 65 a second of half the meters are 130 of all: 30 more than the 100 that there are.
    expect(lineOf(costs, "capacity", "s1sp.moc")).toMatchObject({ needed: 30, price: 1200, cost: 36_000 });
    expect(lineOf(costs, "capacity", "dsp")).toMatchObject({ needed: 0, cost: 0 });
    // 2,000 SMS more of half the meters in a day: 4,000 of all, 1,460,000 a year.
    expect(lineOf(costs, "sms", "s1sp.moc")).toMatchObject({ needed: 1_460_000, cost: 36_500 });
    expect(lineOf(costs, "change", "agent")).toMatchObject({ needed: 2, cost: 500_000 });
    expect(costs).toMatchObject({ perYear: 72_500, once: 500_000, notPriced: [] });
  });

  test("holds what an uplift adds, used or not, and the larger of that and what the night takes", () => {
    const uplifted = (perSecond: number, attempts: number): number | string => {
      const record = recordWith(LIST, busy(attempts, 1000));
      const [, run] = record.runs;
      const capacity = { ...run!.plan.capacity.perSecond, "s1sp.moc": perSecond };
      const plan = { ...run!.plan, capacity: { ...run!.plan.capacity, perSecond: capacity } };
      const costs = answerOf({ ...record, runs: [record.runs[0]!, { ...run!, plan }] }).options[1]!.costs!;
      return lineOf(costs, "capacity", "s1sp.moc")!.needed;
    };
    expect(uplifted(125, 20)).toBe(25);
    expect(uplifted(125, 60)).toBe(25);
    expect(uplifted(125, 65)).toBeCloseTo(30, 9);
  });

  test("is less than nothing where it needs fewer SMS than existing use", () =>
    expect(costsWith(LIST, busy(20, 0)).perYear).toBe(-2000 * 365 * 0.025));

  test("of several days is a year of days like them", () => {
    const horizon = { ...planOf("as-today", []).horizon, measuredDays: 2 };
    expect(lineOf(costsWith(LIST, undefined, { horizon }), "sms", "s1sp.moc")!.needed).toBe(730_000);
  });

  test("is of what is contracted for, where that is not capacity, as many times as its fullest interval takes", () => {
    const contract = (perSecond: number): Contract => ({
      ...{ component: "s1sp.moc", requestClass: "all", requests: [], intervalMinutes: 1 },
      perHalfHour: new Array<number>(48).fill(1800 * perSecond),
    });
    const list: readonly Price[] = [{ item: "contract", place: "s1sp.moc", pounds: 10 }];
    // 130 a second where 80 are contracted for, and 40 before: 50 more.
    const costs = costsWith(list, undefined, { contracts: [contract(80)] });
    expect(lineOf(costs, "contract", "s1sp.moc")!.needed).toBeCloseTo(50, 9);
    expect(costs.perYear).toBeCloseTo(500, 9);
    expect(lineOf(costsWith([], undefined, { contracts: [contract(100)] }), "contract", "s1sp.moc")).toBeUndefined();
  });

  test("is what SF settles on the wrong supplier, all of it the option's own, and no other run's", () => {
    const central = [settledRun("II", 250, 0), settledRun("SF", 800, 0)];
    const settled = (plan: Plan) => ({ ...busy(20, 1000)(plan), central });
    const list: readonly Price[] = [{ item: "imbalance", place: "SF", pounds: 10 }];
    // One supplier has 22.24 MWh too much that the other has too little, of half the meters in a day: 44.48 of all.
    const costs = costsWith(list, settled);
    expect(lineOf(costs, "imbalance", "SF")!.needed).toBeCloseTo(44.48 * 365, 6);
    expect(costs.perYear).toBeCloseTo(10 * 44.48 * 365, 5);
    expect(costs.notPriced).toEqual([]);
    expect(costsWith([], settled).notPriced).toContain("imbalance/SF");
    const text = answerText(answerOf(recordWith(list, settled)));
    expect(text).toMatch(/imbalance, SF +16,?235 MWh +£10 +£162,352/);
  });

  test("is not known without the reference, and the reference has none", () => {
    const record = recordWith(LIST);
    const { options } = answerOf({ ...record, runs: record.runs.slice(1) });
    expect(options[0]!.costs).toBeUndefined();
    expect(answerText(answerOf({ ...record, runs: record.runs.slice(1) }))).toMatch(
      /COSTS: .*\n\nnot measured: the option without-mhhs was not run/,
    );
    expect(answerOf(record).options[0]!.costs).toBeUndefined();
  });
});

describe("what has no price", () => {
  const documents = (prices: readonly Price[]) => {
    const record = recordWith(prices);
    const answer = answerOf(record);
    return [
      ["terminal", answerText(answer)],
      ["summary.md", summaryMarkdown(record, answer)],
      ["report.html", pageOf(record, answer)],
    ] as const;
  };

  test("is all by default, and every document says so", () => {
    expect(optionNamed("as-today").plan(1).prices).toEqual([]);
    for (const [name, text] of documents([]))
      expect(text, name).toMatch(/not priced: the price list of the scenario is empty/i);
    expect(costsWith([])).toMatchObject({
      perYear: "not priced",
      once: "not priced",
      notPriced: ["capacity/s1sp.moc", "sms/s1sp.moc"],
    });
    expect(answerOf(recordWith([])).options[1]!.metrics).toMatchObject({
      "cost_per_year:all": null,
      "cost_once:all": null,
    });
    expect(costsCsv(answerOf(recordWith([])))).toContain(
      "capacity,s1sp.moc,30,requests/s,not priced,not priced,a year",
    );
  });

  test("stands beside what has, in every document", () => {
    const part = LIST.filter(({ item }) => item !== "sms");
    for (const [name, text] of documents(part)) {
      expect(text, name).toContain("£36,000");
      expect(text, name).toContain("£500,000");
      expect(text, name).toMatch(/SMS, S1SP MOC.*1\.5 m SMS.*not priced.*not priced/s);
      expect(text, name).toContain("all that is priced");
    }
    expect(costsWith(part)).toMatchObject({ perYear: 36_000, notPriced: ["sms/s1sp.moc"] });
    expect(costsCsv(answerOf(recordWith(part)))).toContain(
      "as-today,capacity,s1sp.moc,30,requests/s,1200,36000,a year",
    );
  });
});

describe("a threshold on a cost", () => {
  const judged = (metric: string, is: string, prices = LIST): ThresholdResult => {
    const options = ["without-mhhs", "as-today"];
    const asked = { ...recordWith(prices), thresholds: [{ metric, is, severity: "error" as const, options }] };
    const [only, ...others] = answerOf(asked).thresholds;
    expect([only!.option, others]).toEqual(["as-today", []]);
    return only!;
  };

  test("holds, fails, and names its figure", () => {
    expect(judged("cost_per_year:all", "<= 72_500")).toMatchObject({ outcome: "held", actual: 72_500 });
    expect(judged("cost_per_year:all", "< 72_500").outcome).toBe("failed");
    expect(judged("cost_once:change/agent", "<= 500 thousand")).toMatchObject({ outcome: "held", actual: 500_000 });
    expect(judged("cost_per_year:capacity/*", "< 1000")).toMatchObject({
      outcome: "failed",
      place: "capacity/s1sp.moc",
    });
  });

  test("is not held by what has no price, and fails by what has", () => {
    const part = LIST.filter(({ item }) => item !== "sms");
    const unknown = { outcome: "not judged", actual: null, note: "not priced: sms/s1sp.moc" };
    expect(judged("cost_per_year:all", "< 1 million", part)).toMatchObject(unknown);
    expect(judged("cost_per_year:sms/*", "< 1 million", part)).toMatchObject(unknown);
    expect(judged("cost_per_year:all", "< 36_000", part).outcome).toBe("failed");
    expect(judged("cost_once:all", "< 1 million", part).outcome).toBe("held");
    expect(judged("cost_once:all", "< 1 million", []).note).toBe("it is not priced");
  });
});

describe("a private value", () => {
  const told = (path: string): Costs => {
    const record = recordWith(LIST);
    const runs = record.runs.map((run) => redactedRun(run, { paths: [path], isCapacityDerived: false }));
    return answerOf({ ...record, runs }).options[1]!.costs!;
  };
  const REDACTED = "redacted (overlay)";

  test("of a price takes the price, its cost and their sum, and no need", () => {
    const costs = told("prices.capacity.s1sp.moc");
    expect(lineOf(costs, "capacity", "s1sp.moc")).toMatchObject({ needed: 30, price: REDACTED, cost: REDACTED });
    expect(costs).toMatchObject({ perYear: REDACTED, once: 500_000 });
    expect(told("prices.sms")).toMatchObject({ perYear: REDACTED, once: 500_000 });
    expect(told("prices.changes.as-today.agent")).toMatchObject({ perYear: 72_500, once: REDACTED });
  });

  test("of a capacity takes the need that would tell it", () => {
    const line = lineOf(told("capacity.s1sp.moc"), "capacity", "s1sp.moc");
    expect(line).toMatchObject({ needed: REDACTED, price: 1200, cost: REDACTED });
  });

  test("of settlement takes how much is on the wrong supplier", () => {
    const settled = (plan: Plan) => ({ ...busy(20, 1000)(plan), central: [settledRun("SF", 800, 0)] });
    const record = recordWith([{ item: "imbalance", place: "SF", pounds: 10 }], settled);
    const runs = record.runs.map((run) => redactedRun(run, { paths: ["settlement"], isCapacityDerived: false }));
    const { costs } = answerOf({ ...record, runs }).options[1]!;
    expect(lineOf(costs!, "imbalance", "SF")).toMatchObject({ needed: REDACTED, price: 10, cost: REDACTED });
  });

  test("of who the Users are takes how many change", () =>
    expect(lineOf(told("estate.suppliers"), "change", "agent")).toMatchObject({ needed: REDACTED, cost: REDACTED }));
});
