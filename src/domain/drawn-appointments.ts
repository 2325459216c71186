import { drawWith, firstKey, type Stream, secondKey, threshold } from "../kernel/keyed-draws.ts";
import { DAY_MS } from "../kernel/time.ts";
import { CHANGES, firstDrawOn, GOES_ON, type MdrAppointments, ORIGIN_DAY, TO_WHOM } from "./appointments.ts";
import type { AppointmentRules } from "./entry-rules.ts";
import { agentOf, cumulative, pick } from "./meter-word.ts";
import { drawsFor } from "./successors.ts";

/**
 * Appointments where Registration is not simulated: a process in days, since they begin at a UTC midnight and are never
 * retrospective. Keyed by meter and day, asked by day: no state, no events, the same world under every option. Who
 * comes next is drawn by the MDRs' shares, so that the shares stay.
 */
export class DrawnAppointments implements MdrAppointments {
  private readonly stream: Stream;
  private readonly changes: number;
  private readonly goesOn: number;
  private readonly shares: Float64Array;
  private readonly outgoingDays: number;
  private readonly noticeMs: number;

  constructor(rules: AppointmentRules, mdrShares: readonly number[], stream: Stream) {
    const perDay = drawsFor(rules.changesPerMeterDay, mdrShares);
    if (!(perDay <= 1)) throw new RangeError(`${rules.changesPerMeterDay} changes of appointment a meter-day`);
    this.stream = stream;
    this.changes = threshold(perDay);
    this.goesOn = threshold(rules.outgoingShare);
    this.shares = cumulative(mdrShares);
    this.outgoingDays = rules.outgoingDays;
    this.noticeMs = rules.noticeMs;
  }

  /** The MDR appointed on a day. */
  appointedOn(meter: number, first: number, day: number): number {
    const k0 = firstKey(this.stream, meter);
    const k1 = secondKey(this.stream, meter, k0);
    // The latest draw of a successor decides.
    for (let d = day; d > ORIGIN_DAY; d--) {
      const n = firstDrawOn(d);
      if (drawWith(k0, k1, n + CHANGES) < this.changes) return 1 + pick(this.shares, drawWith(k0, k1, n + TO_WHOM));
    }
    return first;
  }

  appointedAt(meter: number, first: number, timeMs: number): number {
    return this.appointedOn(meter, first, Math.floor(timeMs / DAY_MS));
  }

  /** A change that takes effect at a day's midnight was registered the notice before. */
  private dayKnown(registeredMs: number): number {
    return Math.floor((registeredMs + this.noticeMs) / DAY_MS);
  }

  isInStep(timeMs: number, registeredMs: number): boolean {
    return this.dayKnown(registeredMs) >= Math.floor(timeMs / DAY_MS);
  }

  knownAt(meter: number, first: number, timeMs: number, registeredMs: number): number {
    return this.appointedOn(meter, first, Math.min(Math.floor(timeMs / DAY_MS), this.dayKnown(registeredMs)));
  }

  /** True when another MDR is appointed from a day on. */
  private changesOn(meter: number, first: number, day: number): boolean {
    const k0 = firstKey(this.stream, meter);
    const n = firstDrawOn(day);
    if (n <= 0 || drawWith(k0, secondKey(this.stream, meter, k0), n + CHANGES) >= this.changes) return false;
    return this.appointedOn(meter, first, day) !== this.appointedOn(meter, first, day - 1);
  }

  outgoingOn(meter: number, first: number, day: number): number {
    const k0 = firstKey(this.stream, meter);
    const k1 = secondKey(this.stream, meter, k0);
    for (let changed = day; changed > day - this.outgoingDays && changed > ORIGIN_DAY; changed--) {
      const n = firstDrawOn(changed);
      if (drawWith(k0, k1, n + CHANGES) >= this.changes || drawWith(k0, k1, n + GOES_ON) >= this.goesOn) continue;
      const before = this.appointedOn(meter, first, changed - 1);
      return before === this.appointedOn(meter, first, day) ? 0 : before;
    }
    return 0;
  }

  changesOf(words: Uint32Array): (fromMs: number, toMs: number) => number {
    // A day's changes are counted once, when they are first asked for.
    const counts = new Map<number, number>();
    const on = (day: number): number => {
      const known = counts.get(day);
      if (known !== undefined) return known;
      let count = 0;
      for (let meter = 0; meter < words.length; meter++) {
        const first = agentOf(words[meter]!);
        if (first > 0 && this.changesOn(meter, first, day)) count++;
      }
      counts.set(day, count);
      return count;
    };
    return (fromMs, toMs) => {
      let count = 0;
      const last = this.dayKnown(toMs);
      for (let day = this.dayKnown(fromMs) + 1; day <= last; day++) count += on(day);
      return count;
    };
  }
}
