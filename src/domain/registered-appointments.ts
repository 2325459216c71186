import { draw, type Stream, threshold } from "../kernel/keyed-draws.ts";
import { DAY_MS } from "../kernel/time.ts";
import { firstDrawOn, GOES_ON, type MdrAppointments } from "./appointments.ts";
import type { AppointmentRules } from "./entry-rules.ts";
import { NoRoomInRun } from "./registration-room.ts";

/**
 * Appointments as Registration made them, each with the midnight from which it holds: what is true at a time, and what
 * a copy that lags says of it, are this one list, asked for different times of registration. Changes are put down in
 * the order in which they were registered.
 */
export class RegisteredAppointments implements MdrAppointments {
  private count = 0;
  private readonly registeredMs: Float64Array;
  private readonly effectMs: Float64Array;
  private readonly mdrs: Uint8Array;
  private readonly meters: Int32Array;
  /** The MDRs of these meters at the origin. */
  private readonly firsts: Uint8Array;
  /** 1 + the change of the same meter before, and by meter its latest; 0: none. */
  private readonly before: Int32Array;
  private readonly latest: Int32Array;
  private readonly stream: Stream;
  private readonly goesOn: number;
  private readonly outgoingDays: number;

  constructor(
    { outgoingShare, outgoingDays }: Pick<AppointmentRules, "outgoingShare" | "outgoingDays">,
    meters: number,
    stream: Stream,
    /** Most appointments. */
    most: number,
  ) {
    this.registeredMs = new Float64Array(most);
    this.effectMs = new Float64Array(most);
    this.mdrs = new Uint8Array(most);
    this.meters = new Int32Array(most);
    this.firsts = new Uint8Array(most);
    this.before = new Int32Array(most);
    this.latest = new Int32Array(meters);
    this.stream = stream;
    this.goesOn = threshold(outgoingShare);
    this.outgoingDays = outgoingDays;
  }

  /**
   * An MDR is appointed from a midnight on. That is put down where it would be appointed anyway, too: what is
   * registered later, for an earlier midnight, may make a change of it.
   */
  register(meter: number, first: number, mdr: number, registeredMs: number, effectMs: number): void {
    const i = this.count;
    if (i > 0 && registeredMs < this.registeredMs[i - 1]!)
      throw new RangeError("registered before what came before it");
    if (effectMs < registeredMs) throw new RangeError("an appointment takes effect before it is registered");
    if (i === this.mdrs.length) throw new NoRoomInRun(i, "appointments of MDRs");
    this.count++;
    this.before[i] = this.latest[meter]!;
    this.latest[meter] = i + 1;
    this.registeredMs[i] = registeredMs;
    this.effectMs[i] = effectMs;
    this.mdrs[i] = mdr;
    this.meters[i] = meter;
    this.firsts[i] = first;
  }

  appointedAt(meter: number, first: number, timeMs: number): number {
    return this.knownAt(meter, first, timeMs, Number.POSITIVE_INFINITY);
  }

  knownAt(meter: number, first: number, timeMs: number, registeredMs: number): number {
    let mdr = first;
    let sinceMs = Number.NEGATIVE_INFINITY;
    // The latest midnight decides, and of one midnight's what was registered last: it comes first here.
    for (let i = this.latest[meter]! - 1; i >= 0; i = this.before[i]! - 1) {
      const fromMs = this.effectMs[i]!;
      if (fromMs > timeMs || fromMs <= sinceMs || this.registeredMs[i]! > registeredMs) continue;
      sinceMs = fromMs;
      mdr = this.mdrs[i]!;
    }
    return mdr;
  }

  isInStep(_timeMs: number, registeredMs: number): boolean {
    return this.count === 0 || this.registeredMs[this.count - 1]! <= registeredMs;
  }

  outgoingOn(meter: number, first: number, day: number): number {
    let changedMs = Number.NEGATIVE_INFINITY;
    for (let i = this.latest[meter]! - 1; i >= 0; i = this.before[i]! - 1) {
      const fromMs = this.effectMs[i]!;
      // The clock's midnight of a date is at 23:00 UTC of the day before under British Summer Time.
      const date = Math.ceil(fromMs / DAY_MS);
      if (date > day || date <= day - this.outgoingDays || fromMs <= changedMs) continue;
      if (!this.isChangeAt(meter, first, fromMs, Number.POSITIVE_INFINITY)) continue;
      if (draw(this.stream, meter, firstDrawOn(date) + GOES_ON) < this.goesOn) changedMs = fromMs;
    }
    if (changedMs === Number.NEGATIVE_INFINITY) return 0;
    const before = this.appointedAt(meter, first, changedMs - 1);
    return before === this.appointedAt(meter, first, day * DAY_MS) ? 0 : before;
  }

  /** By all that was registered up to a time, another MDR is appointed from a midnight on than just before. */
  private isChangeAt(meter: number, first: number, effectMs: number, registeredMs: number): boolean {
    const before = this.knownAt(meter, first, effectMs - 1, registeredMs);
    return this.knownAt(meter, first, effectMs, registeredMs) !== before;
  }

  /** An appointment changes the MDR: of one midnight's that is only what was registered last. */
  private isChange(i: number, registeredMs: number): boolean {
    const meter = this.meters[i]!;
    const effectMs = this.effectMs[i]!;
    for (let j = this.latest[meter]! - 1; j > i; j = this.before[j]! - 1)
      if (this.effectMs[j]! === effectMs && this.registeredMs[j]! <= registeredMs) return false;
    return this.isChangeAt(meter, this.firsts[i]!, effectMs, registeredMs);
  }

  /** How many appointments were registered by a time. */
  private registeredBy(timeMs: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.registeredMs[middle]! <= timeMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  changesOf(): (fromMs: number, toMs: number) => number {
    // Asked every second of an outage, and of the same appointments until the next batch is due: they are counted once.
    let begin = 0;
    let end = 0;
    let count = 0;
    return (fromMs, toMs) => {
      const [from, to] = [this.registeredBy(fromMs), this.registeredBy(toMs)];
      if (from === begin && to === end) return count;
      [begin, end, count] = [from, to, 0];
      for (let i = from; i < to; i++) if (this.isChange(i, toMs)) count++;
      return count;
    };
  }

  /** Changes that took effect after a time, up to another, and of them those that a copy had only later. */
  tookEffect(
    fromMs: number,
    toMs: number,
    knownMs: (atMs: number) => number,
  ): { readonly all: number; readonly late: number } {
    let all = 0;
    let late = 0;
    for (let i = 0; i < this.count; i++) {
      const atMs = this.effectMs[i]!;
      if (atMs <= fromMs || atMs > toMs || !this.isChange(i, Number.POSITIVE_INFINITY)) continue;
      all++;
      if (knownMs(atMs) < this.registeredMs[i]!) late++;
    }
    return { all, late };
  }
}
