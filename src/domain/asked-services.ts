import { NoRoomInRun } from "./registration-room.ts";

/** The date of an appointment that is not made yet, and of a day whose service is appointed. */
export const UNDER_WAY = 2 ** 31 - 1;
export const IN_TIME = -(2 ** 31);

/**
 * Data services that suppliers have asked for, each from a date on, and the date from which Registration made it. A
 * day's data is the service's that was asked for from the latest date up to that day, and of one date's the last one's
 * that was asked for; until the date from which it was made it is not the appointed one. What came before it decides
 * nothing any more. Dates count from the first measured day.
 */
export class AskedServices {
  private count = 0;
  /** What tells an appointment from the meter's others. */
  private readonly numbers: Int32Array;
  private readonly firstDates: Int32Array;
  private readonly dates: Int32Array;
  /** 1 + the appointment of the same meter before, and by meter its latest; 0: none. */
  private readonly before: Int32Array;
  private readonly latest: Int32Array;

  /** @param most most data services asked for */
  constructor(meters: number, most: number) {
    this.numbers = new Int32Array(most);
    this.firstDates = new Int32Array(most);
    this.dates = new Int32Array(most);
    this.before = new Int32Array(most);
    this.latest = new Int32Array(meters);
  }

  /** A service is asked for from a date on. */
  ask(meter: number, number: number, firstDate: number): void {
    if (this.count === this.numbers.length) throw new NoRoomInRun(this.count, "data services asked for");
    const i = this.count++;
    this.before[i] = this.latest[meter]!;
    this.latest[meter] = i + 1;
    this.numbers[i] = number;
    this.firstDates[i] = firstDate;
    this.dates[i] = UNDER_WAY;
  }

  /** It is appointed from a date on. */
  made(meter: number, number: number, date: number): void {
    let i = this.latest[meter]! - 1;
    while (i >= 0 && this.numbers[i] !== number) i = this.before[i]! - 1;
    if (i < 0) throw new RangeError("a data service is appointed that nobody asked for");
    this.dates[i] = date;
  }

  /** The appointment of the service that has a UTC day's data; −1 where none was asked for. */
  private ofDay(meter: number, utcDay: number): number {
    let latest = -1;
    // What was asked for last comes first here.
    for (let i = this.latest[meter]! - 1; i >= 0; i = this.before[i]! - 1) {
      const firstDate = this.firstDates[i]!;
      if (firstDate <= utcDay && (latest < 0 || firstDate > this.firstDates[latest]!)) latest = i;
    }
    return latest;
  }

  /** From which date the service that has a UTC day's data is appointed, where that is a later one; else `IN_TIME`. */
  appointedFrom(meter: number, utcDay: number): number {
    const i = this.ofDay(meter, utcDay);
    return i >= 0 && this.dates[i]! > utcDay ? this.dates[i]! : IN_TIME;
  }

  /** UTC days before a date that meters were without the service that was asked for. */
  lateDays(beforeDate: number): number {
    let days = 0;
    for (const latest of this.latest)
      for (let i = latest - 1; i >= 0; i = this.before[i]! - 1)
        days += Math.max(
          0,
          Math.min(this.dates[i]!, beforeDate, this.nextFirstDate(latest - 1, i)) - this.firstDates[i]!,
        );
    return days;
  }

  /** The date from which the next service after one has the meter's data, given the meter's latest. */
  private nextFirstDate(latest: number, one: number): number {
    const firstDate = this.firstDates[one]!;
    let next = UNDER_WAY;
    for (let i = latest; i >= 0; i = this.before[i]! - 1)
      if (this.firstDates[i]! > firstDate || (this.firstDates[i] === firstDate && i > one))
        next = Math.min(next, this.firstDates[i]!);
    return next;
  }
}
