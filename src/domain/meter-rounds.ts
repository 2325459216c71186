import { draw, type Stream, threshold } from "../kernel/keyed-draws.ts";

/** Days of a month of rounds. */
const MONTH_DAYS = 30;

/**
 * When somebody reads a meter's register: in a share of months, on any day of one. Keyed by meter and day; nothing is
 * kept of what was read (PRI-006). Days are since 1970-01-01.
 */
export class MeterRounds {
  private readonly read: number;
  private readonly stream: Stream;

  constructor(readsAMonth: number, stream: Stream) {
    this.read = threshold(readsAMonth);
    this.stream = stream;
  }

  isReadOn(key: number, day: number): boolean {
    // Everybody's months begin on a day of their own.
    const since = day + (draw(this.stream, key, 0) % MONTH_DAYS);
    const month = Math.floor(since / MONTH_DAYS);
    if (draw(this.stream, key, 2 * month + 1) >= this.read) return false;
    return draw(this.stream, key, 2 * month + 2) % MONTH_DAYS === since - month * MONTH_DAYS;
  }
}
