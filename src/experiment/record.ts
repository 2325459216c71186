import type { Plan, TrafficRow } from "../domain/plan.ts";
import type { RunResult } from "../run/run-result.ts";
import type { AssumptionUsed } from "../scenario/notes.ts";
import type { Threshold } from "../scenario/thresholds.ts";
import type { Forecast, FrontierPicture } from "./forecast.ts";

/** Of a run's plan, what its figures are read with. */
export type RecordedPlan = Pick<
  Plan,
  | "option"
  | "seed"
  | "replication"
  | "scale"
  | "horizon"
  | "capacity"
  | "contracts"
  | "serviceLevels"
  | "cspTest"
  | "workingDays"
  | "prices"
  | "dco"
  | "endpoints"
> & {
  readonly rows: readonly Pick<
    TrafficRow,
    "id" | "title" | "process" | "need" | "srv" | "role" | "mode" | "moves" | "targetMs"
  >[];
  readonly faults: readonly Pick<Plan["faults"][number], "title">[];
};

export const recordedPlan = (plan: Plan): RecordedPlan => {
  const { option, seed, replication, scale, horizon, capacity, contracts, dco, endpoints } = plan;
  const { serviceLevels, cspTest, workingDays, prices } = plan;
  const rows = plan.rows.map(({ id, title, process, need, srv, role, mode, moves, targetMs }) => {
    return { id, title, process, need, srv, role, mode, moves, targetMs };
  });
  const faults = plan.faults.map(({ title }) => ({ title }));
  return {
    option,
    seed,
    replication,
    scale,
    horizon,
    capacity,
    contracts,
    serviceLevels,
    cspTest,
    workingDays,
    prices,
    dco,
    endpoints,
    rows,
    faults,
  };
};

/** A threshold without the places of its text in a file. */
export const recordedThreshold = ({ metric, is, severity, options }: Threshold): Threshold => {
  return { metric, is, severity, options };
};

/** One finished run: what it was to do, what the twin said before, what it found. */
export interface RunRecord {
  readonly plan: RecordedPlan;
  readonly forecast: Forecast;
  readonly result: RunResult;
  /** The option as a scenario file that stands alone. */
  readonly resolved: string;
  /** Wall-clock and processor seconds of its thread. */
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/** A private overlay: its values stand in a record only where their owner asked for that. */
export interface OverlayUsed {
  /** SHA-256 of the file's content. */
  readonly hash: string;
  readonly isShown: boolean;
}

/** The machine, in words that identify nobody. */
export interface Machine {
  readonly node: string;
  readonly platform: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryGiB: number;
}

/**
 * Everything that an experiment leaves behind, as plain data. Every output is made from it, now or years later, so
 * nothing that a report shows may come from elsewhere.
 */
export interface ExperimentRecord {
  readonly scenario: {
    readonly name: string;
    readonly file: string;
    readonly hash: string;
    readonly question: string;
    /** The option that the others are compared with. */
    readonly reference: string;
  };
  /** `path=value` arguments of the command line. */
  readonly set: readonly string[];
  /** Private overlays that the scenario was laid under, in order. */
  readonly overlays: readonly OverlayUsed[];
  readonly seed: string;
  readonly scale: number;
  /** Options that were asked for, in the scenario's order. */
  readonly options: readonly string[];
  /** Those that finished, in the same order. */
  readonly runs: readonly RunRecord[];
  readonly frontiers: readonly FrontierPicture[];
  /** What the scenario asks of its options' figures, in the scenario's order. */
  readonly thresholds: readonly Threshold[];
  readonly assumptions: readonly AssumptionUsed[];
  readonly program: string;
  readonly startedAt: string;
  readonly seconds: number;
  readonly machine: Machine;
  readonly peakMemoryMiB: number;
  readonly workers: number;
}
