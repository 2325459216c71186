import { REASONS, type Reason } from "../domain/registration.ts";
import { Rows } from "../kernel/rows.ts";

// A case of Registration is a row of eight int32 columns: a switch, an appointment that a supplier asks for, or a
// change at a meter that is told to those concerned. What is appointed at a midnight is linked through its first
// column.

export const METER = 1;
/** Everything small, packed: see below. */
export const WHAT = 2;
/** Date, counted from the first measured day, at whose midnight it takes effect, and the first that was asked for. */
export const DATE = 3;
export const FIRST_DATE = 4;
/** Of a switch, which is asked for once: whole weeks that it still waits for what is next. */
export const WEEKS = 4;
/** Second of the run at which it was first asked for, or, of a switch, was certain; and last asked for. */
export const ASKED = 5;
export const TRIED = 6;
/** Day of the run on which it began: with its reason and service it names its draws. */
export const BEGUN = 7;
const COLUMNS = 8;

// WHAT, from bit 0: state 3 · reason 3 · service 2 · try 5 · messages and answers under way 8 · supplier 5 · outcome
// known to its supplier 1 · erroneous 1 · agreed for its date 1 · asked for before the run 1.

/** A switch before it is certain, and once it is; an appointment on its ways; over, but for messages under way. */
export const STATES = ["pending", "secured", "asked", "proposed", "refused", "rejected", "made", "over"] as const;
export const PENDING = 0;
export const SECURED = 1;
export const ASKED_FOR = 2;
export const PROPOSED = 3;
export const REFUSED = 4;
export const REJECTED = 5;
export const MADE = 6;
export const OVER = 7;
const STATE_BITS = 7;

export const stateOf = (what: number): number => what & STATE_BITS;
/** It takes effect at its date, or has. */
export const isMade = (what: number): boolean => stateOf(what) >= MADE;
export const isOver = (what: number): boolean => stateOf(what) === OVER;
export const withState = (what: number, state: number): number => (what & ~STATE_BITS) | state;

/** The bits of the reason. */
export const REASON = 7 << 3;
export const reasonOf = (what: number): number => (what >>> 3) & 7;
export const ofReason = (reason: Reason): number => REASONS.indexOf(reason) << 3;

/** The bits of the service. */
export const SERVICE = 3 << 6;
export const serviceOf = (what: number): number => (what >>> 6) & 3;
export const ofService = (service: number): number => service << 6;

/** Most tries that are told apart; later ones have its draws. */
export const TRIES_MAX = 31;
export const tryOf = (what: number): number => (what >>> 8) & TRIES_MAX;
export const ONE_TRY = 1 << 8;
/** A request for an appointment has a try; a switch and a report, which are asked for once, have none. */
export const isAppointment = (what: number): boolean => tryOf(what) > 0;
const SWITCHES = [REASONS.indexOf("switch"), REASONS.indexOf("reversal")];
export const isSwitch = (what: number): boolean => !isAppointment(what) && SWITCHES.includes(reasonOf(what));

export const UNDER_WAY_MAX = 255;
export const underWayOf = (what: number): number => (what >>> 13) & UNDER_WAY_MAX;
export const ONE_UNDER_WAY = 1 << 13;

export const supplierOf = (what: number): number => (what >>> 21) & 31;
export const ofSupplier = (supplier: number): number => supplier << 21;

export const IS_TOLD = 1 << 26;
export const IS_ERRONEOUS = 1 << 27;
export const IS_AGREED = 1 << 28;
export const IS_FROM_BEFORE = 1 << 29;

/**
 * Why a switch came to nothing, or Registration passed a request for an appointment on to nobody; of the draws of a
 * successor some give the supplier that the meter has already.
 */
export type InVain =
  | "rejected"
  | "beingSwitched"
  | "objected"
  | "withdrawn"
  | "tooLate"
  | "invalid"
  | "same supplier drawn";

/** The table of cases that are not over. */
export const openCases = (max: number): Rows => new Rows(COLUMNS, max, "cases of Registration under way at once");
