import { COMPONENTS, type ComponentName } from "../domain/components.ts";
import { MINUTES_A_DAY } from "../kernel/time.ts";
import type { StepMinutes } from "../metrics/run-minutes.ts";
import { measuredSteps } from "./component-minutes.ts";
import { loadUnitOf } from "./load-unit.ts";
import type { RunRecord } from "./record.ts";

/**
 * First attempts of the first measured day at each component, in requests a second at full scale, or in per cent of a
 * capacity that is private.
 */
export interface LoadCurves {
  readonly option: string;
  /** A value is the mean of so many minutes. */
  readonly stepMinutes: StepMinutes;
  readonly load: Readonly<Record<ComponentName, Float64Array>>;
}

export const loadCurvesOf = ({ plan, result }: Pick<RunRecord, "plan" | "result">): LoadCurves => {
  const { stepMinutes } = result;
  const load = {} as Record<ComponentName, Float64Array>;
  for (const component of COMPONENTS) {
    const { ofMinute } = loadUnitOf(plan, component);
    load[component] = Float64Array.from(
      measuredSteps(plan, result, result.components[component].demandFirst).subarray(0, MINUTES_A_DAY / stepMinutes),
      (count) => (count * ofMinute) / stepMinutes,
    );
  }
  return { option: result.option, stepMinutes, load };
};
