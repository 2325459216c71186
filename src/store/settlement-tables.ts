import type { SettlementStep } from "../domain/settlement-day.ts";
import type { EnergyFigures } from "../experiment/forecast.ts";
import { figure, integer, json, optional, real, table, text } from "./table.ts";

// What the record says of settlement, where an option has it on.

const run = integer("The run, `run.run`");

export const settlement = table("settlement", "Settlement in a run, of the meters simulated.", ["run"], {
  run,
  runs: json("Settlement Runs of the timetable in order, a list"),
  suppliers: integer("Suppliers"),
  gsp_groups: integer("GSP Groups"),
  sent: integer("Messages that data services sent: one for each metering system and UTC day"),
  estimates: integer("Of these, data that failed validation"),
  swept: integer("Of these, estimates for days without data before the gate of their first run"),
  accepted: integer("Messages that MDS accepted"),
  rejected: integer("Messages that MDS rejected (IF-014)"),
  waiting: integer("Messages on their way to MDS when the run ended"),
  dip_per_second: real("Inbound messages a second of the DIP, at full scale"),
  latency: integer("From the end of a measured day to the acceptance of its actual data, in `latency_bucket`"),
  accepted_count: integer("How many these are"),
  accepted_sum_ms: real("Their sum"),
  accepted_max_ms: real("The longest"),
});

export const settledOn = table(
  "settled_on",
  "Measured meter-days by the first Settlement Run that settles them on actual data.",
  ["run", "segment", "supplier", "gsp_group", "first_run"],
  {
    run,
    segment: text("import of smart meters, export of smart meters, advanced, unmetered or traditional"),
    supplier: text("Supplier, as its User is called"),
    gsp_group: text("_A … _P"),
    first_run: text("Settlement Run, or none"),
    meter_days: integer("Meter-days; parts that have none have no row"),
  },
);

export const followedOn = table(
  "followed_on",
  "Of meter-days on actual data those whose data came after the time that was simulated.",
  ["run", "first_run"],
  { run, first_run: text("Settlement Run that is first to have it"), meter_days: integer("Meter-days") },
);

export const exceptionTotal = table(
  "exception_total",
  "What a supplier is told of exceptions in its metering systems' data: totals by type, of the meters simulated.",
  ["run", "supplier", "type"],
  {
    run,
    supplier: text("Supplier, as its User is called"),
    type: text("What was found; types that a supplier has none of have no row"),
    count: integer("Metering systems' days"),
  },
);

export const exceptionDetail = table(
  "exception_detail",
  "What a data service sees of them: each metering system and day, the first hundred of each type.",
  ["run", "position"],
  {
    run,
    position: integer("By type, then as they came, from 0"),
    type: text("What was found"),
    metering_system: integer("Number of the metering system: import of meters, then export, then other segments"),
    day: integer("Day of the read, the first measured one is 0: the data is of the UTC day before"),
  },
);

export const settlementStep = table(
  "settlement_step",
  "When the steps of a settlement day were done, on the measured day on which it was latest.",
  ["run", "step"],
  {
    run,
    step: text<SettlementStep>("completeness sweep, gate, defaulting and aggregation, load shapes, … , reports"),
    latest_ms: figure("Since the midnight before its gate; none where no gate was on a measured day"),
  },
);

export const delivery = table("delivery", "Deliveries of the DIP to a kind of recipient.", ["run", "recipient"], {
  run,
  recipient: text("MDS, supplier or LDSO"),
  delivered: integer("Messages delivered"),
  failed: integer("Tries that a webhook didn't take"),
});

export const deliveryTo = table(
  "delivery_to",
  "Deliveries of the DIP to one supplier, or to the LDSO of one GSP Group.",
  ["run", "position"],
  {
    run,
    position: integer("Suppliers in their order, then GSP Groups in theirs, from 0"),
    participant: text("Supplier, as its User is called, or LDSO and its GSP Group"),
    delivered: integer("Messages delivered"),
  },
);

export const dipLoad = table(
  "dip_load",
  "Messages at the DIP in `run.step_minutes` minutes of a run; still ones have no row.",
  ["run", "minute"],
  {
    run,
    minute: integer("Minutes since the first measured UTC midnight; below 0 in the warm-up"),
    arrived: integer("Messages that came"),
    carried: integer("Messages that it took in"),
    queued_max: integer("Most that waited"),
  },
);

export const forecastEnergy = table(
  "forecast_energy",
  "What a class of use is expected to take on the mean of the UTC days that are settled; none without settlement.",
  ["run", "class"],
  {
    run,
    class: text<EnergyFigures["name"]>("domestic, economy-7, electric-vehicle, homes, non-domestic, imports, exports"),
    first_day: integer("First of the days, since 1970-01-01"),
    days: integer("Number of days"),
    gwh_per_day: real("Energy a day, GWh"),
    evening_share: real("Share of it from 16:00 to 19:00 of the clock"),
    night_share: real("Share of it from 00:00 to 07:00 of the clock"),
    busiest_minute: integer("Minute of the clock day at which its busiest Settlement Period begins"),
    peak_gw: real("Mean power in that period, GW"),
    peak_to_trough: optional("Busiest divided by quietest period", "a period has nothing"),
  },
);
