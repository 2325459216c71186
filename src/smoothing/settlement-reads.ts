import { attemptDraw, attemptStream, FAILS } from "../domain/attempt-draws.ts";
import { isSmets1 } from "../domain/components.ts";
import { accessOf } from "../domain/meter-word.ts";
import type { NeedKind, Plan } from "../domain/plan.ts";
import type { Reachability } from "../domain/reachability.ts";
import { draw, type Stream, threshold } from "../kernel/keyed-draws.ts";
import { DAY_MS, MINUTE_MS } from "../kernel/time.ts";
import { NEEDS_MAX, type Needs } from "./needs.ts";
import { minuteQuantiles } from "./shape.ts";

/** Which register of a meter a read is of. */
export const IMPORT = 0;
export const EXPORT = 1;
export type Register = typeof IMPORT | typeof EXPORT;
export const NEITHER = -1;

const REGISTER_OF: Partial<Readonly<Record<NeedKind, Register>>> = {
  "existing-electricity": IMPORT,
  "own-mdr": IMPORT,
  agent: IMPORT,
  "gap-fill": IMPORT,
  "export-own": EXPORT,
  "export-agent": EXPORT,
};

/**
 * Whether the DSP lets in an attempt of a day's read, which is of whoever sent it at first; anybody's where there is no
 * access control.
 */
export type IsLetIn = (
  traffic: number,
  meter: number,
  word: number,
  day: number,
  sentMs: number,
  attemptMs: number,
) => boolean;

/**
 * Reads that bring data to settlement, outside the time that a run simulates: what a data service holds when it
 * begins, and when it gets the rest after it has ended. A read goes where its row's window has it and meets the world
 * and the draws that it would meet in the run; nothing queues, since what is asked is which day, not which minute.
 */
export class SettlementReads {
  private readonly plan: Plan;
  private readonly needs: Needs;
  private readonly reachability: Reachability;
  private readonly isReadByHand: ((meter: number, day: number) => boolean) | undefined;
  private readonly isLetIn: IsLetIn;
  /** By traffic row: the register whose data its reads bring, or -1. */
  readonly registers: Int8Array;
  private readonly due = new Int32Array(NEEDS_MAX);
  private readonly streams: readonly Stream[];
  private readonly attempts: Int32Array;
  private readonly fails: readonly [number, number];
  private readonly retryAfterMs: readonly number[];
  private readonly placedMinute: readonly (readonly ((bits: number) => number)[] | undefined)[];

  /** @param isReadByHand true where somebody reads a meter that never answers on a day, since 1970-01-01 */
  constructor(
    plan: Plan,
    needs: Needs,
    reachability: Reachability,
    isReadByHand?: (meter: number, day: number) => boolean,
    isLetIn: IsLetIn = () => true,
  ) {
    this.isReadByHand = isReadByHand;
    this.isLetIn = isLetIn;
    this.plan = plan;
    this.needs = needs;
    this.reachability = reachability;
    this.registers = Int8Array.from(plan.rows, ({ need }) => REGISTER_OF[need] ?? NEITHER);
    this.streams = plan.rows.map((row) => attemptStream(plan, row));
    const { failures } = plan;
    this.attempts = Int32Array.from(plan.rows, ({ mode }) =>
      mode === "scheduled" ? 1 + failures.retryAfterMs.length : 1,
    );
    this.fails = [threshold(failures.attemptSmets2), threshold(failures.attemptSmets1)];
    this.retryAfterMs = failures.retryAfterMs;
    this.placedMinute = plan.rows.map(({ byAccess }) => byAccess?.map(minuteQuantiles));
  }

  /**
   * The last day before `day` whose read brought the register's data; `leastDay` where none did since. A meter is read
   * every so many days, so one in reach has it soon.
   */
  lastDayBefore(register: Register, meter: number, word: number, day: number, leastDay: number): number {
    if (this.reachability.neverAnswers(meter)) return this.readByHandBefore(register, meter, day, leastDay);
    for (let d = day - 1; d > leastDay; d--)
      if (this.answeredMs(register, meter, word, d, Number.NEGATIVE_INFINITY) !== Number.POSITIVE_INFINITY) return d;
    return leastDay;
  }

