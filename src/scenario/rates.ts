import type { NeedKind } from "../domain/plan.ts";
import { DAY_MS } from "../kernel/time.ts";
import { collected } from "./collection.ts";
import type { RowId } from "./names.ts";
import { mdrChangesPerMeterDay } from "./registration.ts";
import { paceOf } from "./schedule-pace.ts";
import type { Resolved } from "./schema.ts";

/** First attempts a day for one electricity meter with the gas meter on its hub; `perDay` for what ends at the DSP. */
export interface Rate {
  readonly smets2: number;
  readonly smets1: number;
  readonly perDay?: number;
}

/** The parameters that rates are made of, and what follows from them directly. */
export interface RateInputs {
  /** Existing daily reads a meter and day, either fuel. */
  readonly dailyReads: number;
  readonly scheduled: number;
  readonly gasShare: number;
  /** Share of meter-days on which a supplier's existing read of an agent's meter is dropped (read once). */
  readonly dropped: number;
  /** Requests a meter and day, either fuel. */
  readonly topUps: number;
  readonly installAndCommission: number;
  readonly otherUsers: number;
  readonly supplierRequests: number;
  readonly networksAndRest: number;
  /** Of suppliers' requests, the credentials of changes of supplier, where these stand apart. */
  readonly credentials: number;
  /** MHHS reads of a meter a day, by cause, over its reading cycle. */
  readonly ownMdr: number;
  readonly agent: number;
  readonly exportOwn: number;
  readonly exportAgent: number;
  readonly validation: number;
  readonly exportShare: number;
  readonly gaps: number;
  readonly onDemand: number;
  readonly scheduleChurn: number;
  /** First reads of meters that migrate. */
  readonly firstReads: number;
  /** Reads of MDRs whose appointment has ended and whose Schedules go on. */
  readonly outgoing: number;
  readonly secondRole: number;
  readonly smets2Share: number;
  /** Schedules that suppliers, and agents, delete and create anew in a day of a policy change. */
  readonly schedules: { readonly supplier: SchedulesADay; readonly agent: SchedulesADay };
  /** Share of meters whose Users ask for data that comes late. */
  readonly late: number;
  /** Share of meters that has new prices, or activates new firmware, in a day. */
  readonly newPrices: number;
  readonly newFirmware: number;
}

interface SchedulesADay {
  readonly deleted: number;
  readonly created: number;
  readonly readBack: number;
}

