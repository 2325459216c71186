import type { PeriodCorrection } from "./volume-allocation.ts";

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

export const factorsOf = (
  corrections: readonly Pick<PeriodCorrection, "factor" | "exception">[],
): CorrectionFactors => {
  const factors = corrections.map(({ factor }) => factor).filter((factor) => !Number.isNaN(factor));
  const none = factors.length === 0;
  return {
    least: none ? Number.NaN : factors.reduce((least, factor) => Math.min(least, factor)),
    mean: factors.reduce((sum, factor) => sum + factor, 0) / factors.length,
    most: none ? Number.NaN : factors.reduce((most, factor) => Math.max(most, factor)),
    outside: factors.filter((factor) => factor < BAND.least || factor > BAND.most).length,
    exceptions: corrections.filter(({ exception }) => exception !== undefined).length,
  };
};
