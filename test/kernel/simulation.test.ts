import { describe, expect, test } from "vitest";
import { OutOfRoom } from "../../src/kernel/out-of-room.ts";
import { CheckedSimulation, DELAY_MS_MAX, SEGMENT_MS_MAX, Simulation } from "../../src/kernel/simulation.ts";
import { DAY_MS } from "../../src/kernel/time.ts";

/** A simulation with one port that notes the times at which its events ran. */
const noting = (sim: Simulation) => {
  const times: number[] = [];
  return { sim, times, port: sim.open("note", () => times.push(sim.timeMs)) };
};

describe("the clock", () => {
  test("run leaves events at its limit pending, and stands there when it returns", () => {
    const { sim, times, port } = noting(new Simulation());
    for (const t of [5, 10, 11]) sim.send(t, port, 0);
    sim.run(10);
    expect(times).toEqual([5]);
    expect(sim.timeMs).toBe(10);
    sim.run(11);
    expect(times).toEqual([5, 10]);
  });

  test("a limit in the past runs nothing and does not turn the clock back", () => {
    const { sim, times, port } = noting(new Simulation());
    sim.run(500);
    sim.send(500, port, 0);
    sim.run(400);
    expect(sim.timeMs).toBe(500);
    expect(times).toEqual([]);
  });

  test("until Infinity, the clock stands at the last event", () => {
    const { sim, port } = noting(new Simulation());
    sim.send(7 * DAY_MS + 3, port, 0);
    sim.run(Number.POSITIVE_INFINITY);
    expect(sim.timeMs).toBe(7 * DAY_MS + 3);
  });

  test("a clock may start before time 0, and its segment starts at the midnight before", () => {
    const { sim, times, port } = noting(new Simulation(-1.5 * DAY_MS));
    expect([sim.timeMs, sim.baseMs, sim.now]).toEqual([-1.5 * DAY_MS, -2 * DAY_MS, 0.5 * DAY_MS]);
    sim.send(sim.now + DAY_MS, port, 0);
    sim.run(0);
    expect(times).toEqual([-0.5 * DAY_MS]);
    expect(sim.timeMs).toBe(0);
  });

  test("stamps and seconds go on over a change of segment", () => {
    const sim = new Simulation(DAY_MS);
    const before = (sim.stampBase + sim.now) | 0;
    const seconds: number[] = [];
    const port = sim.open("seconds", () => seconds.push(sim.second));
    sim.run(DAY_MS + SEGMENT_MS_MAX + 5000);
    sim.send(sim.now + 2500, port, 0);
    sim.run(DAY_MS + SEGMENT_MS_MAX + 9000);
    expect((sim.stampBase + sim.now - before) | 0).toBe(SEGMENT_MS_MAX + 9000);
    expect(seconds).toEqual([SEGMENT_MS_MAX / 1000 + 7]);
    expect(sim.second).toBe(SEGMENT_MS_MAX / 1000 + 9);
  });

  test("an empty simulation passes a century at once", () => {
    const sim = new Simulation();
    sim.run(36_525 * DAY_MS + 1);
    expect(sim.timeMs).toBe(36_525 * DAY_MS + 1);
  });

  test("the longest delay arrives, sent in the last ms of a segment", () => {
    const { sim, times, port } = noting(new Simulation());
    sim.run(SEGMENT_MS_MAX - 1);
    sim.send(sim.now + DELAY_MS_MAX, port, 0);
    sim.run(Number.POSITIVE_INFINITY);
    expect(times).toEqual([SEGMENT_MS_MAX - 1 + DELAY_MS_MAX]);
  });

  test("progress is told every 65,536 events, with the events run and the time reached", () => {
    const { sim, port } = noting(new Simulation());
    const told: [number, number][] = [];
    sim.onProgress = () => told.push([sim.events, sim.timeMs]);
    for (let t = 0; t < 140_000; t++) sim.send(t, port, 0);
    sim.run(139_000);
    expect(told).toEqual([
      [65_536, 65_535],
      [131_072, 131_071],
    ]);
    expect(sim.events).toBe(139_000);
  });
});

describe("limits of a simulation", () => {
  test("events pending fill their room to the last, and one more is refused in a sentence", () => {
    const room = 2 ** 16;
    const sim = new Simulation(0, room);
    const port = sim.open("full", () => {});
    for (let e = 0; e < room; e++) sim.send(77, port, e);
    expect(() => sim.send(77, port, room)).toThrow(
      new OutOfRoom(65536, "events pending, part-filled chunks counted whole", sim),
    );
  });

  test("a small room is used whole: 640 events of one instant, or ten instants", () => {
    const sim = new Simulation(0, 640);
    const port = sim.open("small", () => {});
    for (let e = 0; e < 640; e++) sim.send(77, port, e);
    expect(() => sim.send(77, port, 0)).toThrow(/more than 640 events pending/);
    const wide = new Simulation(0, 640);
    const widePort = wide.open("wide", () => {});
    for (let t = 0; t < 10; t++) wide.send(t, widePort, 0);
    expect(() => wide.send(10, widePort, 0)).toThrow(/part-filled chunks counted whole/);
  });

  test("4,096 ports open, and one more is refused", () => {
    const sim = new Simulation();
    for (let p = 0; p < 4096; p++) expect(sim.open(`port ${p}`, () => {})).toBe(p);
    expect(() => sim.open("one more", () => {})).toThrow(new RangeError("more than 4096 ports"));
  });

  test("a checked simulation refuses the past, the far future and parts of a ms", () => {
    const { sim, times, port } = noting(new CheckedSimulation());
    sim.run(1000);
    for (const t of [999, 1000.5, Number.NaN, 1000 + DELAY_MS_MAX + 1])
      expect(() => sim.send(t, port, 0)).toThrow(`event for note at ${t} sent at 1000`);
    for (const t of [1000 + DELAY_MS_MAX, 1000]) sim.send(t, port, 0);
    sim.run(Number.POSITIVE_INFINITY);
    expect(times).toEqual([1000, 1000 + DELAY_MS_MAX]);
  });

  test("a checked simulation lets pending events cross a change of segment", () => {
    const { sim, times, port } = noting(new CheckedSimulation());
    sim.run(SEGMENT_MS_MAX - 10);
    sim.send(sim.now + 10, port, 0);
    sim.send(sim.now + DELAY_MS_MAX, port, 0);
    sim.run(Number.POSITIVE_INFINITY);
    expect(times).toEqual([SEGMENT_MS_MAX, SEGMENT_MS_MAX - 10 + DELAY_MS_MAX]);
  });
});
