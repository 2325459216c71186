import { COMPONENTS, type ComponentName } from "../domain/components.ts";
import { HALF_HOUR_MINUTES, MINUTE_MS } from "../kernel/time.ts";
import { RULE_METRICS, togetherOf } from "../metrics/rule-metrics.ts";
import { arrivedMost, type ComponentMinutes, componentMinutes, measuredSteps } from "./component-minutes.ts";
import { type Costs, costScalars } from "./costs.ts";
import { type Harm, harmShare } from "./harm.ts";
import { endpointUnitOf, loadUnitOf } from "./load-unit.ts";
import type { ComponentMeasures, ProcessMeasures, RunMeasures } from "./measures.ts";
import { scalarsOf } from "./metric-values.ts";
import { type ClockName, cellsOf, processGroups, timesOf, unansweredOf } from "./process-groups.ts";
import type { RunRecord } from "./record.ts";
import type { Limit } from "./threshold-limits.ts";
import { type FamilyName, isFamily } from "./threshold-metrics.ts";

/** A run with what was measured of it. */
export interface MeasuredRun extends Pick<RunRecord, "plan" | "result"> {
  readonly measures: RunMeasures;
  /** Against the reference; undefined for the reference itself, and where it was not run. */
  readonly harm: readonly Harm[] | undefined;
  /** Beyond the reference; undefined as harm is. */
  readonly costs: Costs | undefined;
}

/** What a run has of a metric at a place, in base units; NaN when nothing was there to be measured. */
export interface Figure {
  /** Infinity for a percentile that falls among needs never answered. */
  readonly value: number;
  /** The longest answer, where the value may be beyond it. */
  readonly longestMs?: number;
}

/** Undefined when the run has nothing of the kind. */
type FigureOf = (run: MeasuredRun, place: string, limit: Limit) => Figure | undefined;

/** The measured intervals of a series. */
const measured = ({ plan, result }: MeasuredRun, series: Uint32Array): Uint32Array =>
  measuredSteps(plan, result, series);

/** The value that a share p of all stays within: the nearest rank. */
const rank = (values: Float64Array, p: number): number =>
  values.toSorted()[Math.max(0, Math.ceil(p * values.length) - 1)]!;

const sum = (values: Float64Array): number => values.reduce((all, value) => all + value, 0);

const overTime = (values: Float64Array, { statistic, percentile }: Limit): Figure => {
  if (percentile !== undefined) return { value: rank(values, percentile) };
  return { value: statistic === "mean" ? sum(values) / values.length : values.reduce((p, q) => Math.max(p, q), 0) };
};

/**
 * Counts a minute as shares of what is carried in one, over the interval that the limit names. Of a long run they are
 * of half hours, and its busiest minute is told beside them.
 */
const shareOf = (
  { result: { stepMinutes } }: MeasuredRun,
  counts: Float64Array,
  carried: number,
  limit: Limit,
  busiestMinute: () => number,
): Figure => {
  if (stepMinutes > 1 && limit.at === "1 min" && limit.statistic === "max") return { value: busiestMinute() / carried };
  // The mean of half hours is that of their minutes.
  const minutes = limit.at === "30 min" ? HALF_HOUR_MINUTES : stepMinutes;
  const steps = minutes / stepMinutes;
  const shares = Float64Array.from(
    { length: counts.length / steps },
    (_, i) => sum(counts.subarray(i * steps, (i + 1) * steps)) / (minutes * carried),
  );
  return overTime(shares, limit);
};

/** Of a long run no minute is kept one by one: what a limit asks of their order, no such run can have. */
export const takesEveryMinute = (metric: string, { percentile, at }: Limit): boolean =>
  percentile !== undefined && (at === "1 min" || metric === "queue");

const minutesOf = ({ plan, result }: MeasuredRun, component: ComponentName): ComponentMinutes =>
  componentMinutes(plan, result, component);

const isComponent = (place: string): place is ComponentName => (COMPONENTS as readonly string[]).includes(place);

type OfComponent = (run: MeasuredRun, component: ComponentName, limit: Limit) => Figure;
const ofComponent =
  (figure: OfComponent): FigureOf =>
  (run, place, limit) =>
    isComponent(place) ? figure(run, place, limit) : undefined;

const demandShare: OfComponent = (run, component, limit) => {
  const { demandFirst, demandFirstBusiestSecond } = run.result.components[component];
  const { perMinute } = loadUnitOf(run.plan, component);
  return limit.at === "1 s"
    ? {
        value: (60 * measured(run, demandFirstBusiestSecond).reduce((most, one) => Math.max(most, one), 0)) / perMinute,
      }
    : shareOf(
        run,
        Float64Array.from(measured(run, demandFirst)),
        perMinute,
        limit,
        () => minutesOf(run, component).firstMost,
      );
};

const demandAllShare: OfComponent = (run, component, limit) => {
  const { demandFirst, demandRetries } = run.result.components[component];
  const retries = measured(run, demandRetries);
  const all = Float64Array.from(measured(run, demandFirst), (first, m) => first + retries[m]!);
  const { perMinute } = loadUnitOf(run.plan, component);
  return shareOf(run, all, perMinute, limit, () => minutesOf(run, component).attemptsMost);
};

