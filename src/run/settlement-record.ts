import type { SettlementMarket } from "../actors/market.ts";
import type { Context } from "../actors/market-context.ts";
import { openSupplierOfData, systemOf } from "../actors/settlement-context.ts";
import { gspGroupOf, HAS_EXPORT } from "../domain/meter-word.ts";
import { RECIPIENTS, SEGMENTS, SMART_SEGMENTS } from "../domain/settlement.ts";
import type { RunName } from "../domain/settlement-runs.ts";
import { DAY_MS, MINUTE_MS } from "../kernel/time.ts";
import type { ExceptionDetail } from "../ledger/exception-ledger.ts";
import { NOT_YET } from "../ledger/settled-days.ts";
import type { ResponseLoad } from "../metrics/component-load.ts";
import type { HistogramRecord } from "../metrics/latency-histogram.ts";
import { EXPORT, IMPORT, type Register } from "../smoothing/settlement-reads.ts";

/** What became of meters' data on its way to settlement. Counts are of the kept meters, not scaled up. */
export interface SettlementRecord {
  readonly runs: readonly RunName[];
  /**
   * [((segment × suppliers + supplier) × GSP Groups + group) × (runs + 1) + run]: measured meter-days by the first run
   * that settles them on actual data; the last is none.
   */
  readonly firstRun: Float64Array;
  readonly suppliers: number;
  readonly gspGroups: number;
  /** By first run: of these, meter-days whose data came after the time that was simulated. */
  readonly followed: Float64Array;
  readonly messages: MessageCounts;
  readonly exceptions: ExceptionCounts;
  /**
   * By number in `SETTLEMENT_STEPS`: latest end on a measured day, in ms since the midnight before its gate; NaN where
   * there was none.
   */
  readonly stepsMs: Float64Array;
  /** In the order of `RECIPIENTS`. */
  readonly deliveries: readonly DeliveryCounts[];
  /** Deliveries to each supplier, and to the LDSO of each GSP Group. */
  readonly toSuppliers: Float64Array;
  readonly toLdsos: Float64Array;
  /** From the end of a measured day to the acceptance of its actual data at MDS, of what was simulated. */
  readonly acceptedMs: HistogramRecord;
  /** Messages at the DIP, a value for each interval of the run's series; its rate is at full scale. */
  readonly dip: {
    readonly perSecond: number;
    readonly arrived: Uint32Array;
    readonly carried: Uint32Array;
    readonly queuedMax: Uint32Array;
  };
}

/** Of the whole run, in two shapes (PRI-009): totals for suppliers, single ones for data services. */
export interface ExceptionCounts {
  /** [number in `EXCEPTIONS` × suppliers + supplier]. */
  readonly totals: Float64Array;
  /** The first of each type. */
  readonly details: readonly ExceptionDetail[];
}

/** Messages of the whole run, measured or not. */
export interface MessageCounts {
  readonly sent: number;
  /** Data that failed validation, and days without data before the gate of their first run. */
  readonly estimates: number;
  readonly swept: number;
  readonly accepted: number;
  readonly rejected: number;
  /** Held for Registration, at a data service, the DIP or MDS, or on the way to MDS, when the run ended. */
  readonly waiting: number;
}

export interface DeliveryCounts {
  readonly delivered: number;
  /** Tries that a webhook didn't take. */
  readonly failed: number;
}

/**
 * Where data of a measured day had not come when the run ended, the reads that would bring it are followed on, in the
 * same world and with the same draws, until its last run: nothing queues any more, since a gate is hours wide. What was
 * on its way then is in once the DIP's queue is worked off at its whole rate.
 */
