import { COMPONENTS } from "../../src/domain/components.ts";
import { HALF_HOUR_MINUTES, MINUTES_A_DAY } from "../../src/kernel/time.ts";
import type { RunResult } from "../../src/run/run-result.ts";

export interface ScaleAgreement {
  readonly checked: number;
  readonly outside: number;
  /** In units of √(s/n). */
  readonly worst: number;
  readonly worstAt: string;
}

/** First attempts of each half hour of the first measured day, component by component. */
const halfHoursOf = (result: RunResult): Float64Array[] => {
  const midnight = -result.firstMinuteMs / 60_000;
  return COMPONENTS.map((name) => {
    const counts = new Float64Array(MINUTES_A_DAY / HALF_HOUR_MINUTES);
    for (let minute = 0; minute < MINUTES_A_DAY; minute++)
      counts[Math.floor(minute / HALF_HOUR_MINUTES)]! += result.components[name].demandFirst[midnight + minute]!;
    return counts;
  });
};

/**
 * Whether a smaller run has the day's shape of a larger one: s is a half hour's first attempts at a component as a
 * share of all first attempts of the day (all come by the DSP), n is how many the smaller run kept.
 */
export const scaleAgreementOf = (smaller: RunResult, larger: RunResult): ScaleAgreement => {
  const few = halfHoursOf(smaller);
  const many = halfHoursOf(larger);
  const sum = (counts: Float64Array): number => counts.reduce((total, count) => total + count, 0);
  const n = sum(few[0]!);
  const all = sum(many[0]!);
  let [checked, outside, worst, worstAt] = [0, 0, 0, ""];
  COMPONENTS.forEach((name, component) => {
    many[component]!.forEach((count, halfHour) => {
      const share = count / all;
      if (share === 0) return;
      const off = Math.abs(few[component]![halfHour]! / n - share) / Math.sqrt(share / n);
      checked++;
      if (off > 4) outside++;
      if (off > worst) [worst, worstAt] = [off, `${name}, half hour ${halfHour}`];
    });
  });
  return { checked, outside, worst, worstAt };
};
