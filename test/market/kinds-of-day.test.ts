import { describe, expect, test } from "vitest";
import { HOUR_MS } from "../../src/kernel/time.ts";
import { each, row, window } from "../fluid/base-rows.ts";
import { extending } from "../scenario/loading.ts";
import { fluidDay, planOf } from "./native.ts";
import { diaryOf, smallMarket } from "./small-market.ts";

// Weekdays, weekends, holidays and month ends as factors of streams.

const A_DAY = 2000;
const topUps = row({
  id: "T05",
  title: "T05",
  process: "other-users",
  need: "stream",
  srv: "2.2",
  role: "other",
  profile: [window(0, 24)],
  perMeterDay: each(2),
});

describe("a stream with days of its own", () => {
  const market = smallMarket({
    meters: A_DAY / 2,
    rows: [{ ...topUps, byDay: { fromDay: 0, factors: [1, 0.5, 0, 2] } }],
  });
  const plan = { ...market, horizon: { ...market.horizon, measuredDays: 4 } };
  const sent = diaryOf(plan, 96 * HOUR_MS).at("other-users");
  const on = (day: number): number => sent.filter(({ atMs }) => Math.floor(atMs / (24 * HOUR_MS)) === day).length;

  test.each([
    [0, 1],
    [1, 0.5],
    [2, 0],
    [3, 2],
  ])("has so many requests on day %i as its factor %f says", (day, factor) => {
    const n = A_DAY * factor;
    expect(Math.abs(on(day) - n)).toBeLessThanOrEqual(4 * Math.sqrt(n));
  });
});

describe("days of a row in a scenario", () => {
  const planFor = (start: string, measure = "1 d") => {
    const scenario = extending(
      `horizon: { start: ${start}, measure: ${measure}, warmUp: 6 h, tailMax: 24 h }\n` +
        "policy: { T07: { days: { saturday: 0.8, sunday: 0.5, holiday: 0.25 } } }\n",
    );
    return planOf(scenario, [...scenario.options.keys()][0]!, { replication: 0, scale: 0.001 });
  };
  const rateOf = (plan: ReturnType<typeof planFor>) => plan.rows.find(({ id }) => id === "T07")!;

  test("give the rate of the first measured day, and the others by that", () => {
    // Other Users: 0.10 a meter and day of either fuel, 1.7 meters.
    expect(rateOf(planFor("2028-01-17")).perMeterDay.smets2).toBeCloseTo(0.17, 12);
    expect(rateOf(planFor("2028-01-23")).perMeterDay.smets2).toBeCloseTo(0.085, 12);
    const { byDay } = rateOf(planFor("2028-01-22"));
    // The Friday of the warm-up, Saturday, Sunday, Monday.
    expect(byDay!.factors.slice(0, 4)).toEqual([1 / 0.8, 1, 0.5 / 0.8, 1 / 0.8]);
    expect(byDay!.fromDay).toBe(-1);
  });

  test("are known to the twin on that day", () => {
    const atNoon = (start: string) => fluidDay(planFor(start)).demand[0]![23 * 60]!;
    expect(atNoon("2028-01-17") - atNoon("2028-01-18")).toBe(0);
    expect(atNoon("2028-12-27") - atNoon("2028-12-26")).toBeCloseTo((0.75 * 5.1e6) / 1440, 4);
  });
});
