import { COMPONENTS, type ComponentName } from "../domain/components.ts";
import type { UserRole } from "../domain/plan.ts";
import { HALF_HOUR_MINUTES, MINUTES_A_DAY } from "../kernel/time.ts";
import { DEADLINE_HOURS } from "../ledger/deadlines.ts";
import type { LatencyHistogram } from "../metrics/latency-histogram.ts";
import { RULE_METRICS, type RuleFigure } from "../metrics/rule-metrics.ts";
import type { RunResult } from "../run/run-result.ts";
import { REDACTED } from "../scenario/private-overlay.ts";
import { type CacheMeasures, cacheMeasures } from "./cache-measures.ts";
import { type CentralMeasures, centralMeasures } from "./central-measures.ts";
import { arrivedMost, componentMinutes, measuredHalfHours, measuredSteps } from "./component-minutes.ts";
import { type ContractMeasures, contractMeasures } from "./contract-measures.ts";
import { type CspSample, cspSamples } from "./csp-sample.ts";
import { type FaultMeasures, faultMeasures } from "./fault-measures.ts";
import { type PlayingField, playingFieldOf } from "./level-playing-field.ts";
import { endpointUnitOf, isOfChance, isQueueOfChance, type LoadUnit, loadUnitOf } from "./load-unit.ts";
import { type PerformanceMeasure, performanceMeasures } from "./performance-measures.ts";
import {
  type ClockName,
  cellsOf,
  histogramOf,
  type ProcessGroup,
  processGroups,
  timesOf,
  totalOf,
  unansweredOf,
} from "./process-groups.ts";
import type { RecordedPlan } from "./record.ts";
import { type SettlementMeasures, settlementMeasures } from "./settlement-measures.ts";
import { isTooSmallFor } from "./too-small.ts";
import { type WorkingHours, workingHours } from "./working-hours.ts";

/**
 * What a run says of one component. Counts and rates are those of full scale: the kept meters' times 1/scale. Where the
 * capacity is private there are shares of it only; the rest is NaN.
 */
export interface ComponentMeasures {
  readonly component: ComponentName;
  /** At full scale. */
  readonly capacityPerSecond: number | typeof REDACTED;
  /** That arrived in the measured days, retries included. */
  readonly requests: number;
  /**
   * Busiest minute of first attempts in the measured days, as a share of capacity, and its minute from the first
   * measured midnight.
   */
  readonly peakShare: number;
  readonly peakAtMinute: number;
  /** At this scale the busiest minutes have so few requests that chance is a tenth of them and more. */
  readonly isPeakOfChance: boolean;
  readonly isReturnPeakOfChance: boolean;
  /** The same with automatic retries. */
  readonly peakShareAll: number;
  /** Busiest second of first attempts, requests a second at full scale. */
  readonly busiestSecondPerSecond: number;
  /** Busiest half hour of first attempts, as a share of capacity. */
  readonly peakShareHalfHour: number;
  /**
   * UTC minute of the day at which the last queue before 18:00 has emptied, on the worst day; undefined when nothing
   * waited.
   */
  readonly emptiesAtMinute: number | undefined;
  /** At this scale a queue of chance counts as one. */
  readonly isQueueOfChance: boolean;
  /** Capacity at which nothing of the night waits at 08:00 UTC on any day, as a share of that there is. */
  readonly neededShare: number;
  readonly queuedMax: number;
  /** Least that waited all through some half hour: a queue that stands, not a burst that drains. */
  readonly standingQueueMax: number;
  readonly utilisation: number;
  /** Busiest minute of responses and alerts, as a share of what the return path carries. */
  readonly returnPeakShare: number;
}