  /** When a read first brings the register's data at or after a time; Infinity when none does before `endMs`. */
  firstAfter(register: Register, meter: number, word: number, fromMs: number, endMs: number): number {
    if (this.reachability.neverAnswers(meter)) return this.readByHandAfter(register, meter, fromMs, endMs);
    for (let day = Math.floor(fromMs / DAY_MS) - 1; day * DAY_MS < endMs; day++) {
      const atMs = this.answeredMs(register, meter, word, day, fromMs);
      if (atMs !== Number.POSITIVE_INFINITY) return atMs;
    }
    return Number.POSITIVE_INFINITY;
  }

  /** Nobody who comes reads an export register. */
  private readByHandBefore(register: Register, meter: number, day: number, leastDay: number): number {
    const { isReadByHand } = this;
    const { startDay } = this.plan.horizon;
    if (register === EXPORT || isReadByHand === undefined) return leastDay;
    for (let d = day - 1; d > leastDay; d--) if (isReadByHand(meter, startDay + d)) return d;
    return leastDay;
  }

  private readByHandAfter(register: Register, meter: number, fromMs: number, endMs: number): number {
    const { isReadByHand } = this;
    const { startDay } = this.plan.horizon;
    if (register === EXPORT || isReadByHand === undefined) return Number.POSITIVE_INFINITY;
    // The middle of the day: it is read, and passed on, some time in it.
    for (let day = Math.floor(fromMs / DAY_MS); day * DAY_MS < endMs; day++)
      if (isReadByHand(meter, startDay + day) && (day + 0.5) * DAY_MS >= fromMs) return (day + 0.5) * DAY_MS;
    return Number.POSITIVE_INFINITY;
  }

  /** When the reads of a day first bring the data, by an attempt at or after a time; Infinity when none does. */
  private answeredMs(register: Register, meter: number, word: number, day: number, fromMs: number): number {
    const { due, needs } = this;
    const n = needs.forSettlementOf(meter, word, day, due);
    let firstMs = Number.POSITIVE_INFINITY;
    for (let i = 0; i < n; i++) {
      const traffic = due[i]!;
      if (this.registers[traffic] === register)
        firstMs = Math.min(firstMs, this.answeredBy(traffic, meter, word, day, fromMs));
    }
    return firstMs;
  }

  private answeredBy(traffic: number, meter: number, word: number, day: number, fromMs: number): number {
    const { reachability } = this;
    const access = accessOf(word);
    const sentMs = day * DAY_MS + this.ofDayMs(traffic, meter, access, day);
    const fails = this.fails[isSmets1(access) ? 1 : 0];
    for (let attempt = 0; attempt < this.attempts[traffic]!; attempt++) {
      const atMs = sentMs + (attempt === 0 ? 0 : this.retryAfterMs[attempt - 1]!);
      // Each attempt is checked anew, and what is refused is over.
      if (!this.isLetIn(traffic, meter, word, day, sentMs, atMs)) return Number.POSITIVE_INFINITY;
      if (atMs < fromMs || reachability.wasDark(meter, atMs)) continue;
      if (draw(this.streams[traffic]!, meter, attemptDraw(day * DAY_MS, attempt) + FAILS) >= fails) return atMs;
    }
    return Number.POSITIVE_INFINITY;
  }

  /** Placed reads have their minutes dealt out by rank of their draw; the draw's own quantile is next to it. */
  private ofDayMs(traffic: number, meter: number, access: number, day: number): number {
    const minuteAt = this.placedMinute[traffic]?.[access];
    if (minuteAt === undefined) return this.needs.sendMs(traffic, meter, day);
    return minuteAt(this.needs.placeOf(traffic, meter, day)) * MINUTE_MS;
  }

  /** Days to look back on for the last read that brought anything: two reading cycles, and a long spell in the dark. */
  get looksBackDays(): number {
    const { needs, failures } = this.plan;
    return 2 * needs.mhhsCycleDays + 2 + Math.ceil((6 * failures.spellMeanMs) / DAY_MS);
  }
}
