import * as Schema from "effect/Schema";
import { DAYS_BACK_MAX } from "../domain/settlement.ts";
import { MOVED_RF_WORKING_DAYS, TIMETABLES, type TimetableName } from "../domain/settlement-runs.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../kernel/time.ts";
import { Central } from "./central-schema.ts";
import { Demand } from "./demand-schema.ts";
import { count, date, duration, flag, oneOf, rate, share, words } from "./fields.ts";
import { Segments } from "./segments-schema.ts";

const stepOf = (title: string) => duration(title, { min: MINUTE_MS, max: DAY_MS }, "How long it takes.");

const DataServices = Schema.Struct({
  capacity: rate("Messages a second that data services validate and send, all together"),
  invalid: share(
    "Share of meter-days whose data fails validation",
    "It is sent as an estimate, and no run settles it on actual data.",
  ),
  invalidBy: Schema.Struct({
    advance: share("Its half hours don't add up to the register's advance"),
    maximum: share("A half hour above what the connection can carry"),
    negative: share("A half hour below zero"),
    clock: share("The meter's clock has drifted"),
  }).annotate({ title: "Why data fails validation", description: "Sums to one." }),
  deEnergised: share(
    "Metering systems that Registration has as de-energised and that bring data that isn't zero",
    "Accepted, settled and counted (PRI-013).",
  ),
  registration: Schema.Struct({
    late: share(
      "Share of metering systems' days of which Registration is late to have the data service as appointed",
      "0: it never is. For where registration is not enabled: its cases say by themselves which are late.",
    ),
    wait: duration(
      "So long after the end of the day Registration has it",
      { min: HOUR_MS, max: 3 * DAY_MS },
      "Before the gate of the first run in every timetable. Read where late is above 0.",
    ),
    checked: flag(
      "Data services ask Registration before they send (PRI-019)",
      "Otherwise MDS rejects what comes too early (IF-014), and they send it again. Read where registration is " +
        "enabled too.",
    ),
  }).annotate({ title: "Data held against Registration" }),
  readsBack: duration(
    "A read asks for the days that its data service lacks, as far back as this",
    { min: DAY_MS, max: DAYS_BACK_MAX * DAY_MS },
    "Whole days; 1 d asks for its own day only, and what a day's reads miss is never read.",
  ),
  sweep: duration(
    "Estimates for days without data are sent so long before the gate of the first run",
    { min: HOUR_MS, max: DAY_MS },
    "The completeness sweep; data that comes later takes their place at later runs.",
  ),
}).annotate({ title: "Data services of the smart segment" });

const Dip = Schema.Struct({
  capacity: rate("Inbound messages a second of the DIP"),
  delivery: Schema.Struct({
    median: duration("From the DIP to a recipient's webhook, median", { min: 1, max: HOUR_MS }),
    p99: duration("From the DIP to a recipient's webhook, 99th percentile", { min: 1, max: HOUR_MS }),
  }).annotate({ title: "Delivery of a message to each of its recipients, lognormal" }),
  webhooks: Schema.Struct({
    fails: share("Share of deliveries that a recipient's webhook doesn't take"),
    retryAfter: duration("Wait before such a delivery is tried again", { min: 1000, max: HOUR_MS }),
    doublings: count(
      "The wait doubles this often, and stays",
      { max: 6 },
      "The DIP keeps a message until it is taken.",
    ),
  }).annotate({ title: "Recipients' webhooks" }),
  order: oneOf(
    "Which message is taken in first where they queue",
    ["first-come", "earliest-deadline"],
    "earliest-deadline: the one whose next Settlement Run is nearest, as it stands when it comes.",
  ),
}).annotate({ title: "Data Integration Platform" });

/** What becomes of meters' data after their MDR has it: a section of a scenario. */
export const Settlement = Schema.Struct({
  enabled: flag("Reads go on to settlement", "Without it they end at their MDR."),
  timetable: oneOf<readonly TimetableName[]>(
    "Timetable of the Settlement Runs",
    TIMETABLES,
    "legacy has RF after some fourteen months, final after some four; transitional as legacy, and later as moved.",
  ),
  transitionalRf: Schema.Struct({
    from: date("First Settlement Day that it is so of"),
    workingDays: count("Working days from a Settlement Day to its RF", {
      min: MOVED_RF_WORKING_DAYS.least,
      max: MOVED_RF_WORKING_DAYS.most,
    }),
  }).annotate({
    title: "RF of the transitional timetable, moved",
    description: "Days before it keep the RF of fourteen months; other timetables know nothing of it.",
  }),
  gate: words("A run freezes what it settles on at this time of the UTC day", "As 18:00, on the run's working day."),
  stepsAfterGate: Schema.Struct({
    defaulting: stepOf("MDS defaults what is missing and aggregates"),
    loadShapes: stepOf("Load shapes are computed"),
    volumeAllocation: stepOf("Volumes are allocated"),
    reports: stepOf("Reports are made"),
  }).annotate({
    title: "The settlement day from the gate on",
    description: "Each step begins when the one before it is done; the first, when MDS has taken in what came.",
  }),
  period: oneOf("Settlement Period", ["30 min", "15 min"], "Systems are to be ready for another length (PRI-015)."),
  demand: Demand,
  dataServices: DataServices,
  dip: Dip,
  mds: Schema.Struct({ capacity: rate("Messages a second that MDS takes in") }).annotate({
    title: "Market-wide Data Service",
  }),
  central: Central,
  segments: Segments,
}).annotate({
  title: "Settlement: from a read to the runs that take it",
  description: "One message for each metering system and UTC day goes from its data service over the DIP to MDS.",
});
export type SettlementValues = typeof Settlement.Type;
