import type { Simulation } from "../kernel/simulation.ts";
import { MinuteValues } from "./minute-values.ts";
import type { RunMinutes } from "./run-minutes.ts";

/**
 * How many things happened in each minute of a run, and in the busiest second of each minute. Minutes count from the
 * run's first UTC midnight. Half hours are sums of minutes.
 */
export class LoadSeries {
  readonly minutes: MinuteValues;
  readonly seconds: MinuteValues;
  private readonly perMinute: Uint32Array;
  private readonly busiestSecond: Uint32Array;
  private readonly sim: Simulation;
  private second: number;
  private inSecond = 0;
  private settled = 0; // of those in this second, in the series already

  constructor(sim: Simulation, minutes: RunMinutes) {
    this.sim = sim;
    this.minutes = new MinuteValues(sim, minutes, "sum");
    this.seconds = new MinuteValues(sim, minutes, "most");
    this.perMinute = this.minutes.window;
    this.busiestSecond = this.seconds.window;
    this.second = sim.second;
    sim.keep(this);
    minutes.join(this);
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
    const minute = ((this.second / 60) | 0) % this.perMinute.length;
    this.perMinute[minute]! += this.inSecond - this.settled;
    if (this.inSecond > this.busiestSecond[minute]!) this.busiestSecond[minute] = this.inSecond;
    this.settled = this.inSecond;
    if (this.sim.second === this.second) return;
    this.second = this.sim.second;
    this.inSecond = 0;
    this.settled = 0;
  }

  take(from: number, to: number): void {
    this.minutes.take(from, to);
    this.seconds.take(from, to);
  }

  forget(from: number, to: number): void {
    this.minutes.forget(from, to);
    this.seconds.forget(from, to);
  }
}
