import type { Simulation } from "../kernel/simulation.ts";
import { MINUTE_SECONDS } from "../kernel/time.ts";
import { MinuteValues } from "./minute-values.ts";
import type { RunMinutes } from "./run-minutes.ts";

/**
 * A level over time, such as the length of a queue: most and least in each minute. The least over a half hour is the
 * standing queue: a burst drains, a standing queue does not (Nichols & Jacobson 2012, CoDel).
 */
export class Level {
  value = 0;
  readonly highest: MinuteValues;
  readonly lowest: MinuteValues;
  private readonly maxPerMinute: Uint32Array;
  private readonly minPerMinute: Uint32Array;
  private readonly sim: Simulation;
  private minute: number;
  private minuteEndsSecond: number;
  // Most and least of this minute so far: written once a minute, since a queue changes with every request.
  private max = 0;
  private min = 0;
  private maxBefore = 0;

  constructor(sim: Simulation, minutes: RunMinutes) {
    this.sim = sim;
    this.highest = new MinuteValues(sim, minutes, "most");
    this.lowest = new MinuteValues(sim, minutes, "least");
    this.maxPerMinute = this.highest.window;
    this.minPerMinute = this.lowest.window;
    this.minute = this.minuteNow();
    this.minuteEndsSecond = (this.minute + 1) * MINUTE_SECONDS;
    sim.keep(this);
    minutes.join(this);
  }

  /** The highest it has been. */
  get most(): number {
    return Math.max(this.maxBefore, this.max);
  }

  change(by: number): void {
    if (this.sim.second >= this.minuteEndsSecond) this.settle();
    this.value += by;
    if (this.value > this.max) this.max = this.value;
    else if (this.value < this.min) this.min = this.value;
  }

  /** Brings the series up to now; call it before reading. */
  settle(): void {
    const minute = this.minuteNow();
    this.write();
    while (this.minute < minute) {
      this.minute++;
      if (this.max > this.maxBefore) this.maxBefore = this.max;
      this.max = this.value;
      this.min = this.value;
      this.write();
    }
    this.minuteEndsSecond = (minute + 1) * MINUTE_SECONDS;
  }

  take(from: number, to: number): void {
    this.highest.take(from, to);
    this.lowest.take(from, to);
  }

  /** The minute that it is now in may have the place of one that is forgotten; it is written again as it ends. */
  forget(from: number, to: number): void {
    this.highest.forget(from, to);
    this.lowest.forget(from, to);
  }

  private write(): void {
    const at = this.minute % this.maxPerMinute.length;
    this.maxPerMinute[at] = this.max;
    this.minPerMinute[at] = this.min;
  }

  private minuteNow(): number {
    return (this.sim.second / MINUTE_SECONDS) | 0;
  }
}