const followOn = ({ plan, words }: Context, market: SettlementMarket, endedAtMs: number): Float64Array => {
  const { settled, gates, reads, dataServices, dip } = market;
  const { readsBackDays } = dataServices;
  const runs = gates.runs.length;
  const followed = new Float64Array(runs);
  const lastGateMs = gates.lastMs(settled.days - 1);
  const perSecond = plan.settlement!.dip.perSecond * plan.scale;
  const workedOffMs = endedAtMs + (1000 * dip.limit.queue.length) / perSecond;
  const { registration } = plan.settlement!.dataServices;
  const knownBy = (system: number, day: number, inMs: number): number =>
    registration === undefined ? inMs : Math.max(inMs, dataServices.knownFromMs(system, day));
  const follow = (register: Register, meter: number, word: number): void => {
    const system = systemOf(words.length, meter, register);
    let readMs: number | undefined;
    for (let day = 0; day < settled.days; day++) {
      if (settled.of(day, meter, register) !== NOT_YET) continue;
      let inMs = workedOffMs;
      if (!settled.isSent(day, meter, register)) {
        // A day that the service's reads have passed over is one that they no longer ask for.
        if (dataServices.heldTo[system]! >= day) continue;
        inMs = readMs ??= reads.firstAfter(register, meter, word, endedAtMs, lastGateMs);
        if (Math.floor(inMs / DAY_MS) - day >= readsBackDays) continue;
      }
      const run = gates.firstAt(day, knownBy(system, day, inMs));
      if (run === runs || dataServices.isInvalid(system, day)) continue;
      settled.settle(day, meter, register, run);
      followed[run]!++;
    }
  };
  for (let meter = 0; meter < words.length; meter++) {
    const word = words[meter]!;
    follow(IMPORT, meter, word);
    if ((word & HAS_EXPORT) !== 0) follow(EXPORT, meter, word);
  }
  return followed;
};

/** The same of what isn't read over the DCC, from the days on which its data services have it. */
const followOthers = (
  { plan }: Context,
  { gates, dip, otherServices }: SettlementMarket,
  endedAtMs: number,
  followed: Float64Array,
): void => {
  if (otherServices === undefined) return;
  const { others, otherDays, firstOther, heldTo, isInvalid, knownFromMs } = otherServices;
  const isAppointed = plan.settlement!.dataServices.registration === undefined;
  const { startDay } = plan.horizon;
  const { fromMinute, toMinute } = plan.settlement!.others!;
  const runs = gates.runs.length;
  const workedOffMs = endedAtMs + (1000 * dip.limit.queue.length) / (plan.settlement!.dip.perSecond * plan.scale);
  const sentMs = ((fromMinute + toMinute) / 2) * MINUTE_MS;
  for (let index = 0; index < others.count; index++)
    for (let day = 0; day < otherDays.days; day++) {
      if (otherDays.of(day, index, 0) !== NOT_YET) continue;
      let inMs = workedOffMs;
      if (!otherDays.isSent(day, index, 0)) {
        const mostDay = startDay + Math.floor(gates.gateMs(day, runs - 1) / DAY_MS);
        inMs = (others.firstFrom(index, startDay + heldTo[index]! + 1, mostDay) - startDay) * DAY_MS + sentMs;
      }
      const run = gates.firstAt(day, isAppointed ? inMs : Math.max(inMs, knownFromMs(firstOther + index, day)));
      if (run === runs || isInvalid(index, day)) continue;
      otherDays.settle(day, index, 0, run);
      followed[run]!++;
    }
};

