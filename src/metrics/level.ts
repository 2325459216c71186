import type { Simulation } from "../kernel/simulation.ts";

/**
 * A level over time, such as the length of a queue: most and least in each minute, and the exact integral. The least
 * over a half hour is the standing queue: a burst drains, a standing queue does not (Nichols & Jacobson 2012, CoDel).
 */
export class Level {
  value = 0;
  readonly maxPerMinute: Uint32Array;
  readonly minPerMinute: Uint32Array;
  private readonly sim: Simulation;
  // [0] ∫ value dt in ms, exact while below 2⁵³, [1] up to when: in an array, as fields they would be boxes elsewhere.
  private readonly area: Float64Array;
  private minute: number;

  constructor(sim: Simulation, minutes: number) {
    this.sim = sim;
    this.maxPerMinute = new Uint32Array(minutes);
    this.minPerMinute = new Uint32Array(minutes);
    this.area = Float64Array.of(0, sim.timeMs);
    this.minute = this.minuteNow();
  }

  /** ∫ value dt in ms up to the last change or `settle`. */
  get areaMs(): number {
    return this.area[0]!;
  }

  /** The highest it has been. */
  get most(): number {
    return this.maxPerMinute.reduce((most, one) => Math.max(most, one), 0);
  }

  change(by: number): void {
    this.settle();
    this.value += by;
    const { minute } = this;
    if (this.value > this.maxPerMinute[minute]!) this.maxPerMinute[minute] = this.value;
    else if (this.value < this.minPerMinute[minute]!) this.minPerMinute[minute] = this.value;
  }

  /** Brings series and integral up to now. */
  settle(): void {
    const { timeMs } = this.sim;
    const { area } = this;
    area[0]! += this.value * (timeMs - area[1]!);
    area[1] = timeMs;
    const minute = this.minuteNow();
    while (this.minute < minute) {
      this.minute++;
      this.maxPerMinute[this.minute] = this.value;
      this.minPerMinute[this.minute] = this.value;
    }
  }

  private minuteNow(): number {
    return (this.sim.second / 60) | 0;
  }
}
