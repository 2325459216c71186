import { ACCESS } from "../domain/components.ts";
import { DEADLINE_HOURS } from "../ledger/deadlines.ts";
import {
  BUCKETS,
  type BucketCounts,
  bucketOf,
  COARSE_BUCKETS,
  COARSE_STEPS,
  coarseOf,
  countsOfCoarse,
  type HistogramRecord,
  lowestOf,
} from "../metrics/latency-histogram.ts";
import type { LedgerRecord, UserNeeds } from "../run/run-result.ts";
import type { Get, Put } from "./rows.ts";
import * as T from "./run-tables.ts";
import type { Row } from "./table.ts";

/** The ledger's columns have eight cells a kind: the access components, and "ends at the DSP". */
const PLACES: readonly string[] = [...ACCESS, "dsp"];
const HOURS: readonly number[] = DEADLINE_HOURS;
const CLOCKS = ["wanted", "official", "network"] as const;

/** Where the times of alerts stand among those of needs. */
const ALERTS = { kind: "alert", access: "all", clock: "network" } as const;

const putTimes = (
  where: {
    readonly run: number;
    readonly kind: string;
    readonly access: string;
    readonly clock: (typeof CLOCKS)[number];
  },
  { counts, count, sumMs, maxMs }: HistogramRecord,
  put: Put,
  nextLatency: () => number,
): void => {
  if (count === 0) return;
  const latency = nextLatency();
  put(T.latency, { latency, ...where, count, sum_ms: sumMs, max_ms: maxMs });
  putBuckets(latency, counts, put);
};

/** A coarse count stands in one bucket of its step: what is written is the whole step. */
export const putBuckets = (latency: number, counts: BucketCounts, put: Put, buckets = 1): void => {
  for (const [bucket, answers] of counts.entries()) {
    if (answers === 0) continue;
    const first = bucket - (bucket % buckets);
    put(T.latencyBucket, { latency, low_ms: lowestOf(first), high_ms: lowestOf(first + buckets) - 1, count: answers });
  }
};

export const putUserNeeds = (
  run: number,
  user: number,
  needs: readonly UserNeeds[],
  put: Put,
  nextLatency: () => number,
): void => {
  for (const [position, { kind, wantedMs, inTarget, ...counts }] of needs.entries()) {
    const latency = nextLatency();
    put(T.userLedger, { run, user, position, kind, ...counts, in_target: inTarget, latency, max_ms: wantedMs.maxMs });
    putBuckets(latency, wantedMs.counts, put, COARSE_BUCKETS);
  }
};

export const getUserNeeds = (run: number, user: number, get: Get): UserNeeds[] =>
  get(T.userLedger, { run, user }).map(({ kind, sent, answered, refused, expired, dark, in_target, ...times }) => ({
    kind,
    sent,
    answered,
    refused,
    expired,
    dark,
    inTarget: in_target,
    wantedMs: { counts: getCoarse(times.latency, get), maxMs: times.max_ms },
  }));

/** Cells in which nothing was wanted have no rows. */
export const putLedger = (run: number, ledger: LedgerRecord, put: Put, nextLatency: () => number): void => {
  for (const [position, kind] of ledger.kinds.entries()) {
    put(T.ledgerKind, { run, position, kind });
    for (const [place, access] of PLACES.entries()) {
      const cell = position * PLACES.length + place;
      if (ledger.wanted[cell] === 0 && ledger.sent[cell] === 0) continue;
      put(T.ledger, {
        run,
        kind,
        access,
        wanted: ledger.wanted[cell]!,
        sent: ledger.sent[cell]!,
        answered: ledger.answered[cell]!,
        refused: ledger.refused[cell]!,
        expired: ledger.expired[cell]!,
        dark: ledger.dark[cell]!,
        in_target: ledger.inTarget[cell]!,
        ran_over: ledger.ranOver[cell]!,
        sent_in_day: ledger.sentInDay[cell]!,
        attempts: ledger.attempts[cell]!,
        retries: ledger.retries[cell]!,
      });
      let answered = 0;
      for (const [d, by_hour] of HOURS.entries()) {
        answered += ledger.byDeadline[cell * HOURS.length + d]!;
        put(T.answeredBy, { run, kind, access, by_hour, answered });
      }
      for (const clock of CLOCKS) putTimes({ run, kind, access, clock }, ledger[`${clock}Ms`][cell]!, put, nextLatency);
    }
  }
  putTimes({ run, ...ALERTS }, ledger.alertMs, put, nextLatency);
};

