import * as Schema from "effect/Schema";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../kernel/time.ts";
import { Days, Firmware, LateData, PriceChange, ScheduleChange } from "./campaign-schema.ts";
import { collecting } from "./collection-schema.ts";
import { Contracts } from "./contract-schema.ts";
import { DuplicateResponses } from "./duplicates-schema.ts";
import { AccessControl, Allocation, AnomalyDetection } from "./entry-schema.ts";
import { Existing } from "./existing-schema.ts";
import { Faults } from "./fault-schema.ts";
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
import { Limits } from "./limit-schema.ts";
import { Migration } from "./migration-schema.ts";
import { GSP_GROUPS, NEEDS, PROCESSES, ROLES, ROW_IDS } from "./names.ts";
import { Performance } from "./performance-schema.ts";
import { Prices } from "./price-schema.ts";
import { Registration } from "./registration-schema.ts";
import { Settlement } from "./settlement-schema.ts";
import { ofSmets1 } from "./smets1-schema.ts";

const each = <const Keys extends readonly string[], S extends Schema.Constraint>(keys: Keys, field: S) =>
  Schema.Struct(Object.fromEntries(keys.map((key) => [key, field])) as { readonly [K in Keys[number]]: S });

const about = (title: string, description?: string) => ({
  title,
  ...(description === undefined ? {} : { description }),
});

const byComponent = <D extends Schema.Constraint>(of: (component: string) => D) =>
  ({
    csp: Schema.Struct({
      north: of("CSP North"),
      central: of("CSP Central"),
      south: of("CSP South"),
      "4g": of("CSP 4G"),
    }).annotate(about("By CSP region, and 4G")),
    s1sp: Schema.Struct({ ioc: of("S1SP IOC"), moc: of("S1SP MOC"), foc: of("S1SP FOC") }).annotate(
      about("By SMETS1 cohort"),
    ),
  }) as const;

const byGeneration = (smets2: ReturnType<typeof share>, smets1: ReturnType<typeof share>) =>
  Schema.Struct({ smets2, smets1 });

const Horizon = Schema.Struct({
  start: date("First measured day, UTC", "Weekday and clock change follow from it."),
  measure: duration(
    "Measured days",
    { min: DAY_MS, max: 432 * DAY_MS },
    "Whole days: the needs wanted in them are judged.",
  ),
  warmUp: duration(
    "Simulated before the first measured midnight",
    { max: 2 * DAY_MS },
    "So that the first measured midnight finds queues, retries and dark meters as on any other day.",
  ),
  tailMax: duration(
    "Longest run after the last measured midnight",
    { max: 7 * DAY_MS },
    "The run ends when every measured need has ended, at the latest then.",
  ),
}).annotate(
  about("Days that are simulated", "The same for all options: they are compared on the same days and draws."),
);

const GspGroup = Schema.Struct({
  share: share("Share of electricity meters in this GSP Group", "The shares of all Groups sum to one."),
  north: Schema.optionalKey(share("Share of its SMETS2 hubs behind CSP North")),
  central: Schema.optionalKey(share("Share of its SMETS2 hubs behind CSP Central")),
  south: Schema.optionalKey(share("Share of its SMETS2 hubs behind CSP South")),
}).annotate({ identifier: "GspGroup", ...about("A GSP Group", "Its hubs on 4G are counted apart: fourGShare.") });

