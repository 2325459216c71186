import { describe, expect, test } from "vitest";
import { DemandDays, GROUPS, shapeIndex } from "../../src/demand/demand-days.ts";
import { wholeShape } from "../../src/demand/whole-shape.ts";
import { DAY_SHAPES, PROFILE, PROFILES } from "../../src/domain/demand-rules.ts";
import { day, KEYS, RULES, USUAL_WEATHER } from "./base-demand.ts";

const sumOf = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, one) => sum + one, 0);
// Winter, summer, the days that clocks change, Christmas.
const DAYS = ["2028-01-17", "2026-06-21", "2026-03-29", "2026-10-25", "2027-12-27"].map(day);

describe("the shape of a day", () => {
  test.each([
    [30, 48],
    [15, 96],
  ] as const)("at %i minutes has %i periods that sum to 2³⁰ exactly, whatever the day (S-46)", (minutes, periods) => {
    const days = new DemandDays(RULES, KEYS, minutes);
    for (const one of DAYS) {
      const { shapes, categoryShapes } = days.of(one);
      expect(shapes.length).toBe(PROFILES.length * GROUPS * DAY_SHAPES);
      for (const shape of [...shapes, ...categoryShapes]) {
        expect(shape.length).toBe(periods);
        expect(sumOf(shape)).toBe(2 ** 30);
        expect(Math.min(...shape)).toBeGreaterThanOrEqual(0);
      }
    }
  });

  test("quarter hours sum to their half hour, but for what rounding gives", () => {
    const [halves, quarters] = [new DemandDays(RULES, KEYS, 30), new DemandDays(RULES, KEYS, 15)];
    for (const one of DAYS)
      for (const profile of [PROFILE.domestic, PROFILE.electricVehicle, PROFILE.nonDomestic]) {
        const at = shapeIndex(profile, 3, 5);
        const [half, quarter] = [halves.of(one).shapes[at]!, quarters.of(one).shapes[at]!];
        for (let t = 0; t < 48; t++)
          expect(Math.abs(half[t]! - quarter[2 * t]! - quarter[2 * t + 1]!)).toBeLessThanOrEqual(2);
        expect(halves.of(one).levels[at]).toBeCloseTo(quarters.of(one).levels[at]!, 12);
      }
  });

  test("the largest remainders have what rounding leaves, the earlier of equals first", () => {
    // Thirds of 2³⁰ = 3 × 357,913,941 + 1.
    expect(Array.from(wholeShape([1, 1, 1]))).toEqual([357_913_942, 357_913_941, 357_913_941]);
    // 2³⁰ ÷ 6 = 178,956,970 2/3; ÷ 3 = 357,913,941 1/3; ÷ 2 is whole: the sixth has the larger remainder.
    expect(Array.from(wholeShape([3, 2, 1]))).toEqual([536_870_912, 357_913_941, 178_956_971]);
    expect(Array.from(wholeShape([0, 0, 0, 0]))).toEqual([2 ** 28, 2 ** 28, 2 ** 28, 2 ** 28]);
  });

  test("the eight together are what the profile uses: less spread leaves the same mean", () => {
    const level = (spread: number, profile: number): { readonly energy: number; readonly byPeriod: number[] } => {
      const { levels, shapes } = new DemandDays({ ...USUAL_WEATHER, shapeSpread: spread }, KEYS, 30).of(DAYS[0]!);
      const byPeriod = Array.from({ length: 48 }, () => 0);
      let energy = 0;
      for (let shape = 0; shape < DAY_SHAPES; shape++) {
        const at = shapeIndex(profile, 0, shape);
        energy += levels[at]! / DAY_SHAPES;
        for (let t = 0; t < 48; t++) byPeriod[t]! += ((levels[at]! / DAY_SHAPES) * shapes[at]![t]!) / 2 ** 30;
      }
      return { energy, byPeriod };
    };
    for (let profile = 0; profile < PROFILES.length; profile++) {
      const [alike, apart] = [level(0, profile), level(0.9, profile)];
      expect(apart.energy).toBeCloseTo(alike.energy, 12);
      // Rounding moves a period by 2⁻³⁰ of a day at most.
      for (let t = 0; t < 48; t++) expect(Math.abs(apart.byPeriod[t]! - alike.byPeriod[t]!)).toBeLessThan(2 ** -29);
    }
  });

  test("goes by the clock inside its UTC day, in summer and where clocks change (S-45)", () => {
    const days = new DemandDays({ ...USUAL_WEATHER, shapeSpread: 0 }, KEYS, 30);
    // What a vehicle adds to its home, in UTC half hours: 00:30 to 04:30 of the clock.
    const charged = (text: string): number[] => {
      const { levels, shapes } = days.of(day(text));
      const of = (shape: number) => {
        const at = shapeIndex(PROFILE.electricVehicle, 0, shape);
        return Array.from(shapes[at]!, (part) => part * levels[at]!);
      };
      // The first of the eight charges, the seventh doesn't.
      const [charging, bare] = [of(0), of(6)];
      return charging.flatMap((energy, t) => (energy - bare[t]! > 1 ? [t] : []));
    };
    expect(charged("2026-01-15")).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(charged("2026-06-15")).toEqual([0, 1, 2, 3, 4, 5, 6, 47]);
    // 29 March: clocks skip 01:00 to 02:00, and the next date of the clock begins at 23:00 UTC.
    expect(charged("2026-03-29")).toEqual([1, 2, 3, 4, 5, 6, 47]);
    // 25 October: they show 01:00 to 02:00 twice.
    expect(charged("2026-10-25")).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test("vehicles charge in as many nights as they are said to, and in no other hours", () => {
    const days = new DemandDays({ ...USUAL_WEATHER, shapeSpread: 0 }, KEYS, 30).of(DAYS[0]!);
    const { home, charging, kwh } = new DemandDays(RULES, KEYS, 30).curves;
    expect(Array.from(charging).map((kw) => kw > 0)).toEqual(
      Array.from({ length: 48 }, (_, halfHour) => halfHour >= 1 && halfHour < 9),
    );
    const blocks = Array.from({ length: DAY_SHAPES }, (_, shape) => {
      const level = days.levels[shapeIndex(PROFILE.electricVehicle, 0, shape)]!;
      const bare = days.levels[shapeIndex(PROFILE.electricVehicle, 0, 6)]!;
      return (level - bare) / 28;
    });
    const unit = blocks[0]!;
    // 8 × 0.315 = 2.52 nights in eight: two whole ones and a part.
    expect(blocks.map((one) => one / unit).reduce((sum, one) => sum + one, 0)).toBeCloseTo(2.52, 9);
    expect(home[PROFILE.electricVehicle]).toBe(home[PROFILE.domestic]);
    expect(kwh.length).toBe(4);
  });
});

describe("the days of a calendar year", () => {
  test("sum to the year's use in usual weather, of every profile and category, in every GSP Group", () => {
    const days = new DemandDays(USUAL_WEATHER, KEYS, 30);
    const sums = new Float64Array(PROFILES.length * GROUPS);
    const categories = new Float64Array(3 * GROUPS);
    for (let one = day("2028-01-01"); one < day("2029-01-01"); one++) {
      const { levels, categoryLevels } = days.of(one);
      for (let at = 0; at < levels.length; at++) sums[at >> 3]! += levels[at]! / DAY_SHAPES;
      for (let at = 0; at < categoryLevels.length; at++) categories[at]! += categoryLevels[at]!;
    }
    for (const sum of [...sums, ...categories]) expect(Math.abs(sum - 1)).toBeLessThan(1e-9);
  });
});
