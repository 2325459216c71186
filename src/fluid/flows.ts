import { type FluidPlan, flaggedMinutes } from "./first-attempts.ts";
import { laterReads } from "./later-reads.ts";

/** Requests of one traffic row that fare alike: in one service class, and of one work at their access component. */
export interface Flow {
  /** Of the plan. */
  readonly row: number;
  readonly priority: 0 | 1 | 2;
  /** By the DSP, when it fails. */
  readonly isRetried: boolean;
  /** [access component or the DSP itself] → first attempts by UTC minute. */
  readonly sent: readonly Float64Array[];
  /** What one asks of its access component, in requests. */
  readonly work: number;
  /** Reads of a profile that another User has asked for already: an S1SP with a cache may have it. */
  readonly isLater: boolean;
}

/** The flows of a plan's rows; `sent` is [row][access component or the DSP itself], by UTC minute. */
export const flowsOf = (plan: FluidPlan, sent: readonly (readonly Float64Array[])[]): readonly Flow[] => {
  const flows = plan.rows.flatMap((traffic, row): readonly Flow[] => {
    const { priority, mode } = traffic;
    const all = { row, priority, isRetried: mode === "scheduled", sent: sent[row]!, work: 1, isLater: false };
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
