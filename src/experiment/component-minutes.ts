import type { ComponentName } from "../domain/components.ts";
import { HALF_HOUR_MINUTES, MINUTE_MS, MINUTES_A_DAY } from "../kernel/time.ts";
import type { MinuteFigureName } from "../metrics/minute-figure.ts";
import { DaysByMinute, minuteContract } from "../run/minute-figures.ts";
import type { RunResult } from "../run/run-result.ts";
import { waitingAbove } from "./load-unit.ts";
import type { RecordedPlan } from "./record.ts";

/**
 * What single minutes of a component's measured days come to: of a run that has every minute made from them, of a long
 * run as it was kept. Counts are of the meters kept.
 */
export interface ComponentMinutes {
  /** First attempts of the busiest minute, and that minute from the first measured midnight. */
  readonly firstMost: number;
  readonly firstMostAt: number;
  /** The same with retries, and of responses and alerts. */
  readonly attemptsMost: number;
  readonly returnedMost: number;
  /** Minute of the day at which the last queue before 18:00 has emptied, on the worst day; -1 where nothing waited. */
  readonly emptiesAt: number;
  /** What must be carried in a minute for nothing of the night to wait at 08:00 on any day. */
  readonly needed: number;
  /** Minutes in which something waited all the time: in a row at most, and in all. */
  readonly standingLongest: number;
  readonly standingTotal: number;
  /** Responses and alerts in working hours, and in their busiest minute. */
  readonly workingReturned: number;
  readonly workingReturnedMost: number;
  /** What is contracted for in every minute, beside what was sent; undefined where nothing is. */
  readonly contract: MinutesOfContract | undefined;
}

export interface MinutesOfContract {
  readonly peakShare: number;
  readonly peak: number;
  readonly over: number;
  readonly firstOver: number;
}

/** The most of the measured minutes, and the first in which it was, from the first measured midnight. */
const busiestMinute = (
  { horizon }: RecordedPlan,
  { firstMinuteMs }: Pick<RunResult, "firstMinuteMs">,
  values: Uint32Array,
): { readonly most: number; readonly at: number } => {
  const midnight = -firstMinuteMs / MINUTE_MS;
  const end = midnight + horizon.measuredDays * MINUTES_A_DAY;
  let at = midnight;
  for (let i = midnight; i < end; i++) if (values[i]! > values[at]!) at = i;
  return { most: values[at] ?? 0, at: at - midnight };
};

/** A figure of minutes that a long run has. */
const minuteFigure = ({ minuteFigures }: RunResult, place: string, figure: MinuteFigureName): number => {
  const found = minuteFigures.find((one) => one.place === place && one.figure === figure);
  if (found === undefined) throw new RangeError(`a long run has no ${figure} of ${place}`);
  return found.value;
};

/** The busiest minute of what arrives at a User's endpoint or at the DIP. */
export const arrivedMost = (
  plan: RecordedPlan,
  result: RunResult,
  place: string,
  arrived: Uint32Array,
): { readonly most: number; readonly at: number } =>
  result.stepMinutes === 1
    ? busiestMinute(plan, result, arrived)
    : { most: minuteFigure(result, place, "arrived_most"), at: minuteFigure(result, place, "arrived_most_at") };

const asKept = (result: RunResult, component: ComponentName): ComponentMinutes => {
  const of = (figure: MinuteFigureName): number => minuteFigure(result, component, figure);
  const isHeld = result.minuteFigures.some((one) => one.place === component && one.figure === "contract_peak");
  return {
    firstMost: of("first_most"),
    firstMostAt: of("first_most_at"),
    attemptsMost: of("attempts_most"),
    returnedMost: of("returned_most"),
    emptiesAt: of("empties_at"),
    needed: of("needed"),
    standingLongest: of("standing_longest"),
    standingTotal: of("standing_total"),
    workingReturned: of("working_returned"),
    workingReturnedMost: of("working_returned_most"),
    contract: isHeld
      ? {
          peakShare: of("contract_peak"),
          peak: of("contract_peak_at"),
          over: of("contract_over"),
          firstOver: of("contract_first_over"),
        }
      : undefined,
  };
};

const asSeen = (plan: RecordedPlan, result: RunResult, component: ComponentName): ComponentMinutes => {
  const series = result.components[component];
  const attempts = series.demandFirst.map((first, m) => first + series.demandRetries[m]!);
  const days = new DaysByMinute(
    { ...series, attempts },
    {
      waitingAbove: waitingAbove(plan, component),
      workingDays: plan.workingDays,
      contract: minuteContract(plan.contracts, component),
      scale: plan.scale,
    },
  );
  const midnight = -result.firstMinuteMs / MINUTE_MS;
  for (let day = 0; day < plan.horizon.measuredDays; day++) days.takeDay(day, midnight + day * MINUTES_A_DAY);
  const first = busiestMinute(plan, result, series.demandFirst);
  return {
    firstMost: first.most,
    firstMostAt: first.at,
    attemptsMost: busiestMinute(plan, result, attempts).most,
    returnedMost: busiestMinute(plan, result, series.returnArrived).most,
    emptiesAt: days.emptiesAt,
    needed: days.needed,
    standingLongest: days.standingLongest,
    standingTotal: days.standingTotal,
    workingReturned: days.workingReturned,
    workingReturnedMost: days.workingReturnedMost,
    contract: days.fill,
  };
};

export const componentMinutes = (plan: RecordedPlan, result: RunResult, component: ComponentName): ComponentMinutes =>
  result.stepMinutes === 1 ? asSeen(plan, result, component) : asKept(result, component);

/** The measured intervals of a series. */
export const measuredSteps = (
  { horizon }: Pick<RecordedPlan, "horizon">,
  { firstMinuteMs, stepMinutes }: Pick<RunResult, "firstMinuteMs" | "stepMinutes">,
  series: Uint32Array,
): Uint32Array => {
  const from = -firstMinuteMs / MINUTE_MS / stepMinutes;
  return series.subarray(from, from + (horizon.measuredDays * MINUTES_A_DAY) / stepMinutes);
};

/** Sums over the measured half hours of a series that counts. */
export const measuredHalfHours = (
  plan: Pick<RecordedPlan, "horizon">,
  result: Pick<RunResult, "firstMinuteMs" | "stepMinutes">,
  series: Uint32Array,
): Float64Array => {
  const values = measuredSteps(plan, result, series);
  const steps = HALF_HOUR_MINUTES / result.stepMinutes;
  return Float64Array.from({ length: values.length / steps }, (_, i) =>
    values.subarray(i * steps, (i + 1) * steps).reduce((sum, one) => sum + one, 0),
  );
};
