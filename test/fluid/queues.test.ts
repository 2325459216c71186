import { describe, expect, test } from "vitest";
import { ACCESS, COMPONENTS } from "../../src/domain/components.ts";
import type { TrafficRow } from "../../src/domain/plan.ts";
import { type FluidPlan, fluidDay } from "../../src/fluid/twin.ts";
import { asToday, secondRole, withoutMhhs } from "./base-case.ts";
import { each, row, window } from "./base-rows.ts";
import { PUBLISHED } from "./calibration.ts";

const minuteOf = (clock: string): number | undefined =>
  clock === "none" ? undefined : 60 * Number(clock.slice(0, 2)) + Number(clock.slice(3));

/** The base case with these rows only. Unless said, only MOC has a limit: 280 requests a second. */
const withRows = (rows: readonly TrafficRow[], limits: Partial<FluidPlan["capacity"]["perSecond"]> = {}): FluidPlan => {
  const plan = asToday();
  const perSecond = { ...plan.capacity.perSecond };
  for (const name of COMPONENTS) perSecond[name] = limits[name] ?? (name === "s1sp.moc" ? 280 : 1e6);
  return { ...plan, rows, capacity: { ...plan.capacity, perSecond } };
};
const MOC = ACCESS.indexOf("s1sp.moc");
const MOC_METERS = 30e6 * 0.27 * 0.45;
const STREAM = { process: "network-requests", need: "stream", srv: "6.2.4", role: "network" } as const;
/** Requests over some hours that come to a share of what MOC can carry in them. */
const load = (id: string, fromHour: number, toHour: number, share: number, more: Partial<TrafficRow> = {}) =>
  row({
    id,
    title: id,
    ...STREAM,
    profile: [window(fromHour, toHour)],
    perMeterDay: each((share * 280 * 3600 * (toHour - fromHour)) / MOC_METERS),
    ...more,
  });

