import { describe, expect, test } from "vitest";
import { fromAdvanceAndPeriods, fromPeriods, spread } from "../../src/settlement/estimation.ts";
import { hash } from "./synthetic-market.ts";

const ALL = [0, 1, 2, 3];
const total = (values: readonly bigint[]): bigint => values.reduce((sum, value) => sum + value, 0n);

describe("an amount over periods (E1, E4, E5)", () => {
  test("by weights, the rest to those that lost most", () => {
    // 10 by 1 : 1 : 1 : 3 is 1⅔, 1⅔, 1⅔, 5: two of the first three get one more, the earlier ones.
    expect(spread(10n, [1, 1, 1, 3], ALL)).toEqual([2n, 2n, 1n, 5n]);
    // 100 by 1 : 2 : 3 : 4 needs no rounding.
    expect(spread(100n, [1, 2, 3, 4], ALL)).toEqual([10n, 20n, 30n, 40n]);
  });

  test("only over the periods asked for", () => expect(spread(9n, [5, 1, 2, 7], [1, 2])).toEqual([3n, 6n]));

  test("evenly where no weight is left", () => expect(spread(7n, [0, 0, 0, 0], ALL)).toEqual([2n, 2n, 2n, 1n]));

  test("adds up to the last watt-hour, and no period is a whole one off its share", () => {
    for (let n = 0; n < 500; n++) {
      const weights = Array.from({ length: 48 }, (_, period) => hash(n, period) % 5000);
      const amount = BigInt(hash(n, 99) % 30_000);
      const values = spread(
        amount,
        weights,
        weights.map((_, period) => period),
      );
      expect(total(values)).toBe(amount);
      const sum = weights.reduce((all, weight) => all + weight, 0);
      for (const [period, value] of values.entries())
        expect(Math.abs(Number(value) - (Number(amount) * weights[period]!) / sum)).toBeLessThan(1);
    }
  });
});

describe("a gap in a day", () => {
  const shape = [1, 1, 2, 4];

  test("is what the register has left, by the load shape (E2)", () => {
    // 100 less 30 and 10 are 60, by 2 : 4.
    expect(fromAdvanceAndPeriods(100n, [30n, 10n, undefined, undefined], shape)).toEqual([30n, 10n, 20n, 40n]);
  });

  test("fails validation where the valid periods are more than the register moved", () => {
    expect(fromAdvanceAndPeriods(39n, [30n, 10n, undefined, undefined], shape)).toBeUndefined();
    expect(fromAdvanceAndPeriods(40n, [30n, 10n, undefined, undefined], shape)).toEqual([30n, 10n, 0n, 0n]);
  });

  test("without a register is at the level of the valid periods (E3)", () => {
    // 40 over a weight of 2 is 20 a weight; 2 and 4 more of it.
    expect(fromPeriods([30n, 10n, undefined, undefined], shape)).toEqual([30n, 10n, 40n, 80n]);
    // 5 over a weight of 2, by 6: 15.
    expect(fromPeriods([3n, 2n, undefined, undefined], shape)).toEqual([3n, 2n, 5n, 10n]);
  });

  test("has no level where the valid periods have no weight", () =>
    expect(() => fromPeriods([3n, undefined], [0, 1])).toThrow("nothing tells the level"));
});
