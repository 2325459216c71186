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
 * Draw number n of an entity: 32 random bits, unsigned. A pure function, so the same meter meets the same world whatever else
 * runs, in whatever order. The entity's two keys are mixed first, then the counter: raw small numbers failed a bit test.
 */
export const draw = (stream: Stream, entity: number, n: number): number => {
  const k0 = mix(Math.imul(entity, 0x9e3779b9) + stream.a);
  const k1 = mix((k0 ^ stream.b) + Math.imul(entity, 0x85ebca6b));
  return mix(mix(Math.imul(n, 0x9e3779b9) ^ k0) + k1) >>> 0;
};

/** The draw that falls below this happens with probability p; p = 1 gives 2³², which every draw is below. */
export const threshold = (p: number): number => Math.round(p * 4294967296);

/**
 * A distribution as a table of its quantiles, looked up by a 32-bit draw: one cell for each of 65,536 steps by the high
 * 16 bits, and the last step once more in 65,536 by the low 16 bits, so that the far tail (to 1 in 4 billion) is there.
 */
export class Quantiles {
  readonly body = new Float64Array(65536);
  readonly tail = new Float64Array(65536);

  constructor(quantile: (p: number) => number) {
    for (let i = 0; i < 65536; i++) {
      this.body[i] = quantile((i + 0.5) / 65536);
      this.tail[i] = quantile((65535 + (i + 0.5) / 65536) / 65536);
    }
  }

  /** The value at a draw. */
  at(bits: number): number {
    const high = bits >>> 16;
    return high === 65535 ? this.tail[bits & 65535]! : this.body[high]!;
  }
}

/** Exponential with mean one. */
export const exponentialQuantiles = (): Quantiles => new Quantiles((p) => -ln(1 - p));

/** Lognormal through its median and 99th percentile, in the unit of both, rounded to whole numbers. */
export const lognormalQuantiles = (median: number, p99: number): Quantiles => {
  const sigma = ln(p99 / median) / normalQuantile(0.99);
  return new Quantiles((p) => Math.round(median * exp(sigma * normalQuantile(p))));
};
