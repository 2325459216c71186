import { DAY_MS, MINUTE_MS } from "../kernel/time.ts";
import { utcMinuteOf } from "./civil-time.ts";
import type { RegistrationRules } from "./registration.ts";

/** Dates before the first measured one that are known. */
const DATES_BEFORE = 64;

/**
 * When what Registration is asked for may take effect: at midnights, each with a gate on the day before, at 17:00 of
 * the clock or so, after which it is too late for it. Dates and times count from the first measured day, whose midnight
 * is that of UTC.
 */
export class EffectiveDates {
  private readonly startDay: number;
  private readonly gatesMs: Float64Array;
  private readonly midnightsMs: Float64Array;

  /** @param startDay first measured day, since 1970-01-01 */
  constructor(
    startDay: number,
    { timeBase, gateClosureMinute }: Pick<RegistrationRules, "timeBase" | "gateClosureMinute">,
    lastDate: number,
  ) {
    this.startDay = startDay;
    const dates = Array.from({ length: lastDate + 1 + DATES_BEFORE }, (_, i) => i - DATES_BEFORE);
    this.gatesMs = Float64Array.from(dates, (date) => this.clockMs(date - 1, gateClosureMinute));
    this.midnightsMs = Float64Array.from(dates, (date) => (timeBase === "utc" ? date * DAY_MS : this.clockMs(date, 0)));
  }

  /** The midnight that begins a date: under British Summer Time the clock's is two Settlement Periods sooner. */
  midnightMs(date: number): number {
    return this.midnightsMs[date + DATES_BEFORE]!;
  }

  /** The latest that Registration may be asked for something that takes effect at a date's midnight. */
  gateMs(date: number): number {
    return this.gatesMs[date + DATES_BEFORE]!;
  }

  /** The first date whose gate is still open: nothing takes effect in the past (PRI-020). */
  firstOpen(timeMs: number): number {
    let date = Math.floor(timeMs / DAY_MS);
    while (this.gateMs(date) <= timeMs) date++;
    return date;
  }

  /** When clocks show a minute of a date. */
  clockMs(date: number, minute: number): number {
    return date * DAY_MS + utcMinuteOf(this.startDay + date, minute) * MINUTE_MS;
  }
}
