import { describe, expect, test } from "vitest";
import { weightsOn } from "../../src/domain/central-rules.ts";
import { dayOf } from "../../src/domain/civil-time.ts";
import { correctGroup } from "../../src/settlement/group-correction.ts";
import { hash, RULES } from "./synthetic-market.ts";

const IMPORT_IMPORT_EXPORT = [true, true, false];
const VOLUMES = Float64Array.of(600, 350, -20);

const corrected = (
  take: number,
  volumes: Float64Array,
  weights: readonly number[],
  isImport = IMPORT_IMPORT_EXPORT,
) => {
  const correction = correctGroup(take, volumes, Float64Array.from(weights), isImport);
  return { ...correction, volumes: [...volumes.map((volume, n) => volume * correction.multipliers[n]!)] };
};
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe("GSP Group Correction (S-49)", () => {
  // Take 1,000; 600 and 350 imported, 20 exported: 70 are missing.
  test("puts all of the error on the one class that has a weight", () => {
    const { factor, volumes } = corrected(1000, VOLUMES, [0, 1, 0]);
    expect(factor).toBeCloseTo(1.2, 12);
    expect(volumes[0]).toBe(600);
    expect(volumes[1]).toBeCloseTo(420, 9);
    expect(volumes[2]).toBe(-20);
  });

  test("shares it by volume and weight: 600 at a half and 350 at one are 650", () => {
    const { factor, volumes } = corrected(1000, VOLUMES, [0.5, 1, 0]);
    expect(factor).toBeCloseTo(1 + 70 / 650, 12);
    expect(volumes[0]).toBeCloseTo(600 * (1 + 35 / 650), 9);
    expect(volumes[1]).toBeCloseTo(350 * (1 + 70 / 650), 9);
    expect(volumes[2]).toBe(-20);
  });

  test("without any weight, import carries the error by volume and an exception says so", () => {
    const { factor, volumes, exception, unallocatedMwh } = corrected(1000, VOLUMES, [0, 0, 0]);
    expect(exception).toBe("no-weighted-volume");
    expect(factor).toBeNaN();
    expect(volumes[0]).toBeCloseTo(600 * (1 + 70 / 950), 9);
    expect(volumes[1]).toBeCloseTo(350 * (1 + 70 / 950), 9);
    expect(volumes[2]).toBe(-20);
    expect(sum(volumes)).toBeCloseTo(1000, 9);
    expect(unallocatedMwh).toBe(0);
  });

  test("without any weight and any error there is nothing to do, and no exception", () => {
    const { factor, volumes, exception } = corrected(930, VOLUMES, [0, 0, 0]);
    expect(exception).toBeUndefined();
    expect(factor).toBe(1);
    expect(volumes).toEqual([600, 350, -20]);
  });

  test("weights on classes without volume are no weights", () => {
    const { exception, volumes } = corrected(1000, Float64Array.of(930, 0, -20), [0, 1, 0]);
    expect(exception).toBe("no-weighted-volume");
    expect(sum(volumes)).toBeCloseTo(1000, 9);
  });

  test("an error that no import can carry is left over and counted", () => {
    const { exception, volumes, unallocatedMwh } = corrected(5, Float64Array.of(0, 0, -20), [0.5, 1, 0]);
    expect(exception).toBe("no-volume");
    expect(sum(volumes) + unallocatedMwh).toBe(5);
  });

  test("a factor may be negative where the take is", () => {
    const { factor, volumes } = corrected(-30, Float64Array.of(10, 5, -20), [0, 1, 0]);
    expect(factor).toBeCloseTo(1 + -25 / 5, 12);
    expect(volumes).toEqual([10, -20, -20]);
  });

  test("what is corrected adds up to the take, to one in a thousand million, whatever weights and volumes", () => {
    for (let n = 0; n < 2000; n++) {
      const random = (k: number): number => hash(n, k) / 2 ** 32;
      const volumes = Float64Array.of(random(1) * 900, random(2) * 500, -random(3) * 80, random(4) * 70);
      const weights = [random(5), random(6), n % 2 === 0 ? 0 : random(7), n % 3 === 0 ? 0 : random(8)];
      const take = sum([...volumes]) * (0.8 + 0.4 * random(9));
      const found = corrected(take, volumes, weights, [true, true, false, true]);
      expect(Math.abs(sum(found.volumes) - take)).toBeLessThanOrEqual(1e-9 * Math.abs(take));
      weights.forEach((weight, k) => {
        if (weight === 0) expect(found.volumes[k]).toBe(volumes[k]);
      });
    }
  });
});

describe("Scaling Weights by date", () => {
  const at = (change: "central-services-live" | "migration-complete", text: string) => {
    const [year, month, dayOfMonth] = text.split("-").map(Number) as [number, number, number];
    const dates = {
      "central-services-live": dayOf({ year: 2025, month: 9, dayOfMonth: 24 }),
      "migration-complete": dayOf({ year: 2027, month: 5, dayOfMonth: 7 }),
    };
    return weightsOn({ ...RULES.weights, change, dates }, dayOf({ year, month, dayOfMonth }));
  };

  test.each([
    ["central-services-live", "2025-09-23", "before"],
    ["central-services-live", "2025-09-24", "after"],
    ["central-services-live", "2026-06-01", "after"],
    ["migration-complete", "2026-06-01", "before"],
    ["migration-complete", "2027-05-06", "before"],
    ["migration-complete", "2027-05-07", "after"],
  ] as const)("by %s, %s has the weights of %s the change", (change, text, when) =>
    expect(at(change, text)).toBe(RULES.weights[when]),
  );
});
