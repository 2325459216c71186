import { expect, test, vi } from "vitest";
import { bytesOf, readerOf } from "../../bench/state-in-memory.ts";
import { COMPONENTS } from "../../src/domain/components.ts";
import { measuresOf } from "../../src/experiment/measures.ts";
import { recordedPlan } from "../../src/experiment/record.ts";
import { DAY_MS } from "../../src/kernel/time.ts";
import type { ComponentSeries, RunResult } from "../../src/run/run-result.ts";
import { open, planOf, readScenario, simulate } from "./native.ts";

vi.setConfig({ testTimeout: 60_000 }); // a busy machine is no fault

// A long run keeps half hours and forgets its minutes. Any run can be made to: then it must say what it says otherwise.
const scenario = await readScenario("scenarios/settlement.yaml", [
  "horizon.measure=4 d",
  "horizon.warmUp=6 h",
  "capacity.s1sp.moc=120 /s",
  "capacity.csp.north=500 /s",
]);
const plan = planOf(scenario, "as-today", { replication: 0, scale: 0.0005 });
const LONG = { daysByMinute: 0 };
const byMinute = simulate(plan);
const byHalfHour = simulate(plan, LONG);

const STEP = 30;
const halfHours = (values: Uint32Array, of: (minutes: Uint32Array) => number): number[] =>
  Array.from({ length: Math.ceil(values.length / STEP) }, (_, i) => of(values.subarray(i * STEP, (i + 1) * STEP)));
const sum = (values: Uint32Array): number => values.reduce((p, q) => p + q, 0);
const most = (values: Uint32Array): number => values.reduce((p, q) => Math.max(p, q), 0);
const least = (values: Uint32Array): number => values.reduce((p, q) => Math.min(p, q));
const TOGETHER: Readonly<Record<keyof ComponentSeries, (minutes: Uint32Array) => number>> = {
  demandFirst: sum,
  demandFirstBusiestSecond: most,
  demandRetries: sum,
  arrived: sum,
  carried: sum,
  queuedMax: most,
  queuedMin: least,
  queuedForMax: most,
  queuedForMin: least,
  returnArrived: sum,
  returnCarried: sum,
  returnQueuedMax: most,
};

test("sixty measured days have every minute, and a day more half hours", () => {
  const days = (measuredDays: number): number => {
    const run = open({ ...plan, scale: 0.00001, horizon: { ...plan.horizon, measuredDays } });
    return run.context.minutes.stepMinutes;
  };
  expect([days(60), days(61)]).toEqual([1, 30]);
});

test("a long run's series are the sums, the most and the least of the minutes that it forgot", () => {
  expect([byMinute.stepMinutes, byHalfHour.stepMinutes]).toEqual([1, STEP]);
  for (const name of COMPONENTS)
    for (const [series, together] of Object.entries(TOGETHER)) {
      const key = series as keyof ComponentSeries;
      // The last half hour was cut short: the least in it is of the minutes that were.
      const expected = halfHours(byMinute.components[name][key], together);
      const found = Array.from(byHalfHour.components[name][key]);
      const whole = Math.floor((byMinute.endedAtMs - byMinute.firstMinuteMs) / 1_800_000);
      expect([name, series, found.slice(0, whole)]).toEqual([name, series, expected.slice(0, whole)]);
    }
  byMinute.users.forEach(({ arrived }, user) => {
    expect(Array.from(byHalfHour.users[user]!.arrived)).toEqual(halfHours(arrived, sum));
  });
  const [settled, long] = [byMinute.settlement!.dip, byHalfHour.settlement!.dip];
  expect(Array.from(long.arrived)).toEqual(halfHours(settled.arrived, sum));
  expect(Array.from(long.queuedMax)).toEqual(halfHours(settled.queuedMax, most));
});

test("every figure is the same to the last bit, those of busiest minutes, nights and contracts by minute too", () => {
  expect(byHalfHour.scalars).toEqual(byMinute.scalars);
  expect(byHalfHour.resultFingerprint).toBe(byMinute.resultFingerprint);
  const measures = (result: RunResult) => measuresOf(recordedPlan(plan), result);
  const [expected, found] = [measures(byMinute), measures(byHalfHour)];
  expect(found).toEqual(expected);
  // It is a market in which all of them say something.
  const moc = expected.components.find(({ component }) => component === "s1sp.moc")!;
  expect([moc.peakShare > 1, moc.emptiesAtMinute! > 60, moc.neededShare > 0, moc.standingQueueMax > 0]).toEqual(
    Array(4).fill(true),
  );
  expect(expected.contracts.some(({ intervalMinutes, overShare }) => intervalMinutes === 1 && overShare > 0)).toBe(
    true,
  );
  expect(expected.workingHours.returns.every(({ peakShare }) => peakShare > 0)).toBe(true);
});

test("what it holds of series doesn't grow with its minutes: two days of them, and half hours", () => {
  const bytes = (measuredDays: number): number => {
    const { market } = open({ ...plan, scale: 0.00001, horizon: { ...plan.horizon, measuredDays } });
    const { minutes, seconds } = market.dsp.load.demandFirst;
    return minutes.window.byteLength + minutes.kept.byteLength + seconds.window.byteLength + seconds.kept.byteLength;
  };
  // Four bytes for each half hour of a count and of its busiest seconds.
  expect(bytes(430) - bytes(400)).toBe(30 * 48 * 2 * 4);
});

test("saved at a midnight and taken up, it ends as undisturbed", () => {
  const saved: Uint8Array[] = [];
  const whole = simulate(plan, { ...LONG, atMidnight: (_, save) => void saved.push(bytesOf(save)) });
  expect(saved.length).toBeGreaterThan(plan.horizon.measuredDays);
  for (const bytes of [saved[1]!, saved.at(-1)!]) {
    const other = simulate(plan, { ...LONG, from: readerOf(bytes) });
    expect(other.resultFingerprint).toBe(whole.resultFingerprint);
    expect(other.minuteFigures).toEqual(whole.minuteFigures);
    expect(other.components).toEqual(whole.components);
  }
});

test("a midnight that nobody took up is no gap in its series: it says so", () => {
  const run = open(plan, LONG);
  run.context.sim.run(2 * DAY_MS);
  expect(() => run.context.minutes.pass()).toThrow("went past a midnight");
});
