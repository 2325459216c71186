import type { Simulation } from "../kernel/simulation.ts";

/**
 * How many things happened in each minute of a run, and in the busiest second of each minute. Minutes count from the run's first
 * UTC midnight. Half hours are sums of minutes.
 */
export class LoadSeries {
  readonly perMinute: Uint32Array;
  readonly busiestSecond: Uint32Array;
  private readonly sim: Simulation;
  private second = -1;
  private inSecond = 0;

  constructor(sim: Simulation, minutes: number) {
    this.sim = sim;
    this.perMinute = new Uint32Array(minutes);
    this.busiestSecond = new Uint32Array(minutes);
  }

  /** One more, now. */
  count(): void {
    const second = ((this.sim.now / 1000) | 0) + this.sim.baseSecond;
    const minute = (second / 60) | 0;
    this.perMinute[minute]!++;
    if (second !== this.second) {
      this.second = second;
      this.inSecond = 0;
    }
    if (++this.inSecond > this.busiestSecond[minute]!) this.busiestSecond[minute] = this.inSecond;
  }
}
