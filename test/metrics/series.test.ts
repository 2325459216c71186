import { describe, expect, test } from "vitest";
import { draw, openStream } from "../../src/kernel/keyed-draws.ts";
import { SEGMENT_MS_MAX, Simulation } from "../../src/kernel/simulation.ts";
import { DAY_MS, MINUTE_MS } from "../../src/kernel/time.ts";
import { Level } from "../../src/metrics/level.ts";
import { LoadSeries } from "../../src/metrics/load-series.ts";
import { RunMinutes } from "../../src/metrics/run-minutes.ts";

const every = (sim: Simulation, count: number): RunMinutes => new RunMinutes(sim, count, [0, count], 1);
const stream = openStream("series", 0, "instants");

describe("a level over time", () => {
  test("keeps most and least of each minute, what it carried in included", () => {
    const sim = new Simulation();
    const level = new Level(sim, every(sim, 6));
    for (const [ms, by] of [
      [10_000, 4],
      [10_000, -1],
      [50_000, -2],
      [70_000, 5],
      [90_000, -6],
      [250_000, 2],
    ] as const) {
      sim.run(ms);
      level.change(by);
    }
    sim.run(6 * MINUTE_MS - 1);
    level.settle();
    expect([...level.highest.kept]).toEqual([4, 6, 0, 0, 2, 2]);
    expect([...level.lowest.kept]).toEqual([0, 0, 0, 0, 0, 2]);
    expect(level.value).toBe(2);
  });

  test("agrees with a level kept ms by ms, over a change of segment", () => {
    const startMs = SEGMENT_MS_MAX - 3 * MINUTE_MS;
    const minutes = 6;
    const sim = new Simulation();
    const level = new Level(sim, every(sim, startMs / MINUTE_MS + minutes + 1));
    const changes = new Map<number, number>();
    for (let k = 0; k < 200; k++) {
      const ms = draw(stream, k, 0) % (minutes * MINUTE_MS);
      changes.set(ms, (changes.get(ms) ?? 0) + (draw(stream, k, 1) % 7) + 1);
    }
    const port = sim.open("change", (by) => level.change(by));
    sim.run(startMs);
    level.change(1000); // so that it stays above 0
    for (const [ms, by] of changes) sim.send(sim.now + ms, port, by % 2 === 0 ? by : -by);
    sim.run(startMs + minutes * MINUTE_MS);
    // The oracle. A minute has the level it begins with, before any change in its first ms, and every one after.
    let value = 1000;
    const most: number[] = [];
    const least: number[] = [];
    for (let ms = 0; ms < minutes * MINUTE_MS; ms++) {
      const by = changes.get(ms) ?? 0;
      if (ms % MINUTE_MS === 0) [most[ms / MINUTE_MS], least[ms / MINUTE_MS]] = [value, value];
      value += by % 2 === 0 ? by : -by;
      const minute = Math.floor(ms / MINUTE_MS);
      most[minute] = Math.max(most[minute]!, value);
      least[minute] = Math.min(least[minute]!, value);
    }
    level.settle();
    const first = startMs / MINUTE_MS;
    // In the minute in which it rose to 1,000 the least is the 0 before.
    expect([...level.highest.kept.subarray(first)]).toEqual([...most, value]);
    expect([...level.lowest.kept.subarray(first)]).toEqual([0, ...least.slice(1), value]);
  });
});

describe("a load series", () => {
  test("counts each minute, and the busiest second in it, over a change of segment", () => {
    const startMs = SEGMENT_MS_MAX - 2 * MINUTE_MS;
    const sim = new Simulation();
    const series = new LoadSeries(sim, every(sim, startMs / MINUTE_MS + 4));
    const port = sim.open("count", () => series.count());
    sim.run(startMs);
    const perSecond = new Uint32Array(4 * 60);
    for (let k = 0; k < 3000; k++) {
      const ms = draw(stream, k, 2) % (4 * MINUTE_MS);
      perSecond[Math.floor(ms / 1000)]!++;
      sim.send(sim.now + ms, port, 0);
    }
    sim.run(startMs + 4 * MINUTE_MS - 1);
    series.settle();
    const minutes = [0, 1, 2, 3].map((minute) => perSecond.subarray(minute * 60, minute * 60 + 60));
    const first = startMs / MINUTE_MS;
    expect([...series.minutes.kept.subarray(first)]).toEqual(minutes.map((m) => m.reduce((sum, n) => sum + n, 0)));
    expect([...series.seconds.kept.subarray(first)]).toEqual(minutes.map((m) => Math.max(...m)));
    expect(series.minutes.kept.subarray(0, first).every((n) => n === 0)).toBe(true);
  });

  test("seconds are those of the clock: 999 ms and 1,000 ms are two, and a quiet minute has none", () => {
    const sim = new Simulation(DAY_MS);
    const series = new LoadSeries(sim, every(sim, 3));
    for (const ms of [999, 999, 1000, 1999, 1999, 2000, 130_000]) {
      sim.run(DAY_MS + ms);
      series.count();
    }
    series.settle();
    expect([...series.minutes.kept]).toEqual([6, 0, 1]);
    expect([...series.seconds.kept]).toEqual([3, 0, 1]);
  });

  test("settled in the middle of a second, it counts once and knows the whole second", () => {
    const sim = new Simulation();
    const series = new LoadSeries(sim, every(sim, 1));
    series.count();
    series.settle();
    series.count();
    series.settle();
    series.settle();
    expect([[...series.minutes.kept], [...series.seconds.kept]]).toEqual([[2], [2]]);
  });
});
