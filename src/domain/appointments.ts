/**
 * The day before which nothing changed: what a copy of registration data that lags knows at the start of a run must be
 * known as well.
 */
export const ORIGIN_DAY = -24;

/**
 * Which MDR is appointed to an agent's meter, in truth and by what was registered up to an earlier time. MDRs are
 * numbered from 1, as in a meter's word; `first` is the one at the origin. Times are of the run.
 */
export interface MdrAppointments {
  appointedAt(meter: number, first: number, timeMs: number): number;
  /** The one appointed at a time, by all that was registered up to another. */
  knownAt(meter: number, first: number, timeMs: number, registeredMs: number): number;
  /** True when all that has taken effect by a time was registered by another. */
  isInStep(timeMs: number, registeredMs: number): boolean;
  /** The MDR whose Schedule still reads the meter on a day though its appointment has ended; 0 when there is none. */
  outgoingOn(meter: number, first: number, day: number): number;
  /** Counts changes of these meters that were registered after one time, up to another. */
  changesOf(words: Uint32Array): (fromMs: number, toMs: number) => number;
}

// Draws of a meter-day.
export const CHANGES = 0;
export const TO_WHOM = 1;
export const GOES_ON = 2;
const DRAWS_A_DAY = 4;

/** Draws of a day begin here; those of the origin and before are none. */
export const firstDrawOn = (day: number): number => (day - ORIGIN_DAY) * DRAWS_A_DAY;