describe("queues of a steady day", () => {
  for (const { name, plan, empties } of PUBLISHED)
    test(`${name}: the night's queues empty when published, to two minutes`, () => {
      const { emptiesAtMinute } = fluidDay(plan).figures;
      empties.split(" ").forEach((clock, component) => {
        const expected = minuteOf(clock);
        const minute = emptiesAtMinute[component];
        if (expected === undefined) expect(minute).toBeUndefined();
        else expect(Math.abs(minute! - expected)).toBeLessThanOrEqual(2);
      });
    });

  test("without failures and retries, MOC empties at 08:01, North at 07:42, the DSP at 06:59", () => {
    const plan = asToday();
    const none = { longTermDark: 0, spellDark: 0, attemptSmets2: 0, attemptSmets1: 0 };
    const { emptiesAtMinute } = fluidDay({ ...plan, failures: { ...plan.failures, ...none } }).figures;
    expect(Math.abs(emptiesAtMinute[1 + MOC]! - minuteOf("08:01")!)).toBeLessThanOrEqual(2);
    expect(Math.abs(emptiesAtMinute[1]! - minuteOf("07:42")!)).toBeLessThanOrEqual(2);
    expect(Math.abs(emptiesAtMinute[0]! - minuteOf("06:59")!)).toBeLessThanOrEqual(2);
  });

  test("at the DSP at most 11.2 million wait today, 20.0 with MHHS, 31.9 with a second role", () => {
    // Published as "most rows waiting at once": they are the DSP's own queue. What waits behind it at the access
    // components comes on top: 12.5, 21.7 and 34.5 million rows in all.
    const days = [withoutMhhs(), asToday(), secondRole()].map(fluidDay);
    expect(days.map((day) => (Math.max(...day.queue[0]!) / 1e6).toFixed(1))).toEqual(["11.2", "20.0", "31.9"]);
    for (const day of days) expect(day.figures.waitingMax).toBeGreaterThan(Math.max(...day.queue[0]!));
  });

  test("twice the capacity for an hour waits up to an hour and has gone after two", () => {
    const day = fluidDay(withRows([load("on demand", 1, 2, 2)]));
    const waits = day.waitMinutes[MOC]!;
    expect(waits[60]!).toBeCloseTo(0.5, 9);
    expect(waits[119]!).toBeCloseTo(59.5, 9);
    expect(waits[120]!).toBeCloseTo(60, 9);
    expect(day.figures.emptiesAtMinute[1 + MOC]).toBe(179);
    expect(day.figures.onDemandWaitSecondsMax[MOC]!).toBeCloseTo(3600, 6);
  });

  test("on demand passes scheduled reads, unless all share one class", () => {
    const rows = [
      load("scheduled", 1, 2, 1, { priority: 1, mode: "scheduled" }),
      load("on demand", 1, 2, 0.5),
      load("below all", 1, 2, 0.1, { priority: 2 }),
    ];
    const plan = { ...withRows(rows), failures: { ...asToday().failures, retryAfterMs: [] } };
    const { waitMinutes } = fluidDay(plan);
    expect(waitMinutes[MOC]![119]).toBe(0);
    // Half of the capacity was left for it for an hour: the last one waits half an hour for the other half.
    expect(waitMinutes[ACCESS.length + MOC]![119]!).toBeCloseTo(30, 9);
    expect(waitMinutes[2 * ACCESS.length + MOC]![60]!).toBeGreaterThan(89);
    const single = fluidDay({ ...plan, capacity: { ...plan.capacity, singleClass: true } });
    expect(single.waitMinutes[MOC]![119]!).toBeCloseTo(59.5 * 0.6, 0);
    expect(single.waitMinutes[ACCESS.length + MOC]![119]).toBe(single.waitMinutes[MOC]![119]);
  });

  test("a queue that starts before midnight goes on after it", () => {
    const day = fluidDay(withRows([load("evening", 22, 24, 1.5)]));
    expect(day.queue[1 + MOC]![0]!).toBeCloseTo(60 * 280 * 59, 3);
    expect(day.figures.emptiesAtMinute[1 + MOC]).toBe(59);
    expect(day.waitMinutes[MOC]![1439]!).toBeCloseTo(59.75, 0);
  });

  test("retries come 1, 4 and 10 hours after the first attempt left, not after it was sent", () => {
    const read = load("scheduled", 1, 2, 2, { mode: "scheduled", priority: 1 });
    const failures = { ...asToday().failures, attemptSmets1: 0, longTermDark: 0.1, spellDark: 0 };
    const { retries } = fluidDay({ ...withRows([read]), failures });
    // Sent from 01:00 to 02:00, carried from 01:00 to 03:00 at capacity; from 02:00 on, first retries stand in line
    // behind.
    const perMinute = 0.1 * 60 * 280;
    expect(retries[1 + MOC]![119]).toBe(0);
    expect(retries[1 + MOC]![120]!).toBeCloseTo(perMinute, 6);
    expect(retries[1 + MOC]![179]!).toBeCloseTo(perMinute, 6);
    expect(retries[1 + MOC]![240]).toBe(0);
    expect(retries[1 + MOC]![300]!).toBeCloseTo(perMinute, 6);
    expect(retries[1 + MOC]![419]!).toBeCloseTo(perMinute, 6);
    expect(retries[1 + MOC]![660]!).toBeCloseTo(perMinute, 6);
    expect(retries[1 + MOC]![420]).toBe(0);
  });

  test("what waits for a component at the DSP counts as its queue; it waits in both", () => {
    // The DSP carries 2.5 times what MOC does, but all other meters' requests come as well: 3.645 m of 30 m meters.
    const day = fluidDay(withRows([load("on demand", 1, 2, 1)], { dsp: 1400, "s1sp.moc": 1e6 }));
    const waiting = 60 * 60 * (280 / (3.645 / 30) - 1400);
    expect(day.queue[0]![119]!).toBeCloseTo(waiting, 3);
    expect(day.queue[1 + MOC]![119]!).toBeCloseTo((waiting * 3.645) / 30, 3);
    expect(day.waitMinutes[MOC]![119]).toBe(day.waitMinutes[0]![119]);
  });

  test("a day that asks for more than a day's capacity is not steady", () => {
    expect(fluidDay(withRows([load("too much", 0, 24, 1.01)])).steady).toBe(false);
    expect(fluidDay(withRows([load("just enough", 0, 24, 0.99)])).steady).toBe(true);
  });
});
