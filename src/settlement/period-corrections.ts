import { CORRECTION_EXCEPTIONS, type CorrectionException } from "./group-correction.ts";

/** What a GSP Group takes in a Settlement Period, and what its metering systems explain of it. */
export interface PeriodCorrection {
  readonly group: number;
  /** Date of the clock, in days since 1970-01-01. */
  readonly day: number;
  readonly settlementPeriod: number;
  readonly takeMwh: number;
  /** Before correction, losses included. */
  readonly settledMwh: number;
  /** NaN where weights could not be used. */
  readonly factor: number;
  readonly exception?: CorrectionException;
  readonly unallocatedMwh: number;
}

/** Corrections of many days, a column for each figure: fourteen months at four runs have over a million. */
export interface PeriodCorrections {
  readonly group: Uint8Array;
  readonly day: Int32Array;
  readonly settlementPeriod: Uint8Array;
  readonly takeMwh: Float64Array;
  readonly settledMwh: Float64Array;
  readonly factor: Float64Array;
  /** 0 for none, else one more than its place in `CORRECTION_EXCEPTIONS`. */
  readonly exception: Uint8Array;
  readonly unallocatedMwh: Float64Array;
}

export const emptyCorrections = (count: number): PeriodCorrections => ({
  group: new Uint8Array(count),
  day: new Int32Array(count),
  settlementPeriod: new Uint8Array(count),
  takeMwh: new Float64Array(count),
  settledMwh: new Float64Array(count),
  factor: new Float64Array(count),
  exception: new Uint8Array(count),
  unallocatedMwh: new Float64Array(count),
});

export const putCorrection = (into: PeriodCorrections, at: number, one: PeriodCorrection): void => {
  into.group[at] = one.group;
  into.day[at] = one.day;
  into.settlementPeriod[at] = one.settlementPeriod;
  into.takeMwh[at] = one.takeMwh;
  into.settledMwh[at] = one.settledMwh;
  into.factor[at] = one.factor;
  into.exception[at] = one.exception === undefined ? 0 : 1 + CORRECTION_EXCEPTIONS.indexOf(one.exception);
  into.unallocatedMwh[at] = one.unallocatedMwh;
};

/** One after the other. */
export function* eachCorrection(of: PeriodCorrections): Generator<PeriodCorrection, void, undefined> {
  for (let at = 0; at < of.group.length; at++) {
    const exception = CORRECTION_EXCEPTIONS[of.exception[at]! - 1];
    yield {
      group: of.group[at]!,
      day: of.day[at]!,
      settlementPeriod: of.settlementPeriod[at]!,
      takeMwh: of.takeMwh[at]!,
      settledMwh: of.settledMwh[at]!,
      factor: of.factor[at]!,
      ...(exception === undefined ? {} : { exception }),
      unallocatedMwh: of.unallocatedMwh[at]!,
    };
  }
}
