import type { Plan, ProfilePiece, TrafficRow } from "../../src/domain/plan.ts";
import type { FluidPlan } from "../../src/fluid/twin.ts";
import { valleyFill } from "../../src/fluid/valley-fill.ts";
import { HOUR_MS } from "../../src/kernel/time.ts";
import {
  DAILY_READS,
  DAY_TARGET,
  EXPORT,
  each,
  existing,
  FULL_TARGET,
  GAS,
  INDEPENDENT,
  METERS,
  mhhs,
  REUSE,
  row,
  SCHEDULED,
  THIRDS,
  VALIDATION,
  window,
} from "./base-rows.ts";

/** The base case and its options: what the scenario files must come to as well. */

// Percentages of meters by GSP Group; North is _F _G _M _N _P and half of _D, South _C _H _J _L.
const GSP_GROUPS = [12.2, 8.9, 7.9, 5.0, 8.3, 5.3, 7.9, 10.2, 7.9, 4.0, 5.6, 7.6, 6.6, 2.6].map((share) => share / 100);
const NORTH = [0, 0, 0, 0.5, 0, 1, 1, 0, 0, 0, 0, 1, 1, 1];
const SOUTH = [0, 0, 1, 0, 0, 0, 0, 1, 1, 0, 1, 0, 0, 0];
const LARGE_SUPPLIERS = [0.24, 0.2, 0.17, 0.13, 0.11, 0.08];
const SMALL_SUPPLIERS = Array.from({ length: 16 }, () => 0.07 / 16);
const ZIPF = [1, 2, 3, 4, 5, 6].map((rank) => 1 / rank);

const plan = (option: string, rows: readonly TrafficRow[], needs: Partial<Plan["needs"]> = {}): FluidPlan => ({
  scenario: "gb-end-state",
  option,
  seed: "mhhs",
  replication: 0,
  scale: 1,
  // 2028-01-17, a Monday in winter: UTC is clock time.
  horizon: { startDay: 21_200, measuredDays: 1, warmUpMs: 6 * HOUR_MS, tailMsMax: 48 * HOUR_MS },
  estate: {
    meters: METERS,
    gasShare: GAS,
    smets1Share: 0.27,
    fourGShare: 0.15,
    s1spSplit: [0.2, 0.45, 0.35],
    gspGroupShares: GSP_GROUPS,
    gspGroupNorth: NORTH,
    gspGroupSouth: SOUTH,
    supplierShares: [...LARGE_SUPPLIERS, ...SMALL_SUPPLIERS],
    independentShare: INDEPENDENT,
    mdrShares: ZIPF.map((weight) => weight / ZIPF.reduce((sum, one) => sum + one, 0)),
    prepayShare: 0.13,
    exportShare: EXPORT,
  },
  needs: {
    dailyReadsPerMeterDay: DAILY_READS,
    scheduledShare: SCHEDULED,
    reuseShare: REUSE,
    supplierReadsToo: 1,
    passOnMs: 0,
    mhhs: true,
    mhhsOnDemandShare: 1 - SCHEDULED,
    validationPerMeterDay: VALIDATION,
    gapFill: true,
    mhhsCycleDays: 1,
    secondRolePerMeterDay: 0,
    ...needs,
  },
  rows,
  alerts: { devicePerMeterDay: 1.6 * 1.54, dccPerMeterDay: 0.086 * 1.54 },
  failures: {
    longTermDark: 0.03,
    spellDark: 0.02,
    spellMeanMs: 120 * HOUR_MS,
    attemptSmets2: 0.04,
    attemptSmets1: 0.1,
    retryAfterMs: [HOUR_MS, 4 * HOUR_MS, 10 * HOUR_MS],
    errorAfterMs: { smets2: 60_000, smets1: 300_000 },
  },
  roundTrip: [
    [10, 30],
    [6, 25],
    [6, 25],
    [6, 25],
    [40, 300],
    [40, 300],
    [40, 300],
  ].map(([median, p99]) => ({
    medianMs: 1000 * median!,
    p99Ms: 1000 * p99!,
  })),
  capacity: {
    perSecond: {
      dsp: 2620,
      "csp.north": 485,
      "csp.central": 555,
      "csp.south": 490,
      "csp.4g": 440,
      "s1sp.ioc": 125,
      "s1sp.moc": 280,
      "s1sp.foc": 220,
    },
    burstSeconds: {
      dsp: 30,
      "csp.north": 1,
      "csp.central": 1,
      "csp.south": 1,
      "csp.4g": 1,
      "s1sp.ioc": 1,
      "s1sp.moc": 1,
      "s1sp.foc": 1,
    },
    responseFactor: 3,
    queueMax: 1e9,
    singleClass: false,
  },
  endpoints: { least: 50, metersPerSecond: 5000, otherUsers: 5 },
  dco: { perSecond: 50, dualControlShare: 0.1 },
  contracts: [],
  serviceLevels: { target: 0.99, minimum: 0.96 },
  workingDays: [{ fromMinute: 480, toMinute: 1080, isWorking: true }],
  cspTest: { withinMs: 25_000, commands: [0, 0, 0, 0] },
  prices: [],
  faults: [],
});

