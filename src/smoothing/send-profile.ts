import type { ProfilePiece } from "../domain/plan.ts";
import { MINUTE_MS } from "../kernel/time.ts";

/** Of more pieces than these one is looked up: a day of minutes, one after the other, is five times a run's time. */
const FEW_PIECES = 16;

const endsOf = (pieces: readonly ProfilePiece[]): Float64Array => {
  const ends = new Float64Array(pieces.length);
  let sum = 0;
  for (const [i, { share }] of pieces.entries()) ends[i] = sum += share;
  return ends;
};

/** The first piece that ends above a place; the last one where rounding leaves none. */
const firstAbove = (ends: Float64Array, place: number): number => {
  let low = 0;
  let high = ends.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ends[middle]! > place) high = middle;
    else low = middle + 1;
  }
  return low;
};

/** When in a day the reads of a row are sent: from a place among them, 0 to 1, to ms after the day's midnight. */
export class SendProfile {
  private readonly pieces: readonly ProfilePiece[];
  /** Of many pieces, the share that each one ends at. */
  private readonly ends: Float64Array | undefined;

  constructor(pieces: readonly ProfilePiece[]) {
    this.pieces = pieces;
    this.ends = pieces.length > FEW_PIECES ? endsOf(pieces) : undefined;
  }

  msAt(share: number): number {
    const { pieces, ends } = this;
    let place = share;
    let i = 0;
    if (ends !== undefined) {
      i = firstAbove(ends, place);
      if (i > 0) place -= ends[i - 1]!;
    }
    for (; ; i++) {
      const piece = pieces[i]!;
      if (place < piece.share || i === pieces.length - 1) {
        const { fromMinute, toMinute } = piece;
        const lengthMs = (toMinute - fromMinute) * MINUTE_MS;
        const inside = piece.share > 0 ? Math.floor((place / piece.share) * lengthMs) : 0;
        return fromMinute * MINUTE_MS + (inside < lengthMs ? inside : lengthMs - (lengthMs > 0 ? 1 : 0));
      }
      place -= piece.share;
    }
  }
}
