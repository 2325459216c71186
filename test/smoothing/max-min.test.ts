import { describe, expect, test } from "vitest";
import { draw, openStream } from "../../src/kernel/keyed-draws.ts";
import { maxMinLevel } from "../../src/smoothing/max-min.ts";

const level = (wants: readonly number[], guaranteed: readonly number[], capacity: number): number =>
  maxMinLevel(Float64Array.from(wants), Float64Array.from(guaranteed), capacity);
const none = [0, 0, 0, 0];

describe("the max-min fair level (S-16, S-23)", () => {
  // Bertsekas & Gallager's water filling: 2 and 2.6 are met, and 4 and 5 share the 5.4 that is left of 10.
  test("fills the small ones and shares the rest equally", () =>
    expect(level([2, 2.6, 4, 5], none, 10)).toBeCloseTo(2.7, 12));
  test("is no limit when all that is wanted fits", () => {
    expect(level([2, 2.6, 4, 5], none, 13.6)).toBe(Number.POSITIVE_INFINITY);
    expect(level([], [], 0)).toBe(Number.POSITIVE_INFINITY);
  });
  test("is an equal share when everybody wants more", () => expect(level([9, 9, 9, 9], none, 10)).toBe(2.5));

  // The first has 6 guaranteed and takes them; the others share the 4 that are left.
  test("leaves a guaranteed part to its owner", () => expect(level([9, 9, 9], [6, 0, 0], 10)).toBe(2));
  // The first wants 1 of its 6: 9 are left for two.
  test("gives what an owner doesn't want to the others", () => expect(level([1, 9, 9], [6, 0, 0], 10)).toBe(4.5));
  // The second rises from its part of 2 only once the third has come up to it: 6 + 2 × 2.
  test("lifts those with small parts first", () => expect(level([6, 9, 9], [6, 2, 0], 10)).toBe(2));
  test("is nothing when parts that are wanted fill the capacity", () => {
    expect(level([9, 9], [5, 5], 10)).toBe(0);
    expect(level([9, 9], [5, 5], 3)).toBe(0);
  });

  test("on a thousand random markets: all of the capacity is used, and no more", () => {
    const stream = openStream("max-min", 0, "markets");
    for (let market = 0; market < 1000; market++) {
      const of = (n: number): number => draw(stream, market, n) / 2 ** 32;
      const users = 2 + Math.floor(40 * of(0));
      const wants = Float64Array.from({ length: users }, (_, u) => 100 * of(1 + u) ** 4);
      const guaranteed = Float64Array.from({ length: users }, (_, u) => (30 * of(100 + u) ** 2) / users);
      const least = wants.reduce((sum, want, u) => sum + Math.min(want, guaranteed[u]!), 0);
      const all = wants.reduce((sum, want) => sum + want, 0);
      const capacity = least + (all - least) * of(200);
      const fair = maxMinLevel(wants, guaranteed, capacity);
      const used = wants.reduce((sum, want, u) => sum + Math.min(want, Math.max(guaranteed[u]!, fair)), 0);
      expect(used).toBeCloseTo(capacity, 8);
    }
  });
});