export interface Percentiles {
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/**
 * What a run says of one process and role. Percentiles are over needs whose meter could be reached; what never came
 * counts as later than any.
 */
export interface ProcessMeasures {
  readonly process: string;
  readonly title: string;
  readonly isExisting: boolean;
  readonly wanted: number;
  readonly answered: number;
  readonly refused: number;
  /** Given up after the last attempt; of these the meter was out of reach. */
  readonly expired: number;
  readonly dark: number;
  readonly open: number;
  readonly neverSent: number;
  readonly attempts: number;
  /** Of those answered, the share inside target on the official clock. */
  readonly inTargetShare: number;
  /** Refused or given up, of all whose meter could be reached. */
  readonly lostShare: number;
  /** True where the run's scale is too small to tell whether the target is kept. */
  readonly isTooSmall: boolean;
  readonly wantedClock: Percentiles;
  readonly officialClock: Percentiles;
  readonly networkClock: Percentiles;
  /** Share of all wanted that was in, by hours after the data day's end; for daily reads only. */
  readonly inByHour: Readonly<Record<string, number>> | undefined;
}

/** What a run says of one User's receiving endpoint. */
export interface UserMeasures {
  readonly user: string;
  readonly role: UserRole;
  /** At full scale. */
  readonly capacityPerSecond: number | typeof REDACTED;
  /** Busiest minute of responses and alerts, as a share of its rate; its minute from the first measured midnight. */
  readonly peakShare: number;
  readonly peakAtMinute: number;
  /** Responses and alerts of a measured day, at full scale. */
  readonly perDay: number;
}

export interface RunMeasures {
  readonly option: string;
  readonly components: readonly ComponentMeasures[];
  /** Contracts of the CSPs and S1SPs, in total and by class. */
  readonly contracts: readonly ContractMeasures[];
  readonly processes: readonly ProcessMeasures[];
  /** Code Performance Measures, with their splits. */
  readonly performance: readonly PerformanceMeasure[];
  /** Round trips of the CSPs: the census and the DCC's own sample. */
  readonly cspSamples: readonly CspSample[];
  /** What return traffic does to the working day. */
  readonly workingHours: WorkingHours;
  readonly users: readonly UserMeasures[];
  /** Caches of the S1SPs; empty where there are none. */
  readonly caches: readonly CacheMeasures[];
  readonly faults: readonly FaultMeasures[];
  /** Alerts of the whole run, of devices and of the DCC, and how long they took. */
  readonly alerts: {
    readonly raised: number;
    readonly delivered: number;
    readonly refused: number;
    readonly clock: Percentiles;
  };
  /** Independent MDRs beside suppliers as own MDR, one a clock; undefined unless both read MHHS profiles. */
  readonly playingField: readonly PlayingField[] | undefined;
  /** Figures of the DCC's rules that are on; counts at full scale. */
  readonly rules: readonly RuleFigure[];
  /** What each Settlement Run settles on; undefined where settlement is off. */
  readonly settlement: SettlementMeasures | undefined;
  /** What central settlement makes of it: error, correction, money; undefined where settlement is off. */
  readonly central: CentralMeasures | undefined;
}

/** A capacity, if it may be told. */
const toldCapacity = ({ isPrivate, capacity }: Pick<LoadUnit, "isPrivate" | "capacity">): number | typeof REDACTED =>
  isPrivate ? REDACTED : capacity;

const sumOf = (values: Uint32Array | Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
};

const mostOf = (values: Uint32Array | Float64Array): number => {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, values[i]!);
  return most;
};

/** The least of each half hour, and the most of these. */
const standingMost = (queuedForMin: Uint32Array, stepMinutes: number): number => {
  const steps = HALF_HOUR_MINUTES / stepMinutes;
  let standing = 0;
  for (let from = 0; from < queuedForMin.length; from += steps) {
    let least = queuedForMin[from]!;
    for (let i = from + 1; i < from + steps; i++) least = Math.min(least, queuedForMin[i]!);
    standing = Math.max(standing, least);
  }
  return standing;
};

const componentMeasures = (plan: RecordedPlan, result: RunResult): ComponentMeasures[] =>
  COMPONENTS.map((component) => {
    const series = result.components[component];
    const unit = loadUnitOf(plan, component);
    const { perMinute } = unit;
    const measured = (values: Uint32Array): Uint32Array => measuredSteps(plan, result, values);
    // In requests, at full scale: there is no such figure where the capacity is private.
    const requests = (count: number): number => (unit.isPrivate ? Number.NaN : count / plan.scale);
    const minutes = componentMinutes(plan, result, component);
    return {
      component,
      capacityPerSecond: toldCapacity(unit),
      requests: requests(sumOf(measured(series.arrived))),
      peakShare: minutes.firstMost / perMinute,
      peakAtMinute: minutes.firstMostAt,
      isPeakOfChance: isOfChance(plan, minutes.firstMost, unit),
      isReturnPeakOfChance: isOfChance(plan, minutes.returnedMost, unit),
      peakShareAll: minutes.attemptsMost / perMinute,
      busiestSecondPerSecond: requests(mostOf(measured(series.demandFirstBusiestSecond))),
      peakShareHalfHour: mostOf(measuredHalfHours(plan, result, series.demandFirst)) / (HALF_HOUR_MINUTES * perMinute),
      emptiesAtMinute: minutes.emptiesAt === -1 ? undefined : minutes.emptiesAt,
      isQueueOfChance: isQueueOfChance(plan, component),
      neededShare: minutes.needed / perMinute,
      queuedMax: requests(mostOf(measured(series.queuedForMax))),
      standingQueueMax: requests(standingMost(measured(series.queuedForMin), result.stepMinutes)),
      utilisation:
        (sumOf(measured(series.demandFirst)) + sumOf(measured(series.demandRetries))) /
        (plan.horizon.measuredDays * MINUTES_A_DAY * perMinute),
      returnPeakShare: minutes.returnedMost / (perMinute * plan.capacity.responseFactor),
    };
  });

