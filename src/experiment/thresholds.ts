import { componentMetrics } from "../metrics/component-metrics.ts";
import type { Quantity } from "../metrics/threshold-metric.ts";
import { type Operator, readCondition } from "../scenario/threshold-grammar.ts";
import type { Severity, Threshold } from "../scenario/thresholds.ts";
import type { Reading } from "../scenario/units.ts";
import { untoldCosts } from "./costs.ts";
import { REFERENCE } from "./harm.ts";
import { type Figure, figureOf, type MeasuredRun } from "./threshold-figures.ts";
import { type Limit, limitOf } from "./threshold-limits.ts";
import { isAgainstReference, isCost, matching, type PlacedMetric, placesOf, readMetric } from "./threshold-metrics.ts";
import { isTooSmall } from "./too-small.ts";

/** A threshold held against an option. */
export interface ThresholdResult {
  readonly metric: string;
  readonly is: string;
  readonly severity: Severity;
  readonly option: string;
  readonly outcome: "held" | "failed" | "not judged";
  /** Where the figure is from, the worst of several places; null when nothing was judged. */
  readonly place: string | null;
  /**
   * In base units: ms, minutes of the UTC day, requests, requests a second, shares of one. Null when there is none, and
   * when it is only known to be longer than the longest answer.
   */
  readonly actual: number | null;
  /** The longest answer, when the figure is a time among needs never answered: later than this. */
  readonly laterThanMs: number | null;
  readonly limit: number;
  readonly quantity: Quantity;
  /** Why it is not judged, or what a scaled-down run makes uncertain. */
  readonly note: string | null;
}

/** Thresholds that nobody may pass over: a failed one of severity error ends the command with its own code. */
export const hasFailed = (results: readonly ThresholdResult[]): boolean =>
  results.some(({ outcome, severity }) => outcome === "failed" && severity === "error");

/** Every threshold held against every option that it is for, and was asked for, thresholds in the scenario's order. */
export const judgeThresholds = (
  thresholds: readonly Threshold[],
  runs: readonly MeasuredRun[],
  unfinished: readonly string[],
): readonly ThresholdResult[] =>
  thresholds.flatMap((threshold) =>
    threshold.options.flatMap((option) => {
      if (isOwnReference(threshold, option)) return [];
      const run = runs.find(({ plan }) => plan.option === option);
      if (run !== undefined) return [judge(threshold, run)];
      return unfinished.includes(option) ? [unjudged(threshold, option)] : [];
    }),
  );

/** The reference is not held against itself. */
const isOwnReference = (threshold: Threshold, option: string): boolean =>
  option === REFERENCE && isAgainstReference(read(threshold).metric);

/** A record holds thresholds that were found right before anything ran. */
const sure = <T>(reading: Reading<T>, { metric, is }: Threshold): T => {
  if ("wrong" in reading) throw new RangeError(`threshold ${metric} ${is}: ${reading.wrong}`);
  return reading.value;
};

interface Found {
  readonly place: string;
  readonly figure: Figure;
}

const read = (threshold: Threshold) => {
  const { metric, place } = sure(readMetric(threshold.metric), threshold);
  return { metric, place, limit: sure(limitOf(metric, sure(readCondition(threshold.is), threshold)), threshold) };
};

const unjudged = (threshold: Threshold, option: string): ThresholdResult => {
  const { metric, is, severity } = threshold;
  const { limit } = read(threshold);
  return {
    ...{ metric, is, severity, option, outcome: "not judged" },
    ...actualOf(undefined),
    limit: limit.value,
    quantity: limit.quantity,
    note: "the option was not finished",
  };
};

