import { Rows, ToldRows } from "../kernel/rows.ts";

// A message of one metering system's UTC day (IF-021, "UTC Settlement Period Consumption Data") on its way is a row of
// three int32 columns (12 bytes): who, which day, and where it still has to go. Its 48 values are not in it: what a run
// says of energy is worked out from the meter and the day.

/** Number of the metering system: a meter's import is its number, its export the same above all meters. */
export const SYSTEM = 1;
/** Everything small, packed: see below. */
export const WHAT = 2;
const COLUMNS = 3;
/** One more column in a debug run: when the row began to wait where it waits. */
export const ENTERED = 3;

// WHAT, from bit 0: day 11 (from DAYS_BEFORE) · estimate 1 · recipients that it has to reach 3 · tries 5 each.
const DAYS_BEFORE = 1024;
/** Day of the run whose reads bring it, the first measured one is 0: its data is of the UTC day before. */
export const dayOf = (what: number): number => (what & 2047) - DAYS_BEFORE;
export const ofDay = (day: number): number => day + DAYS_BEFORE;
/** Its values are estimates: there is no data yet, or what there is failed validation. */
export const ESTIMATED = 1 << 11;
/** Has to reach the recipient of a number. */
export const due = (recipient: number): number => 1 << (12 + recipient);
export const ALL_DUE = due(0) | due(1) | due(2);
/** Most tries at delivery that are told apart. */
export const TRIES_MAX = 31;
export const triesOf = (what: number, recipient: number): number => (what >>> (15 + 5 * recipient)) & TRIES_MAX;
export const tries = (count: number, recipient: number): number => count << (15 + 5 * recipient);

/**
 * It is of Registration: SYSTEM is its case, and the bits of the day say which of its messages it is, and of which try.
 */
export const OF_REGISTRATION = 1 << 30;
export const ofKind = (kind: number, tried: number): number => kind | (tried << 4);
export const kindOf = (what: number): number => what & 15;
export const tryOf = (what: number): number => (what >>> 4) & 31;
/** Has to reach so many recipients, the first of their kinds. */
export const dueTo = (recipients: number): number => (2 ** recipients - 1) << 12;

/**
 * Once it is sent, a run doesn't end before MDS has it: it is of a measured day, and a measured day's read brings it or
 * it is made on one. What later reads bring besides is followed on once the run has ended.
 */
export const AWAITED = 1 << 31;

// What makes a message that no read over the DCC brings, and where one may be before it is sent: for who observes.
export const SWEEP = "completeness sweep";
export const RESUBMISSION = "resubmission";
export const HELD = "held for Registration";

const UNDER_WAY = "messages under way at once over the DIP";

/** The table of messages on their way. */
export const openMessages = (max: number, debug: boolean): Rows => new Rows(columnsOf(debug), max, UNDER_WAY);

/** The same, whose observer is told of each row that is over. */
export const openObservedMessages = (max: number, debug: boolean): ToldRows =>
  new ToldRows(columnsOf(debug), max, UNDER_WAY);

const columnsOf = (debug: boolean): number => (debug ? COLUMNS + 1 : COLUMNS);
