import * as Schema from "effect/Schema";
import type { NeedKind, ProcessName, UserRole } from "../domain/plan.ts";
import {
  count,
  date,
  duration,
  factor,
  flag,
  listOf,
  oneOf,
  perDay,
  perMeterDay,
  rate,
  shape,
  share,
  wordInstead,
  words,
} from "./fields.ts";

export const PROCESSES: readonly ProcessName[] = [
  "daily-reads",
  "mhhs-reads",
  "second-role",
  "top-up",
  "install-and-commission",
  "other-users",
  "supplier-requests",
  "network-requests",
  "schedule-churn",
];
export const NEEDS: readonly NeedKind[] = [
  "existing-electricity",
  "existing-gas",
  "second-role",
  "own-mdr",
  "agent",
  "export-own",
  "export-agent",
  "validation-scheduled",
  "validation-instant",
  "gap-fill",
  "stream",
  "dsp-stream",
];
export const ROLES: readonly UserRole[] = ["supplier", "agent", "other", "network"];

/** GSP Groups by their letters, in the order of all columns by group. There is no _I and no _O. */
export const GSP_GROUPS = ["_A", "_B", "_C", "_D", "_E", "_F", "_G", "_H", "_J", "_K", "_L", "_M", "_N", "_P"] as const;

/** Rows of the traffic table. Their rates are in `rates.ts`. */
export const ROW_IDS = [
  "T01",
  "T02",
  "T03",
  "T04",
  "T05",
  "T06",
  "T07",
  "T08",
  "T09",
  "M01",
  "M02",
  "M03",
  "M04",
  "M05",
  "M06",
  "M07",
  "M08",
  "M09",
  "M10",
  "R01",
  "R02",
] as const;
export type RowId = (typeof ROW_IDS)[number];

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

const each = <const Keys extends readonly string[], S extends Schema.Constraint>(keys: Keys, field: S) =>
  Schema.Struct(Object.fromEntries(keys.map((key) => [key, field])) as { readonly [K in Keys[number]]: S });

const byComponent = <D extends Schema.Constraint>(of: (component: string) => D) =>
  ({
    csp: Schema.Struct({
      north: of("CSP North"),
      central: of("CSP Central"),
      south: of("CSP South"),
      "4g": of("CSP 4G"),
    }),
    s1sp: Schema.Struct({ ioc: of("S1SP IOC"), moc: of("S1SP MOC"), foc: of("S1SP FOC") }),
  }) as const;

const byGeneration = (smets2: ReturnType<typeof share>, smets1: ReturnType<typeof share>) =>
  Schema.Struct({ smets2, smets1 });

const Horizon = Schema.Struct({
  start: date("First measured day, UTC"),
  measure: duration("Measured days", { min: DAY_MS, max: 14 * DAY_MS }),
  warmUp: duration("Simulated before the first measured midnight", { max: 2 * DAY_MS }),
  tailMax: duration("Longest run after the last measured midnight", { max: 7 * DAY_MS }),
});

const GspGroup = Schema.Struct({
  share: share("Share of electricity meters in this GSP Group"),
  north: Schema.optionalKey(share("Share of its SMETS2 hubs behind CSP North")),
  central: Schema.optionalKey(share("Share of its SMETS2 hubs behind CSP Central")),
  south: Schema.optionalKey(share("Share of its SMETS2 hubs behind CSP South")),
});

const Estate = Schema.Struct({
  meters: count("Electricity smart meters that the DCC can address", { min: 1000, max: 100e6 }),
  gasShare: share("Gas meters on the same hubs, per electricity meter"),
  smets1Share: share("SMETS1 share of electricity meters"),
  s1spSplit: Schema.Struct({ ioc: share("IOC"), moc: share("MOC"), foc: share("FOC") }),
  fourGShare: share("4G share of SMETS2 hubs"),
  gspGroups: each(GSP_GROUPS, GspGroup),
  suppliers: Schema.Struct({
    large: listOf(share("Share of meters of a large supplier"), {
      title: "Shares of the large suppliers, largest first",
    }),
    small: Schema.Struct({
      count: count("Number of small suppliers", { max: 100 }),
      share: share("Share of meters of the small suppliers together, equal among them"),
    }),
  }),
  independentMdrs: count("Independent Meter Data Retrievers, by Zipf's law", { min: 1, max: 7 }),
  independentShare: share("Share of meters whose settlement data an independent MDR retrieves"),
  prepayShare: share("Share of meters in prepayment"),
  exportShare: share("Share of electricity meters with an export register that is settled"),
});