const Estate = Schema.Struct({
  meters: count("Electricity smart meters that the DCC can address", { min: 1000, max: 100e6 }),
  gasShare: share("Gas meters on the same hubs, per electricity meter", "Background traffic: gas isn't settled here."),
  smets1Share: share("SMETS1 share of electricity meters"),
  s1spSplit: Schema.Struct({
    ioc: share("Share of SMETS1 meters in the IOC cohort"),
    moc: share("Share of SMETS1 meters in the MOC cohort"),
    foc: share("Share of SMETS1 meters in the FOC cohort"),
  }).annotate(about("SMETS1 meters by cohort", "Sums to one.")),
  fourGShare: share("4G share of SMETS2 hubs"),
  gspGroups: each(GSP_GROUPS, GspGroup).annotate(
    about("Meters by GSP Group, and the CSP region of each", "A Group's region shares sum to one."),
  ),
  suppliers: Schema.Struct({
    large: listOf(share("Share of meters of a large supplier"), {
      title: "Shares of the large suppliers, largest first",
    }),
    small: Schema.Struct({
      count: count("Number of small suppliers", { max: 100 }),
      share: share("Share of meters of the small suppliers together, equal among them"),
    }).annotate(about("Small suppliers, all of one size")),
  }).annotate(about("Suppliers by share of meters", "Large and small together sum to one.")),
  independentMdrs: count(
    "Independent Meter Data Retrievers, by Zipf's law",
    { min: 1, max: 7 },
    "The largest has twice the meters of the second and three times those of the third.",
  ),
  independentShare: share(
    "Share of meters whose settlement data an independent MDR retrieves",
    "The rest is read, or read already, by the supplier as its own MDR.",
  ),
  prepayShare: share("Share of meters in prepayment", "They bring top-ups."),
  exportShare: share("Share of electricity meters with an export register that is settled"),
}).annotate(about("The meters, and who serves them"));

const Mhhs = Schema.Struct({
  enabled: flag("MHHS reads are made", "Without them an option is the reference for harm."),
  reuseShare: share(
    "Share of meter-days on which the existing read is a whole profile that its reader may settle on",
    "Then a supplier that is its own MDR needs no second read.",
  ),
  onDemandShare: share("Share of MHHS profile reads sent on demand"),
  validationPerMeterDay: perMeterDay("Register reads for validation, an agent's meter and day", 1),
  gapFill: flag("Agents read again the meters that were dark at yesterday's read"),
  cycle: duration(
    "Each meter is read once in this time",
    { min: DAY_MS, max: 397 * DAY_MS },
    "1 d: every meter daily; 30 d: a thirtieth of the meters a day, a month of data each. At most what a log returns.",
  ),
  passOn: duration("Data passed on outside the DCC arrives this much later", { max: 7 * DAY_MS }),
  scheduleChurn: perDay("Schedules created and deleted", "They end at the DSP and ask nothing of a meter."),
}).annotate(about("What settlement asks for on top of existing use"));

const HOURS =
  'UTC as in "00:00-06:00", or clock time and weekdays as in "Mon-Sat 08:00-18:00 local"; may cross midnight.';
const WindowRule = Schema.Struct({
  window: words("Hours of the window", HOURS),
  shape: shape("How requests lie in it"),
}).annotate({ identifier: "Window", ...about("Hours in which requests are sent, and how they lie in them") });

const Row = Schema.Struct({
  title: words("What the row is"),
  process: oneOf("Business process", PROCESSES),
  need: oneOf("What brings a request about", NEEDS, "A row of one need stands once for each mode."),
  srv: words("Service Reference Variant", "As the DCC numbers it; 2.2 in quotes, or it is a number."),
  role: oneOf("Role of the User that sends it", ROLES),
  mode: oneOf(
    "How it is sent",
    ["scheduled", "on-demand"],
    "By a Schedule at the DSP, which retries by itself, or by the User, who doesn't.",
  ),
  srvOnSmets2: Schema.optionalKey(
    words("Service Reference Variant that SMETS2 meters are sent, when another", "Of M08: 4.2 for export registers."),
  ),
  window: words("Name of a window, or hours", `A name of windows:, or hours: ${HOURS}`),
  shape: Schema.optionalKey(shape("How requests lie in the window, when not as the named window says")),
  priority: Schema.optionalKey(
    oneOf(
      "Service class, when not that of its mode",
      ["on-demand", "scheduled", "below-all"],
      "Where a queue stands, on demand is served before scheduled, and that before below-all.",
    ),
  ),
  days: Schema.optionalKey(Days),
  heldUntil: Schema.optionalKey(words("Future dated: the DSP holds each until this time of the UTC day", "As 06:00.")),
  target: words("Name of a target", "A name of targets: the time that the answer is due in."),
  moves: oneOf(
    "Which schedule of the bound may place it",
    ["no", "mhhs", "all"],
    "mhhs: any lowest-peak schedule; all: only the one that moves existing reads too.",
  ),
}).annotate({
  identifier: "Row",
  ...about("A row of the traffic table", "Who reads what, when and how. Its rate follows from the other sections."),
});
export type Row = typeof Row.Type;

