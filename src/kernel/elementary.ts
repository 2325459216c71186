// Logarithm, exponential, sine and normal quantile from +, −, ×, ÷ and square root alone. Those five are exact to the
// last bit in every engine; Math.log and its kin are not, and one differing bit would change a fingerprint.

const { LN2, PI } = Math;
// The same in two parts: the first times a whole number below 2^21 is exact.
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/** Natural logarithm of a positive number, to about 1e-15 relative. */
export const ln = (x: number): number => {
  if (!(x > 0 && x < Number.POSITIVE_INFINITY)) throw new RangeError(`the logarithm of ${x} is not a number`);
  let mantissa = x;
  let doublings = 0;
  for (; mantissa > Math.SQRT2; mantissa /= 2) doublings++;
  for (; mantissa < Math.SQRT1_2; mantissa *= 2) doublings--;
  const z = (mantissa - 1) / (mantissa + 1); // ln m = 2 atanh z, |z| ≤ 0.172
  const z2 = z * z;
  let series = 0;
  for (let k = 23; k >= 1; k -= 2) series = series * z2 + 1 / k;
  return doublings * LN2 + 2 * z * series;
};

/** e to the power x, to about 1e-15 relative. */
export const exp = (x: number): number => {
  const doublings = Math.round(x / LN2);
  const rest = x - doublings * LN2_HIGH - doublings * LN2_LOW;
  let series = 1;
  for (let k = 20; k >= 1; k--) series = 1 + (series * rest) / k;
  let result = series;
  for (let k = 0; k < doublings; k++) result *= 2;
  for (let k = 0; k > doublings; k--) result /= 2;
  return result;
};

/** Sine of an angle from −π to π. */
export const sine = (x: number): number => {
  // The angle of the same sine that is nearest 0.
  const near = x > PI / 2 ? PI - x : x < -PI / 2 ? -PI - x : x;
  const square = near * near;
  let series = 1;
  for (let k = 20; k >= 2; k -= 2) series = 1 - (series * square) / (k * (k + 1));
  return near * series;
};

/** Cosine of an angle from −π to π. */
export const cosine = (x: number): number => sine(PI / 2 - (x < 0 ? -x : x));

/**
 * The value below which a standard normal variable falls with probability p, 0 < p < 1, to 1e-7 (Wichura 1988, AS 241,
 * PPND7).
 */
export const normalQuantile = (p: number): number => {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    const above = ((59.10937472 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179;
    const below = ((67.1875636 * r + 78.757757664) * r + 17.895169469) * r + 1;
    return (q * above) / below;
  }
  const tail = Math.sqrt(-ln(q < 0 ? p : 1 - p));
  let size: number;
  if (tail <= 5) {
    const r = tail - 1.6;
    const above = ((0.17023821103 * r + 1.3067284816) * r + 2.75681539) * r + 1.4234372777;
    size = above / ((0.12021132975 * r + 0.737001642) * r + 1);
  } else {
    const r = tail - 5;
    const above = ((0.017337203997 * r + 0.42868294337) * r + 3.081226386) * r + 6.657905115;
    size = above / ((0.012258202635 * r + 0.24197894225) * r + 1);
  }
  return q < 0 ? -size : size;
};
