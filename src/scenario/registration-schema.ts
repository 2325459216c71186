import * as Schema from "effect/Schema";
import { TIME_BASES } from "../domain/registration.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../kernel/time.ts";
import { count, duration, factor, flag, oneOf, perDay, perMeterDay, share, words } from "./fields.ts";

/** What a switch may take: the draws of a run reach back so far. */
const WORKING_DAYS_MAX = 12;

const workingDays = (title: string, description?: string) =>
  count(title, { min: 0, max: WORKING_DAYS_MAX }, description);

/** Who may be asked for how often, and what comes of it. */
const ofCases = {
  enabled: flag(
    "Switches and appointments go through Registration, message by message",
    "Read where settlement is on. Without it nobody changes supplier, and no appointment is asked for.",
  ),
  timeBase: oneOf(
    "Midnights at which changes take effect",
    TIME_BASES,
    "utc: of UTC, as meters store days (PRI-018); clock: of the clock, as the programme decided later (CR036).",
  ),
  gateClosure: words(
    "Until when, on the day before, what takes effect at a midnight must be asked for",
    "Time of the clock, as 17:00. What comes later is refused, and asked for anew for a later midnight.",
  ),
  asked: words("When suppliers and services ask", 'Hours of the clock, as "08:00-18:00 local", evenly.'),
  switches: Schema.Struct({
    perDay: perDay("Switches asked for a day"),
    lead: workingDays("Working days from asking for a switch to taking effect"),
    objection: workingDays("Working days in which the outgoing supplier may object"),
    rejected: share("Share of switches that central switching rejects at once"),
    objected: share("Share of switches that are objected to"),
    withdrawn: share("Share of switches that who asked withdraws"),
    erroneous: share("Share of switches of the wrong meter", "They take effect, and are taken back."),
    reversal: workingDays("Working days after which an erroneous switch is taken back"),
    mdrStays: share(
      "Share of switches in which an independent MDR stays appointed",
      "In the others the new supplier appoints one by the MDRs' shares. A customer's own agent always stays. Read " +
        "where accessControl is on.",
    ),
    reading: duration(
      "After a change of supplier its data service sends the reading",
      { min: HOUR_MS, max: 10 * DAY_MS },
      "The one of its data, or an estimate where that has not come.",
    ),
  }).annotate({ title: "Changes of supplier" }),
  newConnections: perDay("Metering systems connected for the first time a day", "All their services are appointed."),
  serviceChanges: perDay("Metering services and data services replaced a day, while the supplier stays"),
  otherSegments: factor(
    "Switches and changes of service of a metering system of another segment, beside a smart meter's",
    { max: 10 },
    "Advanced, unmetered and traditional ones, on top of those a day above. Read where settlement.segments are on.",
  ),
  exchanges: perDay("Meters exchanged on a working day", "Their details are told to those concerned."),
  energisations: perDay("Changes of energisation a day", "Told to those concerned."),
  appointments: Schema.Struct({
    invalid: share("Share of requests that fail validation at Registration"),
    rejected: share("Share of requests that the service rejects"),
    unanswered: share("Share of requests that a service never answers"),
    answer: Schema.Struct({
      median: duration("From a request to the service's answer, median", { min: 1000, max: DAY_MS }),
      p99: duration("From a request to the service's answer, 99th percentile", { min: 1000, max: 7 * DAY_MS }),
    }).annotate({ title: "How long a service takes to answer, lognormal, and a week at most" }),
    timeOut: duration(
      "A supplier without an outcome asks again after",
      { min: HOUR_MS, max: 7 * DAY_MS },
      "Each party watches its own time-outs (PRI-026).",
    ),
  }).annotate({ title: "What becomes of a request for an appointment, each try anew" }),
};

export const Registration = Schema.Struct({
  changesPerMeterDay: perMeterDay(
    "Changes of MDR, an agent's meter and day",
    1,
    "Read where accessControl is on: without it MDRs' appointments don't change. With registration.enabled each is a " +
      "case of Registration, and changes of supplier bring more.",
  ),
  notice: duration(
    "A change of MDR is registered this long before it takes effect",
    { max: 14 * DAY_MS },
    "It takes effect at a UTC midnight; none is retrospective. Read while registration.enabled is false: with it, a " +
      "change is registered when Registration makes it.",
  ),
  feed: Schema.Struct({
    every: duration("Changes go to the DSP in batches, one in", { min: MINUTE_MS, max: 7 * DAY_MS }),
    delay: duration("Delay from sending a batch to its arrival", { max: 10 * DAY_MS }),
    workOff: factor("The DSP works batches off faster than changes come, by", { min: 1, max: 10_000 }),
  }).annotate({ title: "The feed of registration data to the DSP" }),
  outgoing: Schema.Struct({
    share: share("Outgoing MDRs whose Schedule goes on"),
    for: duration("How long it goes on", { min: DAY_MS, max: 7 * DAY_MS }, "Whole days."),
  }).annotate({ title: "Schedules that an outgoing MDR has not deleted in time" }),
  ...ofCases,
}).annotate({
  title: "Registration: switches and appointments, and what the DSP knows of MDRs",
  description: "The feed to the DSP is read where accessControl is on; switches where registration and settlement are.",
});
