import * as Schema from "effect/Schema";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../kernel/time.ts";
import { count, date, duration, factor, flag, listOf, oneOf, share } from "./fields.ts";
import { PROCESSES } from "./names.ts";

// What the DSP does to requests before it lets them in: sections of a scenario.

export const AccessControl = Schema.Struct({
  enabled: flag(
    "The DSP checks who may send what",
    "By role and request, by when an MDR becomes a User, and by its copy of registration data.",
  ),
  mdrEntry: listOf(date("Date on which an MDR becomes a DCC User, from midnight UTC"), {
    title: "Dates on which MDRs become DCC Users, the largest MDR first",
    description: "MDRs beyond the list are Users already. Before its date an MDR's requests are refused.",
  }),
}).annotate({ title: "Access control at the DSP", description: "A refused request reaches no device." });

const ofForecast = (title: string, description?: string) => factor(title, { max: 1000 }, description);

export const AnomalyDetection = Schema.Struct({
  enabled: flag("The DSP quarantines what a User sends far above its forecast"),
  thresholds: Schema.Struct({
    over: duration("Requests are counted over", { min: MINUTE_MS, max: DAY_MS }, "Intervals begin at midnight UTC."),
    warning: ofForecast("A User's warning threshold, times its forecast"),
    quarantine: ofForecast("A User's quarantine threshold, times its forecast"),
    least: count("No threshold is below so many requests", { min: 1, max: 1_000_000 }, "Whatever the scale."),
  }).annotate({
    title: "Thresholds that Users set",
    description: "For each kind of request, on the forecast of its busiest interval.",
  }),
  dcc: ofForecast("The DCC's own quarantine threshold, times the forecast", "On all requests of a User together."),
  forecast: Schema.Struct({
    supplier: ofForecast("What suppliers forecast, of what they send"),
    agent: ofForecast("What MDRs forecast, of what they send"),
    other: ofForecast("What Other Users forecast, of what they send"),
    network: ofForecast("What networks forecast, of what they send"),
  }).annotate({ title: "What Users forecast, of what they mean to send" }),
  notify: duration("A User is told after", { max: DAY_MS }, "From when the first of its requests was quarantined."),
  action: Schema.Struct({
    after: duration("Its action file is carried out after", { max: 7 * DAY_MS }, "From when it was told."),
    what: oneOf("What the action file does", ["release", "drop"], "With all that is in quarantine by then."),
  }).annotate({ title: "The User's action file" }),
}).annotate({
  title: "Anomaly detection at the DSP",
  description: "Of what Users send themselves; what their Schedules send is not counted.",
});

export const Allocation = Schema.Struct({
  enabled: flag("Users are held to their allocation when the DSP is short (O8)"),
  threshold: share(
    "Operating threshold of the DSP, of its capacity",
    "Above it each User is held to the larger of its allocation and the max-min fair level.",
  ),
  release: share("Users are released below this share of the threshold", "And once nobody's requests are held."),
  over: duration("Arrivals are measured over", { min: 1000, max: HOUR_MS }),
  above: oneOf(
    "What becomes of a request above its User's limit",
    ["wait", "refuse"],
    "It waits in the User's own queue at the DSP, on demand first, or is refused at once.",
  ),
  exempt: listOf(oneOf("Business process that is never held", PROCESSES), {
    title: "Processes that are never held",
    description: "What they take is not there to share.",
  }),
}).annotate({
  title: "Allocation by User at the DSP (O8)",
  description: "A User's allocation is its share of the threshold, by meters served.",
});
