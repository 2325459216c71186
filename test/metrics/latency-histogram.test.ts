import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { draw, exponentialQuantiles, lognormalQuantiles, openStream } from "../../src/kernel/keyed-draws.ts";
import {
  bucketOf,
  COARSE_STEPS,
  coarseOf,
  countsOfCoarse,
  LatencyHistogram,
  lowestOf,
} from "../../src/metrics/latency-histogram.ts";

const histogramOf = (samples: Iterable<number>): LatencyHistogram => {
  const histogram = new LatencyHistogram();
  for (const ms of samples) histogram.record(ms);
  return histogram;
};
/** The value that a share p of sorted samples stays within: the nearest rank. */
const nearestRank = (sorted: Float64Array, p: number): number => sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)]!;

const stream = openStream("latencies", 0, "samples");
const exponential = exponentialQuantiles();
const lognormal = lognormalQuantiles(30_000, 86_400_000);
const SHAPES = {
  "of a second": (word: number) => Math.round(1000 * exponential.at(word)),
  "from seconds to weeks": (word: number) => Math.min(2 ** 31 - 1, Math.round(lognormal.at(word))),
  "of a few ms": (word: number) => word >>> 26,
  "that are all alike": () => 123_457,
};

describe("a latency histogram", () => {
  for (const [name, shape] of Object.entries(SHAPES))
    test(`of latencies ${name}: percentiles to 1 % out to p99.99, count, sum and maximum exact`, () => {
      const samples = Float64Array.from({ length: 200_000 }, (_, i) => shape(draw(stream, i, 0)));
      const histogram = histogramOf(samples);
      const sorted = samples.toSorted();
      for (const p of [0, 0.01, 0.1, 0.5, 0.9, 0.95, 0.99, 0.999, 0.9999, 1]) {
        const exact = nearestRank(sorted, p);
        expect(Math.abs(histogram.quantileMs(p) - exact)).toBeLessThanOrEqual(0.01 * exact);
        if (exact < 256) expect(histogram.quantileMs(p)).toBe(exact);
      }
      expect(histogram.quantileMs(1)).toBe(sorted.at(-1));
      const sumMs = samples.reduce((sum, ms) => sum + ms, 0);
      expect([histogram.count, histogram.sumMs, histogram.maxMs]).toEqual([samples.length, sumMs, sorted.at(-1)]);
      expect(histogram.meanMs).toBe(sumMs / samples.length);
    });

  test("each value alone comes back to 0.4 %, below 256 ms exactly, up to the largest", () => {
    const value = fc.oneof(
      fc.nat(2 ** 31 - 1),
      fc.nat(30).map((bits) => 2 ** bits),
      fc.nat(3000),
    );
    fc.assert(
      fc.property(value, (ms) => {
        // A larger one beside it, so that the answer is its bucket's and not the maximum.
        const told = histogramOf([ms, 2 ** 31 - 1]).quantileMs(0.5);
        expect(Math.abs(told - ms)).toBeLessThanOrEqual(ms < 256 ? 0 : ms * 0.004);
      }),
      { numRuns: 2000, seed: 6 },
    );
  });

  test("many percentiles at once are each percentile by itself, to the last answered and beyond", () => {
    const shares = [0, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999, 1];
    const samples = Array.from({ length: 300 }, (_, i) => draw(stream, i, 0) >>> 12);
    for (const histogram of [histogramOf([]), histogramOf([7]), histogramOf(samples)])
      for (const unanswered of [0, 1, 15])
        expect(histogram.quantilesMs(shares, unanswered)).toEqual(
          shares.map((p) => histogram.quantileMs(p, unanswered)),
        );
  });

  test("two merged are the one of all samples", () => {
    const [a, b] = [0, 1].map((part) =>
      Array.from({ length: 5000 }, (_, i) => draw(stream, i, part) >>> (4 + (i % 25))),
    );
    for (const [left, right] of [
      [a!, b!],
      [b!, a!],
      [a!, []],
      [[], b!],
    ] as const) {
      const merged = histogramOf(left);
      merged.merge(histogramOf(right));
      expect(merged).toEqual(histogramOf([...left, ...right]));
    }
  });

  test("a percentile that falls among the unanswered is Infinity", () => {
    const histogram = histogramOf(Array.from({ length: 98 }, () => 100));
    expect(histogram.quantileMs(0.98, 2)).toBe(100);
    expect(histogram.quantileMs(0.99, 2)).toBe(Number.POSITIVE_INFINITY);
    expect(histogram.quantileMs(1, 1)).toBe(Number.POSITIVE_INFINITY);
    expect(histogram.quantileMs(1)).toBe(100);
    expect(new LatencyHistogram().quantileMs(0.5, 3)).toBe(Number.POSITIVE_INFINITY);
    expect(new LatencyHistogram().quantileMs(0.5)).toBeNaN();
    expect(new LatencyHistogram().meanMs).toBeNaN();
  });

  test("one bucket holds more than 2³², as of the alerts of 45 days at full scale", () => {
    const histogram = new LatencyHistogram();
    histogram.counts[0] = 2 ** 32 - 1;
    histogram.count = 2 ** 32 - 1;
    histogram.record(0);
    expect(histogram.counts[0]).toBe(2 ** 32);
    histogram.record(7);
    expect([histogram.quantileMs(0.5), histogram.quantileMs(1)]).toEqual([0, 7]);
  });

  test("that has lost some of what it counted says so, and looks for no end", () => {
    const histogram = histogramOf([1, 2, 3]);
    histogram.count = 5;
    expect(() => histogram.quantileMs(0.75)).toThrow("5 latencies are counted, and buckets hold 3");
  });

  test("how many took at most so long is exact below 256 ms, and to 0.4 % of the time above", () => {
    const histogram = histogramOf(Array.from({ length: 10_000 }, (_, ms) => ms));
    for (const ms of [0, 1, 99, 255]) expect(histogram.countWithin(ms)).toBe(ms + 1);
    for (const ms of [1000, 5000, 9000]) expect(Math.abs(histogram.countWithin(ms) - ms)).toBeLessThan(0.008 * ms);
    expect(histogram.countWithin(1e9)).toBe(10_000);
  });
});

test("a coarse histogram knows every latency to 1/16, or to 8 ms below 128 ms", () => {
  // Eight steps a doubling are 16 buckets each. What is furthest off is the shortest or the longest latency of a step.
  const edges = Array.from({ length: bucketOf(2 ** 31 - 1) + 1 }, (_, bucket) => lowestOf(bucket)).flatMap((low) =>
    low === 0 ? [0] : [low - 1, low],
  );
  for (const ms of edges) {
    const steps = new Int32Array(COARSE_STEPS);
    steps[coarseOf(ms)]!++;
    const times = Object.assign(new LatencyHistogram(countsOfCoarse(steps)), { count: 2, maxMs: 2 ** 31 });
    const off = Math.abs(times.quantileMs(0.5) - ms);
    expect(off, `${ms} ms`).toBeLessThanOrEqual(Math.max(8, ms / 16));
  }
});

test("a coarse histogram has eight steps a doubling", () => {
  for (let ms = 128; ms < 2 ** 30; ms *= 2) expect(coarseOf(2 * ms) - coarseOf(ms)).toBe(8);
});
