/** The date of an appointment that is not made yet, and of a day whose service is appointed. */
export const UNDER_WAY = 2 ** 31 - 1;
export const IN_TIME = -(2 ** 31);

/**
 * Data services that suppliers have asked for, each from a date on, and the date from which Registration made it. A
 * service that was asked for has the meter's data from the date that was asked for first; until the one that was made
 * it is not the appointed one. Dates count from the first measured day.
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
    if (this.count === this.numbers.length) throw new RangeError(`more than ${this.count} data services asked for`);
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

  /** From which date the service that has a UTC day's data is appointed, where that is a later one; else `IN_TIME`. */
  appointedFrom(meter: number, utcDay: number): number {
    let from = IN_TIME;
    for (let i = this.latest[meter]! - 1; i >= 0; i = this.before[i]! - 1) {
      const date = this.dates[i]!;
      if (this.firstDates[i]! <= utcDay && date > utcDay && date > from) from = date;
    }
    return from;
  }

  /** UTC days before a date that meters were without the service that was asked for. */
  lateDays(beforeDate: number): number {
    let days = 0;
    for (let i = 0; i < this.count; i++)
      days += Math.max(0, Math.min(this.dates[i]!, beforeDate) - this.firstDates[i]!);
    return days;
  }
}
