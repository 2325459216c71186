import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { RateLimit, type RateLimitOptions } from "../../src/kernel/rate-limit.ts";
import { Rows } from "../../src/kernel/rows.ts";
import { Simulation } from "../../src/kernel/simulation.ts";
import { DAY_MS } from "../../src/kernel/time.ts";

vi.setConfig({ testTimeout: 120_000 }); // a busy machine is no fault

/** A rate limit, and what left it, was refused or waited, as [row, ms]. */
const openLimit = (options: Partial<RateLimitOptions>, startMs = 0) => {
  const sim = new Simulation(startMs);
  const rows = new Rows(1, 1_100_000);
  const left: [row: number, ms: number][] = [];
  const refused: number[] = [];
  const waiting = { now: 0, most: 0 };
  const limit = new RateLimit(
    sim,
    rows,
    { name: "limit", perSecond: 1, burst: 1, classes: 3, queueMax: Number.POSITIVE_INFINITY, ...options },
    (row) => left.push([row, sim.timeMs]),
    (row) => refused.push(row),
    {
      change: (_row, by) => {
        waiting.now += by;
        waiting.most = Math.max(waiting.most, waiting.now);
      },
    },
  );
  const arrivals = sim.open("arrivals", (count) => {
    for (let k = 0; k < count; k++) limit.arrive(rows.take(), 0);
  });
  const changes = sim.open("changes", (perThousandSeconds) => limit.setRate(perThousandSeconds / 1000));
  /** So many arrive at once, so many ms after the start. */
  const arrive = (ms: number, count = 1) => sim.send(sim.now + ms, arrivals, count);
  const changeRate = (ms: number, perSecond: number) => sim.send(sim.now + ms, changes, perSecond * 1000);
  return { sim, rows, limit, left, refused, waiting, arrive, changeRate, leftMs: () => left.map(([, ms]) => ms) };
};

/** a / b rounded up, in whole numbers. */
const ceilOf = (a: bigint, b: bigint): number => Number(a <= 0n ? 0n : (a + b - 1n) / b);

describe("a burst at a rate limit", () => {
  test("the k-th leaves at max(0, k − b)·T, at the next whole ms", () => {
    // Rate p/q a second and burst in quarters, so that the expected time is a fraction of whole numbers.
    const rate = fc.tuple(fc.integer({ min: 1, max: 9999 }), fc.constantFrom(1, 2, 3, 10, 100));
    fc.assert(
      fc.property(rate, fc.integer({ min: 4, max: 120 }), fc.nat(DAY_MS), ([p, q], quarters, startMs) => {
        const { sim, arrive, leftMs } = openLimit({ perSecond: p / q, burst: quarters / 4 }, startMs);
        const count = 300;
        arrive(0, count);
        sim.run(Number.POSITIVE_INFINITY);
        const expected = Array.from(
          { length: count },
          (_, i) => startMs + ceilOf(BigInt(4 * (i + 1) - quarters) * 1000n * BigInt(q), 4n * BigInt(p)),
        );
        expect(leftMs()).toEqual(expected);
      }),
      { numRuns: 200, seed: 3 },
    );
  });

  for (const { perSecond, burst, expected } of [
    { perSecond: 1500, burst: 1, expected: [0, 1, 2, 2, 3, 4, 4] },
    { perSecond: 3, burst: 2, expected: [0, 0, 334, 667, 1000, 1334, 1667] },
    { perSecond: 0.7, burst: 1.5, expected: [0, 715, 2143, 3572, 5000, 6429, 7858] },
    { perSecond: Number.POSITIVE_INFINITY, burst: 1, expected: [0, 0, 0, 0, 0, 0, 0] },
  ])
    test(`at ${perSecond}/s with burst ${burst}, seven leave at ${expected.join(", ")} ms`, () => {
      const { sim, arrive, leftMs } = openLimit({ perSecond, burst });
      arrive(0, 7);
      sim.run(DAY_MS);
      expect(leftMs()).toEqual(expected);
    });

  test("an idle station adds nothing, and a busy one no more than the interval asks", () => {
    const { sim, arrive, leftMs, waiting } = openLimit({ perSecond: 4 });
    for (const ms of [0, 250, 500, 1000, 1001, 1500]) arrive(ms);
    sim.run(DAY_MS);
    expect(leftMs()).toEqual([0, 250, 500, 1000, 1250, 1500]);
    expect(waiting).toEqual({ now: 0, most: 1 });
  });

  test("a spent burst comes back at the rate", () => {
    const { sim, arrive, leftMs } = openLimit({ perSecond: 1, burst: 3 });
    arrive(0, 3);
    arrive(1500, 3); // one and a half of the three are back
    arrive(60_000, 4); // all three, and no more
    sim.run(DAY_MS);
    expect(leftMs()).toEqual([0, 0, 0, 1500, 2000, 3000, 60_000, 60_000, 60_000, 61_000]);
  });

  test("a million departures of 10/7 ms are on the ms of their number, not of a sum", () => {
    const { sim, arrive, left } = openLimit({ perSecond: 700 });
    arrive(0, 1_000_001);
    sim.run(Number.POSITIVE_INFINITY);
    let wrong = 0;
    left.forEach(([row, ms], n) => {
      if (row !== n || ms !== Math.floor((10 * n + 6) / 7)) wrong++;
    });
    expect(wrong).toBe(0);
    expect(left.length).toBe(1_000_001);
    expect(left.at(-1)).toEqual([1_000_000, 1_428_572]);
  });
});

