import { ACCESS } from "../domain/components.ts";
import { accessOf } from "../domain/meter-word.ts";
import type { TrafficRow } from "../domain/plan.ts";
import { NEEDS_MAX, type Needs } from "./needs.ts";

const RANKS = 65_536;

/** Whole numbers that sum to `total` in proportion to the weights, by largest remainder; ties go to the earlier. */
export const largestRemainder = (weights: Float64Array, total: number): Uint32Array => {
  const sum = weights.reduce((s, w) => s + w, 0);
  const parts = new Uint32Array(weights.length);
  if (sum <= 0) return parts;
  const remainders = Array.from(weights, (weight, i) => {
    const exact = (weight / sum) * total;
    parts[i] = Math.floor(exact);
    return { i, rest: exact - Math.floor(exact) };
  });
  let left = total - parts.reduce((s, p) => s + p, 0);
  remainders.sort((p, q) => q.rest - p.rest || p.i - q.i);
  for (const { i } of remainders) if (left-- > 0) parts[i]!++;
  return parts;
};

/** Hands out the minutes that O10 chose, in the order in which meters ask. */
export interface Dealing {
  /** The minute of the next read at an access component whose place was drawn so. */
  next(access: number, place: number): number;
}

/**
 * Deals the minutes that O10 chose out to the reads it may move: exactly so many a minute at each access component
 * (largest remainder), and which read gets which minute by rank of its keyed draw. A first look at every meter counts
 * the draws, so that ranks are known.
 */
export const dealOut = (
  needs: Pick<Needs, "of" | "placeOf">,
  rows: readonly TrafficRow[],
  words: Uint32Array,
  day: number,
): Dealing => {
  const placed = rows.map((row) => row.byAccess !== undefined);
  const weights = rows.find((row) => row.byAccess !== undefined)!.byAccess!;
  const ranks = ACCESS.map(() => new Float64Array(RANKS));
  const due = new Int32Array(NEEDS_MAX);
  for (let meter = 0; meter < words.length; meter++) {
    const n = needs.of(meter, words[meter]!, day, due);
    for (let i = 0; i < n; i++)
      if (placed[due[i]!]) ranks[accessOf(words[meter]!)]![needs.placeOf(due[i]!, meter, day) >>> 16]!++;
  }
  const minutes = ranks.map((counts, access) => {
    let total = 0;
    for (let r = 0; r < RANKS; r++) {
      const here = counts[r]!;
      counts[r] = total; // from here on: the first rank of these draws
      total += here;
    }
    const minuteOfRank = new Uint16Array(total);
    let rank = 0;
    largestRemainder(weights[access]!, total).forEach((reads, minute) => {
      minuteOfRank.fill(minute, rank, (rank += reads));
    });
    return minuteOfRank;
  });
  return { next: (access, place) => minutes[access]![ranks[access]![place >>> 16]!++]! };
};
