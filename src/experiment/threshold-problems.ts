import { usersOf } from "../domain/users.ts";
import { DAYS_BY_MINUTE } from "../metrics/run-minutes.ts";
import { didYouMean, nearest } from "../scenario/near.ts";
import { fluidPlanOf } from "../scenario/plan.ts";
import type { Problem } from "../scenario/problem.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { readCondition } from "../scenario/threshold-grammar.ts";
import type { WrittenThreshold } from "../scenario/thresholds.ts";
import { REFERENCE } from "./harm.ts";
import { takesEveryMinute } from "./threshold-figures.ts";
import { limitOf } from "./threshold-limits.ts";
import {
  isAgainstReference,
  matching,
  type Place,
  type PlacedMetric,
  placesOf,
  readMetric,
} from "./threshold-metrics.ts";

/** What a scenario's thresholds ask for and no run of it can have: each is an error, never a pass. */
export const thresholdProblems = (scenario: Scenario): readonly Problem[] => {
  if (scenario.thresholds.length === 0) return [];
  const plans = new Map(
    [...scenario.options.keys()].map((option) => [option, fluidPlanOf(scenario, option, { replication: 0, scale: 1 })]),
  );
  const places = ({ places: kind }: PlacedMetric, options: readonly string[]): Place[] => {
    const known = new Map<string, Place>();
    for (const option of options) {
      const plan = plans.get(option)!;
      const users = usersOf(plan).map(({ name }) => name);
      for (const place of placesOf(kind, plan, users)) known.set(place.name, place);
    }
    return [...known.values()];
  };
  const daysOf = (options: readonly string[]): number =>
    Math.max(...options.map((option) => plans.get(option)!.horizon.measuredDays));
  return scenario.thresholds.flatMap((threshold) =>
    problemsOf(threshold, [...plans.keys()], places, daysOf(threshold.options)),
  );
};

const minutesMissing = ({ name, at }: PlacedMetric, measuredDays: number): string => {
  const instead = at === undefined ? "max" : 'a percentile "at 30 min", max or mean';
  return (
    `${name} is a percentile over minutes, and of ${measuredDays} days half hours are kept; expected ${instead}, ` +
    `or at most ${DAYS_BY_MINUTE} days`
  );
};

const problemsOf = (
  { metric: written, is, options, path, at }: WrittenThreshold,
  all: readonly string[],
  places: (metric: PlacedMetric, options: readonly string[]) => readonly Place[],
  measuredDays: number,
): Problem[] => {
  const problems: Problem[] = [];
  const put = (key: "metric" | "is", message: string): void =>
    void problems.push({ at: at[key], path: `${path}.${key}`, message });
  const read = readMetric(written);
  const condition = readCondition(is);
  if ("wrong" in read) put("metric", read.wrong);
  if ("wrong" in condition) put("is", condition.wrong);
  if ("wrong" in read || "wrong" in condition) return problems;
  const { metric, place } = read.value;
  const limit = limitOf(metric, condition.value);
  if ("wrong" in limit) put("is", limit.wrong);
  else if (measuredDays > DAYS_BY_MINUTE && takesEveryMinute(metric.name, limit.value))
    put("is", minutesMissing(metric, measuredDays));
  if (matching(place, places(metric, options)).length === 0)
    put("metric", placeMissing(metric, place, places(metric, options), places(metric, all)));
  if (isAgainstReference(metric) && !all.includes(REFERENCE))
    put("metric", `${metric.name} is measured against ${REFERENCE}; expected an option of this name`);
  else if (isAgainstReference(metric) && options.every((option) => option === REFERENCE))
    put("metric", `${REFERENCE} is what ${metric.name} is measured against; expected other options`);
  return problems;
};

const placeMissing = (
  { places: kind }: PlacedMetric,
  place: string,
  known: readonly Place[],
  elsewhere: readonly Place[],
): string => {
  if (matching(place, elsewhere).length > 0)
    return `none of its options has the ${kind} "${place}"; expected an option that has`;
  const names = known.map(({ name }) => name);
  if (names.length === 0) return `none of its options has a ${kind}`;
  const near = nearest(place, names);
  const hint =
    near === undefined && names.length > 16 ? `expected one such as "${names[0]}"` : didYouMean(place, names);
  return `no ${kind} "${place}"; ${hint}`;
};