describe("a rate that changes", () => {
  test("what is in service keeps its remaining work", () => {
    const { sim, arrive, changeRate, leftMs } = openLimit({ perSecond: 1 });
    arrive(0, 5);
    changeRate(1400, 2); // 600 ms of work become 300
    changeRate(1950, 0.5); // 250 ms become 1,000
    changeRate(4000, 1); // 950 of 2,000 ms become 475
    sim.run(DAY_MS);
    expect(leftMs()).toEqual([0, 1000, 1700, 2950, 4475]);
  });

  test("the k-th of a burst leaves when the rates' integral reaches k − b, whatever they are", () => {
    const change = fc.record({
      afterMs: fc.integer({ min: 1, max: 4000 }),
      perSecond: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 40 })),
    });
    const changes = fc.array(change, { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 5 }), changes, (first, burst, list) => {
        const { sim, arrive, changeRate, leftMs } = openLimit({ perSecond: first, burst });
        const count = 80;
        // The oracle counts work in thousandths of a departure: a rate of r a second is r of them a ms, exactly.
        const rateFrom = new Map<number, number>();
        let atMs = 0;
        for (const { afterMs, perSecond } of [...list, { afterMs: 1, perSecond: 7 }]) {
          atMs += afterMs;
          rateFrom.set(atMs, perSecond);
          changeRate(atMs, perSecond); // sent before any departure: it comes first in its ms
        }
        arrive(0, count);
        const expected: number[] = [];
        let rate = first;
        for (let ms = 0, work = 0; expected.length < count; work += rate, ms++) {
          rate = rateFrom.get(ms) ?? rate;
          while (rate > 0 && expected.length < count && work >= (expected.length + 1 - burst) * 1000) expected.push(ms);
        }
        sim.run(Number.POSITIVE_INFINITY);
        expect(leftMs()).toEqual(expected);
      }),
      { numRuns: 300, seed: 4 },
    );
  });

  test("a change to the same rate changes nothing, at whatever instants", () => {
    const rate = fc.integer({ min: 1, max: 5000 }).map((tenths) => tenths / 10);
    fc.assert(
      fc.property(rate, fc.array(fc.nat(100_000), { maxLength: 30 }), (perSecond, instants) => {
        const once = openLimit({ perSecond });
        const again = openLimit({ perSecond });
        for (const ms of instants)
          again.sim.send(
            ms,
            again.sim.open("same", () => again.limit.setRate(perSecond)),
            0,
          );
        for (const { sim, arrive } of [once, again]) {
          arrive(0, 200);
          sim.run(Number.POSITIVE_INFINITY);
        }
        expect(again.leftMs()).toEqual(once.leftMs());
      }),
      { numRuns: 100, seed: 5 },
    );
  });

  test("an outage holds everything, and the queue drains from the instant it ends", () => {
    const { sim, limit, arrive, changeRate, leftMs } = openLimit({ perSecond: 10 });
    changeRate(1000, 0);
    changeRate(61_000, 10);
    arrive(990); // leaves at once: its 100 ms of work have 90 to go when the outage begins
    arrive(30_000, 200);
    sim.run(61_000);
    expect(limit.queue.length).toBe(200);
    sim.run(DAY_MS);
    expect(leftMs()).toEqual([990, ...Array.from({ length: 200 }, (_, k) => 61_090 + 100 * k)]);
  });

  test("an idle station comes back from an outage with its burst", () => {
    const { sim, arrive, changeRate, leftMs } = openLimit({ perSecond: 10, burst: 2 });
    changeRate(1000, 0);
    arrive(2000, 3);
    changeRate(5000, 10);
    sim.run(DAY_MS);
    expect(leftMs()).toEqual([5000, 5000, 5100]);
  });

  test("a partial outage halves the rate for a while", () => {
    const { sim, arrive, changeRate, leftMs } = openLimit({ perSecond: 10 });
    arrive(0, 8);
    changeRate(250, 5);
    changeRate(650, 10);
    sim.run(DAY_MS);
    expect(leftMs()).toEqual([0, 100, 200, 350, 550, 700, 800, 900]);
  });

  test("a departure that a change made void is dropped when its time comes, and counted", () => {
    const { sim, arrive, changeRate, leftMs } = openLimit({ perSecond: 1 });
    arrive(0, 3);
    changeRate(100, 0); // voids the departure at 1,000
    changeRate(200, 10); // at 290
    changeRate(250, 20); // voids it: at 270
    sim.run(300);
    expect([sim.stale, leftMs()]).toEqual([1, [0, 270]]);
    sim.run(DAY_MS);
    expect([sim.stale, leftMs()]).toEqual([2, [0, 270, 320]]);
  });

  test("a change from inside a departure holds from the next one on", () => {
    const sim = new Simulation();
    const rows = new Rows(1, 10);
    const leftMs: number[] = [];
    const limit = new RateLimit(
      sim,
      rows,
      { name: "limit", perSecond: 1, burst: 1, classes: 1, queueMax: 10 },
      () => {
        leftMs.push(sim.timeMs);
        limit.setRate(leftMs.length + 1);
      },
      () => {},
      { change: () => {} },
    );
    for (let k = 0; k < 4; k++) limit.arrive(rows.take(), 0);
    sim.run(DAY_MS);
    expect(leftMs).toEqual([0, 500, 834, 1084]);
  });
});

