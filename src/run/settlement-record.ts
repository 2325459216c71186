import type { SettlementMarket } from "../actors/market.ts";
import type { Context } from "../actors/market-context.ts";
import { openSupplierOfData, systemOf } from "../actors/settlement-context.ts";
import { gspGroupOf, HAS_EXPORT } from "../domain/meter-word.ts";
import { RECIPIENTS, SEGMENTS } from "../domain/settlement.ts";
import type { RunName } from "../domain/settlement-runs.ts";
import { DAY_MS } from "../kernel/simulation.ts";
import { NOT_YET } from "../ledger/settled-days.ts";
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
  /** In the order of `RECIPIENTS`. */
  readonly deliveries: readonly DeliveryCounts[];
  /** Deliveries to each supplier, and to the LDSO of each GSP Group. */
  readonly toSuppliers: Float64Array;
  readonly toLdsos: Float64Array;
  /** From the end of a measured day to the acceptance of its actual data at MDS, of what was simulated. */
  readonly acceptedMs: HistogramRecord;
  /** Messages at the DIP, a value a minute; its rate is at full scale. */
  readonly dip: {
    readonly perSecond: number;
    readonly arrived: Uint32Array;
    readonly carried: Uint32Array;
    readonly queuedMax: Uint32Array;
  };
}

/** Messages of the whole run, measured or not. */
export interface MessageCounts {
  readonly sent: number;
  /** Data that failed validation, and days without data before the gate of their first run. */
  readonly estimates: number;
  readonly swept: number;
  readonly accepted: number;
  readonly rejected: number;
  /** At a data service, the DIP or MDS, or on the way to MDS, when the run ended. */
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
  const lastGateMs = gates.gateMs(settled.days - 1, runs - 1);
  const perSecond = plan.settlement!.dip.perSecond * plan.scale;
  const workedOffMs = endedAtMs + (1000 * dip.limit.queue.length) / perSecond;
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
      const run = gates.firstAt(day, inMs);
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

/** What a run found of settlement; its meter-days are settled for good. */
export const settlementRecord = (context: Context, market: SettlementMarket, endedAtMs: number): SettlementRecord => {
  const { plan, words } = context;
  const { settled, gates, told, dip } = market;
  const followed = followOn(context, market, endedAtMs);
  const runs = gates.runs.length;
  const suppliers = plan.estate.supplierShares.length;
  const gspGroups = plan.estate.gspGroupShares.length;
  const firstRun = new Float64Array(SEGMENTS.length * suppliers * gspGroups * (runs + 1));
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
  const { sent, estimates, swept, accepted, rejected, acceptedMs } = told;
  const { counts, count: acceptedCount, sumMs, maxMs } = acceptedMs;
  dip.load.queued.settle();
  for (const series of [dip.load.arrived, dip.load.carried]) series.settle();
  return {
    runs: gates.runs,
    firstRun,
    suppliers,
    gspGroups,
    followed,
    messages: { sent, estimates, swept, accepted, rejected, waiting: sent - accepted - rejected },
    deliveries: RECIPIENTS.map((_, recipient) => ({
      delivered: told.delivered[recipient]!,
      failed: told.failed[recipient]!,
    })),
    toSuppliers: told.bySupplier,
    toLdsos: told.byLdso,
    acceptedMs: { counts, count: acceptedCount, sumMs, maxMs },
    dip: {
      perSecond: plan.settlement!.dip.perSecond,
      arrived: dip.load.arrived.perMinute,
      carried: dip.load.carried.perMinute,
      queuedMax: dip.load.queued.maxPerMinute,
    },
  };
};

/** Every count by name, for the result fingerprint. */
export const settlementScalars = (record: SettlementRecord): Record<string, number> => {
  const { runs, firstRun, followed, messages, deliveries, acceptedMs, dip } = record;
  const scalars: Record<string, number> = {};
  const names = [...runs, "none"];
  for (const [segment, name] of SEGMENTS.entries()) {
    const cells = firstRun.length / SEGMENTS.length;
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
  for (const name of ["arrived", "carried", "queuedMax"] as const) {
    const values = dip[name];
    scalars[`dip.${name}.total`] = values.reduce((sum, value) => sum + value, 0);
    scalars[`dip.${name}.max`] = values.reduce((most, value) => Math.max(most, value), 0);
  }
  return scalars;
};
