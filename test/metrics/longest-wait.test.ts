import { expect, test } from "vitest";
import type { Simulation } from "../../src/kernel/simulation.ts";
import { LongestWait } from "../../src/metrics/longest-wait.ts";

const clock = { timeMs: 0, keep: () => undefined };
const waitsOf = (counts: (timeMs: number) => boolean = () => true): LongestWait =>
  new LongestWait(clock as unknown as Simulation, 2, counts);
const at = (timeMs: number, change: () => void): void => {
  clock.timeMs = timeMs;
  change();
};

test("the longest wait is of the class that is served last, first come first served in each", () => {
  const waits = waitsOf();
  at(0, () => waits.change(1, 1));
  at(10, () => waits.change(0, 1));
  at(20, () => waits.change(0, 1));
  at(25, () => waits.change(0, -1));
  at(30, () => waits.change(0, -1));
  expect(waits.ms).toBe(30); // the one of class 1 still waits
  at(70, () => waits.change(1, -1));
  at(500, () => {});
  expect(waits.ms).toBe(70);
});

test("a line of any length keeps its order, wherever in its ring it began", () => {
  const waits = waitsOf();
  for (let i = 0; i < 80; i++) at(i, () => waits.change(0, i % 2 === 0 ? 1 : -1));
  // One comes every 10 ms, and leaves 50,000 ms later: never more, never less.
  const [many, everyMs, waitMs] = [10_000, 10, 50_000];
  for (let i = 0; i < many + waitMs / everyMs; i++)
    at(1000 + i * everyMs, () => {
      if (i >= waitMs / everyMs) waits.change(0, -1);
      if (i < many) waits.change(0, 1);
    });
  expect(waits.ms).toBe(waitMs);
});

test("who came while it did not count is not in it", () => {
  const waits = waitsOf((timeMs) => timeMs >= 100);
  at(0, () => waits.change(0, 1));
  at(100, () => waits.change(0, 1));
  at(400, () => waits.change(0, -1));
  expect(waits.ms).toBe(300);
  at(450, () => waits.change(0, -1));
  expect(waits.ms).toBe(350);
});