describe("the queue of a rate limit", () => {
  test("it refuses exactly what is more than it holds", () => {
    const { sim, refused, arrive, left, waiting } = openLimit({ perSecond: 1, burst: 2, queueMax: 5 });
    arrive(0, 10);
    arrive(1001, 3); // one has left since: one place is free
    sim.run(DAY_MS);
    expect(refused).toEqual([7, 8, 9, 11, 12]);
    expect(left.map(([row]) => row)).toEqual([0, 1, 2, 3, 4, 5, 6, 10]);
    expect(waiting.most).toBe(5);
  });

  test("class 0 goes first, first come first served inside a class, and nobody overtakes who has left", () => {
    const { sim, rows, limit, left } = openLimit({ perSecond: 1 });
    for (const rank of [2, 2, 1, 0, 2, 1, 0]) limit.arrive(rows.take(), rank);
    sim.run(1500);
    limit.arrive(rows.take(), 0);
    sim.run(DAY_MS);
    expect(left.map(([row]) => row)).toEqual([0, 3, 6, 7, 2, 5, 1, 4]);
  });

  test("one that comes back in its own departure waits behind those of its class", () => {
    const sim = new Simulation();
    const rows = new Rows(1, 10);
    const left: number[] = [];
    const limit = new RateLimit(
      sim,
      rows,
      { name: "limit", perSecond: 1, burst: 1, classes: 1, queueMax: 10 },
      (row) => {
        if (left.push(row) < 6) limit.arrive(row, 0);
      },
      () => {},
      { change: () => {} },
    );
    for (let k = 0; k < 3; k++) limit.arrive(rows.take(), 0);
    sim.run(DAY_MS);
    expect(left).toEqual([0, 0, 1, 2, 0, 1, 2, 0]);
  });

  test("what was told of a departure's work moves those behind it, told in the departure or later", () => {
    const openCharged = (more: number, laterMs: number) => {
      const sim = new Simulation(0);
      const rows = new Rows(1, 100);
      const leftMs: number[] = [];
      const tell = sim.open("told", () => limit.charge(more));
      const limit = new RateLimit(
        sim,
        rows,
        { name: "limit", perSecond: 1, burst: 1, classes: 1, queueMax: 10 },
        () => {
          leftMs.push(sim.timeMs);
          if (laterMs === 0) limit.charge(more);
          else sim.send(sim.now + laterMs, tell, 0);
        },
        () => {},
        { change: () => {} },
      );
      for (let k = 0; k < 4; k++) limit.arrive(rows.take(), 0);
      sim.run(DAY_MS);
      // Long idle: what was told then is owed to nobody, and a burst is a burst again.
      for (let k = 0; k < 2; k++) limit.arrive(rows.take(), 0);
      sim.run(2 * DAY_MS);
      return leftMs;
    };
    const day = (times: readonly number[]) => times.map((ms) => DAY_MS + ms);
    expect(openCharged(-0.9, 0)).toEqual([0, 100, 200, 300, ...day([0, 100])]);
    expect(openCharged(2, 0)).toEqual([0, 3000, 6000, 9000, ...day([0, 3000])]);
    // Told 50 ms after, the first is followed 100 ms after it; told when that is over, at once.
    expect(openCharged(-0.9, 50)).toEqual([0, 100, 200, 300, ...day([0, 100])]);
    expect(openCharged(-0.9, 400)).toEqual([0, 400, 800, 1200, ...day([0, 400])]);
  });

  test("rates and bursts that mean nothing are refused", () => {
    for (const perSecond of [-1, Number.NaN, 1e-7]) {
      expect(() => openLimit({ perSecond })).toThrow(`limit: rate ${perSecond} a second is neither 0 nor`);
      expect(() => openLimit({}).limit.setRate(perSecond)).toThrow(RangeError);
    }
    expect(() => openLimit({ burst: 0.5 })).toThrow(new RangeError("limit: burst 0.5 is below 1"));
  });

  test("the slowest rate that is allowed departs in 8.8 days", () => {
    const { sim, arrive, leftMs } = openLimit({ perSecond: 1 / 700_000 });
    arrive(0, 3);
    sim.run(Number.POSITIVE_INFINITY);
    expect(leftMs()).toEqual([0, 700_000_000, 1_400_000_000]);
  });
});
