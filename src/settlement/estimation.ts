// The estimation ladder of a data service: what it puts where a meter's half hours are missing. Amounts are whole
// numbers of any unit (the run's is Wh × 2⁻³⁰), shapes are whole weights, and what is spread adds up to the last unit.
//
// E1 (a register's advance), E4 (a believed annual consumption) and E5 (the category's) spread a whole day's energy by
// the load shape. In Wh × 2⁻³⁰ that is the energy times the shape's part, without remainder: a cell does it for all its
// metering systems at once. E2 and E3 fill a gap of one metering system's day, and stand here.

/**
 * An amount over periods by their weights, by largest remainder: whole parts first, then one more to those that lost
 * most, the earlier first. Without any weight it is spread evenly.
 */
export const spread = (amount: bigint, weights: ArrayLike<number>, periods: readonly number[]): bigint[] => {
  let total = 0n;
  for (const period of periods) total += BigInt(weights[period]!);
  const isFlat = total === 0n;
  if (isFlat) total = BigInt(periods.length);
  const shares = periods.map((period, at) => {
    const product = amount * (isFlat ? 1n : BigInt(weights[period]!));
    return { at, whole: product / total, rest: product % total };
  });
  let left = amount - shares.reduce((sum, { whole }) => sum + whole, 0n);
  const values = shares.map(({ whole }) => whole);
  for (const { at } of shares.toSorted((a, b) => (a.rest === b.rest ? a.at - b.at : a.rest > b.rest ? -1 : 1))) {
    if (left <= 0n) break;
    values[at]! += 1n;
    left--;
  }
  return values;
};

/**
 * E2: the advance is known, and some periods: what is left of it goes to the missing ones. Undefined where the valid
 * periods alone are more than the advance: that fails validation.
 */
export const fromAdvanceAndPeriods = (
  advance: bigint,
  values: readonly (bigint | undefined)[],
  shape: ArrayLike<number>,
): bigint[] | undefined => {
  const rest = advance - sumOf(values);
  return rest < 0n ? undefined : filled(values, rest, shape);
};

/** E3: no advance; missing periods are as the load shape has them, at the level of the valid ones. */
export const fromPeriods = (values: readonly (bigint | undefined)[], shape: ArrayLike<number>): bigint[] => {
  let known = 0n;
  let missing = 0n;
  values.forEach((value, period) => {
    if (value === undefined) missing += BigInt(shape[period]!);
    else known += BigInt(shape[period]!);
  });
  if (known === 0n) throw new RangeError("no valid period has a weight: nothing tells the level");
  // Rounded to the nearest whole amount; exact halves up.
  const amount = (2n * sumOf(values) * missing + known) / (2n * known);
  return filled(values, amount, shape);
};

const sumOf = (values: readonly (bigint | undefined)[]): bigint =>
  values.reduce<bigint>((sum, value) => sum + (value ?? 0n), 0n);

const filled = (values: readonly (bigint | undefined)[], amount: bigint, shape: ArrayLike<number>): bigint[] => {
  const missing = values.flatMap((value, period) => (value === undefined ? [period] : []));
  const parts = spread(amount, shape, missing);
  const whole = values.map((value) => value ?? 0n);
  missing.forEach((period, i) => {
    whole[period] = parts[i]!;
  });
  return whole;
};
