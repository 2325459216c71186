import { describe, expect, test } from "vitest";
import { Rows } from "../../src/kernel/rows.ts";
import { SEGMENT_MS_MAX, Simulation } from "../../src/kernel/simulation.ts";
import { DAY_MS, HOUR_MS } from "../../src/kernel/time.ts";
import { Window } from "../../src/kernel/window.ts";

const LAST_MS = 17 * HOUR_MS - 1;

/** A window in hours of the day, and when each row got through it, as [row, hours since time 0]. */
const openWindow = (opens: number, closes: number, queueMax = 1000, sim = new Simulation()) => {
  const rows = new Rows(1, 1000);
  const through: [row: number, hours: number][] = [];
  const refused: number[] = [];
  const options = { name: "window", opensMs: opens * HOUR_MS, closesMs: closes * HOUR_MS, queueMax };
  const window = new Window(
    sim,
    rows,
    options,
    (row) => through.push([row, sim.timeMs / HOUR_MS]),
    (row) => refused.push(row),
    { change: () => {} },
  );
  const arrivals = sim.open("arrivals", () => window.arrive(rows.take()));
  const arriveAt = (...hours: number[]) => {
    for (const hour of hours) sim.send(Math.round(hour * HOUR_MS) - sim.baseMs, arrivals, 0);
  };
  return { sim, window, through, refused, arriveAt };
};

describe("a daily window", () => {
  test("lets through while open, from the opening instant up to, not including, the closing one", () => {
    const { sim, through, arriveAt } = openWindow(9, 17);
    arriveAt(9, 12, LAST_MS / HOUR_MS, 17);
    sim.run(3 * DAY_MS);
    expect(through).toEqual([
      [0, 9],
      [1, 12],
      [2, LAST_MS / HOUR_MS],
      [3, 33],
    ]);
  });

  test("that crosses midnight releases those who wait in order, at the opening instant, every day", () => {
    const { sim, window, through, arriveAt } = openWindow(22, 4);
    arriveAt(3, 4, 10, 21, 23, 24, 27.5, 28, 40);
    sim.run(10 * HOUR_MS + 1);
    expect([window.isOpen(), window.queue.length]).toEqual([false, 2]);
    sim.run(23 * HOUR_MS);
    expect([window.isOpen(), window.queue.length]).toEqual([true, 0]);
    sim.run(4 * DAY_MS);
    expect(through).toEqual([
      [0, 3],
      [1, 22],
      [2, 22],
      [3, 22],
      [4, 23],
      [5, 24],
      [6, 27.5],
      [7, 46],
      [8, 46],
    ]);
  });

  test("one that arrives in the opening instant goes behind those who wait, whenever it was sent", () => {
    const { sim, through, arriveAt } = openWindow(6, 7);
    arriveAt(6); // sent before the event that opens the window can be
    arriveAt(1, 2);
    sim.run(DAY_MS);
    expect(through.map(([row]) => row)).toEqual([0, 1, 2]);
    expect(through.every(([, hours]) => hours === 6)).toBe(true);
  });

  test("its queue refuses exactly what is more than it holds", () => {
    const { sim, through, refused, arriveAt } = openWindow(6, 7, 2);
    arriveAt(1, 2, 3, 4, 6.5);
    sim.run(DAY_MS);
    expect([through.map(([row]) => row), refused]).toEqual([
      [0, 1, 4],
      [2, 3],
    ]);
  });

  test("opens at the same hour after a change of segment, and waits over one", () => {
    const { sim, through, arriveAt } = openWindow(0, 1);
    sim.run(SEGMENT_MS_MAX - HOUR_MS);
    arriveAt(16 * 24 - 0.5);
    sim.run(SEGMENT_MS_MAX + 2 * HOUR_MS);
    arriveAt(16 * 24 + 3);
    sim.run(SEGMENT_MS_MAX + 2 * DAY_MS);
    expect(through).toEqual([
      [0, 16 * 24],
      [1, 17 * 24],
    ]);
  });

  test("that ends at 24:00 is open to midnight; one of no length is refused", () => {
    const { sim, through, arriveAt } = openWindow(20, 24);
    arriveAt(23.5, 24);
    sim.run(2 * DAY_MS);
    expect(through).toEqual([
      [0, 23.5],
      [1, 44],
    ]);
    for (const [opens, closes] of [
      [6, 6],
      [0, 24],
      [Number.NaN, 3],
    ] as const)
      expect(() => openWindow(opens, closes)).toThrow("window: opens and closes at the same time");
  });
});
