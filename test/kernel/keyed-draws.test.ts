import { describe, expect, test, vi } from "vitest";
import { exp, ln, normalQuantile } from "../../src/kernel/elementary.ts";
import {
  draw,
  drawWith,
  exponentialQuantiles,
  firstKey,
  lognormalQuantiles,
  mix,
  openStream,
  Quantiles,
  secondKey,
  threshold,
} from "../../src/kernel/keyed-draws.ts";

vi.setConfig({ testTimeout: 120_000 }); // a busy machine is no fault

/** χ² of the bits of many 32-bit words against fair coins: 32 degrees of freedom, above 70.8 once in 10,000. */
const chiSquareOfBits = (words: Iterable<number>): number => {
  const ones = new Float64Array(32);
  let count = 0;
  for (const word of words) {
    count++;
    for (let bit = 0; bit < 32; bit++) ones[bit]! += (word >>> bit) & 1;
  }
  return ones.reduce((sum, n) => sum + (n - count / 2) ** 2 / (count / 4), 0);
};
const CHI_SQUARE_32 = 70.8;
const entities = Array.from({ length: 100_000 }, (_, entity) => entity);

describe("keyed draws", () => {
  const world = openStream("seed", 0, "world");

  test("a draw is the same whatever was drawn before it, and in whatever order", () => {
    const keys = entities.slice(0, 300).flatMap((entity) => [0, 1, 2].map((n) => [entity, n] as const));
    const forwards = keys.map(([entity, n]) => draw(world, entity, n));
    const backwards = keys.toReversed().map(([entity, n]) => draw(openStream("seed", 0, "world"), entity, n));
    expect(backwards.toReversed()).toEqual(forwards);
    expect(new Set(forwards).size).toBe(forwards.length);
  });

  test("an entity's keys, mixed once, give the draws that each would give by itself", () => {
    for (const entity of entities.slice(0, 300)) {
      const k0 = firstKey(world, entity);
      const k1 = secondKey(world, entity, k0);
      for (const n of [0, 1, 77]) expect(drawWith(k0, k1, n)).toBe(draw(world, entity, n));
    }
  });

  test("a draw is a whole number of 32 bits without sign", () => {
    for (const entity of [0, 1, 2 ** 25, 2 ** 31 - 1, -1])
      for (const n of [0, 1, 65_535]) {
        const word = draw(world, entity, n);
        expect(word).toBe(word >>> 0);
      }
  });

  test("seed, replication and name each make another stream", () => {
    const streams = [
      openStream("seed", 0, "world"),
      openStream("seed ", 0, "world"),
      openStream("seed", 1, "world"),
      openStream("seed", 0, "worlds"),
    ];
    expect(new Set(streams.map(({ a, b }) => `${a} ${b}`)).size).toBe(4);
    expect(openStream("seed", 0, "world")).toEqual(world);
  });

  test("bits are fair over entities, and over the draws of one entity", () => {
    expect(chiSquareOfBits(entities.map((entity) => draw(world, entity, 0)))).toBeLessThan(CHI_SQUARE_32);
    expect(chiSquareOfBits(entities.map((n) => draw(world, 7, n)))).toBeLessThan(CHI_SQUARE_32);
  });

  test("draws of two streams, of neighbours and of one entity in turn are independent", () => {
    const other = openStream("seed", 0, "attempts");
    const replication = openStream("seed", 1, "world");
    const pairs = [
      (entity: number) => draw(world, entity, 0) ^ draw(other, entity, 0),
      (entity: number) => draw(world, entity, 0) ^ draw(replication, entity, 0),
      (entity: number) => draw(world, entity, 0) ^ draw({ ...world, a: world.a + 1 }, entity, 0),
      (entity: number) => draw(world, entity, 0) ^ draw({ ...world, b: world.b + 1 }, entity, 0),
      (entity: number) => draw(world, entity, 0) ^ draw(world, entity + 1, 0),
      (entity: number) => draw(world, entity, 0) ^ draw(world, entity, 1),
      (entity: number) => draw(world, entity, 1) ^ draw(world, entity + 1, 0),
    ];
    for (const pair of pairs) expect(chiSquareOfBits(entities.map(pair))).toBeLessThan(CHI_SQUARE_32);
  });

  test("pairs of draws fill a square evenly", () => {
    // 4,096 cells of the high six bits of two draws: χ² with 4,095 degrees of freedom, mean 4,095, deviation √8,190.
    const cells = new Float64Array(4096);
    for (const entity of entities) cells[((draw(world, entity, 0) >>> 26) << 6) | (draw(world, entity, 1) >>> 26)]!++;
    const expected = entities.length / 4096;
    const chiSquare = cells.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    expect(Math.abs(chiSquare - 4095)).toBeLessThan(4 * Math.sqrt(8190));
  });

  test("mixing loses nothing: a hundred thousand words stay as many", () => {
    expect(new Set(entities.map(mix)).size).toBe(entities.length);
  });

  test("a threshold of 1 is passed by every draw, of 0 by none, and of p by a share p", () => {
    expect(0xffffffff).toBeLessThan(threshold(1));
    expect(threshold(0)).toBe(0);
    expect(threshold(0.25)).toBe(2 ** 30);
    const passed = entities.filter((entity) => draw(world, entity, 0) < threshold(0.03)).length;
    expect(Math.abs(passed - 3000)).toBeLessThan(4 * Math.sqrt(100_000 * 0.03 * 0.97));
  });
});

