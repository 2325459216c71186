/**
 * The max-min fair level with parts that are guaranteed: the highest f at which Σ min(wants, max(guaranteed, f)) fits
 * the capacity. Whoever wants less than its part leaves the rest to the others, and nobody who is held could get more
 * without another, held as well, getting less. Infinity when all that is wanted fits; 0 when what is wanted of the
 * guaranteed parts fills the capacity already.
 */
export const maxMinLevel = (wants: Float64Array, guaranteed: Float64Array, capacity: number): number => {
  let used = 0;
  let wanted = 0;
  for (let user = 0; user < wants.length; user++) {
    used += Math.min(wants[user]!, guaranteed[user]!);
    wanted += wants[user]!;
  }
  if (wanted <= capacity) return Number.POSITIVE_INFINITY;
  let level = 0;
  // From one level at which somebody starts or stops to gain by a higher one, to the next.
  while (used < capacity) {
    let rising = 0;
    let next = Number.POSITIVE_INFINITY;
    for (let user = 0; user < wants.length; user++) {
      if (wants[user]! <= guaranteed[user]! || wants[user]! <= level) continue;
      if (guaranteed[user]! <= level) rising++;
      next = Math.min(next, guaranteed[user]! <= level ? wants[user]! : guaranteed[user]!);
    }
    const needed = rising * (next - level);
    if (rising > 0 && used + needed >= capacity) return level + (capacity - used) / rising;
    // All that is wanted would fit: only rounding comes here.
    if (next === Number.POSITIVE_INFINITY) return next;
    used += needed;
    level = next;
  }
  return level;
};
