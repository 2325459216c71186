import { describe, expect, test } from "vitest";
import { unfit } from "../../bench/options-page.ts";
import { forecastOf } from "../../src/experiment/forecast.ts";
import type { ExperimentRecord } from "../../src/experiment/record.ts";
import { planOf } from "../../src/scenario/plan.ts";
import { emptyResult, recordOf } from "../experiment/hand-made.ts";
import { extending } from "../scenario/loading.ts";

const scenario = extending("options: { as-today: {}, without-mhhs: { mhhs.enabled: false } }\n");
const plans = ["as-today", "without-mhhs"].map((option) => planOf(scenario, option, { replication: 0, scale: 0.5 }));
const record = recordOf(
  plans.map((plan) => ({ plan, result: emptyResult(plan), forecast: forecastOf(plan, plans[0]!) })),
);

describe("the page of options is made of a record", () => {
  test("that has every option of its scenario, forecast as they are now", () =>
    expect(unfit(record, scenario)).toBeUndefined());

  test("and of none that lacks one", () =>
    expect(unfit({ ...record, runs: record.runs.slice(1) }, scenario)).toBe("it has no run of as-today"));

  test("or that a private overlay was laid under", () =>
    expect(unfit({ ...record, overlays: [{ hash: "0", isShown: true }] }, scenario)).toBe("it has private values"));

  test("or whose scenario has changed since", () => {
    const [today, ...others] = record.runs;
    const components = today!.forecast.components.map((one) => ({ ...one, peakShare: one.peakShare * 1.001 }));
    const moved: ExperimentRecord = {
      ...record,
      runs: [{ ...today!, forecast: { ...today!.forecast, components } }, ...others],
    };
    expect(unfit(moved, scenario)).toContain("option as-today has another forecast now");
  });
});
