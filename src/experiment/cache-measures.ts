import { ACCESS, type AccessName } from "../domain/components.ts";
import { cacheScalar } from "../metrics/cache-metrics.ts";
import type { RunResult } from "../run/run-result.ts";

/** What became of the profile reads that came to the cache of an S1SP, at full scale. */
export interface CacheMeasures {
  readonly component: AccessName;
  readonly needs: number;
  readonly deviceReads: number;
  readonly hits: number;
  readonly joined: number;
  /** Share of needs answered from the cache. */
  readonly hitShare: number;
  /** Share of needs that asked no device: hits and joined, counted and never set. */
  readonly savedShare: number;
}

/** The caches of a run; none where the option has none. */
export const cacheMeasures = ({ scalars, scale }: RunResult): readonly CacheMeasures[] =>
  ACCESS.flatMap((component) => {
    const needs = scalars[cacheScalar(component, "needs")];
    if (needs === undefined) return [];
    const hits = scalars[cacheScalar(component, "hits")]!;
    const joined = scalars[cacheScalar(component, "joined")]!;
    const deviceReads = scalars[cacheScalar(component, "device_reads")]!;
    return [
      {
        component,
        needs: needs / scale,
        deviceReads: deviceReads / scale,
        hits: hits / scale,
        joined: joined / scale,
        hitShare: hits / needs,
        savedShare: (hits + joined) / needs,
      },
    ];
  });