const returnShare: OfComponent = (run, component, limit) => {
  const arrived = Float64Array.from(measured(run, run.result.components[component].returnArrived));
  const carried = loadUnitOf(run.plan, component).perMinute * run.plan.capacity.responseFactor;
  return shareOf(run, arrived, carried, limit, () => minutesOf(run, component).returnedMost);
};

const queue: OfComponent = (run, component, limit) => {
  if (loadUnitOf(run.plan, component).isPrivate) return { value: Number.NaN };
  const { queuedForMax } = run.result.components[component];
  return overTime(
    Float64Array.from(measured(run, queuedForMax), (n) => n / run.plan.scale),
    limit,
  );
};

const componentOf = ({ measures }: MeasuredRun, name: ComponentName): ComponentMeasures =>
  measures.components.find(({ component }) => component === name)!;

const standingQueue: OfComponent = (run, component, { statistic }) => {
  if (statistic === "max") return { value: componentOf(run, component).standingQueueMax };
  const { standingLongest, standingTotal } = minutesOf(run, component);
  return { value: MINUTE_MS * (statistic === "longest" ? standingLongest : standingTotal) };
};

type OfProcess = (process: ProcessMeasures, limit: Limit) => number | undefined;
const ofProcess =
  (figure: OfProcess): FigureOf =>
  ({ measures }, place, limit) => {
    const process = measures.processes.find((one) => one.process === place);
    const value = process === undefined ? undefined : figure(process, limit);
    return value === undefined ? undefined : { value };
  };

const needs = (field: "answered" | "refused" | "expired" | "dark" | "open" | "neverSent"): FigureOf =>
  ofProcess((process, { statistic }) => (statistic === "total" ? process[field] : process[field] / process.wanted));

const latency =
  (clock: ClockName): FigureOf =>
  ({ plan, result, measures }, place, { percentile = 1 }) => {
    const group = processGroups(plan).find(({ process }) => process === place);
    if (group === undefined || measures.processes.every(({ process }) => process !== place)) return undefined;
    const cells = cellsOf(result.ledger, group);
    const times = timesOf(result.ledger[clock], cells);
    return { value: times.quantileMs(percentile, unansweredOf(result.ledger, cells)), longestMs: times.maxMs };
  };

const hourOf = (at: string | undefined): string => String(Number(at?.slice(0, 2)));

const FIGURES: Readonly<Record<FamilyName, FigureOf>> = {
  demand_share: ofComponent(demandShare),
  demand_all_share: ofComponent(demandAllShare),
  return_share: ofComponent(returnShare),
  queue: ofComponent(queue),
  standing_queue: ofComponent(standingQueue),
  // Where nothing waited at all it has emptied as the day begins.
  night_queue: ofComponent((run, component) => ({ value: componentOf(run, component).emptiesAtMinute ?? 0 })),
  endpoint_share: (run, place, limit) => {
    const user = run.result.users.find(({ name }) => name === place);
    if (user === undefined) return undefined;
    const arrived = Float64Array.from(measured(run, user.arrived));
    const { perMinute } = endpointUnitOf(user, run.plan.scale);
    const most = (): number => arrivedMost(run.plan, run.result, place, user.arrived).most;
    return shareOf(run, arrived, perMinute, limit, most);
  },
  in_target: ofProcess((process) => process.inTargetShare),
  read_in: ofProcess(({ inByHour }, { at }) => inByHour?.[hourOf(at)]),
  wanted_latency: latency("wantedMs"),
  official_latency: latency("officialMs"),
  network_latency: latency("networkMs"),
  answered: needs("answered"),
  refused: needs("refused"),
  expired: needs("expired"),
  dark: needs("dark"),
  open: needs("open"),
  never_sent: needs("neverSent"),
  harm: ({ harm }, place) => {
    const found = harm?.find(({ process }) => process === place);
    return found && { value: harmShare(found) };
  },
};

/** A single figure as it stands in the summary. */
const singleFigure = ({ measures, costs }: MeasuredRun, name: string, place: string): Figure | undefined => {
  const rule = RULE_METRICS.find((one) => one.name === name);
  if (rule !== undefined) {
    const value = togetherOf(measures.rules, rule);
    return value === undefined ? undefined : { value };
  }
  const cost = costScalars(costs).find((one) => one.metric.name === name && one.place === place);
  if (cost !== undefined) return cost.value === undefined ? undefined : { value: cost.value };
  const found = scalarsOf(measures).find((one) => one.metric.name === name && one.place === place);
  if (found === undefined) return undefined;
  const longest = measures.processes.find(({ process }) => process === place);
  const clock = `${name.split("_")[0]}Clock` as "wantedClock";
  const longestMs = found.metric.unit === "ms" ? longest?.[clock].maxMs : undefined;
  const nothing = found.metric.unit === "minute of the UTC day" ? 0 : Number.NaN;
  return { value: found.value ?? nothing, ...(longestMs === undefined ? {} : { longestMs }) };
};

/** What a run has of a metric at a place; undefined when it has nothing of the kind. */
export const figureOf = (run: MeasuredRun, name: string, place: string, limit: Limit): Figure | undefined =>
  isFamily(name) ? FIGURES[name](run, place, limit) : singleFigure(run, name, place);
