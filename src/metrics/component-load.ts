import type { Simulation } from "../kernel/simulation.ts";
import type { Declaration } from "./declaration.ts";
import { Level } from "./level.ts";
import { LoadSeries } from "./load-series.ts";

const declare = (name: string, title: string, unit: string, validAtScale = true): Declaration => ({
  name,
  title,
  unit,
  better: "lower",
  validAtScale,
});

export const componentLoadMetrics = {
  demandFirst: declare("demand_first", "First attempts, at the instant each was sent", "SR"),
  demandRetries: declare("demand_retries", "Automatic retries, at the instant each was sent", "SR"),
  arrived: declare("arrived", "Arrived at the component", "SR"),
  carried: declare("carried", "Carried by the component", "SR"),
  queued: declare("queued", "Waiting at the component", "SR"),
  upstream: declare("queued_for", "Waiting for the component, there or at the DSP", "SR"),
  busiestSecond: declare("busiest_second", "Busiest second of each minute", "SR/s", false),
};

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