/** What each row is brought about by, and its rate: the one place where parameters become traffic. */
export const RATES: Readonly<Record<RowId, { readonly need: NeedKind; readonly rate: (of: RateInputs) => Rate }>> = {
  T01: { need: "existing-electricity", rate: (of) => both((of.dailyReads - of.dropped) * of.scheduled) },
  T02: { need: "existing-electricity", rate: (of) => both((of.dailyReads - of.dropped) * (1 - of.scheduled)) },
  T03: { need: "existing-gas", rate: (of) => both(of.gasShare * of.dailyReads * of.scheduled) },
  T04: { need: "existing-gas", rate: (of) => both(of.gasShare * of.dailyReads * (1 - of.scheduled)) },
  T05: { need: "stream", rate: (of) => both(of.topUps * (1 + of.gasShare)) },
  // New installations are SMETS2 only, so each SMETS2 meter carries the more of them.
  T06: { need: "stream", rate: (of) => smets2((of.installAndCommission * (1 + of.gasShare)) / of.smets2Share) },
  T07: { need: "stream", rate: (of) => both(of.otherUsers * (1 + of.gasShare)) },
  T08: { need: "stream", rate: (of) => both((of.supplierRequests - of.credentials) * (1 + of.gasShare)) },
  T09: { need: "stream", rate: (of) => both(of.networksAndRest * (1 + of.gasShare)) },
  T10: { need: "stream", rate: (of) => both(of.credentials * (1 + of.gasShare)) },
  M01: { need: "own-mdr", rate: (of) => both(of.ownMdr * (1 - of.onDemand)) },
  M02: { need: "own-mdr", rate: (of) => both(of.ownMdr * of.onDemand) },
  M03: { need: "agent", rate: (of) => both(of.agent * (1 - of.onDemand)) },
  M04: { need: "agent", rate: (of) => both(of.agent * of.onDemand) },
  M05: { need: "export-own", rate: (of) => both(of.exportOwn) },
  M06: { need: "export-agent", rate: (of) => both(of.exportAgent) },
  M07: { need: "validation-scheduled", rate: (of) => smets2(of.validation) },
  // SMETS1 meters hold no midnight reads: 4.1.1 at the time; export registers of either kind by 4.2.
  M08: {
    need: "validation-instant",
    rate: (of) => ({ smets2: of.validation * of.exportShare, smets1: of.validation * (1 + of.exportShare) }),
  },
  M09: { need: "gap-fill", rate: (of) => both(of.gaps) },
  M10: { need: "dsp-stream", rate: (of) => atDsp(of.scheduleChurn) },
  M11: { need: "outgoing-agent", rate: (of) => both(of.outgoing) },
  M12: { need: "stream", rate: (of) => both(of.firstReads) },
  R01: { need: "second-role", rate: (of) => both(of.secondRole * of.scheduled) },
  R02: { need: "second-role", rate: (of) => both(of.secondRole * (1 - of.scheduled)) },
  S01: { need: "schedule-delete", rate: (of) => atDsp(of.schedules.supplier.deleted) },
  S02: { need: "schedule-create", rate: (of) => atDsp(of.schedules.supplier.created) },
  S03: { need: "schedule-read", rate: (of) => atDsp(of.schedules.supplier.readBack) },
  S04: { need: "schedule-delete", rate: (of) => atDsp(of.schedules.agent.deleted) },
  S05: { need: "schedule-create", rate: (of) => atDsp(of.schedules.agent.created) },
  S06: { need: "schedule-read", rate: (of) => atDsp(of.schedules.agent.readBack) },
  // Of these, what has not come by the hour: see `fluid/late-data.ts`.
  L01: { need: "late-electricity", rate: (of) => both(of.late * (of.dailyReads - of.dropped)) },
  L02: { need: "late-gas", rate: (of) => both(of.late * of.gasShare * of.dailyReads) },
  L03: { need: "late-own-mdr", rate: (of) => both(of.late * of.ownMdr) },
  L04: { need: "late-agent", rate: (of) => both(of.late * of.agent) },
  W01: { need: "price-electricity", rate: (of) => both(of.newPrices) },
  W02: { need: "price-gas", rate: (of) => both(of.gasShare * of.newPrices) },
  F01: { need: "firmware", rate: (of) => both(of.newFirmware) },
};

const both = (rate: number): Rate => ({ smets2: rate, smets1: rate });
const atDsp = (perDay: number): Rate => ({ smets2: 0, smets1: 0, perDay });
const smets2 = (rate: number): Rate => ({ smets2: rate, smets1: 0 });

/** Requests a meter and day, either fuel, that no named use accounts for; below zero when the named ones exceed all. */
export const networksAndRest = (values: Resolved): number => {
  const { existing } = values;
  const all = existing.messagesPerMeterDay * existing.requestsPerMessage;
  const named =
    topUps(values) +
    installAndCommission(values) +
    existing.otherUsersPerMeterDay +
    existing.supplierRequestsPerMeterDay;
  return all * (1 - existing.dailyReadShare) - named;
};

const topUps = ({ existing, estate }: Resolved): number => existing.topUpsPerPrepayMeterDay * estate.prepayShare;

const installAndCommission = ({ existing, estate }: Resolved): number => {
  const { metersPerDay, requestsPerMeter } = existing.installAndCommission;
  return (metersPerDay * requestsPerMeter) / (estate.meters * (1 + estate.gasShare));
};

/** A gas meter changes supplier with the electricity meter on its hub. */
export const credentials = ({ existing, estate }: Pick<Resolved, "existing" | "estate">): number =>
  (existing.changesOfSupplier.perDay * existing.changesOfSupplier.requestsPerMeter) / estate.meters;

/** Existing daily reads a meter and day: 1.54 × 0.60 = 0.924 in the base case. */
export const dailyReadsPerMeterDay = ({ existing }: Resolved): number =>
  existing.messagesPerMeterDay * existing.requestsPerMessage * existing.dailyReadShare;