/** What a run found of settlement; its meter-days are settled for good. */
export const settlementRecord = (context: Context, market: SettlementMarket, endedAtMs: number): SettlementRecord => {
  const { plan, words } = context;
  const { settled, gates, told, exceptions, dip } = market;
  const followed = followOn(context, market, endedAtMs);
  followOthers(context, market, endedAtMs, followed);
  const runs = gates.runs.length;
  const suppliers = plan.estate.supplierShares.length;
  const gspGroups = plan.estate.gspGroupShares.length;
  const segments = market.otherServices === undefined ? SMART_SEGMENTS : SEGMENTS.length;
  const firstRun = new Float64Array(segments * suppliers * gspGroups * (runs + 1));
  const supplierOfData = openSupplierOfData({ words, changes: market.changes });
  const count = (register: Register, meter: number, word: number): void => {
    for (let day = 0; day < settled.days; day++) {
      const cell = (register * suppliers + supplierOfData(meter, day)) * gspGroups + gspGroupOf(word);
      firstRun[cell * (runs + 1) + settled.firstRun(day, meter, register)]!++;
    }
  };
  for (let meter = 0; meter < words.length; meter++) {
    const word = words[meter]!;
    count(IMPORT, meter, word);
    if ((word & HAS_EXPORT) !== 0) count(EXPORT, meter, word);
  }
  if (market.otherServices !== undefined) countOthers(context, market, firstRun);
  const { sent, estimates, swept, accepted, rejected, held, acceptedMs } = told;
  const { counts, count: acceptedCount, sumMs, maxMs } = acceptedMs;
  return {
    runs: gates.runs,
    firstRun,
    suppliers,
    gspGroups,
    followed,
    exceptions: { totals: exceptions.totals, details: exceptions.details() },
    stepsMs: market.day.latestMs(),
    messages: { sent, estimates, swept, accepted, rejected, waiting: held + sent - accepted - rejected },
    deliveries: RECIPIENTS.map((_, recipient) => ({
      delivered: told.delivered[recipient]!,
      failed: told.failed[recipient]!,
    })),
    toSuppliers: told.bySupplier,
    toLdsos: told.byLdso,
    acceptedMs: { counts, count: acceptedCount, sumMs, maxMs },
    dip: {
      perSecond: plan.settlement!.dip.perSecond,
      arrived: dip.load.arrived.minutes.kept,
      carried: dip.load.carried.minutes.kept,
      queuedMax: dip.load.queued.highest.kept,
    },
  };
};

const countOthers = (
  { plan, words, registered }: Context,
  { otherServices, changes }: SettlementMarket,
  firstRun: Float64Array,
): void => {
  const { others, otherDays } = otherServices!;
  const suppliers = plan.estate.supplierShares.length;
  const gspGroups = plan.estate.gspGroupShares.length;
  const supplierOfData = openSupplierOfData({ words: registered, changes });
  for (let index = 0; index < others.count; index++) {
    const segment = SMART_SEGMENTS + others.segmentOf(index);
    for (let day = 0; day < otherDays.days; day++) {
      const supplier = supplierOfData(words.length + index, day);
      const cell = (segment * suppliers + supplier) * gspGroups + others.gspGroupOf(index);
      firstRun[cell * (otherDays.runs + 1) + otherDays.firstRunOf(index, day)]!++;
    }
  }
};

/** Every count by name, for the result fingerprint. */
export const settlementScalars = (record: SettlementRecord, dip: ResponseLoad): Record<string, number> => {
  const { runs, firstRun, followed, messages, deliveries, acceptedMs } = record;
  const scalars: Record<string, number> = {};
  const names = [...runs, "none"];
  const cells = record.suppliers * record.gspGroups * names.length;
  for (const [segment, name] of SEGMENTS.slice(0, firstRun.length / cells).entries()) {
    for (const [run, runName] of names.entries()) {
      let days = 0;
      for (let i = segment * cells + run; i < (segment + 1) * cells; i += names.length) days += firstRun[i]!;
      scalars[`settlement.${name}.${runName}`] = days;
    }
  }
  for (const [run, name] of runs.entries()) scalars[`settlement.followed.${name}`] = followed[run]!;
  for (const [name, value] of Object.entries(messages)) scalars[`messages.${name}`] = value;
  for (const [i, { delivered, failed }] of deliveries.entries()) {
    scalars[`messages.to ${RECIPIENTS[i]!}.delivered`] = delivered;
    scalars[`messages.to ${RECIPIENTS[i]!}.failed`] = failed;
  }
  scalars["messages.accepted.sum_ms"] = acceptedMs.sumMs;
  scalars["messages.accepted.max_ms"] = acceptedMs.maxMs;
  const tallies = { arrived: dip.arrived.minutes, carried: dip.carried.minutes, queuedMax: dip.queued.highest };
  for (const [name, { total, most }] of Object.entries(tallies)) {
    scalars[`dip.${name}.total`] = total;
    scalars[`dip.${name}.max`] = most;
  }
  return scalars;
};
