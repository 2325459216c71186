import { WHOLE_DAY } from "../domain/demand-rules.ts";

/**
 * Energy by period as whole parts of the day that sum to `WHOLE_DAY` exactly: each rounded down, and what is left given
 * to the largest remainders, the earlier first among equals. A day without energy is level.
 */
export const wholeShape = (energy: ArrayLike<number>): Int32Array => {
  const { length } = energy;
  let sum = 0;
  for (let t = 0; t < length; t++) sum += energy[t]!;
  const parts = new Int32Array(length);
  const remainders = new Float64Array(length);
  let left = WHOLE_DAY;
  for (let t = 0; t < length; t++) {
    const part = (sum > 0 ? energy[t]! / sum : 1 / length) * WHOLE_DAY;
    parts[t] = Math.floor(part);
    remainders[t] = part - parts[t]!;
    left -= parts[t]!;
  }
  const byRemainder = Array.from(remainders.keys()).sort((a, b) => remainders[b]! - remainders[a]! || a - b);
  for (let i = 0; i < left; i++) parts[byRemainder[i]!]! += 1;
  return parts;
};
