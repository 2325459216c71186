import { describe, expect, test } from "vitest";
import { Rows } from "../../src/kernel/rows.ts";
import { ServerPool } from "../../src/kernel/server-pool.ts";
import { Simulation } from "../../src/kernel/simulation.ts";
import { DAY_MS } from "../../src/kernel/time.ts";

/** A pool whose rows take the service times given in order of starting, and when each row left, as [row, ms]. */
const openPool = (
  servers: number,
  serviceMs: number | readonly number[],
  queueMax = Number.POSITIVE_INFINITY,
  sim = new Simulation(),
) => {
  const rows = new Rows(1, 1000);
  const left: [row: number, ms: number][] = [];
  const refused: number[] = [];
  const waiting = { now: 0, most: 0 };
  let started = 0;
  const pool = new ServerPool(
    sim,
    rows,
    { name: "pool", servers, classes: 3, queueMax },
    () => (typeof serviceMs === "number" ? serviceMs : serviceMs[started++]!),
    (row) => left.push([row, sim.timeMs]),
    (row) => refused.push(row),
    {
      change: (_row, by) => {
        waiting.now += by;
        waiting.most = Math.max(waiting.most, waiting.now);
      },
    },
  );
  const at = (ms: number, what: () => void) => sim.send(sim.now + ms, sim.open("at", what), 0);
  const arrive = (count: number, rank = 0) => {
    for (let k = 0; k < count; k++) pool.arrive(rows.take(), rank);
  };
  return { sim, pool, left, refused, waiting, at, arrive };
};

describe("a pool of servers", () => {
  test("c rows are served at a time, each for its own time", () => {
    const { sim, pool, left, waiting, arrive } = openPool(2, [500, 200, 100, 300]);
    arrive(4);
    expect([pool.busy, pool.queue.length]).toEqual([2, 2]);
    sim.run(DAY_MS);
    expect(left).toEqual([
      [1, 200],
      [2, 300],
      [0, 500],
      [3, 600],
    ]);
    expect(waiting).toEqual({ now: 0, most: 2 });
  });

  test("fewer servers let those in service finish first; more start the waiting at once", () => {
    const { sim, pool, left, at, arrive } = openPool(3, 1000);
    arrive(8);
    at(500, () => pool.setServers(1)); // three finish at 1,000 as they would have, then one is served at a time
    at(2500, () => pool.setServers(3)); // the one in service goes on, two more start
    sim.run(DAY_MS);
    expect(left.map(([, ms]) => ms)).toEqual([1000, 1000, 1000, 2000, 3000, 3500, 3500, 4000]);
    expect(left.map(([row]) => row)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  test("no servers hold everything, and what was in service ends", () => {
    const { sim, pool, left, at, arrive } = openPool(1, 1000);
    arrive(3);
    at(300, () => pool.setServers(0));
    at(60_000, () => pool.setServers(1));
    sim.run(DAY_MS);
    expect(left.map(([, ms]) => ms)).toEqual([1000, 61_000, 62_000]);
    expect(pool.busy).toBe(0);
  });

  test("class 0 is served first and interrupts nobody", () => {
    const { sim, left, at, arrive } = openPool(1, 1000);
    arrive(1, 2);
    arrive(1, 2);
    arrive(1, 1);
    at(500, () => arrive(1, 0));
    at(2500, () => arrive(1, 0)); // while the row of class 1 is in service
    sim.run(DAY_MS);
    expect(left).toEqual([
      [0, 1000],
      [3, 2000],
      [2, 3000],
      [4, 4000],
      [1, 5000],
    ]);
  });

  test("its queue refuses exactly what is more than it holds", () => {
    const { sim, left, refused, at, arrive } = openPool(2, 1000, 3);
    arrive(7);
    at(1001, () => arrive(3));
    sim.run(DAY_MS);
    expect(refused).toEqual([5, 6, 9]); // two places are free at 1,001
    expect(left.map(([row]) => row)).toEqual([0, 1, 2, 3, 4, 7, 8]);
  });

  test("without a queue, who finds every server busy is refused", () => {
    const { sim, left, refused, at, arrive } = openPool(2, 1000, 0);
    arrive(3);
    at(1001, () => arrive(1));
    sim.run(DAY_MS);
    expect([left.length, refused]).toEqual([3, [2]]);
  });

  test("three cohorts that each serve one at a time do not delay each other", () => {
    const sim = new Simulation();
    const cohorts = [100, 250, 1000].map((serviceMs) => openPool(1, serviceMs, 100, sim));
    for (let k = 0; k < 10; k++) for (const cohort of cohorts) cohort.arrive(1);
    sim.run(DAY_MS);
    cohorts.forEach(({ left }, i) => {
      const serviceMs = [100, 250, 1000][i]!;
      expect(left).toEqual(Array.from({ length: 10 }, (_, k) => [k, (k + 1) * serviceMs]));
    });
  });

  test("a number of servers that means nothing is refused", () => {
    for (const servers of [-1, Number.NaN]) {
      expect(() => openPool(servers, 1)).toThrow(new RangeError(`pool: ${servers} servers`));
      expect(() => openPool(1, 1).pool.setServers(servers)).toThrow(new RangeError(`pool: ${servers} servers`));
    }
  });
});
