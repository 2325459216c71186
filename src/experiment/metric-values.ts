import { DEADLINE_HOURS } from "../ledger/deadlines.ts";
import { clockMetrics, inByMetric, ledgerMetrics } from "../ledger/ledger-metrics.ts";
import { componentMetrics, userMetrics } from "../metrics/component-metrics.ts";
import type { Declaration } from "../metrics/declaration.ts";
import type { Percentiles, RunMeasures } from "./measures.ts";

const PERCENTILES: readonly (readonly [keyof Percentiles, string])[] = [
  ["p50Ms", "p50"],
  ["p95Ms", "p95"],
  ["p99Ms", "p99"],
  ["maxMs", "max"],
];

/** Every metric by name, for reports to explain. */
export const metricCatalogue = (): readonly Declaration[] => [
  ...Object.values(componentMetrics),
  ...Object.values(userMetrics),
  ...Object.values(ledgerMetrics),
  ...Object.values(clockMetrics).flatMap((clock) =>
    PERCENTILES.map(([, name]) => ({ ...clock, name: `${clock.name}_${name}_ms`, title: `${clock.title}, ${name}` })),
  ),
  ...DEADLINE_HOURS.map((hour) => inByMetric(String(hour))),
];

/** Every scalar of a run as `metric:place`, sorted by name: places are components, processes and Users. */
export const metricValues = ({ components, processes, users }: RunMeasures): Record<string, number | null> => {
  const values: [string, number | null][] = [];
  const add = (metric: Declaration, place: string, value: number | undefined): void => {
    values.push([`${metric.name}:${place}`, value === undefined || !Number.isFinite(value) ? null : value]);
  };
  for (const component of components)
    for (const [field, metric] of Object.entries(componentMetrics))
      add(metric, component.component, component[field as keyof typeof componentMetrics]);
  for (const user of users) add(userMetrics.peakShare, user.user, user.peakShare);
  for (const process of processes) {
    for (const [field, metric] of Object.entries(ledgerMetrics))
      add(metric, process.process, process[field as keyof typeof ledgerMetrics]);
    for (const [field, metric] of Object.entries(clockMetrics))
      for (const [percentile, name] of PERCENTILES)
        add(
          { ...metric, name: `${metric.name}_${name}_ms` },
          process.process,
          process[field as keyof typeof clockMetrics][percentile],
        );
    for (const [hour, share] of Object.entries(process.inByHour ?? {})) add(inByMetric(hour), process.process, share);
  }
  return Object.fromEntries(values.sort(([p], [q]) => (p < q ? -1 : p > q ? 1 : 0)));
};