const Failures = Schema.Struct({
  dark: Schema.Struct({
    longTerm: share("Meters that never answer"),
    spells: share("Meters in a spell of darkness at any instant"),
    spellMean: duration("Mean length of a spell", { min: HOUR_MS, max: 60 * DAY_MS }),
  }).annotate(about("Meters out of reach")),
  attempt: byGeneration(share("Failure of an attempt, SMETS2"), share("Failure of an attempt, SMETS1")).annotate(
    about("Failure of an attempt at a meter that can be reached"),
  ),
  retryAfter: listOf(duration("Delay of a retry after the first attempt left", { min: MINUTE_MS, max: 2 * DAY_MS }), {
    title: "Automatic retries of scheduled reads",
    description: "Delays after the first attempt left, in order; requests on demand are not retried.",
  }),
  errorAfter: Schema.Struct({
    smets2: duration("Error response of a SMETS2 meter after", { max: HOUR_MS }),
    smets1: duration("Error response of a SMETS1 meter after", { max: HOUR_MS }),
  }).annotate(about("A dark or failed attempt gives one error response", "Its hub is held until then.")),
}).annotate(about("Meters that don't answer"));

const RoundTrip = (component: string) =>
  Schema.Struct({
    median: duration(`Round trip behind ${component}, median`, { min: 1, max: HOUR_MS }),
    p99: duration(`Round trip behind ${component}, 99th percentile`, { min: 1, max: HOUR_MS }),
  }).annotate(about(`Round trip from ${component} to the meter and back, lognormal`));

const capacityOf = (component: string) => rate(`Capacity of ${component}`);
const FixedCapacity = Schema.Struct({ dsp: capacityOf("the DSP"), ...byComponent(capacityOf) }).annotate(
  about(
    "Requests a second that each component carries",
    "What comes above waits. Or the word derived: headroom × what today's use needs from 00:00 to 08:00.",
  ),
);
const DerivedCapacity = wordInstead("Capacity of all components", "derived", "a map of dsp, csp and s1sp");
const upliftOf = (component: string) => share(`Uplift of ${component}, as a share of its capacity`);
const headroomOf = (component: string) => factor(`Headroom of ${component}`, { min: 0.1, max: 10 });

const Target = Schema.Struct({
  smets2: duration("Target Response Time, SMETS2", { min: 1000, max: 31 * DAY_MS }),
  smets1: duration("Target Response Time, SMETS1", { min: 1000, max: 31 * DAY_MS }),
}).annotate({ identifier: "Target", ...about("A Target Response Time, by generation of meter") });

