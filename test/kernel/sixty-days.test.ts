import { describe, expect, test, vi } from "vitest";
import { PathFingerprint } from "../../src/kernel/fingerprint.ts";
import { draw, exponentialQuantiles, openStream } from "../../src/kernel/keyed-draws.ts";
import { RateLimit } from "../../src/kernel/rate-limit.ts";
import { NONE, Rows } from "../../src/kernel/rows.ts";
import { ServerPool } from "../../src/kernel/server-pool.ts";
import { CheckedSimulation } from "../../src/kernel/simulation.ts";
import { DAY_MS, HOUR_MS } from "../../src/kernel/time.ts";
import { Window } from "../../src/kernel/window.ts";

vi.setConfig({ testTimeout: 120_000 }); // a busy machine is no fault

// A small network of everything: three sources, a window, a limit that fails every night, a pool whose servers change,
// answers after hours or days, reminders that mostly come too late. Segments change under it at days 16, 32 and 48.

const [NUMBER, COLUMNS] = [1, 2];
const exponential = exponentialQuantiles();
const delays = openStream("sixty days", 0, "delays");

/** Opens the network; marks are made only before `markUntilMs`. */
const openNetwork = (markUntilMs: number) => {
  const sim = new CheckedSimulation(0, 2 ** 18);
  const rows = new Rows(COLUMNS, 2 ** 16);
  const path = new PathFingerprint(sim);
  const watch = { change: () => {} };
  const counts = { sent: 0, ended: 0, refused: 0, reminded: 0 };
  const numberOf = (row: number) => rows.cells[row * COLUMNS + NUMBER]!;
  const delayMs = (row: number, n: number, meanMs: number) =>
    Math.min(8 * DAY_MS, Math.round(meanMs * exponential.at(draw(delays, numberOf(row), n))));
  const marking = (name: string) => {
    const component = path.open(name);
    return (row: number) => {
      if (sim.timeMs < markUntilMs) path.mark(component, numberOf(row));
    };
  };
  const marks = Object.fromEntries(["limit", "pool", "window", "answer", "end"].map((name) => [name, marking(name)]));
  const mark = (name: string, row: number) => marks[name]!(row);
  const refuse = (row: number) => {
    counts.refused++;
    rows.give(row);
  };

  const end = sim.open("end", (row) => {
    mark("end", row);
    counts.ended++;
    rows.give(row);
  });
  const window = new Window(
    sim,
    rows,
    { name: "window", opensMs: 22 * HOUR_MS, closesMs: 5 * HOUR_MS, queueMax: 4000 },
    (row) => {
      mark("window", row);
      sim.send(sim.now + delayMs(row, 2, 2000), end, row);
    },
    refuse,
    watch,
  );
  const answer = sim.open("answer", (row) => {
    mark("answer", row);
    if (numberOf(row) % 3 === 0) window.arrive(row);
    else sim.send(sim.now, end, row);
  });
  const pool = new ServerPool(
    sim,
    rows,
    { name: "pool", servers: 4, classes: 2, queueMax: 3000 },
    (row) => delayMs(row, 1, 60_000),
    (row) => {
      mark("pool", row);
      sim.send(sim.now + delayMs(row, 3, numberOf(row) % 7 === 0 ? 3 * DAY_MS : HOUR_MS), answer, row);
    },
    refuse,
    watch,
  );
  const limit = new RateLimit(
    sim,
    rows,
    { name: "limit", perSecond: 0.7, burst: 5, classes: 2, queueMax: 2000 },
    (row) => {
      mark("limit", row);
      pool.arrive(row, numberOf(row) & 1);
    },
    refuse,
    watch,
  );
  const reminder = sim.open("reminder", (ticket) => {
    if (rows.holder(ticket) === NONE) sim.stale++;
    else counts.reminded++;
  });
  [20_000, 45_000, 300_000].forEach((gapMs, source) => {
    const gaps = openStream("sixty days", 0, `gaps ${source}`);
    let drawn = 0;
    const port: number = sim.open(`source ${source}`, () => {
      sim.send(sim.now + Math.round(gapMs * exponential.at(draw(gaps, drawn++, 0))), port, 0);
      for (let k = source; k >= 0; k--) {
        const row = rows.take();
        rows.cells[row * COLUMNS + NUMBER] = counts.sent++;
        sim.send(sim.now + 2 * HOUR_MS, reminder, rows.ticket(row));
        limit.arrive(row, k & 1);
      }
    });
    sim.send(sim.now, port, 0);
  });
  const daily = (atMs: number, what: () => void) => {
    const port: number = sim.open("daily", () => {
      what();
      sim.send(sim.now + DAY_MS, port, 0);
    });
    sim.send(atMs, port, 0);
  };
  daily(0, () => limit.setRate(0)); // an outage from midnight on, where segments change
  daily(1.5 * HOUR_MS, () => limit.setRate(0.35));
  daily(6 * HOUR_MS, () => limit.setRate(0.7));
  daily(7 * HOUR_MS, () => pool.setServers(2));
  daily(19 * HOUR_MS, () => pool.setServers(6));
  return { sim, rows, path, counts };
};

describe("a network run for sixty days", () => {
  const whole = openNetwork(60 * DAY_MS);
  whole.sim.run(60 * DAY_MS);

  test("does what it was made to do: everything in, out, refused or inside; outages and reminders in vain", () => {
    const { sim, rows, counts, path } = whole;
    expect(counts.sent).toBe(counts.ended + counts.refused + rows.inUse);
    expect(Math.min(counts.ended, counts.refused, counts.reminded, sim.stale, rows.inUse)).toBeGreaterThan(100);
    expect(path.total).toBeGreaterThan(1_000_000);
  });

  test("its first twenty days have the path of a run of twenty days", () => {
    const twenty = openNetwork(20 * DAY_MS);
    twenty.sim.run(20 * DAY_MS);
    const sixty = openNetwork(20 * DAY_MS);
    sixty.sim.run(60 * DAY_MS);
    expect(sixty.path.read()).toEqual(twenty.path.read());
    expect(sixty.path.read()).not.toEqual(whole.path.read());
  });

  test("cut into odd slices, of a ms and of days, it takes the same path", () => {
    const { sim, path, counts } = openNetwork(60 * DAY_MS);
    const slices = [1, 999, 1024, 7_777_777, 1, 2 ** 20, 86_399_999, 2 ** 20 - 1, 3 * DAY_MS + 1];
    for (let n = 0, untilMs = 0; untilMs < 60 * DAY_MS; n++) {
      untilMs = Math.min(60 * DAY_MS, untilMs + slices[n % slices.length]!);
      sim.run(untilMs);
    }
    expect(path.read()).toEqual(whole.path.read());
    expect([counts, sim.stale, sim.events]).toEqual([whole.counts, whole.sim.stale, whole.sim.events]);
  });

  test("cut exactly where segments and days end, it takes the same path", () => {
    const { sim, path } = openNetwork(60 * DAY_MS);
    for (let day = 1; day <= 60; day++) sim.run(day * DAY_MS);
    expect(path.read()).toEqual(whole.path.read());
  });
});
