import { EXCEPTIONS } from "../domain/exceptions.ts";
import { RECIPIENTS, SEGMENTS, SMART_SEGMENTS } from "../domain/settlement.ts";
import { SETTLEMENT_STEPS } from "../domain/settlement-day.ts";
import type { RunName } from "../domain/settlement-runs.ts";
import { gspGroupName, participantsOf, segmentName, supplierName } from "../experiment/settlement-measures.ts";
import { BUCKETS } from "../metrics/latency-histogram.ts";
import type { ExceptionCounts, SettlementRecord } from "../run/settlement-record.ts";
import { getBuckets, putBuckets } from "./ledger-rows.ts";
import { type Minutes, stepsIn } from "./load-rows.ts";
import type { Get, Put } from "./rows.ts";
import * as T from "./settlement-tables.ts";

const NONE = "none";

/** Every cell of meter-days with its place in the record. */
const cellsOf = (
  { runs, suppliers, gspGroups }: Pick<SettlementRecord, "runs" | "suppliers" | "gspGroups">,
  segments: number,
) =>
  SEGMENTS.slice(0, segments).flatMap((_, segment) =>
    Array.from({ length: suppliers * gspGroups }, (_, i) => i).flatMap((part) =>
      [...runs, NONE].map((first_run, run) => ({
        at: (segment * suppliers * gspGroups + part) * (runs.length + 1) + run,
        segment: segmentName(segment),
        supplier: supplierName(Math.floor(part / gspGroups)),
        gsp_group: gspGroupName(part % gspGroups),
        first_run,
      })),
    ),
  );

export const putSettlement = (
  run: number,
  record: SettlementRecord,
  { first, step }: Minutes,
  put: Put,
  nextLatency: () => number,
): void => {
  const { runs, suppliers, gspGroups, firstRun, followed, messages, deliveries, acceptedMs, dip } = record;
  const latency = nextLatency();
  put(T.settlement, {
    run,
    runs: [...runs],
    suppliers,
    gsp_groups: gspGroups,
    ...messages,
    dip_per_second: dip.perSecond,
    latency,
    accepted_count: acceptedMs.count,
    accepted_sum_ms: acceptedMs.sumMs,
    accepted_max_ms: acceptedMs.maxMs,
  });
  putBuckets(latency, acceptedMs.counts, put);
  const segments = firstRun.length / (suppliers * gspGroups * (runs.length + 1));
  for (const { at, ...place } of cellsOf(record, segments))
    if (firstRun[at]! > 0) put(T.settledOn, { run, ...place, meter_days: firstRun[at]! });
  putExceptions(run, record, put);
  for (const [i, step] of SETTLEMENT_STEPS.entries())
    put(T.settlementStep, { run, step, latest_ms: record.stepsMs[i]! });
  for (const [i, first_run] of runs.entries()) put(T.followedOn, { run, first_run, meter_days: followed[i]! });
  for (const [i, counts] of deliveries.entries()) put(T.delivery, { run, recipient: RECIPIENTS[i]!, ...counts });
  for (const [position, { participant, delivered }] of participantsOf(record).entries())
    put(T.deliveryTo, { run, position, participant, delivered });
  const { arrived, carried, queuedMax } = dip;
  for (const [i, came] of arrived.entries())
    if (came + carried[i]! + queuedMax[i]! > 0)
      put(T.dipLoad, { run, minute: first + i * step, arrived: came, carried: carried[i]!, queued_max: queuedMax[i]! });
};

const putExceptions = (run: number, { exceptions, suppliers }: SettlementRecord, put: Put): void => {
  for (const [i, count] of exceptions.totals.entries())
    if (count > 0)
      put(T.exceptionTotal, {
        run,
        supplier: supplierName(i % suppliers),
        type: EXCEPTIONS[Math.floor(i / suppliers)]!,
        count,
      });
  for (const [position, { type, system, day }] of exceptions.details.entries())
    put(T.exceptionDetail, { run, position, type: EXCEPTIONS[type]!, metering_system: system, day });
};

