import type { Simulation } from "../kernel/simulation.ts";
import { Level } from "./level.ts";
import { LoadSeries } from "./load-series.ts";

/**
 * The load of one component. Demand counts each attempt when it was sent, as if nothing upstream could delay it: behind
 * a rate limiter every overloaded option would carry exactly the same.
 */
export class RequestLoad {
  readonly demandFirst: LoadSeries;
  readonly demandRetries: LoadSeries;
  readonly arrived: LoadSeries;
  readonly carried: LoadSeries;
  readonly queued: Level;
  /** What waits for this component, here or at the DSP. */
  readonly upstream: Level;

  constructor(sim: Simulation, minutes: number) {
    this.demandFirst = new LoadSeries(sim, minutes);
    this.demandRetries = new LoadSeries(sim, minutes);
    this.arrived = new LoadSeries(sim, minutes);
    this.carried = new LoadSeries(sim, minutes);
    this.queued = new Level(sim, minutes);
    this.upstream = new Level(sim, minutes);
  }
}

/** The load of one component's return path: responses and alerts. */
export class ResponseLoad {
  readonly arrived: LoadSeries;
  readonly carried: LoadSeries;
  readonly queued: Level;

  constructor(sim: Simulation, minutes: number) {
    this.arrived = new LoadSeries(sim, minutes);
    this.carried = new LoadSeries(sim, minutes);
    this.queued = new Level(sim, minutes);
  }
}
