import { expect, test } from "vitest";
import { callAt, openAlarm } from "../../src/actors/arrivals.ts";
import { CheckedSimulation, DELAY_MS_MAX } from "../../src/kernel/simulation.ts";
import { DAY_MS } from "../../src/kernel/time.ts";

// A stream of a request a month, in a small run, is set far beyond what an event can be sent ahead: 8.8 days.
test.each([0, 1, DELAY_MS_MAX, DELAY_MS_MAX + 1, 3 * DELAY_MS_MAX, 100 * DAY_MS + 1])(
  "an alarm that is set %i ms ahead rings then, to the millisecond, and once",
  (inMs) => {
    const sim = new CheckedSimulation(0, 2 ** 12);
    const rang: number[] = [];
    openAlarm(sim, "alarm", () => rang.push(sim.timeMs))(inMs);
    sim.run(200 * DAY_MS);
    expect(rang).toEqual([inMs]);
  },
);

test("an alarm that is set again when it rings goes on, near and far", () => {
  const sim = new CheckedSimulation(0, 2 ** 12);
  const gaps = [5, 20 * DAY_MS, 0, 9 * DAY_MS, 1];
  const rang: number[] = [];
  let timeMs = 0;
  const due = gaps.map((gap) => (timeMs += gap));
  const set = openAlarm(sim, "alarm", () => {
    rang.push(sim.timeMs);
    const next = due[rang.length];
    if (next !== undefined) set(next);
  });
  set(due[0]!);
  sim.run(60 * DAY_MS);
  expect(rang).toEqual(due);
});

test("calls at given times come at each of them, in order, however far apart", () => {
  const sim = new CheckedSimulation(0, 2 ** 12);
  const times = [0, 0, 30 * DAY_MS, 30 * DAY_MS + 1, 75 * DAY_MS];
  const called: [number, number][] = [];
  callAt(sim, "calls", times, (i) => called.push([i, sim.timeMs]));
  sim.run(80 * DAY_MS);
  expect(called).toEqual(times.map((timeMs, i) => [i, timeMs]));
});
