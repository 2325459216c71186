import { COMPONENTS, type ComponentName } from "../domain/components.ts";
import { loadUnitOf } from "./load-unit.ts";
import type { RunRecord } from "./record.ts";

/**
 * First attempts of the first measured day at each component, by UTC minute, in requests a second at full scale, or in
 * per cent of a capacity that is private.
 */
export interface LoadCurves {
  readonly option: string;
  readonly load: Readonly<Record<ComponentName, Float64Array>>;
}

export const loadCurvesOf = ({ plan, result }: Pick<RunRecord, "plan" | "result">): LoadCurves => {
  const midnight = -result.firstMinuteMs / 60_000;
  const load = {} as Record<ComponentName, Float64Array>;
  for (const component of COMPONENTS) {
    const { ofMinute } = loadUnitOf(plan, component);
    load[component] = Float64Array.from(
      result.components[component].demandFirst.subarray(midnight, midnight + 1440),
      (count) => count * ofMinute,
    );
  }
  return { option: result.option, load };
};
