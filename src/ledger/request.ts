import { Rows, ToldRows } from "../kernel/rows.ts";
import type { Simulation } from "../kernel/simulation.ts";
import { DAY_MS } from "../kernel/time.ts";

// A Service Request, response or alert in flight is a row of seven int32 columns (28 bytes). Column 0 links it into
// queues. Times are stamps: ms since the first measured midnight, cut to 32 bits.

/** The electricity meter whose hub it goes to or comes from. */
export const METER = 1;
/** Everything small, packed: see below. */
export const INFO = 2;
/** When the data existed and someone was due it. */
export const WANTED = 3;
/** When the official target starts to count: schedule time, or receipt at DUIS. */
export const DUE = 4;
/** When this attempt left the User or the DSP's scheduler. */
export const SENT = 5;
/**
 * Scheduled: when the first attempt left its access component. On demand: when it reached the hub, then the device
 * leg in ms.
 */
export const LEFT = 6;
export const COLUMNS = 7;
/** One more column in a debug run: when the row began to wait where it waits. */
export const ENTERED = 7;

// INFO, from bit 0: access component 3 (7: none, it ends at the DSP) · traffic row 6 · User 6 · service class 2 ·
// attempt 3 · flags, the last of them the sign.
export const NO_ACCESS = 7;
export const accessOf = (info: number): number => info & 7;
export const rowOf = (info: number): number => (info >>> 3) & 63;
export const userOf = (info: number): number => (info >>> 9) & 63;
export const rankOf = (info: number): number => (info >>> 15) & 3;
export const attemptOf = (info: number): number => (info >>> 17) & 7;
export const NEXT_ATTEMPT = 1 << 17;
export const RETRIES_MAX = 7;
export const TRAFFIC_ROWS_MAX = 64;
export const USERS_MAX = 64;

/** This attempt failed, its response is an error. */
export const FAILED = 1 << 20;
/** It failed because the meter is out of reach. */
export const DARK = 1 << 21;
/** Its need is wanted in a measured day. */
export const MEASURED = 1 << 22;
/** The supplier settles on this existing read: it serves an MHHS need too (M00). */
export const SERVES_MHHS = 1 << 23;
/** The agent passes this read on to the supplier outside the DCC: it serves an existing need too (O9). */
export const SERVES_SUPPLIER = 1 << 24;
/** Sent by a DSP Schedule: retried automatically. */
export const SCHEDULED = 1 << 25;
/** Needs the DCO. */
export const DUAL_CONTROL = 1 << 26;
/** An alert: no need, no request. */
export const ALERT = 1 << 27;
/** It reads a day's whole profile of a SMETS1 meter, which its S1SP may have in its cache. */
export const PROFILE_READ = 1 << 28;
/** Refused because an outage of its feed left the DSP's copy of registration data behind. */
export const OUT_OF_STEP = 1 << 29;
/** Its meter stays in reach for all of the run. */
export const STAYS_IN_REACH = 1 << 30;
/** A response that came before: it answers nothing. */
export const DUPLICATE = 1 << 31;
/** Nobody's need ends with it. */
export const NO_NEED = ALERT | DUPLICATE;

export const ofUser = (user: number): number => user << 9;
export const ofRank = (rank: number): number => rank << 15;
export const packInfo = (access: number, row: number, user: number, rank: number): number =>
  access | (row << 3) | (user << 9) | (rank << 15);

/** The day of a midnight's stamp, counted from the first measured one; a stamp is right for 24.8 days. */
export const dayOfStamp = ({ timeMs, stampBase, now }: Simulation, stamp: number): number =>
  (timeMs - ((stampBase + now - stamp) | 0)) / DAY_MS;

const UNDER_WAY = "requests and responses under way at once";

/** The table of requests in flight. */
export const openRequests = (max: number, debug: boolean): Rows => new Rows(columnsOf(debug), max, UNDER_WAY);

/** The same, whose observer is told of each row that is over. */
export const openObservedRequests = (max: number, debug: boolean): ToldRows =>
  new ToldRows(columnsOf(debug), max, UNDER_WAY);

const columnsOf = (debug: boolean): number => (debug ? COLUMNS + 1 : COLUMNS);
