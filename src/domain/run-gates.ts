import { DAY_MS } from "../kernel/time.ts";
import type { Settlement } from "./settlement.ts";
import { type RunName, runDates, runsOf } from "./settlement-runs.ts";

/**
 * When each Settlement Run freezes what it settles a day on, in ms since the first measured midnight. A day is that of
 * the run whose reads bring its data: day 0 has that of the UTC day before the first measured midnight.
 */
export class RunGates {
  readonly runs: readonly RunName[];
  private readonly leastDay: number;
  /** [day from the least × runs + run]. */
  private readonly gatesMs: Float64Array;

  /** @param startDay first measured day, since 1970-01-01 */
  constructor(by: Settlement, startDay: number, leastDay: number, mostDay: number) {
    this.runs = runsOf(by.timetable);
    this.leastDay = leastDay;
    this.gatesMs = new Float64Array((mostDay - leastDay + 1) * this.runs.length);
    for (let day = leastDay; day <= mostDay; day++)
      for (const [run, { gateMs }] of runDates(by, startDay + day - 1, by.gateMinute).entries())
        this.gatesMs[(day - leastDay) * this.runs.length + run] = gateMs - startDay * DAY_MS;
  }

  /** Every day that there are gates of, in order. */
  get days(): readonly number[] {
    return Array.from({ length: this.gatesMs.length / this.runs.length }, (_, i) => this.leastDay + i);
  }

  /** Times of the gates on measured days, each once. */
  measuredGatesMs(measuredMs: number): readonly number[] {
    const found = new Set(this.gatesMs.filter((ms) => ms >= 0 && ms < measuredMs));
    return [...found].sort((a, b) => a - b);
  }

  /** The last gate of the measured days up to one: where RF is moved it need not be the last day's. */
  lastMs(lastDay: number): number {
    const last = this.runs.length - 1;
    let ms = this.gateMs(0, last);
    for (let day = 1; day <= lastDay; day++) ms = Math.max(ms, this.gateMs(day, last));
    return ms;
  }

  gateMs(day: number, run: number): number {
    return this.gatesMs[(day - this.leastDay) * this.runs.length + run]!;
  }

  /** The first run of a day that takes what comes at a time; the number of runs when all have been. */
  firstAt(day: number, timeMs: number): number {
    let run = 0;
    while (run < this.runs.length && timeMs >= this.gateMs(day, run)) run++;
    return run;
  }

  /** Day, from the first measured one, of the next gate that a message may still make; Infinity when all are past. */
  nextGateDay(day: number, timeMs: number): number {
    const run = this.firstAt(day, timeMs);
    return run === this.runs.length ? Number.POSITIVE_INFINITY : Math.floor(this.gateMs(day, run) / DAY_MS);
  }
}
