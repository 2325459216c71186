import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Demand } from "../../src/demand/demand.ts";
import { CATEGORY_OF, DAY_SHAPES, PROFILE } from "../../src/domain/demand-rules.ts";
import { gspGroupOf } from "../../src/domain/meter-word.ts";
import { day, KEYS, RULES, USUAL_WEATHER, wordsOf } from "./base-demand.ts";

const METERS = 20_000;
const WORDS = wordsOf(METERS);
const FIRST = day("2028-01-10");
const meters = Array.from({ length: METERS }, (_, meter) => meter);
const open = (rules = RULES, words = WORDS): Demand => new Demand(rules, KEYS, words, 30);

const near = (share: number, p: number, n: number): void => {
  expect(Math.abs(share - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / n));
};

describe("the demand of a meter on a day", () => {
  test("is the same in whatever order it is asked for, at every scale, and whole Wh", () => {
    const all = open();
    const few = open(RULES, WORDS.slice(0, 100));
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(99), fc.nat(13)), { minLength: 1, maxLength: 60 }), (asked) => {
        for (const [meter, later] of asked) {
          const wh = few.trueWh(meter, FIRST + later);
          expect(wh).toBe(all.trueWh(meter, FIRST + later));
          expect(Number.isSafeInteger(wh) && wh >= 0).toBe(true);
          expect(few.shapeOf(meter, FIRST + later)).toBe(all.shapeOf(meter, FIRST + later));
          expect(few.believedWh(meter, FIRST + later)).toBe(all.believedWh(meter, FIRST + later));
          expect(few.exportWh(meter, FIRST + later)).toBe(all.exportWh(meter, FIRST + later));
        }
      }),
      { numRuns: 50 },
    );
  });

  test("has another seed's and another replication's draws", () => {
    const one = open();
    for (const keys of [
      { ...KEYS, seed: "another" },
      { ...KEYS, replication: 1 },
    ]) {
      const other = new Demand(RULES, keys, WORDS, 30);
      const same = meters.filter((meter) => one.trueWh(meter, FIRST) === other.trueWh(meter, FIRST));
      expect(same.length).toBeLessThan(METERS / 100);
    }
  });

  test("draws each of the eight shapes alike, each day anew", () => {
    const demand = open();
    const counts = Array.from({ length: DAY_SHAPES }, () => 0);
    for (const meter of meters) counts[demand.shapeOf(meter, FIRST)]! += 1;
    for (const count of counts) near(count / METERS, 1 / 8, METERS);
    const same = meters.filter((meter) => demand.shapeOf(meter, FIRST) === demand.shapeOf(meter, FIRST + 1));
    near(same.length / METERS, 1 / 8, METERS);
  });

  test("is of the classes in their shares, in the meter's own GSP Group", () => {
    const demand = open();
    const count = (profile: number): number => meters.filter((meter) => demand.profileOf(meter) === profile).length;
    near(count(PROFILE.nonDomestic) / METERS, 0.08, METERS);
    near(count(PROFILE.economy7) / METERS, 0.92 * 0.085, METERS);
    near(count(PROFILE.electricVehicle) / METERS, 0.92 * 0.08, METERS);
    for (const meter of meters.slice(0, 50)) expect(demand.gspGroupOf(meter)).toBe(gspGroupOf(WORDS[meter]!));
  });

  test("has a spread of 0.55 between meters of a class, and of 0.25 between days, by its logarithm", () => {
    const demand = open({ ...USUAL_WEATHER, shapeSpread: 0 });
    const ofOne = meters.filter((meter) => demand.profileOf(meter) === PROFILE.domestic);
    // Two days of a type: what differs is the factor of the day.
    const [a, b] = [FIRST, FIRST + 1].map((one) => ofOne.map((meter) => Math.log(demand.trueWh(meter, one)))) as [
      number[],
      number[],
    ];
    const variance = (values: readonly number[]): number => {
      const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
      return values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (values.length - 1);
    };
    // The deviation of a sample variance of n normal draws is √(2 / n) of it.
    const within = (4 * Math.sqrt(2 / ofOne.length)).valueOf();
    expect(Math.abs(variance(a.map((one, i) => one - b[i]!)) / (2 * 0.25 ** 2) - 1)).toBeLessThan(within);
    expect(Math.abs(variance(a) / (0.55 ** 2 + 0.25 ** 2) - 1)).toBeLessThan(within);
  });
});