export const percentilesOf = (times: LatencyHistogram, unanswered: number): Percentiles => {
  const at = (p: number): number => times.quantileMs(p, unanswered);
  return { p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99), maxMs: times.maxMs };
};

const processMeasures = (plan: RecordedPlan, result: RunResult, group: ProcessGroup): ProcessMeasures | undefined => {
  const { ledger } = result;
  const cells = cellsOf(ledger, group);
  const kept = (column: Float64Array): number => totalOf(column, cells);
  const count = (column: Float64Array): number => kept(column) / result.scale;
  const wanted = count(ledger.wanted);
  if (wanted === 0) return undefined;
  const answered = count(ledger.answered);
  const refused = count(ledger.refused);
  const expired = count(ledger.expired);
  const dark = count(ledger.dark);
  const unanswered = unansweredOf(ledger, cells);
  const percentiles = (clock: ClockName): Percentiles => percentilesOf(timesOf(ledger[clock], cells), unanswered);
  const by = (deadline: number): number => {
    let answeredBy = 0;
    for (const cell of cells)
      for (let d = 0; d <= deadline; d++) answeredBy += ledger.byDeadline[cell * DEADLINE_HOURS.length + d]!;
    return answeredBy / kept(ledger.wanted);
  };
  return {
    process: group.process,
    title: group.title,
    isExisting: group.isExisting,
    wanted,
    answered,
    refused,
    expired,
    dark,
    open: count(ledger.sent) - answered - refused - expired,
    neverSent: wanted - count(ledger.sent),
    attempts: count(ledger.attempts),
    inTargetShare: answered > 0 ? count(ledger.inTarget) / answered : Number.NaN,
    lostShare: wanted > dark ? (refused + expired - dark) / (wanted - dark) : 0,
    isTooSmall: isTooSmallFor(plan, group),
    wantedClock: percentiles("wantedMs"),
    officialClock: percentiles("officialMs"),
    networkClock: percentiles("networkMs"),
    inByHour: group.isDaily ? Object.fromEntries(DEADLINE_HOURS.map((hour, d) => [String(hour), by(d)])) : undefined,
  };
};

const alertMeasures = ({ ledger, scale }: RunResult): RunMeasures["alerts"] => {
  const { raised, delivered, refused } = ledger.alerts;
  const times = histogramOf(ledger.alertMs);
  return {
    raised: raised / scale,
    delivered: delivered / scale,
    refused: refused / scale,
    clock: percentilesOf(times, 0),
  };
};

const COUNTED: ReadonlySet<string> = new Set(RULE_METRICS.flatMap((one) => (one.isCounted ? [one.name] : [])));

const ruleMeasures = ({ rules, scale }: RunResult): RuleFigure[] =>
  rules.map((one) => (COUNTED.has(one.metric) ? { ...one, value: one.value / scale } : one));

export const userMeasures = (plan: RecordedPlan, result: RunResult): UserMeasures[] =>
  result.users.map((one) => {
    const { name, role, arrived } = one;
    const unit = endpointUnitOf(one, plan.scale);
    const busiest = arrivedMost(plan, result, name, arrived);
    const perDay = sumOf(measuredSteps(plan, result, arrived)) / (plan.horizon.measuredDays * plan.scale);
    return {
      user: name,
      role,
      capacityPerSecond: toldCapacity(unit),
      peakShare: busiest.most / unit.perMinute,
      peakAtMinute: busiest.at,
      perDay: unit.isPrivate ? Number.NaN : perDay,
    };
  });

/** Everything that reports and thresholds read of one run. */
export const measuresOf = (plan: RecordedPlan, result: RunResult): RunMeasures => ({
  option: plan.option,
  components: componentMeasures(plan, result),
  contracts: contractMeasures(plan, result),
  processes: processGroups(plan).flatMap((group) => processMeasures(plan, result, group) ?? []),
  performance: performanceMeasures(plan, result),
  cspSamples: cspSamples(plan, result),
  workingHours: workingHours(plan, result),
  users: userMeasures(plan, result),
  caches: cacheMeasures(result),
  faults: faultMeasures(plan, result),
  alerts: alertMeasures(result),
  playingField: playingFieldOf(plan, result),
  rules: ruleMeasures(result),
  settlement: settlementMeasures(plan, result),
  central: centralMeasures(plan, result),
});
