/** Where along a way a ranking turns. */
export interface TurningPoint {
  /** The least part of the way, to within `PRECISION`, at which another ranking was found. */
  readonly part: number;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

const PRECISION = 1 / 512;

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((name, i) => name === other[i]);

/**
 * The first part of a way, from 0 to 1, at which a ranking is no longer what it was at 0. The parts to look at come in
 * order and end with 1; between two of them a ranking that turns and turns back is missed.
 */
export const turningPoint = (
  rankingAt: (part: number) => readonly string[],
  parts: readonly number[],
): TurningPoint | undefined => {
  const before = rankingAt(0);
  let low = 0;
  for (const part of parts) {
    let high = part;
    let after = rankingAt(high);
    if (isSame(before, after)) {
      low = part;
      continue;
    }
    while (parts.length > 1 && high - low > PRECISION) {
      const middle = (low + high) / 2;
      const ranking = rankingAt(middle);
      if (isSame(before, ranking)) low = middle;
      else {
        high = middle;
        after = ranking;
      }
    }
    return { part: high, before, after };
  }
  return undefined;
};