const judge = (threshold: Threshold, run: MeasuredRun): ThresholdResult => {
  const { metric, place, limit } = read(threshold);
  const users = run.result.users.map(({ name }) => name);
  const places = matching(place, placesOf(metric.places, run.plan, users)).map(({ name }) => name);
  const found = places.flatMap((name): Found[] => {
    const figure = figureOf(run, metric.name, name, limit);
    return figure === undefined ? [] : [{ place: name, figure }];
  });
  const untold = metric.places === "component" || metric.places === "User" ? found.filter(isPrivate) : [];
  const tooSmall = metric.isTimed === true ? found.filter((one) => isTooSmall(run.plan, one.place)) : [];
  const judged = found.filter((one) => !untold.includes(one) && !tooSmall.includes(one));
  const worst = worstOf(judged, limit.operator);
  const fails = worst !== undefined && !holds(worst.figure.value, limit);
  // A failure is one whatever can't be judged beside it; all must be known to hold.
  const reason = fails ? undefined : reasonOf(metric, run, places, found, untold, tooSmall);
  const { metric: written, is, severity } = threshold;
  return {
    ...{ metric: written, is, severity, option: run.plan.option },
    outcome: fails ? "failed" : reason === undefined ? "held" : "not judged",
    ...(reason === undefined ? actualOf(worst) : actualOf(undefined)),
    limit: limit.value,
    quantity: limit.quantity,
    note: reason ?? caveatOf(metric, limit, run, places) ?? null,
  };
};

const holds = (value: number, { operator, value: limit }: Limit): boolean => {
  if (operator === "<") return value < limit;
  if (operator === "<=") return value <= limit;
  return operator === ">" ? value > limit : value >= limit;
};

/** The place that comes nearest to failing, or fails by most; one that has no figure fails anything. */
const worstOf = (found: readonly Found[], operator: Operator): Found | undefined => {
  const badness = ({ figure: { value } }: Found): number =>
    Number.isNaN(value) ? Number.POSITIVE_INFINITY : operator.startsWith("<") ? value : -value;
  return found.reduce<Found | undefined>(
    (worst, one) => (worst === undefined || badness(one) > badness(worst) ? one : worst),
    undefined,
  );
};

const actualOf = (worst: Found | undefined): Pick<ThresholdResult, "place" | "actual" | "laterThanMs"> => ({
  place: worst?.place ?? null,
  actual: worst !== undefined && Number.isFinite(worst.figure.value) ? worst.figure.value : null,
  laterThanMs: worst?.figure.value === Number.POSITIVE_INFINITY ? (worst.figure.longestMs ?? null) : null,
});

const reasonOf = (
  metric: PlacedMetric,
  run: MeasuredRun,
  places: readonly string[],
  found: readonly Found[],
  untold: readonly Found[],
  tooSmall: readonly Found[],
): string | undefined => {
  if (isAgainstReference(metric) && run.harm === undefined) return "nothing to compare with: without-mhhs was not run";
  if (isCost(metric)) {
    const untoldCost = untoldCosts(run.costs!, metric.places === "changed role", places);
    if (untoldCost !== undefined || found.length === 0) return untoldCost ?? "it is not priced";
  }
  if (found.length === 0) return "the option has nothing of the kind";
  if (untold.length > 0) return "it would tell a private value";
  const [first] = tooSmall;
  if (first === undefined) return undefined;
  return `scale ${run.plan.scale} is too small for ${first.place}`;
};

/** Of a component or a User everything is recorded, but what a private overlay withholds. */
const isPrivate = ({ figure }: Found): boolean => Number.isNaN(figure.value);

const RARE = 0.999;
/** What is read off the last queue of the night. */
const NIGHT_QUEUE: readonly string[] = ["night_queue", componentMetrics.emptiesAtMinute.name];

/** What to keep in mind of a figure from a scaled-down run. */
const caveatOf = (
  metric: PlacedMetric,
  limit: Limit,
  { plan, measures }: MeasuredRun,
  places: readonly string[],
): string | undefined => {
  if (plan.scale === 1) return undefined;
  const isRare = limit.percentile !== undefined && limit.percentile >= RARE;
  // A half hour, and a mean over the day, have requests enough.
  const isMany = limit.at === "30 min" || limit.statistic === "mean";
  const isQueue =
    NIGHT_QUEUE.includes(metric.name) &&
    measures.components.some(({ component, isQueueOfChance }) => isQueueOfChance && places.includes(component));
  const why =
    (isMany ? undefined : metric.notAtScale) ??
    (isQueue ? "ten requests count as a queue, which chance alone may bring" : undefined) ??
    (isRare ? "p99.9 and beyond need every meter" : undefined);
  return why === undefined ? undefined : `uncertain at scale ${plan.scale}: ${why}`;
};
