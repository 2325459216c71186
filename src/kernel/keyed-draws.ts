import seedrandom from "seedrandom";
import { exp, ln, normalQuantile } from "./elementary.ts";

/** A stream of draws: two 32-bit keys made from its name. */
export interface Stream {
  readonly a: number;
  readonly b: number;
}

/** The stream of a name under a seed and replication. Slow (µs) and well mixed: once per purpose, never in the loop. */
export const openStream = (seed: string, replication: number, name: string): Stream => {
  const words = seedrandom(`${seed}/${replication}/${name}`);
  return { a: words.int32(), b: words.int32() };
};

/** Bijective mixing of 32 bits ("lowbias32", C. Wellons' hash prospector). */
export const mix = (h: number): number => {
  h = Math.imul(h ^ (h >>> 16), 0x21f0aaad);
  h = Math.imul(h ^ (h >>> 15), 0x735a2d97);
  return h ^ (h >>> 15);
};

/**
 * Draw number n of an entity: 32 random bits, unsigned. A pure function, so the same entity meets the same world
 * whatever else runs, in whatever order. The entity's two keys are mixed first, then the counter: raw small numbers
 * failed a bit test.
 */
export const draw = (stream: Stream, entity: number, n: number): number => {
  const k0 = firstKey(stream, entity);
  return drawWith(k0, secondKey(stream, entity, k0), n);
};

// The same in three steps, for several draws of one entity: its keys are mixed once.
export const firstKey = (stream: Stream, entity: number): number => mix(Math.imul(entity, 0x9e3779b9) + stream.a);
export const secondKey = (stream: Stream, entity: number, k0: number): number =>
  mix((k0 ^ stream.b) + Math.imul(entity, 0x85ebca6b));
export const drawWith = (k0: number, k1: number, n: number): number =>
  mix(mix(Math.imul(n, 0x9e3779b9) ^ k0) + k1) >>> 0;

/** The draw that falls below this happens with probability p; p = 1 gives 2³², which every draw is below. */
export const threshold = (p: number): number => Math.round(p * 4294967296);

const CELLS = 4096;

/**
 * A distribution as a table of its quantiles, looked up by a 32-bit draw: 4,096 cells by the high 12 bits with a
 * straight line inside each, and the last cell once more in 4,096, so that the far tail (to 1 in 30 million) is there.
 * Small enough to stay in cache; the straight lines move a mean by less than 1 in 10,000.
 */
export class Quantiles {
  private readonly body = new Float64Array(CELLS + 1);
  private readonly tail = new Float64Array(CELLS + 1);

  constructor(quantile: (p: number) => number) {
    const least = 1 / CELLS ** 2 / 2;
    for (let i = 0; i <= CELLS; i++) {
      this.body[i] = quantile(Math.min(Math.max(i / CELLS, least), 1 - least));
      this.tail[i] = quantile(Math.min(1 - (1 - i / CELLS) / CELLS, 1 - least));
    }
  }

  /** The value at a draw. */
  at(bits: number): number {
    const cell = bits >>> 20;
    if (cell === CELLS - 1) return this.between(this.tail, (bits >>> 8) & (CELLS - 1), (bits & 255) / 256);
    return this.between(this.body, cell, (bits & 0xfffff) / 0x100000);
  }

  private between(table: Float64Array, cell: number, part: number): number {
    const low = table[cell]!;
    return low + (table[cell + 1]! - low) * part;
  }
}

/** Exponential with mean one. */
export const exponentialQuantiles = (): Quantiles => new Quantiles((p) => -ln(1 - p));

/** Lognormal through its median and 99th percentile, in the unit of both. */
export const lognormalQuantiles = (median: number, p99: number): Quantiles => {
  const sigma = ln(p99 / median) / normalQuantile(0.99);
  return new Quantiles((p) => median * exp(sigma * normalQuantile(p)));
};
