/** Fill levels are found to this share of themselves. */
const PRECISION = 1e-10;
/** More than any plan fills; a level that can't be reached under it (no capacity at all) is infinite. */
const LEVEL_MAX = 2 ** 40;

/**
 * The least level that is enough, to within a hair above, where more is always enough too: by doubling, then
 * halving.
 */
export const leastLevel = (isEnough: (level: number) => boolean, from = 0): number => {
  if (isEnough(from)) return from;
  let low = from;
  let high = Math.max(1, 2 * from);
  while (!isEnough(high)) {
    if (high > LEVEL_MAX) return Number.POSITIVE_INFINITY;
    low = high;
    high *= 2;
  }
  while (high - low > PRECISION * high) {
    const middle = (low + high) / 2;
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  return high;
};