type Change = (row: TrafficRow) => TrafficRow;
const only =
  (ids: readonly string[], change: Change): Change =>
  (one) =>
    ids.includes(one.id) ? change(one) : one;
const sentOver =
  (...profile: ProfilePiece[]): Change =>
  (one) => ({ ...one, profile });
const times =
  (factor: number): Change =>
  (one) => ({
    ...one,
    perMeterDay: { smets2: factor * one.perMeterDay.smets2, smets1: factor * one.perMeterDay.smets1 },
  });
const all = (): TrafficRow[] => [...existing(), ...mhhs()];
const AGENTS_SCHEDULED = ["M03", "M06", "M07"];

export const withoutMhhs = (): FluidPlan => plan("without-mhhs", existing(), { mhhs: false });

/**
 * Every electricity meter read once a day by a second role in today's window, as much of it by schedule as
 * existing reads.
 */
export const secondRole = (): FluidPlan => {
  const read = {
    process: "second-role",
    need: "second-role",
    srv: "4.8.1",
    role: "agent",
    profile: THIRDS,
    targetMs: DAY_TARGET,
  } as const;
  const rows = [
    row({ id: "R01", title: "Second role's profile read", ...read, mode: "scheduled", perMeterDay: each(SCHEDULED) }),
    row({ id: "R02", title: "The same on demand", ...read, perMeterDay: each(1 - SCHEDULED) }),
  ];
  return plan("second-role", [...existing(), ...rows], { mhhs: false, secondRolePerMeterDay: 1 });
};

export const asToday = (): FluidPlan => plan("as-today", all());

export const fullTarget = (): FluidPlan =>
  plan("full-trt", all().map(only(AGENTS_SCHEDULED, sentOver(...FULL_TARGET))));

export const fullTargetAll = (): FluidPlan =>
  plan(
    "full-trt-all",
    all().map((one) => (one.mode === "scheduled" ? sentOver(...FULL_TARGET)(one) : one)),
  );

const windowed = (rows: readonly TrafficRow[]): TrafficRow[] =>
  rows
    .map(only(["T01", "T03"], sentOver(window(0, 6))))
    .map(only(["M01", "M05"], sentOver(window(2, 8))))
    .map(only(AGENTS_SCHEDULED, sentOver(window(4, 14))));

const scheduledOnly = (rows: readonly TrafficRow[]): TrafficRow[] =>
  rows
    .filter(({ id }) => id !== "M02" && id !== "M04")
    .map(only(["M01", "M03"], times(1 / SCHEDULED)))
    .map(only(["M08", "M09"], (one) => ({ ...one, mode: "scheduled", priority: 1, profile: FULL_TARGET })));

export const windows = (): FluidPlan => plan("windows", windowed(all()));
export const scheduleOnly = (): FluidPlan => plan("schedule-only", scheduledOnly(all()), { mhhsOnDemandShare: 0 });
export const windowsAndScheduleOnly = (): FluidPlan =>
  plan("windows-schedule-only", scheduledOnly(windowed(all())), { mhhsOnDemandShare: 0 });

const MONTHLY = ["M01", "M02", "M03", "M04", "M05", "M06", "M07", "M08", "M09"];
export const monthAtATime = (): FluidPlan =>
  plan("month-at-a-time", all().map(only(MONTHLY, times(1 / 30))), { mhhsCycleDays: 30 });

/** The supplier's profile read of an agent's meter is dropped: 0.30 × 0.90 of electricity meter-days. */
export const readOnce = (): FluidPlan => {
  const less =
    (rate: number): Change =>
    (one) => ({ ...one, perMeterDay: each(one.perMeterDay.smets2 - rate) });
  const rows = all()
    .map(only(["T01"], less(INDEPENDENT * REUSE * SCHEDULED)))
    .map(only(["T02"], less(INDEPENDENT * REUSE * (1 - SCHEDULED))));
  return plan("read-once", rows, { supplierReadsToo: 0, passOnMs: HOUR_MS });
};

/** O10a and O10b, 22 h leaving room for retries. */
export const valleyFillMhhs = (): FluidPlan => ({ ...valleyFill(asToday(), "mhhs", 22), option: "valley-fill" });
export const valleyFillAll = (): FluidPlan => ({ ...valleyFill(asToday(), "all", 22), option: "valley-fill-all" });
