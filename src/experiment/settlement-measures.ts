import { EXCEPTIONS } from "../domain/exceptions.ts";
import { SEGMENTS } from "../domain/settlement.ts";
import { SETTLEMENT_STEPS, type SettlementStep } from "../domain/settlement-day.ts";
import type { RunName } from "../domain/settlement-runs.ts";
import { LatencyHistogram } from "../metrics/latency-histogram.ts";
import type { RunResult } from "../run/run-result.ts";
import type { SettlementRecord } from "../run/settlement-record.ts";
import { arrivedMost, measuredSteps } from "./component-minutes.ts";
import type { RecordedPlan } from "./record.ts";

/** What a Settlement Run settles on actual data. */
export interface RunShare {
  readonly run: RunName;
  /** Of all measured meter-days. */
  readonly share: number;
  /** Of those on actuals, data that came after the time that was simulated. */
  readonly followedShare: number;
}

export type SplitBy = "segment" | "supplier" | "GSP Group";

/** The same of a part of the meters: a share for each run. */
export interface SplitShares {
  readonly by: SplitBy;
  readonly name: string;
  /** At full scale. */
  readonly meterDays: number;
  readonly shares: readonly number[];
}

/** Exceptions of a type: what suppliers are told, at full scale. */
export interface ExceptionTotals {
  readonly type: (typeof EXCEPTIONS)[number];
  readonly total: number;
  /** Of suppliers that have any. */
  readonly suppliers: readonly { readonly name: string; readonly total: number }[];
}

const exceptionsOf = ({ exceptions, suppliers }: SettlementRecord, scale: number): ExceptionTotals[] =>
  EXCEPTIONS.map((type, number) => {
    const totals = exceptions.totals.subarray(number * suppliers, (number + 1) * suppliers);
    return {
      type,
      total: totals.reduce((sum, one) => sum + one, 0) / scale,
      suppliers: Array.from(totals, (total, i) => ({ name: supplierName(i), total: total / scale })).filter(
        ({ total }) => total > 0,
      ),
    };
  });

