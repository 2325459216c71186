import type { ComponentName } from "../domain/components.ts";
import { HALF_HOUR_MINUTES } from "../kernel/time.ts";
import { inByMetric, ledgerMetrics } from "../ledger/ledger-metrics.ts";
import { componentMetrics } from "../metrics/component-metrics.ts";
import { loadUnitOf } from "./load-unit.ts";
import type { RunMeasures } from "./measures.ts";
import type { Scalar } from "./metric-values.ts";
import type { RecordedPlan } from "./record.ts";

/** A run and what is said of it. */
export interface Measured {
  readonly plan: RecordedPlan;
  readonly measures: RunMeasures;
}

/** As a run is held against its forecast: what is further apart is not chance. */
const DEVIATIONS = 4;

/** Minutes that a load is the busiest of. */
const MINUTES: Readonly<Record<string, number>> = {
  [componentMetrics.peakShare.name]: 1,
  [componentMetrics.peakShareAll.name]: 1,
  [componentMetrics.peakShareHalfHour.name]: HALF_HOUR_MINUTES,
};

/** Of so many draws the share that falls one way. One draw more or less is always chance. */
const ofShare = (share: number, draws: number): number => Math.max(Math.sqrt((share * (1 - share)) / draws), 1 / draws);

const ofComponent = ({ metric, value }: Scalar, { plan }: Measured, component: ComponentName): number | undefined => {
  const { isPrivate, perMinute } = loadUnitOf(plan, component);
  if (isPrivate || value === undefined) return undefined;
  const minutes = MINUTES[metric.name];
  // √n of n requests, as a share of what is carried in that time.
  if (minutes !== undefined) return Math.sqrt(value / (perMinute * minutes));
  // By then n have been carried since midnight: √n more take so much longer.
  return metric === componentMetrics.emptiesAtMinute ? Math.sqrt(value / perMinute) : undefined;
};

/** Standard deviation of a figure over seeds; undefined where it is not known. */
const deviationOf = (scalar: Scalar, of: Measured): number | undefined => {
  const { metric, place, value } = scalar;
  const component = of.measures.components.find((one) => one.component === place);
  if (component !== undefined) return ofComponent(scalar, of, component.component);
  const process = of.measures.processes.find((one) => one.process === place);
  if (process === undefined || value === undefined) return undefined;
  if (metric.unit === ledgerMetrics.inTargetShare.unit) return ofShare(value, process.answered * of.plan.scale);
  return metric.unit === inByMetric("9").unit ? ofShare(value, process.wanted * of.plan.scale) : undefined;
};

/** True of figures that are marked in reports: at this scale they stand on so little that chance is a tenth of them. */
const isMarked = ({ metric, place }: Scalar, { measures }: Measured): boolean => {
  const found = measures.components.find(({ component }) => component === place);
  if (found === undefined) return false;
  return metric === componentMetrics.emptiesAtMinute
    ? found.isQueueOfChance
    : metric.name in MINUTES && found.isPeakOfChance;
};

/** No queue of the night is one that has gone at midnight. */
const readOf = (scalar: Scalar): Scalar =>
  scalar.metric === componentMetrics.emptiesAtMinute ? { ...scalar, value: scalar.value ?? 0 } : scalar;

/**
 * Whether chance alone may make a difference. Runs of other draws differ by chance in every figure: what its deviation
 * is not known of may be chance. Paired runs met the same draws, so that only figures that stand on few requests may.
 */
export const mayBeChance = (
  [from, before]: readonly [Scalar, Measured],
  [to, after]: readonly [Scalar, Measured],
  isPaired: boolean,
): boolean => {
  if (isPaired && !isMarked(from, before) && !isMarked(to, after)) return false;
  const [was, is] = [readOf(from), readOf(to)];
  if (was.value === undefined || is.value === undefined) return !isPaired;
  const [fromDeviation, toDeviation] = [deviationOf(was, before), deviationOf(is, after)];
  if (fromDeviation === undefined || toDeviation === undefined) return !isPaired;
  return Math.abs(is.value - was.value) <= DEVIATIONS * Math.hypot(fromDeviation, toDeviation);
};
