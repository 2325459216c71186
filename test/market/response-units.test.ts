import { describe, expect, test } from "vitest";
import type { Plan, TrafficRow } from "../../src/domain/plan.ts";
import { daysInResponseMax, responseUnits } from "../../src/domain/response-units.ts";
import { twinWarnings } from "../../src/fluid/warnings.ts";
import { row } from "../fluid/base-rows.ts";
import { planOf, readScenario } from "./native.ts";
import { ANSWER_MS, countOf, type Diary, diaryOf, scheduledRead, smallMarket, TWO_MS } from "./small-market.ts";

// S-17, O6: a month of data each, a thirtieth of the meters a day: how many days a response may have, and its weight.

const METERS = 300;
const agentRead = row({ ...scheduledRead, id: "M03", process: "mhhs-reads", need: "agent", role: "agent" });

/** All are read at 02:00, ten leave the CSP in a second, and its return path carries one unit a second. */
const market = (responseUnits?: number, more: Partial<Parameters<typeof smallMarket>[0]> = {}): Plan => {
  const weighed: TrafficRow = responseUnits === undefined ? agentRead : { ...agentRead, responseUnits };
  return smallMarket({
    meters: METERS,
    behind: "csp.north",
    rows: [weighed],
    estate: { independentShare: 1 },
    needs: { mhhs: true, dailyReadsPerMeterDay: 0 },
    perSecond: { "csp.north": 10 },
    capacity: { responseFactor: 0.1 },
    ...more,
  });
};
const leftMs = ({ at }: Diary, place: string): readonly number[] => at(place).map(({ atMs }) => atMs);
const sum = (series: Uint32Array): number => series.reduce((all, one) => all + one, 0);

describe("a response of several units (S-17)", () => {
  test.each([
    [undefined, 1],
    [2, 2],
    [25, 25],
  ])("of %s takes a return path of one a second %d s", (units, seconds) => {
    const left = leftMs(diaryOf(market(units)), "csp.north return");
    expect(left).toEqual(Array.from({ length: METERS }, (_, k) => TWO_MS + ANSWER_MS + 1000 * seconds * k));
  });

  test("takes as much of the DSP's", () => {
    const plan = market(4, { perSecond: { dsp: 10 } });
    const left = leftMs(diaryOf(plan), "dsp return");
    expect(left).toEqual(Array.from({ length: METERS }, (_, k) => TWO_MS + ANSWER_MS + 4000 * k));
  });

  test("is one answer, and as many units of the return path's load, arrived and carried", () => {
    const { result } = diaryOf(market(25));
    expect(countOf(result, "answered", "M03")).toBe(METERS);
    for (const name of ["csp.north", "dsp"] as const) {
      expect(sum(result.components[name].returnArrived)).toBe(25 * METERS);
      expect(sum(result.components[name].returnCarried)).toBe(25 * METERS);
    }
  });

  test("that is an error counts as one", () => {
    const { result } = diaryOf(market(25, { failures: { longTermDark: 1, retryAfterMs: [] } }));
    expect(countOf(result, "dark", "M03")).toBe(METERS);
    expect(sum(result.components["csp.north"].returnArrived)).toBe(METERS);
  });

  test("an idle return path lets go at once, and waits for the rest of it before the next", () => {
    const far = { ...agentRead, profile: [{ fromMinute: 0, toMinute: 600, share: 1 }] };
    const plan = market(undefined, { meters: 20, rows: [{ ...far, responseUnits: 60 }] });
    const diary = diaryOf(plan);
    const left = leftMs(diary, "csp.north return");
    let free = 0;
    const expected = diary
      .at("csp.north")
      .map(({ atMs }) => atMs + ANSWER_MS)
      .map((atMs) => {
        const leaves = Math.max(atMs, free);
        free = leaves + 60_000;
        return leaves;
      });
    expect(left.length).toBe(20);
    expect(left).toEqual(expected);
  });
});

describe("what one response may have", () => {
  test("19,056 half hours of import are 397 days, 4,464 of reactive 93, and daily registers 31", () => {
    expect(daysInResponseMax("4.8.1")).toBe(397);
    expect(daysInResponseMax("4.8.2")).toBe(93);
    expect(daysInResponseMax("4.6.1")).toBe(31);
    expect(daysInResponseMax("4.8.3")).toBeUndefined();
  });

  test("counts by half hours: a month of them is 1 + 29 × 0.8 units, rounded up, a month of registers one", () => {
    expect(responseUnits("4.8.1", 30, 0.8)).toBe(25);
    expect(responseUnits("4.8.1", 31, 0.1)).toBe(4);
    expect(responseUnits("4.8.1", 31, 1)).toBe(31);
    expect(responseUnits("4.8.1", 1, 1)).toBe(1);
    expect(responseUnits("4.8.1", 30, 0)).toBe(1);
    expect(responseUnits("4.6.1", 31, 1)).toBe(1);
    expect(responseUnits("4.1.1", 31, 1)).toBe(1);
  });
});

describe("scenarios/month-at-a-time.yaml (S-17)", async () => {
  const scenario = await readScenario("scenarios/month-at-a-time.yaml", []);
  const plan = (option: string): Plan => planOf(scenario, option, { replication: 0, scale: 0.0005 });
  const unitsOf = (option: string) =>
    Object.fromEntries(plan(option).rows.flatMap(({ id, responseUnits: units }) => (units ? [[id, units]] : [])));

  test("a million a day instead of 30 million, of whatever size", () => {
    const aDay = (option: string): number => plan(option).rows.find(({ id }) => id === "M03")!.perMeterDay.smets2;
    expect(aDay("month")).toBeCloseTo(aDay("daily") / 30, 12);
    expect(aDay("month-sized")).toBe(aDay("month"));
    expect(aDay("quarter-sized")).toBeCloseTo(aDay("daily") / 91, 12);
  });

  test("MHHS reads of profiles weigh by the days of their cycle; registers, and existing reads of a day, don't", () => {
    const month = Object.fromEntries(["M01", "M02", "M03", "M04", "M05", "M06", "M09"].map((id) => [id, 25]));
    expect(unitsOf("month-sized")).toEqual(month);
    expect(unitsOf("daily")).toEqual({});
    expect(unitsOf("month")).toEqual({});
    expect(unitsOf("quarter-sized")).toMatchObject({ M03: 73 });
  });

  test("the twin has no return path, and says so where a response counts as several", () => {
    expect(twinWarnings(plan("month")).join()).not.toContain("return path");
    expect(twinWarnings(plan("month-sized")).join()).toContain("return path");
  });
});
