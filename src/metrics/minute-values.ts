import type { Simulation } from "../kernel/simulation.ts";
import type { RunMinutes } from "./run-minutes.ts";

/** What values of minutes are together. */
type Together = "sum" | "most" | "least";

/** What is known of the minutes of a series, whatever interval it is kept by. */
export interface MinuteTally {
  /** Sum over all minutes, and the most in one. */
  readonly total: number;
  readonly most: number;
  /** The most in a measured minute, and the first in which it was, from the first measured midnight. */
  readonly measuredMost: number;
  readonly measuredMostAt: number;
}

/** A value for each minute of a run, those of a long one together by half hours once their day is over. */
export class MinuteValues implements MinuteTally {
  /** The place of a minute is its remainder by the length. */
  readonly window: Uint32Array;
  total = 0;
  most = 0;
  measuredTotal = 0;
  measuredMost = 0;
  measuredMostAt = 0;
  private readonly minutes: RunMinutes;
  private readonly together: Together;
  private readonly steps: Uint32Array | undefined;

  constructor(sim: Simulation, minutes: RunMinutes, together: Together) {
    this.minutes = minutes;
    this.together = together;
    this.window = new Uint32Array(minutes.window);
    if (minutes.stepMinutes > 1) this.steps = new Uint32Array(Math.ceil(minutes.count / minutes.stepMinutes));
    sim.keep(this);
  }

  /** A value for each interval that the run keeps. */
  get kept(): Uint32Array {
    return this.steps ?? this.window;
  }

  take(from: number, to: number): void {
    const { window } = this;
    const { measuredFrom, measuredTo } = this.minutes;
    for (let minute = from; minute < to; minute++) {
      const value = window[minute % window.length]!;
      this.total += value;
      if (value > this.most) this.most = value;
      if (this.steps !== undefined) this.putTogether(this.steps, minute, value);
      if (minute < measuredFrom || minute >= measuredTo) continue;
      this.measuredTotal += value;
      if (value <= this.measuredMost) continue;
      this.measuredMost = value;
      this.measuredMostAt = minute - measuredFrom;
    }
  }

  private putTogether(steps: Uint32Array, minute: number, value: number): void {
    const { stepMinutes } = this.minutes;
    const step = Math.floor(minute / stepMinutes);
    const { together } = this;
    if (together === "sum") steps[step]! += value;
    else if (together === "most") steps[step] = Math.max(steps[step]!, value);
    else steps[step] = minute % stepMinutes === 0 ? value : Math.min(steps[step]!, value);
  }

  forget(from: number, to: number): void {
    for (let minute = Math.max(0, from); minute < to; minute++) this.window[minute % this.window.length] = 0;
  }
}