const typeOf = (name: string): number => (EXCEPTIONS as readonly string[]).indexOf(name);

const getExceptions = (run: number, suppliers: number, get: Get): ExceptionCounts => {
  const totals = new Float64Array(EXCEPTIONS.length * suppliers);
  const numbers = new Map(Array.from({ length: suppliers }, (_, i) => [supplierName(i), i]));
  for (const row of get(T.exceptionTotal, { run }))
    totals[typeOf(row.type) * suppliers + numbers.get(row.supplier)!] = row.count;
  const details = get(T.exceptionDetail, { run }).map(({ type, metering_system: system, day }) => ({
    type: typeOf(type),
    system,
    day,
  }));
  return { totals, details };
};

const getSteps = (run: number, get: Get): Float64Array => {
  const found = new Map(get(T.settlementStep, { run }).map(({ step, latest_ms }) => [step, latest_ms]));
  return Float64Array.from(SETTLEMENT_STEPS, (step) => found.get(step)!);
};

/** Undefined where settlement was off. */
export const getSettlement = (run: number, minutes: Minutes, get: Get): SettlementRecord | undefined => {
  const [said] = get(T.settlement, { run });
  if (said === undefined) return undefined;
  const { suppliers, gsp_groups: gspGroups, sent, estimates, swept, accepted, rejected, waiting } = said;
  const runs = said.runs as readonly RunName[];
  const settledOn = get(T.settledOn, { run });
  const isWhole = settledOn.some(
    ({ segment }) => SEGMENTS.indexOf(segment as (typeof SEGMENTS)[number]) >= SMART_SEGMENTS,
  );
  const cells = cellsOf({ runs, suppliers, gspGroups }, isWhole ? SEGMENTS.length : SMART_SEGMENTS);
  const firstRun = new Float64Array(cells.length);
  const found = new Map(
    settledOn.map((row) => [`${row.segment}/${row.supplier}/${row.gsp_group}/${row.first_run}`, row.meter_days]),
  );
  for (const { at, segment, supplier, gsp_group, first_run } of cells)
    firstRun[at] = found.get(`${segment}/${supplier}/${gsp_group}/${first_run}`) ?? 0;
  const followedOn = new Map(get(T.followedOn, { run }).map((row) => [row.first_run, row.meter_days]));
  const delivered = new Map(get(T.delivery, { run }).map((row) => [row.recipient, row]));
  const toAll = Float64Array.from(get(T.deliveryTo, { run }), (row) => row.delivered);
  const series = (): Uint32Array => new Uint32Array(stepsIn(minutes));
  const dip = { perSecond: said.dip_per_second, arrived: series(), carried: series(), queuedMax: series() };
  for (const row of get(T.dipLoad, { run })) {
    const i = (row.minute - minutes.first) / minutes.step;
    dip.arrived[i] = row.arrived;
    dip.carried[i] = row.carried;
    dip.queuedMax[i] = row.queued_max;
  }
  return {
    runs,
    firstRun,
    suppliers,
    gspGroups,
    followed: Float64Array.from(runs, (name) => followedOn.get(name)!),
    exceptions: getExceptions(run, suppliers, get),
    stepsMs: getSteps(run, get),
    messages: { sent, estimates, swept, accepted, rejected, waiting },
    deliveries: RECIPIENTS.map((recipient) => {
      const { delivered: got, failed } = delivered.get(recipient)!;
      return { delivered: got, failed };
    }),
    toSuppliers: toAll.slice(0, suppliers),
    toLdsos: toAll.slice(suppliers),
    acceptedMs: {
      counts: getBuckets(said.latency, get, new Float64Array(BUCKETS)),
      count: said.accepted_count,
      sumMs: said.accepted_sum_ms,
      maxMs: said.accepted_max_ms,
    },
    dip,
  };
};
