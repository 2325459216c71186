import type { ProfilePiece, TrafficRow } from "../domain/plan.ts";
import { MINUTES_A_DAY } from "../kernel/time.ts";

/**
 * Share of a row's needs that is sent in each minute after the day's first midnight; 2,880 long, so that a window may
 * cross midnight.
 */
export const minuteShares = (pieces: readonly ProfilePiece[]): Float64Array => {
  const shares = new Float64Array(2 * MINUTES_A_DAY);
  for (const { fromMinute, toMinute, share } of pieces) {
    if (toMinute === fromMinute) shares[fromMinute]! += share;
    else for (let m = fromMinute; m < toMinute; m++) shares[m]! += share / (toMinute - fromMinute);
  }
  return shares;
};

/** The same on a steady day, by UTC minute: what a window sends after midnight is yesterday's. */
export const steadyShares = (pieces: readonly ProfilePiece[]): Float64Array => {
  const shares = minuteShares(pieces);
  return shares.slice(0, MINUTES_A_DAY).map((share, m) => share + shares[m + MINUTES_A_DAY]!);
};

/** The same of a row behind an access component, wherever O10 placed it. Sums to one. */
export const steadyMinuteShares = (row: TrafficRow, access: number): Float64Array => {
  const placed = row.byAccess?.[access];
  if (placed === undefined) return steadyShares(row.profile);
  const total = placed.reduce((sum, weight) => sum + weight, 0);
  return placed.map((weight) => (total > 0 ? weight / total : 0));
};

/** The same by when the DSP sends it on: what is future dated waits for its minute. */
export const releasedMinuteShares = (row: TrafficRow, access: number): Float64Array => {
  if (row.heldUntilMinute === undefined) return steadyMinuteShares(row, access);
  const shares = new Float64Array(MINUTES_A_DAY);
  shares[row.heldUntilMinute] = 1;
  return shares;
};

/** True when everything is sent at one instant, not spread over a minute. */
export const isInstant = (row: TrafficRow): boolean =>
  row.byAccess === undefined && row.profile.every((piece) => piece.fromMinute === piece.toMinute);

/** From 32 bits to a minute of the day, so that each minute gets its share of the weights; order is kept. */
export const minuteQuantiles = (weights: Float64Array): ((bits: number) => number) => {
  const upTo = new Float64Array(weights.length);
  let sum = 0;
  for (let m = 0; m < weights.length; m++) upTo[m] = sum += weights[m]!;
  return (bits) => {
    const place = (bits / 4294967296) * sum;
    let low = 0;
    let high = weights.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (upTo[middle]! > place) high = middle;
      else low = middle + 1;
    }
    return low;
  };
};