describe("a table of quantiles", () => {
  /**
   * Mean of what a table gives over all 2³² draws, by taking every 1,024th: 1,024 to a cell, a quarter of the tail's.
   */
  const meanOf = (table: Quantiles): number => {
    const step = 2 ** 10;
    let sum = 0;
    for (let bits = step / 2; bits < 2 ** 32; bits += step) sum += table.at(bits);
    return (sum * step) / 2 ** 32;
  };
  const bitsOf = (p: number) => Math.round(p * 2 ** 32) >>> 0;

  test("an exponential has mean 1 and its quantiles −ln(1 − p), out to 1 in ten million", () => {
    const table = exponentialQuantiles();
    expect(Math.abs(meanOf(table) - 1)).toBeLessThan(1e-4);
    for (const p of [0.01, 0.1, 0.5, 0.9, 0.99, 0.999, 0.9999, 1 - 1e-6, 1 - 1e-7])
      expect(table.at(bitsOf(p)) / -Math.log(1 - p)).toBeCloseTo(1, 2);
    expect(table.at(0)).toBeGreaterThanOrEqual(0);
    expect(table.at(0xffffffff)).toBeLessThan(-Math.log(2 ** -26));
  });

  test("a lognormal has its median, its 99th percentile and its mean", () => {
    const sigma = Math.log(60 / 8) / 2.3263478740408408;
    const table = lognormalQuantiles(8, 60);
    expect(table.at(2 ** 31)).toBeCloseTo(8, 3);
    expect(table.at(bitsOf(0.99)) / 60).toBeCloseTo(1, 3);
    expect(meanOf(table) / (8 * Math.exp((sigma * sigma) / 2))).toBeCloseTo(1, 3);
  });

  test("a straight quantile stays straight, and rises from draw to draw", () => {
    const table = new Quantiles((p) => 10 * p);
    for (const bits of [2 ** 20, 2 ** 31, 2 ** 32 - 2 ** 20, 2 ** 32 - 2 ** 19, 2 ** 32 - 2 ** 10])
      expect(table.at(bits)).toBeCloseTo((10 * bits) / 2 ** 32, 6);
    let before = -1;
    for (let bits = 0; bits < 2 ** 32; bits += 999_983) {
      expect(table.at(bits)).toBeGreaterThan(before);
      before = table.at(bits);
    }
  });
});

describe("elementary functions", () => {
  test("ln and exp agree with known digits", () => {
    // The language fixes LN2, LN10 and E by their digits; 1/e is OEIS A068985.
    expect(ln(2)).toBeCloseTo(Math.LN2, 15);
    expect(ln(10)).toBeCloseTo(Math.LN10, 15);
    expect(ln(1)).toBe(0);
    expect(exp(0)).toBe(1);
    expect(exp(1)).toBeCloseTo(Math.E, 15);
    expect(exp(-1)).toBeCloseTo(0.36787944117144233, 15);
  });

  test("ln and exp agree with the platform's to 1e-15, over all that tables ask of them", () => {
    for (let i = 1; i < 5000; i++) {
      const x = i * 0.0137 - 30;
      expect(Math.abs(exp(x) / Math.exp(x) - 1)).toBeLessThan(1e-15);
      const y = 10 ** (i / 250 - 10);
      expect(Math.abs(ln(y) - Math.log(y))).toBeLessThanOrEqual(1e-15 * Math.max(1, Math.abs(Math.log(y))));
    }
  });

  test("the logarithm of what has none is refused, not sought for ever", () => {
    for (const x of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) expect(() => ln(x)).toThrow(RangeError);
  });

  test("normal quantiles agree with tables, in the middle and in both tails", () => {
    const known = [
      [0.5, 0],
      [0.75, 0.6744897501960817],
      [0.9, 1.2815515655446004],
      [0.95, 1.6448536269514722],
      [0.975, 1.959963984540054],
      [0.99, 2.3263478740408408],
      [0.999, 3.090232306167813],
      [1 - 1e-6, 4.753424308822899],
    ] as const;
    for (const [p, z] of known) {
      expect(Math.abs(normalQuantile(p) - z)).toBeLessThan(1e-6);
      expect(Math.abs(normalQuantile(1 - p) + z)).toBeLessThan(1e-6);
    }
    expect(Math.abs(normalQuantile(1e-15) + 7.941345326170997)).toBeLessThan(1e-6); // beyond the turn at 5
  });
});
