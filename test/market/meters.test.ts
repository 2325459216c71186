import { describe, expect, test } from "vitest";
import { ACCESS } from "../../src/domain/components.ts";
import { Reachability } from "../../src/domain/reachability.ts";
import { openStream } from "../../src/kernel/keyed-draws.ts";
import { DAY_MS, HOUR_MS } from "../../src/kernel/time.ts";
import { asToday } from "../fluid/base-case.ts";
import { window } from "../fluid/base-rows.ts";
import { diaryOf, scheduledRead, smallMarket } from "./small-market.ts";

const METERS = 100_000;

// Shares of a count n that happen with probability p lie within four standard deviations of it.
const near = (share: number, p: number, n: number): void => {
  expect(share).toBeGreaterThan(p - 4 * Math.sqrt((p * (1 - p)) / n));
  expect(share).toBeLessThan(p + 4 * Math.sqrt((p * (1 - p)) / n));
};

describe("which meters are out of reach", () => {
  // Long-term 3 %, in spells 2 %, five days on average.
  const world = new Reachability(asToday().failures, openStream("dark", 0, "reachability"));
  const meters = Array.from({ length: METERS }, (_, meter) => meter);
  const darkAt = (timeMs: number): number[] => meters.filter((meter) => world.isDark(meter, timeMs));
  const first = darkAt(0);
  /** Dark on days so far apart that a spell hardly spans two of them. */
  const longTerm = new Set(
    [100, 200, 300].reduce((dark, day) => dark.filter((m) => world.isDark(m, day * DAY_MS)), first),
  );
  const inSpell = first.filter((meter) => !longTerm.has(meter));

  test("are five in a hundred at any instant, from the day before the run to weeks into it", () => {
    for (const timeMs of [-DAY_MS, -6 * HOUR_MS, 0, 8 * HOUR_MS, 3 * DAY_MS, 20 * DAY_MS])
      near(darkAt(timeMs).length / METERS, 0.05, METERS);
  });

  test("are, three in a hundred, out of reach for good", () => {
    near(longTerm.size / METERS, 0.03, METERS);
  });

  test("come back after five days on average", () => {
    // What is left of an exponential spell is as long as the whole, on average and in deviation.
    let hours = 0;
    for (const meter of inSpell) {
      let h = 1;
      while (world.isDark(meter, h * HOUR_MS)) h++;
      hours += h - 0.5;
    }
    const mean = hours / inSpell.length;
    expect(Math.abs(mean - 120)).toBeLessThan((4 * 120) / Math.sqrt(inSpell.length));
  });

  test("go dark at 0.004 a meter-day", () => {
    const after = meters.filter((meter) => !world.isDark(meter, 0) && world.isDark(meter, HOUR_MS)).length;
    // Per hour, of all meters; those that come back within it are one in 240.
    near(after / METERS, 0.004 / 24, METERS);
  });

  test("stay as they are for a while: of those in a spell, as many are still in one a day later as e^(−1/5) says", () => {
    const still = inSpell.filter((meter) => world.isDark(meter, DAY_MS)).length;
    const stationary = 0.02 / 0.97;
    const rate = 1 / 5 + 1 / ((5 * 0.95) / 0.02);
    near(still / inSpell.length, stationary + (1 - stationary) * Math.exp(-rate), inSpell.length);
  });
});

test("the round trip to a meter has the median and the 99th percentile of its component", () => {
  const { roundTrip } = asToday();
  const plan = smallMarket({
    meters: 40_000,
    rows: [{ ...scheduledRead, profile: [window(0, 20)] }],
    estate: { smets1Share: 0.5 },
    roundTrip,
  });
  const { at } = diaryOf(plan);
  const answeredAt = new Map(at("hub").map(({ meter, atMs }) => [meter, atMs]));
  ACCESS.forEach((name, access) => {
    const tookMs = at(name).map(({ meter, atMs }) => answeredAt.get(meter)! - atMs);
    expect(tookMs.length).toBeGreaterThan(2000);
    const within = (ms: number): number => tookMs.filter((took) => took <= ms).length / tookMs.length;
    near(within(roundTrip[access]!.medianMs), 0.5, tookMs.length);
    near(within(roundTrip[access]!.p99Ms), 0.99, tookMs.length);
  });
});