const Existing = Schema.Struct({
  messagesPerMeterDay: perMeterDay("Messages a meter and day, either fuel"),
  requestsPerMessage: factor("Service Requests a message stands for", { min: 0.1, max: 2 }),
  dailyReadShare: share("Share of these that are daily reads"),
  scheduledShare: share("Share of daily reads that a DSP Schedule sends"),
  supplierReadsToo: share("Share of suppliers' profile reads that go on where an agent reads the meter too"),
  topUpsPerPrepayMeterDay: perMeterDay("Top-ups a prepayment meter and day"),
  installAndCommission: Schema.Struct({
    metersPerDay: perDay("Meters installed a working day, SMETS2"),
    requestsPerMeter: factor("Service Requests for each", { max: 1000 }),
  }),
  otherUsersPerMeterDay: perMeterDay("Other Users' requests a meter and day, either fuel"),
  supplierRequestsPerMeterDay: perMeterDay("Suppliers' working-hours requests a meter and day, either fuel"),
});

const Mhhs = Schema.Struct({
  enabled: flag("MHHS reads are made"),
  reuseShare: share("Share of meter-days on which the existing read is a whole profile that its reader may settle on"),
  onDemandShare: share("Share of MHHS profile reads sent on demand"),
  validationPerMeterDay: perMeterDay("Register reads for validation, an agent's meter and day", 1),
  gapFill: flag("Agents read again the meters that were dark at yesterday's read"),
  cycle: duration("Each meter is read once in this time", { min: DAY_MS, max: 31 * DAY_MS }),
  passOn: duration("Data passed on outside the DCC arrives this much later", { max: 7 * DAY_MS }),
  scheduleChurn: perDay("Schedules created and deleted"),
});

const WindowRule = Schema.Struct({ window: words("Hours of the window"), shape: shape("How requests lie in it") });

const Row = Schema.Struct({
  title: words("What the row is"),
  process: oneOf("Business process", PROCESSES),
  need: oneOf("What brings a request about", NEEDS),
  srv: words("Service Reference Variant"),
  role: oneOf("Role of the User that sends it", ROLES),
  mode: oneOf("How it is sent", ["scheduled", "on-demand"]),
  window: words("Name of a window, or hours"),
  shape: Schema.optionalKey(shape("How requests lie in the window, when not as the named window says")),
  priority: Schema.optionalKey(
    oneOf("Service class, when not that of its mode", ["on-demand", "scheduled", "below-all"]),
  ),
  target: words("Name of a target"),
  moves: oneOf("Which schedule of the bound may place it", ["no", "mhhs", "all"]),
});
export type Row = typeof Row.Type;

const Failures = Schema.Struct({
  dark: Schema.Struct({
    longTerm: share("Meters that never answer"),
    spells: share("Meters in a spell of darkness at any instant"),
    spellMean: duration("Mean length of a spell", { min: HOUR_MS, max: 60 * DAY_MS }),
  }),
  attempt: byGeneration(share("Failure of an attempt, SMETS2"), share("Failure of an attempt, SMETS1")),
  retryAfter: listOf(duration("Delay of a retry after the first attempt left", { min: 60_000, max: 2 * DAY_MS }), {
    title: "Automatic retries of scheduled reads",
  }),
  errorAfter: Schema.Struct({
    smets2: duration("Error response of a SMETS2 meter after", { max: HOUR_MS }),
    smets1: duration("Error response of a SMETS1 meter after", { max: HOUR_MS }),
  }),
});