const noTimes = (counts: BucketCounts = new Uint32Array(BUCKETS)): HistogramRecord => ({
  counts,
  count: 0,
  sumMs: 0,
  maxMs: 0,
});

/** Into counts that are all nothing. */
export const getBuckets = <Counts extends BucketCounts>(latency: number, get: Get, counts: Counts): Counts => {
  for (const { low_ms, count } of get(T.latencyBucket, { latency })) counts[bucketOf(low_ms)] = count;
  return counts;
};

const getCoarse = (latency: number, get: Get): Uint32Array => {
  const steps = new Int32Array(COARSE_STEPS);
  for (const { low_ms, count } of get(T.latencyBucket, { latency })) steps[coarseOf(low_ms)] = count;
  return countsOfCoarse(steps);
};

const getTimes = (row: Row<typeof T.latency>, get: Get, into: BucketCounts): HistogramRecord => ({
  counts: getBuckets(row.latency, get, into),
  count: row.count,
  sumMs: row.sum_ms,
  maxMs: row.max_ms,
});

export const getLedger = (run: number, alerts: LedgerRecord["alerts"], get: Get): LedgerRecord => {
  const kinds = get(T.ledgerKind, { run }).map(({ kind }) => kind);
  const cells = kinds.length * PLACES.length;
  const counts = (): Float64Array => new Float64Array(cells);
  const times = (): HistogramRecord[] => Array.from({ length: cells }, noTimes);
  const cellOf = ({ kind, access }: { readonly kind: string; readonly access: string }): number =>
    kinds.indexOf(kind) * PLACES.length + PLACES.indexOf(access);
  const ledger = {
    kinds,
    wanted: counts(),
    sent: counts(),
    answered: counts(),
    refused: counts(),
    expired: counts(),
    dark: counts(),
    inTarget: counts(),
    ranOver: counts(),
    sentInDay: counts(),
    attempts: counts(),
    retries: counts(),
    byDeadline: new Float64Array(cells * HOURS.length),
    wantedMs: times(),
    officialMs: times(),
    networkMs: times(),
    alerts,
    alertMs: noTimes(new Float64Array(BUCKETS)),
  };
  for (const row of get(T.ledger, { run })) {
    const cell = cellOf(row);
    ledger.wanted[cell] = row.wanted;
    ledger.sent[cell] = row.sent;
    ledger.answered[cell] = row.answered;
    ledger.refused[cell] = row.refused;
    ledger.expired[cell] = row.expired;
    ledger.dark[cell] = row.dark;
    ledger.inTarget[cell] = row.in_target;
    ledger.ranOver[cell] = row.ran_over;
    ledger.sentInDay[cell] = row.sent_in_day;
    ledger.attempts[cell] = row.attempts;
    ledger.retries[cell] = row.retries;
  }
  // They come in order of the hour: each holds what the one before it holds.
  let before = { cell: -1, answered: 0 };
  for (const row of get(T.answeredBy, { run })) {
    const cell = cellOf(row);
    const d = HOURS.indexOf(row.by_hour);
    ledger.byDeadline[cell * HOURS.length + d] = row.answered - (before.cell === cell ? before.answered : 0);
    before = { cell, answered: row.answered };
  }
  for (const row of get(T.latency, { run })) {
    if (row.kind === ALERTS.kind) ledger.alertMs = getTimes(row, get, new Float64Array(BUCKETS));
    else ledger[`${row.clock}Ms`][cellOf(row)] = getTimes(row, get, new Uint32Array(BUCKETS));
  }
  return ledger;
};
