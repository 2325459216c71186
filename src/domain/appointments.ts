import { drawWith, firstKey, type Stream, secondKey, threshold } from "../kernel/keyed-draws.ts";
import type { AppointmentRules } from "./entry-rules.ts";
import { cumulative, pick } from "./meter-word.ts";

/**
 * The day before which nothing changed: what a copy of registration data that lags knows at the start of a run must be
 * known as well.
 */
export const ORIGIN_DAY = -24;

// Draws of a meter-day.
const CHANGES = 0;
const TO_WHOM = 1;
const GOES_ON = 2;
const DRAWS_A_DAY = 4;

/**
 * Which MDR is appointed to an agent's meter: a process in days, since appointments begin at a UTC midnight and are
 * never retrospective. Keyed by meter and day, asked by day: no state, no events, the same world under every option.
 * Who comes next is drawn by the MDRs' shares, so that the shares stay; MDRs are numbered from 1, as in a meter's word.
 */
export class Appointments {
  private readonly stream: Stream;
  private readonly changes: number;
  private readonly goesOn: number;
  private readonly shares: Float64Array;
  private readonly outgoingDays: number;

  constructor(rules: AppointmentRules, mdrShares: readonly number[], stream: Stream) {
    // Of the draws of a successor some give the MDR that is appointed already: that is no change.
    const changing = 1 - mdrShares.reduce((sum, share) => sum + share * share, 0);
    const perDay = rules.changesPerMeterDay === 0 ? 0 : rules.changesPerMeterDay / changing;
    if (!(perDay <= 1)) throw new RangeError(`${rules.changesPerMeterDay} changes of appointment a meter-day`);
    this.stream = stream;
    this.changes = threshold(perDay);
    this.goesOn = threshold(rules.outgoingShare);
    this.shares = cumulative(mdrShares);
    this.outgoingDays = rules.outgoingDays;
  }

  /** The MDR appointed on a day; `first` is the one at the origin. Day 0 is the first measured day. */
  appointedOn(meter: number, first: number, day: number): number {
    const k0 = firstKey(this.stream, meter);
    const k1 = secondKey(this.stream, meter, k0);
    // The latest draw of a successor decides.
    for (let n = (day - ORIGIN_DAY) * DRAWS_A_DAY; n > 0; n -= DRAWS_A_DAY)
      if (drawWith(k0, k1, n + CHANGES) < this.changes) return 1 + pick(this.shares, drawWith(k0, k1, n + TO_WHOM));
    return first;
  }

  /** True when another MDR is appointed from a day on. */
  changesOn(meter: number, first: number, day: number): boolean {
    const k0 = firstKey(this.stream, meter);
    const n = (day - ORIGIN_DAY) * DRAWS_A_DAY;
    if (n <= 0 || drawWith(k0, secondKey(this.stream, meter, k0), n + CHANGES) >= this.changes) return false;
    return this.appointedOn(meter, first, day) !== this.appointedOn(meter, first, day - 1);
  }

  /**
   * The MDR whose Schedule still reads the meter on a day though its appointment has ended; 0 when there is none.
   */
  outgoingOn(meter: number, first: number, day: number): number {
    const k0 = firstKey(this.stream, meter);
    const k1 = secondKey(this.stream, meter, k0);
    for (let changed = day; changed > day - this.outgoingDays && changed > ORIGIN_DAY; changed--) {
      const n = (changed - ORIGIN_DAY) * DRAWS_A_DAY;
      if (drawWith(k0, k1, n + CHANGES) >= this.changes || drawWith(k0, k1, n + GOES_ON) >= this.goesOn) continue;
      const before = this.appointedOn(meter, first, changed - 1);
      return before === this.appointedOn(meter, first, day) ? 0 : before;
    }
    return 0;
  }
}
