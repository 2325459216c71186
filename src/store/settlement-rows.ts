import { RECIPIENTS, SEGMENTS } from "../domain/settlement.ts";
import type { RunName } from "../domain/settlement-runs.ts";
import { gspGroupName, participantsOf, segmentName, supplierName } from "../experiment/settlement-measures.ts";
import type { SettlementRecord } from "../run/settlement-record.ts";
import { getBuckets, putBuckets } from "./ledger-rows.ts";
import type { Minutes } from "./load-rows.ts";
import type { Get, Put } from "./rows.ts";
import * as T from "./settlement-tables.ts";

const NONE = "none";

/** Every cell of meter-days with its place in the record. */
const cellsOf = ({ runs, suppliers, gspGroups }: Pick<SettlementRecord, "runs" | "suppliers" | "gspGroups">) =>
  SEGMENTS.flatMap((_, segment) =>
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
  { first }: Minutes,
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
  for (const { at, ...place } of cellsOf(record))
    if (firstRun[at]! > 0) put(T.settledOn, { run, ...place, meter_days: firstRun[at]! });
  for (const [i, first_run] of runs.entries()) put(T.followedOn, { run, first_run, meter_days: followed[i]! });
  for (const [i, counts] of deliveries.entries()) put(T.delivery, { run, recipient: RECIPIENTS[i]!, ...counts });
  for (const [position, { participant, delivered }] of participantsOf(record).entries())
    put(T.deliveryTo, { run, position, participant, delivered });
  const { arrived, carried, queuedMax } = dip;
  for (const [i, came] of arrived.entries())
    if (came + carried[i]! + queuedMax[i]! > 0)
      put(T.dipLoad, { run, minute: first + i, arrived: came, carried: carried[i]!, queued_max: queuedMax[i]! });
};

/** Undefined where settlement was off. */
export const getSettlement = (run: number, { first, count }: Minutes, get: Get): SettlementRecord | undefined => {
  const [said] = get(T.settlement, { run });
  if (said === undefined) return undefined;
  const { suppliers, gsp_groups: gspGroups, sent, estimates, swept, accepted, rejected, waiting } = said;
  const runs = said.runs as readonly RunName[];
  const cells = cellsOf({ runs, suppliers, gspGroups });
  const firstRun = new Float64Array(cells.length);
  const found = new Map(
    get(T.settledOn, { run }).map((row) => [
      `${row.segment}/${row.supplier}/${row.gsp_group}/${row.first_run}`,
      row.meter_days,
    ]),
  );
  for (const { at, segment, supplier, gsp_group, first_run } of cells)
    firstRun[at] = found.get(`${segment}/${supplier}/${gsp_group}/${first_run}`) ?? 0;
  const followedOn = new Map(get(T.followedOn, { run }).map((row) => [row.first_run, row.meter_days]));
  const delivered = new Map(get(T.delivery, { run }).map((row) => [row.recipient, row]));
  const toAll = Float64Array.from(get(T.deliveryTo, { run }), (row) => row.delivered);
  const series = (): Uint32Array => new Uint32Array(count);
  const dip = { perSecond: said.dip_per_second, arrived: series(), carried: series(), queuedMax: series() };
  for (const row of get(T.dipLoad, { run })) {
    const i = row.minute - first;
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
    messages: { sent, estimates, swept, accepted, rejected, waiting },
    deliveries: RECIPIENTS.map((recipient) => {
      const { delivered: got, failed } = delivered.get(recipient)!;
      return { delivered: got, failed };
    }),
    toSuppliers: toAll.slice(0, suppliers),
    toLdsos: toAll.slice(suppliers),
    acceptedMs: {
      counts: getBuckets(said.latency, get),
      count: said.accepted_count,
      sumMs: said.accepted_sum_ms,
      maxMs: said.accepted_max_ms,
    },
    dip,
  };
};
