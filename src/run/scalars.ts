import type { CacheBooks } from "../actors/smets1-cache.ts";
import { ACCESS, COMPONENTS } from "../domain/components.ts";
import { ALL_CLASSES, type Contract } from "../domain/contracts.ts";
import { mix } from "../kernel/keyed-draws.ts";
import { DEADLINE_HOURS } from "../ledger/deadlines.ts";
import { type CacheCount, cacheScalar } from "../metrics/cache-metrics.ts";
import { contractScalar } from "../metrics/contract-metrics.ts";
import type { BucketCounts } from "../metrics/latency-histogram.ts";
import type { RuleFigure } from "../metrics/rule-metrics.ts";
import type { FaultRecord, LedgerRecord, UserSeries } from "./run-result.ts";
import type { SeriesTallies } from "./series-record.ts";

const sum = (values: ArrayLike<number>): number => {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
};

/** All counts of a histogram in one number, so that a percentile cannot move unseen. */
const hashOf = (counts: BucketCounts): number => {
  let hash = 0;
  for (const count of counts) hash = mix(hash ^ count);
  return hash >>> 0;
};

/** Every count of the run by name: what its result fingerprint is made of. */
export const scalarsOf = (
  tallies: SeriesTallies,
  users: readonly UserSeries[],
  ledger: LedgerRecord,
  rules: readonly RuleFigure[],
  endedAtMs: number,
): Record<string, number> => {
  const scalars: Record<string, number> = { ended_at_ms: endedAtMs };
  for (const name of COMPONENTS) {
    for (const [series, { total, most }] of Object.entries(tallies.components[name])) {
      scalars[`${name}.${series}.total`] = total;
      scalars[`${name}.${series}.max`] = most;
    }
  }
  ledger.kinds.forEach((kind, k) => {
    for (let access = 0; access <= ACCESS.length; access++) {
      const cell = k * 8 + access;
      if (ledger.wanted[cell] === 0 && ledger.sent[cell] === 0) continue;
      const place = `${kind}.${ACCESS[access] ?? "dsp"}`;
      for (const count of ["wanted", "sent", "answered", "refused", "expired", "dark", "inTarget", "retries"] as const)
        scalars[`${place}.${count}`] = ledger[count][cell]!;
      for (const clock of ["wantedMs", "officialMs", "networkMs"] as const) {
        scalars[`${place}.${clock}.sum`] = ledger[clock][cell]!.sumMs;
        scalars[`${place}.${clock}.max`] = ledger[clock][cell]!.maxMs;
        scalars[`${place}.${clock}.shape`] = hashOf(ledger[clock][cell]!.counts);
      }
      DEADLINE_HOURS.forEach((hour, d) => {
        scalars[`${place}.by.${hour}`] = ledger.byDeadline[cell * DEADLINE_HOURS.length + d]!;
      });
    }
  });
  for (const [user, { name, needs }] of users.entries()) {
    scalars[`${name}.arrived.total`] = tallies.users[user]!.total;
    scalars[`${name}.arrived.max`] = tallies.users[user]!.most;
    for (const of of needs) {
      for (const count of ["sent", "answered", "refused", "expired", "dark", "inTarget"] as const)
        scalars[`${name}.${of.kind}.${count}`] = of[count];
      scalars[`${name}.${of.kind}.wantedMs.max`] = of.wantedMs.maxMs;
      scalars[`${name}.${of.kind}.wantedMs.shape`] = hashOf(of.wantedMs.counts);
    }
  }
  for (const count of ["raised", "delivered", "refused"] as const) scalars[`alerts.${count}`] = ledger.alerts[count];
  scalars["alerts.shape"] = hashOf(ledger.alertMs.counts);
  for (const { metric, place, value } of rules) scalars[`${metric}.${place}`] = value;
  return scalars;
};

/** What became of measured reads that passed the caches of the S1SPs, by name. */
export const cacheScalars = (
  caches: readonly { readonly name: string; readonly measured: CacheBooks }[],
): Record<string, number> =>
  Object.fromEntries(
    caches.flatMap(({ name, measured: { needs, deviceReads, hits, joined } }) =>
      Object.entries({ needs, device_reads: deviceReads, hits, joined }).map(
        ([which, count]) => [cacheScalar(name, which as CacheCount), count] as const,
      ),
    ),
  );

/** Attempts of each class that a contract is for. */
export const contractScalars = (
  contracts: readonly Contract[],
  classes: readonly Uint32Array[],
): Record<string, number> =>
  Object.fromEntries(
    contracts
      .filter(({ requestClass }) => requestClass !== ALL_CLASSES)
      .map(({ component, requestClass }, i) => [contractScalar(component, requestClass), sum(classes[i]!)]),
  );

/** What waited for faults, and what became of the needs that were sent in them. */
export const faultScalars = (faults: readonly FaultRecord[]): Record<string, number> => {
  const scalars: Record<string, number> = {};
  faults.forEach(({ kind, backlogs, needs }, i) => {
    for (const { station, atEnd, most, drainedAtMs } of backlogs) {
      const place = `fault ${i + 1}.${station}`;
      scalars[`${place}.backlog.end`] = atEnd ?? Number.NaN;
      scalars[`${place}.backlog.max`] = most;
      scalars[`${place}.drained_at_ms`] = drainedAtMs ?? Number.NaN;
    }
    for (const count of ["answered", "refused", "expired", "inTarget"] as const)
      scalars[`fault ${i + 1}.${count}`] = sum(needs[count]);
    if (kind === "registration-feed") scalars[`fault ${i + 1}.outOfStep`] = sum(needs.outOfStep);
    scalars[`fault ${i + 1}.longest`] = needs.longestMs.reduce((most, one) => Math.max(most, one), 0);
  });
  return scalars;
};