const sections = {
  question: words("The question that this scenario answers"),
  seed: words("Seed of all random draws", "The same seed gives the same answer to the last bit."),
  horizon: Horizon,
  estate: Estate,
  existing: Existing,
  mhhs: Mhhs,
  migration: Migration,
  ...collecting,
  purposeFlag: Schema.Struct({
    tagged: share("Share of meters whose MHHS reads carry the flag", "Its User's honesty: 0 and nobody sets the flag."),
    without: share("Share of meters whose devices can't take a request that carries it", "Their reads go as today's."),
    priority: oneOf("Service class of reads that carry it", ["on-demand", "scheduled", "below-all"]),
    window: words("Hours in which a Schedule sends reads that carry it", HOURS),
    shape: shape("How they lie in these hours"),
  }).annotate(
    about("Requests may say that they are for MHHS (O3)", "Reads on demand keep their hours and take its class."),
  ),
  secondRole: Schema.Struct({
    perMeterDay: perMeterDay("Reads a second role makes of every electricity meter and day", 1),
  }).annotate(about("A second role that reads every meter", "What existing capacity was not sized for.")),
  lateData: LateData,
  scheduleChange: ScheduleChange,
  priceChange: PriceChange,
  firmware: Firmware,
  alerts: Schema.Struct({
    devicePerMessage: factor("Device alerts for each message", { max: 1000 }),
    dccPerMessage: factor("DCC alerts for each message", { max: 1000 }),
  }).annotate(about("Alerts", "They share the return path with responses, and are flat over the day.")),
  failures: Failures,
  roundTrip: Schema.Struct(byComponent(RoundTrip)).annotate(
    about("Round trips", "From leaving an access component to its answer's arrival there."),
  ),
  uplift: Schema.Struct({ dsp: upliftOf("the DSP"), ...byComponent(upliftOf) }).annotate(
    about("Capacity uplift (O7)", "On top of capacity, given or derived: 20 % lets a component carry a fifth more."),
  ),
  contracts: Contracts,
  performance: Performance,
  prices: Prices,
  headroom: Schema.Struct({ dsp: headroomOf("the DSP"), ...byComponent(headroomOf) }).annotate(
    about("Headroom over existing use", "Used where capacity is derived; 1.1 carries a tenth more than today's use."),
  ),
  limits: Limits,
  accessControl: AccessControl,
  registration: Registration,
  anomalyDetection: AnomalyDetection,
  allocation: Allocation,
  endpoints: Schema.Struct({
    least: rate("Least rate of a User's own endpoint"),
    metersPerRate: count("Meters for each response a second of a User's endpoint", { min: 1, max: 1e8 }),
    otherUsers: count("Other Users", { min: 1, max: 200 }, "With equal shares of the meters that they read."),
  }).annotate(
    about("Users' receiving endpoints", "Each User's rate is the larger of least and meters ÷ metersPerRate."),
  ),
  dco: Schema.Struct({
    perCohort: rate("Dual-control actions a second in each cohort, one at a time"),
    dualControlShare: share("Share of suppliers' working-hours requests to SMETS1 that need dual control"),
    readShare: share(
      "Share of meter-days on which reads of a SMETS1 meter need dual control",
      "0: reads don't need it, as far as is known. The fluid twin has no DCO.",
    ),
  }).annotate(about("Dual Control Organisation")),
  ...ofSmets1,
  duplicateResponses: DuplicateResponses,
  targets: Schema.Record(Schema.String, Target).annotate(about("Target Response Times by name: rows refer to them")),
  windows: Schema.Record(Schema.String, WindowRule).annotate(about("Windows by name: rows refer to them")),
  policy: each(ROW_IDS, Row).annotate(
    about(
      "The policy table: who reads what, when and how",
      "T: existing use, M: MHHS, R: a second role, S: Schedules that change, L: late data, W, F: waves.",
    ),
  ),
  schedule: Schema.Struct({
    fill: oneOf(
      "Reads that the lowest-peak schedule places",
      ["none", "mhhs", "all"],
      "none: every row keeps its window; mhhs: MHHS reads; all: every read with a 24 h target.",
    ),
    deadline: Schema.optionalKey(
      duration(
        "Placed reads are sent within this time",
        { min: HOUR_MS, max: DAY_MS },
        "From midnight UTC; asked for, and read, only where fill places something.",
      ),
    ),
  }).annotate(about("The schedule with the lowest worst utilisation of any (O10)")),
  settlement: Settlement,
  faults: Faults,
} as const;

/** A scenario with one option applied, in base units. The capacity is either given or derived from the plan. */
export const WithFixedCapacity = Schema.Struct({ ...sections, capacity: FixedCapacity });
export const WithDerivedCapacity = Schema.Struct({ ...sections, capacity: DerivedCapacity });
export type Resolved = typeof WithFixedCapacity.Type | typeof WithDerivedCapacity.Type;

/** Keys of the file itself, not of an option. */
export const FILE_KEYS = ["extends", "assumptions", "alsoAssumed", "options", "thresholds", "compare"] as const;
/** What stays the same under all options of a scenario: they are compared on the same days and draws. */
export const SHARED_KEYS = ["question", "seed", "horizon", "prices", ...FILE_KEYS] as const;
