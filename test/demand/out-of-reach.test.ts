import { describe, expect, test } from "vitest";
import { openDemand } from "../../src/demand/demand.ts";
import { ACCESS, isSmets1 } from "../../src/domain/components.ts";
import { PROFILE } from "../../src/domain/demand-rules.ts";
import { accessOf } from "../../src/domain/meter-word.ts";
import { failuresAt, LeaningReachability } from "../../src/domain/outage-lean.ts";
import { accessShares, expectedPerDay } from "../../src/domain/population.ts";
import { Reachability } from "../../src/domain/reachability.ts";
import { openVehicleHomes } from "../../src/domain/use-class.ts";
import { retryShares } from "../../src/fluid/retries.ts";
import { openStream } from "../../src/kernel/keyed-draws.ts";
import { DAY_MS } from "../../src/kernel/time.ts";
import { ESTATE, KEYS, PLAN, planWith, RULES, wordsOf } from "./base-demand.ts";

const METERS = 200_000;
const WORDS = wordsOf(METERS);
const { failures } = PLAN;
const stream = openStream(KEYS.seed, KEYS.replication, "reachability");
const hasVehicle = openVehicleHomes(RULES, KEYS, WORDS);
const world = new LeaningReachability(failures, failures.lean!, stream, WORDS, hasVehicle);
const meters = Array.from({ length: METERS }, (_, meter) => meter);

/** Within four deviations of a count that happens with probability p. */
const near = (some: readonly number[], holds: (meter: number) => boolean, p: number): void => {
  const share = some.filter(holds).length / some.length;
  expect(Math.abs(share - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / some.length));
};

// Odds 1.5, 1.2 and 1.2, by arithmetic: 27 % are SMETS1, and of the rest 85 % × 32.5 % behind CSP North; 7.36 % of
// meters are of homes with vehicles.
const NORTH = 0.73 * 0.85 * (0.053 + 0.079 + 0.076 + 0.066 + 0.026 + 0.025);
const MEAN = (0.27 * 1.5 + NORTH * 1.2 + (1 - 0.27 - NORTH)) * (1 + 0.92 * 0.08 * 0.2);
const oddsOf = (meter: number): number => {
  const access = accessOf(WORDS[meter]!);
  return (isSmets1(access) ? 1.5 : ACCESS[access] === "csp.north" ? 1.2 : 1) * (hasVehicle(meter) ? 1.2 : 1);
};

describe("who is out of reach, where settlement is on", () => {
  test("are as many as ever, 5 % at any time and 3 % for good", () => {
    near(meters, (meter) => world.isDark(meter, 0), 0.05);
    near(meters, (meter) => world.isDark(meter, 5 * DAY_MS), 0.05);
    // Half a day before the process starts: a spell that stands then has lasted so long with chance e^(−0.5 / 5).
    near(meters, (meter) => world.wasDark(meter, -4.5 * DAY_MS), 0.03 + 0.02 * Math.exp(-0.1));
    near(meters, (meter) => world.neverAnswers(meter), 0.03);
  });

  test("are SMETS1, behind CSP North, or homes with electric vehicles by their odds more often", () => {
    for (const odds of [1, 1.2, 1.5, 1.2 * 1.2, 1.5 * 1.2]) {
      const some = meters.filter((meter) => Math.abs(oddsOf(meter) - odds) < 1e-9);
      expect(some.length).toBeGreaterThan(1000);
      near(some, (meter) => world.isDark(meter, 0), (0.05 * odds) / MEAN);
      near(some, (meter) => world.neverAnswers(meter), (0.03 * odds) / MEAN);
    }
  });

  test("who stays in reach to the end of a run is never found out of it, and most do", () => {
    const endsMs = 3 * DAY_MS;
    const toTheEnd = new LeaningReachability(failures, failures.lean!, stream, WORDS, hasVehicle, endsMs);
    const staying = meters.filter((meter) => toTheEnd.staysInReach(meter));
    expect(staying.length).toBeGreaterThan(0.9 * METERS);
    for (const timeMs of [-3 * DAY_MS, 0, DAY_MS, endsMs - 1])
      expect(staying.some((meter) => world.isDark(meter, timeMs))).toBe(false);
  });

  test("are the same meters and more where odds rise: whoever was out of reach of them still is", () => {
    const alike = new Reachability(failures, stream);
    const likelier = meters.filter((meter) => oddsOf(meter) > MEAN);
    expect(likelier.filter((meter) => alike.neverAnswers(meter) && !world.neverAnswers(meter))).toEqual([]);
  });

  test("nobody leans where settlement is off, or where all odds are one", () => {
    expect(planWith(["settlement.enabled=false"]).failures.lean).toBeUndefined();
    expect(
      planWith(["smets1", "north", "electricVehicle"].map((of) => `settlement.demand.outOfReach.${of}=1`)).failures
        .lean,
    ).toBeUndefined();
  });
});

