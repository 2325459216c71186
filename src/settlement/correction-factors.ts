import { eachCorrection, type PeriodCorrections } from "./period-corrections.ts";

/** Factors that Elexon's reports call reasonable: Trading Operations Report, GSP Group Correction Factors. */
const BAND = { least: 0.9, most: 1.1 };

/** GSP Group Correction Factors of some Settlement Periods; NaN where none was computed. */
export interface CorrectionFactors {
  readonly least: number;
  readonly mean: number;
  readonly most: number;
  /** Settlement Periods outside 0.9 to 1.1. */
  readonly outside: number;
  /** Settlement Periods in which nothing weighted was there to carry the error. */
  readonly exceptions: number;
}

/** Of all GSP Groups together, or of one. */
export const factorsOf = (corrections: PeriodCorrections, group?: number): CorrectionFactors => {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  let sum = 0;
  let count = 0;
  let outside = 0;
  let exceptions = 0;
  for (const one of eachCorrection(corrections)) {
    if (group !== undefined && one.group !== group) continue;
    if (one.exception !== undefined) exceptions++;
    const { factor } = one;
    if (Number.isNaN(factor)) continue;
    least = Math.min(least, factor);
    most = Math.max(most, factor);
    sum += factor;
    count++;
    if (factor < BAND.least || factor > BAND.most) outside++;
  }
  if (count === 0) return { least: Number.NaN, mean: Number.NaN, most: Number.NaN, outside, exceptions };
  return { least, mean: sum / count, most, outside, exceptions };
};
