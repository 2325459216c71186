import { describe, expect, test } from "vitest";
import { Demand } from "../../src/demand/demand.ts";
import { PROFILE } from "../../src/domain/demand-rules.ts";
import { supplierOf, withSupplier } from "../../src/domain/meter-word.ts";
import { classShares, openVehicleHomes } from "../../src/domain/use-class.ts";
import { ESTATE, KEYS, planWith, RULES, wordsOf } from "./base-demand.ts";

// Customers that differ from supplier to supplier: who settles what hangs on it (S-49, S-51).

const METERS = 200_000;
const WORDS = wordsOf(METERS);
const meters = Array.from({ length: METERS }, (_, meter) => meter);
/** Supplier 4 has mostly homes that charge by night, Supplier 6 half of its meters in business. */
const MIXED = planWith([
  "settlement.demand.customers={ Supplier 4: { electricVehicle: 40 % }, Supplier 6: { nonDomestic: 50 %, economy7: 0 } }",
]).settlement!.demand;
const open = (rules = MIXED, words = WORDS): Demand => new Demand(rules, KEYS, words, 30);
const { supplierShares } = ESTATE;

const near = (share: number, p: number, n: number): void => {
  expect(Math.abs(share - p)).toBeLessThanOrEqual(4 * Math.sqrt((p * (1 - p)) / n));
};

describe("customers that differ by supplier", () => {
  test("are as they are told: 8 % of meters aren't domestic, of homes 8.5 % are on Economy 7", () => {
    const [four, six] = [MIXED.bySupplier![3]!, MIXED.bySupplier![5]!];
    expect(four[PROFILE.electricVehicle]).toBeCloseTo(0.92 * 0.4, 12);
    expect(four[PROFILE.nonDomestic]).toBeCloseTo(0.08, 12);
    expect(four[PROFILE.economy7]).toBeCloseTo(0.92 * 0.085, 12);
    expect(six[PROFILE.nonDomestic]).toBeCloseTo(0.5, 12);
    expect(six[PROFILE.economy7]).toBe(0);
    // 13 and 8 % of the meters: of the 8 % that aren't domestic they have 0.13 × 8 % and 0.08 × 50 %.
    expect(MIXED.bySupplier![0]![PROFILE.nonDomestic]).toBeCloseTo((0.08 - 0.13 * 0.08 - 0.08 * 0.5) / 0.79, 12);
  });

  test("are all meters' classes in sum, to a rounding of 1e-12, and each supplier's are all of its meters", () => {
    classShares(MIXED).forEach((share, profile) => {
      const sum = supplierShares.reduce((all, weight, s) => all + weight * MIXED.bySupplier![s]![profile]!, 0);
      expect(Math.abs(sum - share)).toBeLessThan(1e-12);
    });
    for (const mix of MIXED.bySupplier!) expect(mix.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  test("are met by the meters that are drawn, supplier by supplier and in all", () => {
    const demand = open();
    const profiles = meters.map((meter) => demand.profileOf(meter));
    for (const supplier of [0, 3, 5]) {
      const own = meters.filter((meter) => supplierOf(WORDS[meter]!) === supplier);
      for (const [profile, share] of MIXED.bySupplier![supplier]!.entries())
        near(own.filter((meter) => profiles[meter] === profile).length / own.length, share, own.length);
    }
    for (const [profile, share] of classShares(MIXED).entries())
      near(profiles.filter((one) => one === profile).length / METERS, share, METERS);
  });

  test("told as all are they change no meter: one draw, against the same shares", () => {
    expect(RULES.bySupplier).toBeUndefined();
    const alike = { ...RULES, bySupplier: supplierShares.map(() => classShares(RULES)) };
    const [one, other] = [open(RULES), open(alike)];
    for (let meter = 0; meter < 5000; meter++) expect(other.profileOf(meter)).toBe(one.profileOf(meter));
  });

  test("keep their class when they change supplier: a home with a vehicle takes it along", () => {
    const words = WORDS.slice(0, 5000);
    const before = open(MIXED, WORDS.slice(0, 5000));
    const demand = open(MIXED, words);
    const hasVehicle = openVehicleHomes(MIXED, KEYS, words);
    words.forEach((word, meter) => {
      words[meter] = withSupplier(word, (supplierOf(word) + 1) % supplierShares.length);
    });
    for (let meter = 0; meter < words.length; meter++) {
      expect(demand.profileOf(meter)).toBe(before.profileOf(meter));
      expect(hasVehicle(meter)).toBe(before.profileOf(meter) === PROFILE.electricVehicle);
    }
  });
});