const RoundTrip = (component: string) =>
  Schema.Struct({
    median: duration(`Round trip behind ${component}, median`, { min: 1, max: HOUR_MS }),
    p99: duration(`Round trip behind ${component}, 99th percentile`, { min: 1, max: HOUR_MS }),
  });

const capacityOf = (component: string) => rate(`Capacity and contract of ${component}`);
const FixedCapacity = Schema.Struct({ dsp: capacityOf("the DSP"), ...byComponent(capacityOf) });
const DerivedCapacity = wordInstead("Capacity of all components", "derived", "a map of dsp, csp and s1sp");
const headroomOf = (component: string) => factor(`Headroom of ${component}`, { min: 0.1, max: 10 });

const Target = Schema.Struct({
  smets2: duration("Target Response Time, SMETS2", { min: 1000, max: 31 * DAY_MS }),
  smets1: duration("Target Response Time, SMETS1", { min: 1000, max: 31 * DAY_MS }),
});

const sections = {
  question: words("The question that this scenario answers"),
  seed: words("Seed of all random draws"),
  horizon: Horizon,
  estate: Estate,
  existing: Existing,
  mhhs: Mhhs,
  secondRole: Schema.Struct({
    perMeterDay: perMeterDay("Reads a second role makes of every electricity meter and day", 1),
  }),
  alerts: Schema.Struct({
    devicePerMessage: factor("Device alerts for each message", { max: 1000 }),
    dccPerMessage: factor("DCC alerts for each message", { max: 1000 }),
  }),
  failures: Failures,
  roundTrip: Schema.Struct(byComponent(RoundTrip)),
  headroom: Schema.Struct({ dsp: headroomOf("the DSP"), ...byComponent(headroomOf) }),
  limits: Schema.Struct({
    burst: Schema.Struct({
      dsp: duration("Burst of the DSP, as time at capacity", { max: HOUR_MS }),
      access: duration("Burst of each CSP and S1SP, as time at capacity", { max: HOUR_MS }),
    }),
    responseFactor: factor("Responses and alerts a second, as a multiple of capacity", { min: 0.1, max: 100 }),
    queueMax: count("Longest queue at a component; one more request is refused", { min: 1, max: 1e9 }),
    serviceOrder: oneOf("Who is served first", ["by-class", "single-class"]),
  }),
  endpoints: Schema.Struct({
    least: rate("Least rate of a User's own endpoint"),
    metersPerRate: count("Meters for each response a second of a User's endpoint", { min: 1, max: 1e8 }),
    otherUsers: count("Other Users", { min: 1, max: 200 }),
  }),
  dco: Schema.Struct({
    perCohort: rate("Dual-control actions a second in each cohort, one at a time"),
    dualControlShare: share("Share of suppliers' working-hours requests to SMETS1 that need dual control"),
  }),
  targets: Schema.Record(Schema.String, Target),
  windows: Schema.Record(Schema.String, WindowRule),
  policy: each(ROW_IDS, Row),
  schedule: Schema.Struct({
    fill: oneOf("Reads that the lowest-peak schedule places", ["none", "mhhs", "all"]),
    deadline: Schema.optionalKey(duration("Placed reads are sent within this time", { min: HOUR_MS, max: DAY_MS })),
  }),
} as const;

/** A scenario with one option applied, in base units. The capacity is either given or derived from the plan. */
export const WithFixedCapacity = Schema.Struct({ ...sections, capacity: FixedCapacity });
export const WithDerivedCapacity = Schema.Struct({ ...sections, capacity: DerivedCapacity });
export type Resolved = typeof WithFixedCapacity.Type | typeof WithDerivedCapacity.Type;

/** Keys of the file itself, not of an option. */
export const FILE_KEYS = ["extends", "assumptions", "alsoAssumed", "options"] as const;
/** What stays the same under all options of a scenario: they are compared on the same days and draws. */
export const SHARED_KEYS = ["question", "seed", "horizon", ...FILE_KEYS] as const;
