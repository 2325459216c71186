import { COMPONENTS, type ComponentName } from "../domain/components.ts";
import type { RunResult } from "../run/run-result.ts";

/** First attempts of the first measured day at each component, by UTC minute, in requests a second at full scale. */
export interface LoadCurves {
  readonly option: string;
  readonly perSecond: Readonly<Record<ComponentName, Float64Array>>;
}

export const loadCurvesOf = (result: RunResult): LoadCurves => {
  const midnight = -result.firstMinuteMs / 60_000;
  const perSecond = {} as Record<ComponentName, Float64Array>;
  for (const component of COMPONENTS)
    perSecond[component] = Float64Array.from(
      result.components[component].demandFirst.subarray(midnight, midnight + 1440),
      (requests) => requests / 60 / result.scale,
    );
  return { option: result.option, perSecond };
};
