import { ACCESS, type AccessName, COMPONENTS, type ComponentName, isSmets1 } from "../../src/domain/components.ts";
import type { Estate, Plan, ProfilePiece, TrafficRow } from "../../src/domain/plan.ts";
import { HOUR_MS } from "../../src/kernel/time.ts";
import type { RunResult } from "../../src/run/run-result.ts";
import { asToday } from "../fluid/base-case.ts";
import { each, row } from "../fluid/base-rows.ts";
import { advance, close, open } from "./native.ts";

// A market small enough to follow request by request: a few meters behind one component, nothing random unless asked
// for, no limit unless set, and a diary of where each request was when.

export interface SmallMarket {
  readonly meters: number;
  /** Where all meters are; left out, they are spread as in Great Britain. */
  readonly behind?: AccessName;
  readonly rows: readonly TrafficRow[];
  readonly estate?: Partial<Estate>;
  readonly needs?: Partial<Plan["needs"]>;
  readonly failures?: Partial<Plan["failures"]>;
  /** Requests a second, without a burst; what isn't named has no limit. */
  readonly perSecond?: Partial<Record<ComponentName, number>>;
  readonly capacity?: Partial<Plan["capacity"]>;
  readonly dco?: Plan["dco"];
  readonly roundTrip?: Plan["roundTrip"];
}

const NO_LIMIT = 1e6;
/** How long a meter takes to answer. */
export const ANSWER_MS = 10_000;

const forAll = (value: number): Record<ComponentName, number> =>
  Object.fromEntries(COMPONENTS.map((name) => [name, value])) as Record<ComponentName, number>;

const placeOf = (behind: AccessName, estate: Estate): Partial<Estate> => ({
  smets1Share: isSmets1(ACCESS.indexOf(behind)) ? 1 : 0,
  s1spSplit: behind === "s1sp.ioc" ? [1, 0, 0] : behind === "s1sp.foc" ? [0, 0, 1] : [0, 1, 0],
  fourGShare: behind === "csp.4g" ? 1 : 0,
  gspGroupNorth: estate.gspGroupShares.map(() => (behind === "csp.north" ? 1 : 0)),
  gspGroupSouth: estate.gspGroupShares.map(() => (behind === "csp.south" ? 1 : 0)),
});

/** One existing read of each electricity meter, scheduled, unless rows and needs say otherwise. */
export const smallMarket = (market: SmallMarket): Plan => {
  const base = asToday();
  const { meters, behind, rows, estate, needs, failures, perSecond, capacity } = market;
  return {
    ...base,
    option: "small",
    horizon: { ...base.horizon, warmUpMs: 0 },
    estate: {
      ...base.estate,
      meters,
      gasShare: 0,
      exportShare: 0,
      prepayShare: 0,
      independentShare: 0,
      ...(behind === undefined ? {} : placeOf(behind, base.estate)),
      ...estate,
    },
    needs: {
      ...base.needs,
      dailyReadsPerMeterDay: 1,
      scheduledShare: 1,
      reuseShare: 1,
      mhhs: false,
      mhhsOnDemandShare: 0,
      validationPerMeterDay: 0,
      gapFill: false,
      ...needs,
    },
    rows,
    alerts: { devicePerMeterDay: 0, dccPerMeterDay: 0 },
    failures: { ...base.failures, longTermDark: 0, spellDark: 0, attemptSmets2: 0, attemptSmets1: 0, ...failures },
    roundTrip: market.roundTrip ?? ACCESS.map(() => ({ medianMs: ANSWER_MS, p99Ms: ANSWER_MS })),
    capacity: {
      ...base.capacity,
      perSecond: { ...forAll(NO_LIMIT), ...perSecond },
      burstSeconds: { ...forAll(1), ...Object.fromEntries(Object.keys(perSecond ?? {}).map((name) => [name, 0])) },
      ...capacity,
    },
    endpoints: { ...base.endpoints, least: NO_LIMIT },
    dco: market.dco ?? base.dco,
    steady: { waitMinutes: Array.from({ length: 21 }, () => new Float64Array(1440)) },
  };
};

/** 02:00 UTC of the measured day. */
export const TWO_MS = 2 * HOUR_MS;
const AT_TWO: readonly ProfilePiece[] = [{ fromMinute: 120, toMinute: 120, share: 1 }];

const atTwo = (id: string, need: TrafficRow["need"], more: Partial<TrafficRow>): TrafficRow =>
  row({
    id,
    title: id,
    process: "daily-reads",
    srv: "4.8.1",
    role: "supplier",
    profile: AT_TWO,
    need,
    perMeterDay: each(1),
    ...more,
  });

// Three reads of every meter, all at 02:00 sharp, sent in this order; one in each service class.
export const scheduledRead = atTwo("T01", "existing-electricity", { mode: "scheduled" });
export const lowReader = atTwo("R01", "second-role", { mode: "scheduled", priority: 2 });
export const onDemandRead = atTwo("M05", "export-own", { process: "mhhs-reads" });
/** What makes all three due. */
export const THREE_READS = {
  rows: [scheduledRead, lowReader, onDemandRead],
  estate: { exportShare: 1 },
  needs: { secondRolePerMeterDay: 1, mhhs: true },
} as const;

/** Something that happened to a request: it left a place, or was made there. */
export interface Entry {
  readonly atMs: number;
  readonly place: string;
  readonly meter: number;
  /** Id of its traffic row. */
  readonly row: string;
}

export interface Diary {
  readonly entries: readonly Entry[];
  readonly at: (place: string) => readonly Entry[];
  readonly result: RunResult;
}

/** Runs a plan up to a time with all its laws checked, and writes down every stop of every request. */
export const diaryOf = (plan: Plan, untilMs = 24 * HOUR_MS): Diary => {
  const run = open(plan, { debug: true });
  const { path, sim } = run.context;
  const places = Object.keys(path.read());
  const entries: Entry[] = [];
  const mark = path.mark.bind(path);
  path.mark = (component, key) => {
    entries.push({ atMs: sim.timeMs, place: places[component]!, meter: key >>> 5, row: plan.rows[key & 31]!.id });
    mark(component, key);
  };
  advance(run, untilMs);
  return { entries, at: (place) => entries.filter((one) => one.place === place), result: close(run, untilMs) };
};

/** A count of the ledger for one kind, all components together. */
export const countOf = (
  { ledger }: RunResult,
  count: "wanted" | "sent" | "answered" | "refused" | "expired" | "dark" | "attempts" | "retries",
  kind: string,
): number => {
  const first = 8 * ledger.kinds.indexOf(kind);
  return ledger[count].slice(first, first + 8).reduce((sum, one) => sum + one, 0);
};
