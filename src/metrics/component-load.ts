import type { Simulation } from "../kernel/simulation.ts";
import { Level } from "./level.ts";
import { LoadSeries } from "./load-series.ts";
import { MinuteValues } from "./minute-values.ts";
import type { RunMinutes } from "./run-minutes.ts";

/**
 * The load of one component. Demand counts each attempt when it was sent, as if nothing upstream could delay it: behind
 * a rate limiter every overloaded option would carry exactly the same.
 */
export class RequestLoad {
  readonly demandFirst: LoadSeries;
  readonly demandRetries: LoadSeries;
  /** First attempts and retries together, of minutes that were taken up. */
  readonly attempts: MinuteValues;
  readonly arrived: LoadSeries;
  readonly carried: LoadSeries;
  readonly queued: Level;
  /** What waits for this component, here or at the DSP. */
  readonly upstream: Level;

  constructor(sim: Simulation, minutes: RunMinutes) {
    this.demandFirst = new LoadSeries(sim, minutes);
    this.demandRetries = new LoadSeries(sim, minutes);
    this.arrived = new LoadSeries(sim, minutes);
    this.carried = new LoadSeries(sim, minutes);
    this.queued = new Level(sim, minutes);
    this.upstream = new Level(sim, minutes);
    this.attempts = new MinuteValues(sim, minutes, "sum");
    minutes.join(this);
  }

  /** It is of series that are settled before it. */
  settle(): void {}

  take(from: number, to: number): void {
    const { window } = this.attempts;
    const [first, retries] = [this.demandFirst.minutes.window, this.demandRetries.minutes.window];
    for (let minute = from; minute < to; minute++) {
      const at = minute % window.length;
      window[at] = first[at]! + retries[at]!;
    }
    this.attempts.take(from, to);
  }

  forget(from: number, to: number): void {
    this.attempts.forget(from, to);
  }
}

/** The load of one component's return path: responses and alerts. */
export class ResponseLoad {
  readonly arrived: LoadSeries;
  readonly carried: LoadSeries;
  readonly queued: Level;

  constructor(sim: Simulation, minutes: RunMinutes) {
    this.arrived = new LoadSeries(sim, minutes);
    this.carried = new LoadSeries(sim, minutes);
    this.queued = new Level(sim, minutes);
  }
}
