import type { TrafficRow } from "../domain/plan.ts";
import { type FluidPlan, flaggedMinutes } from "./first-attempts.ts";
import { laterReads } from "./later-reads.ts";
import type { RetryKind } from "./retries.ts";

/** Requests of one traffic row that fare alike: in one service class, and of one work at their access component. */
export interface Flow {
  /** Of the plan. */
  readonly row: number;
  readonly priority: 0 | 1 | 2;
  /** How they come to be sent again by the DSP; undefined: never. */
  readonly retries: RetryKind | undefined;
  /** [access component or the DSP itself] → first attempts by UTC minute. */
  readonly sent: readonly Float64Array[];
  /** What one asks of its access component, in requests. */
  readonly work: number;
}

const retriesOf = ({ mode, need }: TrafficRow): RetryKind | undefined => {
  if (mode !== "scheduled") return undefined;
  return need === "gap-fill" ? "gap-fill" : "any";
};

/** The flows of a plan's rows; `sent` is [row][access component or the DSP itself], by UTC minute. */
export const flowsOf = (plan: FluidPlan, sent: readonly (readonly Float64Array[])[]): readonly Flow[] => {
  const flows = plan.rows.flatMap((traffic, row): readonly Flow[] => {
    const all = { row, priority: traffic.priority, retries: retriesOf(traffic), sent: sent[row]!, work: 1 };
    const flagged = flaggedMinutes(traffic, plan);
    if (flagged === undefined) return [all];
    const rest = all.sent.map((curve, access) => curve.map((one, m) => Math.max(0, one - flagged[access]![m]!)));
    return [
      { ...all, sent: rest },
      { ...all, sent: flagged, priority: plan.needs.purposeFlag!.priority },
    ];
  });
  return plan.cache === undefined ? flows : laterReads(plan, flows);
};
