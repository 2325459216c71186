import type { Simulation } from "../kernel/simulation.ts";
import { MINUTE_SECONDS } from "../kernel/time.ts";

/**
 * A level over time, such as the length of a queue: most and least in each minute. The least over a half hour is the
 * standing queue: a burst drains, a standing queue does not (Nichols & Jacobson 2012, CoDel).
 */
export class Level {
  value = 0;
  readonly maxPerMinute: Uint32Array;
  readonly minPerMinute: Uint32Array;
  private readonly sim: Simulation;
  private minute: number;
  private minuteEndsSecond: number;
  // Most and least of this minute so far: written once a minute, since a queue changes with every request.
  private max = 0;
  private min = 0;

  constructor(sim: Simulation, minutes: number) {
    this.sim = sim;
    this.maxPerMinute = new Uint32Array(minutes);
    this.minPerMinute = new Uint32Array(minutes);
    this.minute = this.minuteNow();
    this.minuteEndsSecond = (this.minute + 1) * MINUTE_SECONDS;
    sim.keep(this);
  }

  /** The highest it has been. */
  get most(): number {
    return this.maxPerMinute.reduce((most, one) => Math.max(most, one), this.max);
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
      this.max = this.value;
      this.min = this.value;
      this.write();
    }
    this.minuteEndsSecond = (minute + 1) * MINUTE_SECONDS;
  }

  private write(): void {
    this.maxPerMinute[this.minute] = this.max;
    this.minPerMinute[this.minute] = this.min;
  }

  private minuteNow(): number {
    return (this.sim.second / MINUTE_SECONDS) | 0;
  }
}
