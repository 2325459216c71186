import { ACCESS, COMPONENT_TITLES, isSmets1 } from "../domain/components.ts";
import { accessOf, agentOf, gspGroupOf, HAS_EXPORT, HAS_GAS, IS_PREPAY, supplierOf } from "../domain/meter-word.ts";
import { mpanOf } from "../domain/mpan.ts";
import type { Plan, TrafficRow } from "../domain/plan.ts";
import { usersOf } from "../domain/users.ts";
import { DAY_MS } from "../kernel/time.ts";
import type { Journey, Outcome } from "../ledger/meter-journal.ts";
import type { Stay } from "../ledger/passage.ts";
import * as R from "../ledger/request.ts";
import type { TracedMeter } from "../run/observed-run.ts";
import type { RunResult } from "../run/run-result.ts";
import { type Hop, hopOf, stayAt } from "./hop.ts";
import { type TracedCase, tracedCases } from "./trace-registration.ts";
import { type TracedSettlement, tracedSettlement } from "./trace-settlement.ts";

/** A need is wanted before it is sent: this is where it is until then. */
export const NOT_SENT = "not sent yet";

/** One request, response or alert of the meter. */
export interface TracedJourney {
  readonly what: Journey["what"];
  /** Of the traffic table; of an alert undefined. */
  readonly row: Pick<TrafficRow, "id" | "title" | "mode" | "profile" | "byAccess"> | undefined;
  /** Service Reference Variant as this meter is sent it. */
  readonly srv: string | undefined;
  readonly madeBy: string;
  /** Who asks, and is answered. */
  readonly user: string;
  readonly outcome: Outcome;
  readonly wantedMs: number;
  readonly sentMs: number;
  readonly endMs: number | undefined;
  /** The ledger's three clocks, added up from the hops; undefined where nothing was answered. */
  readonly latency: { readonly wantedMs: number; readonly officialMs: number; readonly networkMs: number } | undefined;
  readonly targetMs: number | undefined;
  /** The supplier settles on this existing read. */
  readonly servesMhhs: boolean;
  /** The agent passes it on to the supplier outside the DCC, so long after. */
  readonly passedOnMs: number | undefined;
  /** An outage of the feed of registration data was why it was refused. */
  readonly isOutOfStep: boolean;
  readonly hops: readonly Hop[];
}

/** A day in the life of a meter. */
export interface MeterTrace {
  readonly scenario: string;
  readonly option: string;
  readonly seed: string;
  readonly scale: number;
  readonly meters: number;
  readonly fingerprint: { readonly path: string; readonly result: string };
  readonly meter: TracedIdentity;
  /** Since 1970-01-01: what is wanted on it is told. */
  readonly day: number;
  /** First measured day, in days since 1970-01-01: times count from its midnight. */
  readonly startDay: number;
  readonly endedAtMs: number;
  readonly journeys: readonly TracedJourney[];
  /** Undefined where nothing changes: Registration is off. */
  readonly registration: readonly TracedCase[] | undefined;
  /** Undefined where settlement is off: a read ends at its User. */
  readonly settlement: TracedSettlement | undefined;
}

export interface TracedIdentity {
  readonly number: number;
  readonly mpan: string;
  readonly exportMpan: string | undefined;
  readonly isSmets1: boolean;
  /** Title of the CSP or S1SP. */
  readonly behind: string;
  readonly gspGroup: string;
  readonly supplier: string;
  /** Who retrieves its data: an MDR, or its supplier. */
  readonly retriever: string;
  readonly hasGas: boolean;
  readonly isPrepay: boolean;
}

/** What happened to a meter on one day of a run, by number from the first measured one. */
export const meterTraceOf = (plan: Plan, { result, traced }: TracedRun, day: number): MeterTrace => {
  const isOfDay = ({ wantedMs }: Journey): boolean => Math.floor(wantedMs / DAY_MS) === day;
  const ofDay = traced.journeys.filter(isOfDay);
  return {
    scenario: plan.scenario,
    option: plan.option,
    seed: plan.seed,
    scale: plan.scale,
    meters: result.meters,
    fingerprint: { path: result.pathFingerprint["all"]!, result: result.resultFingerprint },
    meter: identityOf(plan, traced),
    day: plan.horizon.startDay + day,
    startDay: plan.horizon.startDay,
    endedAtMs: result.endedAtMs,
    journeys: ofDay.map((journey) => tracedJourney(plan, journey)),
    registration: plan.settlement?.registration && tracedCases(plan, traced.cases, day),
    settlement: traced.settled && tracedSettlement(plan, traced, traced.settled, { ofDay, day, meters: result.meters }),
  };
};

