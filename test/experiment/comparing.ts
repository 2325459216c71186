import type { Plan } from "../../src/domain/plan.ts";
import {
  type Compared,
  type Comparison,
  compare,
  type Difference,
  type Side,
} from "../../src/experiment/comparison.ts";
import { forecastOf } from "../../src/experiment/forecast.ts";
import type { RunResult } from "../../src/run/run-result.ts";
import { optionNamed } from "../market/options.ts";
import { emptyResult, recordOf } from "./hand-made.ts";

/** A side of a comparison: a run of a plan in which nothing happened but what `write` puts there. */
export interface Written {
  readonly plan?: Plan;
  readonly result?: string;
  readonly resolved?: string;
  readonly write?: (result: RunResult) => void;
}

export const PLANS = {
  today: optionNamed("as-today").plan(0.5),
  filled: optionNamed("valley-fill").plan(0.5),
};

const FORECASTS = new Map(Object.values(PLANS).map((plan) => [plan, forecastOf(plan, PLANS.today)]));

export const sideOf = ({ plan = PLANS.today, result: name = "runs/a", resolved, write }: Written): Side => {
  const result = emptyResult(plan);
  write?.(result);
  const record = recordOf([{ plan, result, forecast: FORECASTS.get(plan)! }]);
  const [run] = record.runs;
  return { result: name, record, run: { ...run!, ...(resolved === undefined ? {} : { resolved }) } };
};

export const compared = (reference: Written, other: Written, noise = 0.01): Comparison =>
  compare(sideOf(reference), sideOf({ plan: PLANS.filled, ...other }), noise);

export const differenceAt = ({ differences }: Comparison, metric: string, place: string): Difference => {
  const found = differences.find((one) => one.metric.name === metric && one.place === place);
  if (found === undefined) throw new RangeError(`no ${metric} of ${place}`);
  return found;
};

/** From, to and what that means. */
export const said = (comparison: Comparison, metric: string, place: string): readonly [Compared, Compared, string] => {
  const { from, to, verdict } = differenceAt(comparison, metric, place);
  return [from, to, verdict];
};