describe("the fluid twin", () => {
  test("retries, and fills gaps, at each component for those out of reach behind it", () => {
    const shares = accessShares(ESTATE);
    const darkAt = (access: number): number => {
      const { longTermDark, spellDark } = failuresAt(failures, access);
      return longTermDark + spellDark;
    };
    expect(ACCESS.reduce((sum, _, access) => sum + shares[access]! * darkAt(access), 0)).toBeCloseTo(0.05, 12);
    const vehicles = 1 + 0.92 * 0.08 * 0.2;
    expect(darkAt(ACCESS.indexOf("s1sp.moc"))).toBeCloseTo((0.05 * 1.5 * vehicles) / MEAN, 6);
    expect(darkAt(ACCESS.indexOf("csp.central"))).toBeCloseTo((0.05 * vehicles) / MEAN, 6);
    const retried = { failures, gapFilledAfterMs: DAY_MS };
    for (const access of [0, 1, 5]) {
      const fails = isSmets1(access) ? 0.1 : 0.04;
      expect(retryShares(retried, access)[0]![0]).toBeCloseTo(darkAt(access) + (1 - darkAt(access)) * fails, 12);
    }
    const gaps = PLAN.rows.find(({ need }) => need === "gap-fill")!;
    expectedPerDay(gaps, ESTATE).forEach((perDay, access) => {
      // Agents read 30 % of meters daily.
      expect(perDay / (30e6 * shares[access]! * 0.3 * darkAt(access))).toBeCloseTo(1, 9);
    });
  });

  test("leaves all other reads, and all capacities, as they are", () => {
    const alike = planWith(["smets1", "north", "electricVehicle"].map((of) => `settlement.demand.outOfReach.${of}=1`));
    expect(PLAN.capacity).toEqual(alike.capacity);
    for (const [i, row] of PLAN.rows.entries())
      if (row.need !== "gap-fill") expect(expectedPerDay(row, ESTATE)).toEqual(expectedPerDay(alike.rows[i]!, ESTATE));
  });
});

describe("meters that never answer", () => {
  const never = meters.filter((meter) => world.neverAnswers(meter) && !hasVehicle(meter));
  const others = meters.filter((meter) => !world.neverAnswers(meter) && !hasVehicle(meter)).slice(0, 20_000);

  test("use nine tenths of what others use, and all together as much as ever", () => {
    const plan = planWith([
      "settlement.demand.annual.spread=0",
      "settlement.demand.belief.spread=0",
      "settlement.demand.outOfReach.beliefSpread=0",
    ]);
    const demand = openDemand(plan, WORDS, world);
    const ofHome = (some: readonly number[]): number =>
      demand.believedAnnualWh(some.find((meter) => demand.profileOf(meter) === PROFILE.domestic)!);
    expect(ofHome(never) / ofHome(others)).toBeCloseTo(0.9, 5);
    const mean = demand.days.curves.kwh[PROFILE.domestic]! * 1000;
    expect(0.03 * ofHome(never) + 0.97 * ofHome(others)).toBeCloseTo(mean, -1);
  });

  test("are believed with a spread of their own", () => {
    const exact = planWith(["settlement.demand.belief.spread=0", "settlement.demand.outOfReach.beliefSpread=0"]);
    const [truth, belief] = [openDemand(exact, WORDS, world), openDemand(PLAN, WORDS, world)];
    const variance = (some: readonly number[]): number => {
      const errors = some.map((meter) => Math.log(belief.believedAnnualWh(meter) / truth.believedAnnualWh(meter)));
      const mean = errors.reduce((sum, one) => sum + one, 0) / errors.length;
      return errors.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (errors.length - 1);
    };
    for (const [some, spread] of [
      [never, 0.25],
      [others, 0.15],
    ] as const)
      expect(Math.abs(variance(some) / spread ** 2 - 1)).toBeLessThan(4 * Math.sqrt(2 / some.length));
  });
});
