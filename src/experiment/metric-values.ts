import { DEADLINE_HOURS } from "../ledger/deadlines.ts";
import { clockMetrics, inByMetric, ledgerMetrics } from "../ledger/ledger-metrics.ts";
import { cacheMetrics } from "../metrics/cache-metrics.ts";
import { CENTRAL_METRICS } from "../metrics/central-metrics.ts";
import { componentMetrics, userMetrics } from "../metrics/component-metrics.ts";
import { contractMetrics } from "../metrics/contract-metrics.ts";
import { costMetrics } from "../metrics/cost-metrics.ts";
import { cspMetrics } from "../metrics/csp-metrics.ts";
import type { Declaration } from "../metrics/declaration.ts";
import { faultMetrics } from "../metrics/fault-metrics.ts";
import { playingFieldMetrics } from "../metrics/playing-field-metrics.ts";
import { RULE_METRICS } from "../metrics/rule-metrics.ts";
import { SETTLEMENT_METRICS } from "../metrics/settlement-metrics.ts";
import { overnightMetrics, workingHoursMetrics } from "../metrics/working-hours-metrics.ts";
import { centralScalars } from "./central-measures.ts";
import type { Percentiles, RunMeasures } from "./measures.ts";
import { settlementScalars } from "./settlement-scalars.ts";

const PERCENTILES: readonly (readonly [keyof Percentiles, string])[] = [
  ["p50Ms", "p50"],
  ["p95Ms", "p95"],
  ["p99Ms", "p99"],
  ["maxMs", "max"],
];

/** A clock's percentile as a metric of its own. */
const clockPercentile = (clock: Declaration, percentile: string): Declaration => ({
  ...clock,
  name: `${clock.name}_${percentile}_ms`,
  title: `${clock.title}, ${percentile}`,
});

/** Every metric by name, for reports to explain. */
export const metricCatalogue = (): readonly Declaration[] => [
  ...Object.values(componentMetrics),
  ...Object.values(contractMetrics),
  ...Object.values(cspMetrics),
  ...Object.values(workingHoursMetrics),
  ...Object.values(overnightMetrics),
  ...Object.values(userMetrics),
  ...Object.values(cacheMetrics),
  ...Object.values(ledgerMetrics),
  ...Object.values(clockMetrics).flatMap((clock) => PERCENTILES.map(([, name]) => clockPercentile(clock, name))),
  ...DEADLINE_HOURS.map((hour) => inByMetric(String(hour))),
  ...RULE_METRICS,
  ...SETTLEMENT_METRICS,
  ...CENTRAL_METRICS,
  ...Object.values(faultMetrics),
  ...Object.values(playingFieldMetrics),
  ...Object.values(costMetrics),
];

const CLOCK_FIELDS = { wantedMs: "wantedClock", officialMs: "officialClock", networkMs: "networkClock" } as const;

/** A figure of a run; undefined, NaN or infinite when nothing has it. */
export interface Scalar {
  readonly metric: Declaration;
  /** A component, a contract, a process, a User, a fault, a clock, what a rule counts by, or what is priced. */
  readonly place: string;
  readonly value: number | undefined;
  /** The longest answer, where the value falls among needs never answered and is above it. */
  readonly laterThanMs?: number;
}

/** Every scalar of a run: component by component, User by User, process by process, fault by fault, clock by clock. */
export const scalarsOf = (measures: RunMeasures): readonly Scalar[] => {
  const { components, contracts, processes, users, caches, rules, faults } = measures;
  const scalars: Scalar[] = [];
  const add = (metric: Declaration, place: string, value: number | undefined): void =>
    void scalars.push({ metric, place, value });
  const addTime = (metric: Declaration, place: string, value: number, longestMs: number): void =>
    void scalars.push({
      metric,
      place,
      value,
      ...(value === Number.POSITIVE_INFINITY ? { laterThanMs: longestMs } : {}),
    });
  for (const component of components)
    for (const [field, metric] of Object.entries(componentMetrics))
      add(metric, component.component, component[field as keyof typeof componentMetrics]);
  for (const contract of contracts)
    for (const [field, metric] of Object.entries(contractMetrics))
      add(metric, contract.contract, contract[field as keyof typeof contractMetrics]);
  for (const csp of measures.cspSamples)
    for (const [field, metric] of Object.entries(cspMetrics))
      add(metric, csp.component, csp[field as keyof typeof cspMetrics]);
  for (const csp of measures.workingHours.returns)
    for (const [field, metric] of Object.entries(workingHoursMetrics))
      add(metric, csp.component, csp[field as keyof typeof workingHoursMetrics]);
  for (const { process, ranOverShare } of measures.workingHours.overnight)
    add(overnightMetrics.ranOverShare, process, ranOverShare);
  for (const user of users) add(userMetrics.peakShare, user.user, user.peakShare);
  for (const cache of caches)
    for (const [field, metric] of Object.entries(cacheMetrics))
      add(metric, cache.component, cache[field as keyof typeof cacheMetrics]);
  for (const process of processes) {
    for (const [field, metric] of Object.entries(ledgerMetrics))
      add(metric, process.process, process[field as keyof typeof ledgerMetrics]);
    for (const [field, metric] of Object.entries(clockMetrics))
      for (const [percentile, name] of PERCENTILES) {
        const times = process[field as keyof typeof clockMetrics];
        addTime(clockPercentile(metric, name), process.process, times[percentile], times.maxMs);
      }
    for (const [hour, share] of Object.entries(process.inByHour ?? {})) add(inByMetric(hour), process.process, share);
  }
  for (const declared of RULE_METRICS)
    for (const { metric, place, value } of rules) if (metric === declared.name) add(declared, place, value);
  scalars.push(...settlementScalars(measures.settlement), ...centralScalars(measures.central));
  for (const fault of faults)
    for (const [field, metric] of Object.entries(faultMetrics))
      add(metric, fault.fault, fault[field as keyof typeof faultMetrics]);
  for (const { clock, ...field } of measures.playingField ?? [])
    for (const [name, metric] of Object.entries(playingFieldMetrics))
      add(metric, clockMetrics[CLOCK_FIELDS[clock]].name, field[name as keyof typeof playingFieldMetrics]);
  return scalars;
};

const byName = ([p]: readonly [string, unknown], [q]: readonly [string, unknown]): number =>
  p < q ? -1 : p > q ? 1 : 0;
const keyOf = ({ metric, place }: Scalar): string => `${metric.name}:${place}`;

/** Times that fall among needs never answered, as `metric:place`: the longest answer, which they are above. */
export const laterThanValues = (measures: RunMeasures): Record<string, number> =>
  Object.fromEntries(
    scalarsOf(measures)
      .flatMap((scalar): [string, number][] =>
        scalar.laterThanMs === undefined ? [] : [[keyOf(scalar), scalar.laterThanMs]],
      )
      .sort(byName),
  );

/** Scalars of a run as `metric:place`, sorted by name; null where nothing has the figure. */
export const metricValues = (scalars: readonly Scalar[]): Record<string, number | null> =>
  Object.fromEntries(
    scalars
      .map((scalar): [string, number | null] => [
        keyOf(scalar),
        scalar.value === undefined || !Number.isFinite(scalar.value) ? null : scalar.value,
      ])
      .sort(byName),
  );
