import type { ScheduleChange, Wave } from "./campaign.ts";
import type { ProfilePiece } from "./plan.ts";

/**
 * From a meter and a day to the daily reads that someone is due (`smoothing/needs.ts` applies them). Shares are of
 * meters or meter-days.
 */
export interface NeedRules {
  /** Existing daily reads per meter-day, either fuel: 0.60 × 1.54 = 0.924. */
  readonly dailyReadsPerMeterDay: number;
  /** Share of existing daily reads that a DSP Schedule sends. */
  readonly scheduledShare: number;
  /** Share of meter-days on which the existing read is a whole profile, so that its reader may settle on it. */
  readonly reuseShare: number;
  /** Share of suppliers' existing profile reads that go on where an agent reads the meter too (A-013); O9 sets 0. */
  readonly supplierReadsToo: number;
  /** The same supplier by supplier, and whether its agent passes the data on; undefined where all are alike (S-04). */
  readonly bySupplier?: readonly { readonly readsToo: number; readonly isPassedOn: boolean }[];
  /**
   * Share of profile and daily reads that a Schedule sends in each SMETS1 cohort (S-05): IOC, MOC, FOC. A cohort
   * without one is as SMETS2.
   */
  readonly smets1Scheduled?: readonly (number | undefined)[];
  /** Counts how many Users read each meter's profile. */
  readonly countsReaders?: boolean;
  /** Later than the agent by, when data is passed on outside the DCC (O9). */
  readonly passOnMs: number;
  readonly mhhs: boolean;
  /** Share of meters that are read for MHHS, as far as migration has come; all are where undefined. */
  readonly migratedShare?: number | undefined;
  /** Share of MHHS reads sent on demand. */
  readonly mhhsOnDemandShare: number;
  /** Validation register reads per agent meter-day. */
  readonly validationPerMeterDay: number;
  /** Agents re-read the meters that were dark at yesterday's read instant. */
  readonly gapFill: boolean;
  /** MHHS reads of a meter every so many days: 1 daily, 30 a month at a time (O6). */
  readonly mhhsCycleDays: number;
  /** Reads a day of each electricity meter by a second role in the window of existing reads (S-02, S-03). */
  readonly secondRolePerMeterDay: number;
  /** Share of meter-days on which reads of a SMETS1 meter need dual control; none where undefined. */
  readonly dualControlShare?: number | undefined;
  /** Requests may say that they are for MHHS (O3); none does where undefined. */
  readonly purposeFlag?: PurposeFlag | undefined;
  /**
   * Share of meters whose Users ask on demand for a day's data that has not come by the hour (S-12); nobody does where
   * undefined.
   */
  readonly lateDataOnDemand?: number | undefined;
  /** A change of policy is under way (S-26); none is where undefined. */
  readonly scheduleChange?: ScheduleChange | undefined;
  /** What suppliers send once to each meter (S-11); nothing where undefined. */
  readonly waves?: readonly Wave[] | undefined;
}

/** What becomes of MHHS reads that say so. */
export interface PurposeFlag {
  /** Share of meters for which the User that reads them sets the flag. */
  readonly taggedShare: number;
  /** Share of meters whose devices know no such attribute (A-083, S-29a). */
  readonly withoutShare: number;
  /** Index into `PRIORITIES`. */
  readonly priority: 0 | 1 | 2;
  /** When those that a Schedule sends are sent; on demand is on demand. */
  readonly profile: readonly ProfilePiece[];
}