describe("what a data service believes of it", () => {
  const exact = { ...RULES, belief: { bias: 0, spread: 0 } };

  test("without an error of its own is the truth of the category, over all its meters", () => {
    const demand = open({ ...exact, annualSpread: 0 });
    for (const category of [0, 1]) {
      let [truth, belief, square] = [0, 0, 0];
      for (const meter of meters) {
        if (CATEGORY_OF[demand.profileOf(meter)] !== category) continue;
        const wh = demand.trueWh(meter, FIRST);
        truth += wh;
        square += (wh - demand.believedWh(meter, FIRST)) ** 2;
        belief += demand.believedWh(meter, FIRST);
      }
      expect(Math.abs(truth - belief)).toBeLessThan(4 * Math.sqrt(square));
    }
  });

  test("is a tenth too high where it is biased so, and has its spread", () => {
    const [plain, biased, spread] = [
      open(exact),
      open({ ...RULES, belief: { bias: 0.1, spread: 0 } }),
      open({ ...RULES, belief: { bias: 0, spread: 0.15 } }),
    ];
    let [sum, square] = [0, 0];
    for (const meter of meters) {
      const wh = plain.believedAnnualWh(meter);
      expect(Math.abs(biased.believedAnnualWh(meter) - 1.1 * wh)).toBeLessThan(2);
      const error = Math.log(spread.believedAnnualWh(meter) / wh);
      sum += error;
      square += error ** 2;
    }
    const variance = square / METERS - (sum / METERS) ** 2;
    expect(Math.abs(variance / 0.15 ** 2 - 1)).toBeLessThan(4 * Math.sqrt(2 / METERS));
    // Lognormal of mean one.
    expect(Math.abs(sum / METERS + 0.15 ** 2 / 2)).toBeLessThan((4 * 0.15) / Math.sqrt(METERS));
  });

  test("knows nothing of vehicles: it takes a home for the mean home", () => {
    const demand = open({ ...exact, annualSpread: 0, daySpread: 0 });
    const byProfile = (profile: number): number => meters.find((meter) => demand.profileOf(meter) === profile)!;
    const [plain, charging] = [byProfile(PROFILE.domestic), byProfile(PROFILE.electricVehicle)];
    const share = (meter: number): number => demand.believedWh(meter, FIRST) / demand.believedAnnualWh(meter);
    const group = demand.gspGroupOf(plain);
    const level = demand.days.of(FIRST).categoryLevels[group]!;
    expect(share(plain)).toBeCloseTo(level, 5);
    expect(share(charging)).toBeCloseTo(demand.days.of(FIRST).categoryLevels[demand.gspGroupOf(charging)]!, 5);
    expect(demand.defaultShape(0, group, FIRST)).toBe(demand.days.of(FIRST).categoryShapes[group]);
  });
});

describe("what a meter exports", () => {
  test("sums to 1,800 kWh of the mean year, most of it in summer, none by night", () => {
    const demand = open(USUAL_WEATHER);
    const days = Array.from({ length: 365 }, (_, i) => day("2027-01-01") + i);
    const few = meters.slice(0, 3000);
    const byDay = days.map((one) => few.reduce((sum, meter) => sum + demand.exportWh(meter, one), 0) / few.length);
    const year = byDay.reduce((sum, one) => sum + one, 0) / 1000;
    expect(Math.abs(year - 1800)).toBeLessThan((4 * 1800 * Math.sqrt(Math.exp(0.55 ** 2) - 1)) / Math.sqrt(3000));
    const half = byDay.slice(91, 274).reduce((sum, one) => sum + one, 0) / 1000 / year;
    expect(half).toBeGreaterThan(0.7);
    const winter = demand.dayShape(PROFILE.export, 0, 2, day("2027-12-21"));
    expect(Array.from(winter.slice(0, 15))).toEqual(Array.from({ length: 15 }, () => 0));
    expect(Array.from(winter.slice(33))).toEqual(Array.from({ length: 15 }, () => 0));
  });
});
