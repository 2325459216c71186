import * as Schema from "effect/Schema";
import { DAY_MS } from "../kernel/time.ts";
import { duration, factor, listOf, oneOf, share } from "./fields.ts";
import { ROW_IDS } from "./names.ts";

/** What Users decide to do beside their daily reads, most of it once for each meter: sections of a scenario. */

const sinceOf = (what: string) =>
  duration(`${what} began so long before the first measured day`, { max: 90 * DAY_MS }, "Whole days.");
const overOf = (what: string) => duration(what, { min: DAY_MS, max: 90 * DAY_MS }, "Whole days.");

export const PriceChange = Schema.Struct({
  share: share("Share of meters whose prices change", "Of either fuel; 0 and nobody's do."),
  since: sinceOf("Sending new prices"),
  over: overOf("Each of these meters is sent its new prices once in this time"),
}).annotate({
  title: "A change of prices",
  description: "Rows W01 and W02, under dual control on SMETS1; sent before its date, the device holds them till then.",
});

export const Firmware = Schema.Struct({
  share: share("Share of electricity meters that get new firmware", "0 and none do."),
  since: sinceOf("The campaign"),
  over: overOf("Each of these meters is told to activate it once in this time"),
}).annotate({
  title: "A firmware campaign",
  description: "Activations are row F01; what the images take of a CSP's air is an outage of part of it under faults.",
});

const dayFactor = (days: string) => Schema.optionalKey(factor(`Factor of ${days}`, { max: 100 }));

export const Days = Schema.Struct({
  weekday: dayFactor("Mondays to Fridays"),
  saturday: dayFactor("Saturdays"),
  sunday: dayFactor("Sundays"),
  holiday: dayFactor("bank holidays, in the nation that has them"),
  monthEnd: dayFactor("the last day of a month, on top"),
}).annotate({
  identifier: "Days",
  title: "How much of it there is on each kind of day",
  description: "Only for streams of requests; what isn't said is 1. Bank holidays are known for 2026 to 2029.",
});

export const ScheduleChange = Schema.Struct({
  rows: listOf(oneOf("Row whose Schedules change", ROW_IDS), {
    title: "Rows whose Schedules change",
    description:
      "Scheduled rows, or those on demand where Schedules are created for them; an empty list is no change of policy.",
  }),
  does: oneOf(
    "What is done to each Schedule",
    ["move", "create", "delete"],
    "move deletes it (5.3) and creates it anew (5.1), since none can be amended.",
  ),
  since: sinceOf("The change"),
  over: overOf("Each Schedule is changed once in this time"),
  overByUser: Schema.Record(
    Schema.String,
    duration("This User changes its own in so long", { min: DAY_MS, max: 90 * DAY_MS }, "Whole days."),
  ).annotate({
    title: "Users that take a time of their own, by name",
    description: "Suppliers and MDRs as reports call them: Supplier 1, MDR 1. All begin together.",
  }),
  readBack: share("Share of meters whose Schedules are read back afterwards (5.2)"),
}).annotate({
  title: "A change of policy under way",
  description: "What it costs at the DSP; reads keep the windows of their rows, since before and after are options.",
});

export const LateData = Schema.Struct({
  onDemandShare: share(
    "Share of meters whose Users ask on demand for a day's data that has not come",
    "By the hour at which the windows of rows L01 to L04 begin; the Schedule's read comes all the same. 0: nobody.",
  ),
}).annotate({
  title: "Users whose data comes late may ask for it",
  description: "Data of daily reads that a Schedule sends.",
});