/** A run that was watched for a meter. */
export interface TracedRun {
  readonly result: RunResult;
  readonly traced: TracedMeter;
}

const identityOf = (plan: Plan, { meter, word }: TracedMeter): TracedIdentity => {
  const users = usersOf(plan);
  const suppliers = plan.estate.supplierShares.length;
  const supplier = users[supplierOf(word)]!.name;
  const agent = agentOf(word);
  return {
    number: meter,
    mpan: mpanOf(meter, 0),
    exportMpan: (word & HAS_EXPORT) === 0 ? undefined : mpanOf(meter, 1),
    isSmets1: isSmets1(accessOf(word)),
    behind: COMPONENT_TITLES[ACCESS[accessOf(word)]!],
    gspGroup: `_${"ABCDEFGHJKLMNP"[gspGroupOf(word)]!}`,
    supplier,
    retriever: agent === 0 ? supplier : users[suppliers + agent - 1]!.name,
    hasGas: (word & HAS_GAS) !== 0,
    isPrepay: (word & IS_PREPAY) !== 0,
  };
};

const tracedJourney = (plan: Plan, journey: Journey): TracedJourney => {
  const { what, traffic, info, outcome, wantedMs, dueMs, sentMs, endMs, madeMs, stays } = journey;
  const row = what === "alert" ? undefined : plan.rows[traffic]!;
  const access = R.accessOf(info);
  const smets1 = access !== R.NO_ACCESS && isSmets1(access);
  const first = wantedMs < madeMs && what === "request" ? [hopOf(plan, stayAt(NOT_SENT, wantedMs, madeMs))] : [];
  const hops = [...first, ...stays.filter(lasts).map((stay) => hopOf(plan, stay))];
  const isDemand = (info & R.SCHEDULED) === 0;
  return {
    what,
    row,
    srv: row === undefined ? undefined : smets1 ? row.srv : (row.srvOnSmets2 ?? row.srv),
    madeBy: journey.madeBy,
    user: usersOf(plan)[R.userOf(info)]!.name,
    outcome,
    wantedMs,
    sentMs,
    endMs,
    latency: outcome === "answered" ? clocksOf(hops, { wantedMs, dueMs, sentMs }, isDemand) : undefined,
    targetMs: row && (smets1 ? row.targetMs.smets1 : row.targetMs.smets2),
    servesMhhs: (info & R.SERVES_MHHS) !== 0,
    passedOnMs: (info & R.SERVES_SUPPLIER) === 0 ? undefined : plan.needs.passOnMs,
    isOutOfStep: (info & R.OUT_OF_STEP) !== 0,
    hops,
  };
};

/** A rule that holds a request marks it twice, as it comes and as it goes: the first says nothing more. */
const lasts = (stay: Stay, i: number, stays: readonly Stay[]): boolean =>
  stay.toMs > stay.fromMs || stays[i + 1]?.place !== stay.place;

/** The ledger's clocks from the hops alone; of a request on demand the device's part is not the DCC's. */
const clocksOf = (
  hops: readonly Hop[],
  { wantedMs, dueMs, sentMs }: Pick<Journey, "wantedMs" | "dueMs" | "sentMs">,
  isDemand: boolean,
) => {
  const since = (fromMs: number): number =>
    hops.reduce((sum, hop) => sum + (hop.fromMs < fromMs ? 0 : hop.toMs - hop.fromMs), 0);
  const atDeviceMs = hops.reduce((sum, { place, fromMs, toMs }) => sum + (isDevices(place) ? toMs - fromMs : 0), 0);
  return {
    wantedMs: since(wantedMs),
    officialMs: since(dueMs) - (isDemand ? atDeviceMs : 0),
    networkMs: since(sentMs),
  };
};

const isDevices = (place: string): boolean => place === "hub" || place.startsWith("cache.");