const NO_SCHEDULES: SchedulesADay = { deleted: 0, created: 0, readBack: 0 };

/** A Schedule of a row stands for each read that the row sends a day, when each meter is read daily. */
const schedulesADay = (values: Resolved, role: "supplier" | "agent"): SchedulesADay => {
  const { rows, does, over, readBack } = values.scheduleChange;
  if (rows.length === 0) return NO_SCHEDULES;
  const daily = withoutCampaigns({ ...values, mhhs: { ...values.mhhs, cycle: DAY_MS } });
  const inputs = rateInputs(daily);
  const { meters, smets1Share } = values.estate;
  const standing = rows
    .filter((id) => values.policy[id].role === role)
    .map((id) => RATES[id].rate(inputs))
    .reduce((sum, rate) => sum + meters * ((1 - smets1Share) * rate.smets2 + smets1Share * rate.smets1), 0);
  const aDay = (standing / (over / DAY_MS)) * paceOf(values, role);
  return {
    deleted: does === "create" ? 0 : aDay,
    created: does === "delete" ? 0 : aDay,
    readBack: readBack * aDay,
  };
};

/** Existing use is what it is on any day: nothing that is done once, or because data came late, counts in it. */
export const withoutCampaigns = (values: Resolved): Resolved => ({
  ...values,
  scheduleChange: { ...values.scheduleChange, rows: [] },
  lateData: { onDemandShare: 0 },
  priceChange: { ...values.priceChange, share: 0 },
  firmware: { ...values.firmware, share: 0 },
});

export const rateInputs = (values: Resolved): RateInputs => {
  const { estate, existing, mhhs, migration, secondRole, failures, accessControl, registration } = values;
  const on = mhhs.enabled ? migration.migrated : 0;
  const migrating = mhhs.enabled ? migration.perDay : 0;
  const aDay = on / (mhhs.cycle / DAY_MS);
  const collection = collected(values);
  const agentOf = collection.estate.independentShare;
  const reads = dailyReadsPerMeterDay(values);
  // A supplier can settle only on a read that it makes.
  const reuse = Math.min(mhhs.reuseShare, reads);
  return {
    dailyReads: reads,
    scheduled: existing.scheduledShare,
    gasShare: estate.gasShare,
    dropped: aDay * collection.leftToAgents * reuse,
    topUps: topUps(values),
    installAndCommission: installAndCommission(values),
    otherUsers: existing.otherUsersPerMeterDay,
    supplierRequests: existing.supplierRequestsPerMeterDay,
    credentials: credentials(values),
    networksAndRest: Math.max(0, networksAndRest(values)),
    ownMdr: aDay * (1 - agentOf) * (1 - reuse),
    agent: aDay * agentOf,
    exportOwn: aDay * estate.exportShare * (1 - agentOf),
    exportAgent: aDay * estate.exportShare * agentOf,
    validation: aDay * agentOf * mhhs.validationPerMeterDay,
    exportShare: estate.exportShare,
    // Agents read again what was dark, so the share of gaps is the share of darkness.
    gaps: mhhs.gapFill ? aDay * agentOf * (failures.dark.longTerm + failures.dark.spells) : 0,
    onDemand: mhhs.onDemandShare,
    scheduleChurn: on * mhhs.scheduleChurn + migrating * migration.each.schedules,
    firstReads: (migrating * migration.each.reads) / estate.meters,
    outgoing: accessControl.enabled
      ? aDay *
        agentOf *
        mdrChangesPerMeterDay(values) *
        registration.outgoing.share *
        (registration.outgoing.for / DAY_MS)
      : 0,
    secondRole: secondRole.perMeterDay,
    smets2Share: 1 - estate.smets1Share,
    schedules: { supplier: schedulesADay(values, "supplier"), agent: schedulesADay(values, "agent") },
    late: values.lateData.onDemandShare,
    newPrices: values.priceChange.share / (values.priceChange.over / DAY_MS),
    newFirmware: values.firmware.share / (values.firmware.over / DAY_MS),
  };
};
