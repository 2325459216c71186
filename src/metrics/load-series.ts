import type { Simulation } from "../kernel/simulation.ts";

/**
 * How many things happened in each minute of a run, and in the busiest second of each minute. Minutes count from the
 * run's first UTC midnight. Half hours are sums of minutes.
 */
export class LoadSeries {
  readonly perMinute: Uint32Array;
  readonly busiestSecond: Uint32Array;
  private readonly sim: Simulation;
  private second: number;
  private inSecond = 0;
  private settled = 0; // of those in this second, in the series already

  constructor(sim: Simulation, minutes: number) {
    this.sim = sim;
    this.perMinute = new Uint32Array(minutes);
    this.busiestSecond = new Uint32Array(minutes);
    this.second = sim.second;
    sim.keep(this);
  }

  /**
   * One more, now. The minute's counts are written once a second: touched every time, they would push the rest out of
   * cache.
   */
  count(): void {
    if (this.sim.second !== this.second) this.settle();
    this.inSecond++;
  }

  /** So many more, now. */
  add(things: number): void {
    if (this.sim.second !== this.second) this.settle();
    this.inSecond += things;
  }

  /** Brings the series up to now; call it before reading. */
  settle(): void {
    const minute = (this.second / 60) | 0;
    this.perMinute[minute]! += this.inSecond - this.settled;
    if (this.inSecond > this.busiestSecond[minute]!) this.busiestSecond[minute] = this.inSecond;
    this.settled = this.inSecond;
    if (this.sim.second === this.second) return;
    this.second = this.sim.second;
    this.inSecond = 0;
    this.settled = 0;
  }
}
