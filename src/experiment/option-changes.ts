import { resolvedDifferences, type ValueDifference } from "../scenario/resolved-differences.ts";
import type { ExperimentRecord } from "./record.ts";

/** What makes an option another than the one it is compared with, value by value of its scenario. */
export interface OptionChanges {
  /** The option that it is held beside; the same for all of an experiment. */
  readonly beside: string;
  readonly values: readonly ValueDifference[];
}

/** For each run of an experiment; beside the first where the scenario's reference was not run. */
export const optionChanges = ({ runs, scenario }: Pick<ExperimentRecord, "runs" | "scenario">): OptionChanges[] => {
  const beside = runs.find(({ plan }) => plan.option === scenario.reference) ?? runs[0];
  if (beside === undefined) return [];
  return runs.map((run) => ({
    beside: beside.plan.option,
    values: run === beside ? [] : resolvedDifferences(beside.resolved, run.resolved),
  }));
};
