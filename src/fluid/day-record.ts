import { ACCESS, COMPONENTS } from "../domain/components.ts";
import { MINUTES_A_DAY } from "../kernel/time.ts";

/** What one day of the fluid writes down, by UTC minute. */
export interface DayRecord {
  /** Automatic retries sent in each minute, per component in the order of `COMPONENTS`. */
  readonly retries: readonly Float64Array[];
  /**
   * Requests that wait at the end of each minute: all at the DSP; for an access component, at the DSP for it or at
   * it.
   */
  readonly queue: readonly Float64Array[];
  /** Requests that wait anywhere in the DCC at the end of each minute. */
  readonly waiting: Float64Array;
  /** Those of the highest class, on demand, that wait at each access component itself. */
  readonly onDemandQueue: readonly Float64Array[];
  /** [row][access] → first attempts that leave the access component in each minute. Rows are those of the plan. */
  readonly carried: readonly (readonly Float64Array[])[];
}

const series = (count: number): readonly Float64Array[] =>
  Array.from({ length: count }, () => new Float64Array(MINUTES_A_DAY));

export const openRecord = (rows: number): DayRecord => ({
  retries: series(COMPONENTS.length),
  queue: series(COMPONENTS.length),
  waiting: new Float64Array(MINUTES_A_DAY),
  onDemandQueue: series(ACCESS.length),
  carried: Array.from({ length: rows }, () => series(ACCESS.length)),
});

/** Requests that make two days differ: those that left in another minute, or that wait at the end of one day only. */
export const difference = (before: DayRecord, after: DayRecord): number => {
  let moved = Math.abs(after.waiting.at(-1)! - before.waiting.at(-1)!);
  after.carried.forEach((byAccess, row) => {
    byAccess.forEach((curve, access) => {
      const earlier = before.carried[row]![access]!;
      for (let minute = 0; minute < MINUTES_A_DAY; minute++) moved += Math.abs(curve[minute]! - earlier[minute]!);
    });
  });
  return moved;
};