/** What a run says of settlement; messages at full scale. */
export interface SettlementMeasures {
  readonly runs: readonly RunShare[];
  readonly splits: readonly SplitShares[];
  readonly sent: number;
  readonly estimates: number;
  readonly swept: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly waiting: number;
  readonly delivered: number;
  /** To each supplier, and to the LDSO of each GSP Group. */
  readonly participants: readonly { readonly participant: string; readonly delivered: number }[];
  readonly failed: number;
  readonly exceptions: readonly ExceptionTotals[];
  /** Latest end of each step of the settlement day, since the midnight before its gate. */
  readonly steps: readonly { readonly step: SettlementStep; readonly latestMs: number }[];
  /** Messages that came to the DIP on a measured day. */
  readonly perDay: number;
  readonly dipPeakShare: number;
  readonly dipQueuedMax: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** Names of what meter-days are split by, in the order of the record's cells. */
export const segmentName = (segment: number): string => SEGMENTS[segment]!;
export const supplierName = (supplier: number): string => `Supplier ${supplier + 1}`;
export const gspGroupName = (group: number): string => `_${"ABCDEFGHJKLMNP"[group]}`;

/** Who gets messages as itself, and how many, of the meters simulated: suppliers, then LDSOs. */
export const participantsOf = ({ toSuppliers, toLdsos }: Pick<SettlementRecord, "toSuppliers" | "toLdsos">) => [
  ...Array.from(toSuppliers, (delivered, i) => ({ participant: supplierName(i), delivered })),
  ...Array.from(toLdsos, (delivered, i) => ({ participant: `LDSO ${gspGroupName(i)}`, delivered })),
];

/** Meter-days by first run, summed over the cells that belong to each part. */
const splitsOf = (record: SettlementRecord, scale: number): SplitShares[] => {
  const { firstRun, suppliers, gspGroups, runs } = record;
  const width = runs.length + 1;
  const split = (by: SplitBy, parts: number, nameOf: (part: number) => string, partOf: (cell: number) => number) =>
    Array.from({ length: parts }, (_, part): SplitShares => {
      const byFirst = new Float64Array(width);
      for (let cell = 0; cell * width < firstRun.length; cell++)
        if (partOf(cell) === part) for (let run = 0; run < width; run++) byFirst[run]! += firstRun[cell * width + run]!;
      const all = byFirst.reduce((sum, days) => sum + days, 0);
      return { by, name: nameOf(part), meterDays: all / scale, shares: cumulative(byFirst, all) };
    }).filter(({ meterDays }) => meterDays > 0);
  const perSegment = suppliers * gspGroups;
  return [
    ...split("segment", firstRun.length / (perSegment * width), segmentName, (cell) => Math.floor(cell / perSegment)),
    ...split("supplier", suppliers, supplierName, (cell) => Math.floor(cell / gspGroups) % suppliers),
    ...split("GSP Group", gspGroups, gspGroupName, (cell) => cell % gspGroups),
  ];
};

/** What is first on actuals at a run stays so at all later ones; the last count is none. */
const cumulative = (byFirst: Float64Array, all: number): number[] => {
  let onActuals = 0;
  return Array.from(byFirst.subarray(0, -1), (days) => (onActuals += days) / all);
};

/** What a run says of settlement; undefined where it is off. */
export const settlementMeasures = (plan: RecordedPlan, result: RunResult): SettlementMeasures | undefined => {
  const { horizon, scale } = plan;
  const { settlement } = result;
  if (settlement === undefined) return undefined;
  const { runs, firstRun, followed, messages, deliveries, acceptedMs, dip } = settlement;
  const width = runs.length + 1;
  const byFirst = new Float64Array(width);
  for (const [i, days] of firstRun.entries()) byFirst[i % width]! += days;
  const all = byFirst.reduce((sum, days) => sum + days, 0);
  let onActuals = 0;
  let followedOn = 0;
  const times = new LatencyHistogram(acceptedMs.counts);
  times.count = acceptedMs.count;
  times.sumMs = acceptedMs.sumMs;
  times.maxMs = acceptedMs.maxMs;
  const arrived = measuredSteps(plan, result, dip.arrived);
  const queuedMax = measuredSteps(plan, result, dip.queuedMax);
  const whole = (value: number): number => value / scale;
  return {
    runs: runs.map((run, i) => {
      onActuals += byFirst[i]!;
      followedOn += followed[i]!;
      return { run, share: onActuals / all, followedShare: onActuals === 0 ? Number.NaN : followedOn / onActuals };
    }),
    splits: splitsOf(settlement, scale),
    sent: whole(messages.sent),
    estimates: whole(messages.estimates),
    swept: whole(messages.swept),
    accepted: whole(messages.accepted),
    rejected: whole(messages.rejected),
    waiting: whole(messages.waiting),
    delivered: whole(deliveries.reduce((sum, { delivered }) => sum + delivered, 0)),
    participants: participantsOf(settlement).map((one) => ({ ...one, delivered: whole(one.delivered) })),
    exceptions: exceptionsOf(settlement, scale),
    steps: SETTLEMENT_STEPS.map((step, i) => ({ step, latestMs: settlement.stepsMs[i]! })),
    failed: whole(deliveries.reduce((sum, one) => sum + one.failed, 0)),
    perDay: whole(arrived.reduce((sum, came) => sum + came, 0)) / horizon.measuredDays,
    dipPeakShare: arrivedMost(plan, result, "dip", dip.arrived).most / (60 * dip.perSecond * scale),
    dipQueuedMax: whole(queuedMax.reduce((most, waiting) => Math.max(most, waiting), 0)),
    p50Ms: times.quantileMs(0.5),
    p99Ms: times.quantileMs(0.99),
    maxMs: times.maxMs,
  };
};
