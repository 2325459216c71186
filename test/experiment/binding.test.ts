import { describe, expect, test } from "vitest";
import { COMPONENTS, type ComponentName } from "../../src/domain/components.ts";
import { neededPerMinute } from "../../src/domain/needed-capacity.ts";
import { bindingOf, bindingSentence, deadlineNeeded, deadlineSentence } from "../../src/experiment/binding.ts";
import type { ComponentMeasures } from "../../src/experiment/measures.ts";
import { fluidDay } from "../../src/fluid/twin.ts";
import { asToday } from "../fluid/base-case.ts";

const MIDNIGHT = 1440;

/** Attempts of two days by minute: so many a minute from one minute of the second day to another. */
const attempts = (...stretches: readonly (readonly [from: number, to: number, perMinute: number])[]): Float64Array => {
  const minutes = new Float64Array(2 * 1440);
  for (const [from, to, perMinute] of stretches)
    for (let m = MIDNIGHT + from; m < MIDNIGHT + to; m++) minutes[m]! += perMinute;
  return minutes;
};

describe("the capacity at which nothing waits at 08:00", () => {
  test("is what came since midnight over eight hours, when it came early", () =>
    expect(neededPerMinute(attempts([0, 120, 100]), MIDNIGHT)).toBeCloseTo(12_000 / 480, 9));

  test("is what came late over the time that is left for it", () =>
    expect(neededPerMinute(attempts([0, 10, 60], [360, 400, 90]), MIDNIGHT)).toBeCloseTo(3600 / 120, 9));

  test("counts what the evening before has left", () =>
    expect(neededPerMinute(attempts([-60, 0, 600]), MIDNIGHT)).toBeCloseTo(36_000 / 540, 9));

  test("is not raised by a burst of the last half hour, and not by what comes after", () =>
    expect(neededPerMinute(attempts([0, 480, 10], [479, 480, 100], [480, 900, 1000]), MIDNIGHT)).toBeCloseTo(
      110 / 30 + 290 / 30,
      6,
    ));

  test("is what the twin needs: with it the queue has gone at 08:00, with two per cent less it has not", () => {
    // Without retries, which come sooner the more a component carries; the DSP holds nothing up.
    const base = asToday();
    const plan = (perSecond: number) => ({
      ...base,
      failures: { ...base.failures, retryAfterMs: [] },
      capacity: { ...base.capacity, perSecond: { ...base.capacity.perSecond, dsp: 1e6, "s1sp.moc": perSecond } },
    });
    const moc = COMPONENTS.indexOf("s1sp.moc");
    const curve = fluidDay(plan(1e6)).demand[moc]!;
    const needed = neededPerMinute(Float64Array.from([...curve, ...curve]), MIDNIGHT) / 60;
    const emptiesAt = (perSecond: number): number => fluidDay(plan(perSecond)).figures.emptiesAtMinute[moc]!;
    expect(emptiesAt(needed * 1.001)).toBeLessThanOrEqual(480);
    expect(emptiesAt(needed * 0.98)).toBeGreaterThan(480);
  });
});

const component = (name: ComponentName, neededShare: number, emptiesAtMinute?: number): ComponentMeasures =>
  ({ component: name, neededShare, emptiesAtMinute }) as ComponentMeasures;

describe("which component binds, in words", () => {
  test("the one that is shortest of capacity, how much more it takes, rounded up, and when it is done as it is", () =>
    expect(
      bindingSentence(
        bindingOf([component("dsp", 1.02, 490), component("s1sp.moc", 1.2401, 591), component("csp.4g", 0.5)]),
      ),
    ).toBe(
      "S1SP MOC binds: it takes 24.1 % more capacity for nothing to wait at 08:00, or the deadline moved to 09:51.",
    ));

  test("the nearest, and what it could spare, when nothing binds", () =>
    expect(bindingSentence(bindingOf([component("dsp", 0.7), component("csp.north", 0.8776)]))).toBe(
      "Nothing binds at 08:00: CSP North comes nearest, and could do with 12.2 % less.",
    ));

  test("the earliest deadline by which a schedule fits, and what keeps an hour less from it", () => {
    const points = [
      { byHour: 9, fill: 0.926, binding: "s1sp.foc" },
      { byHour: 8, fill: 1.009, binding: "s1sp.moc" },
      { byHour: 7, fill: 1.2, binding: "csp.north" },
    ] as const;
    expect(deadlineSentence(deadlineNeeded({ moves: "mhhs", points, dots: [], apart: [] }))).toBe(
      "A schedule of MHHS reads fits into capacity if they may take until 09:00; an hour less and S1SP MOC binds.",
    );
    expect(deadlineSentence(deadlineNeeded({ moves: "all", points: points.slice(1), dots: [], apart: [] }))).toBe(
      "No schedule of every read with a 24 h target fits into capacity, whatever their deadline: S1SP MOC binds.",
    );
  });
});
