import type { ComponentName } from "../domain/components.ts";
import type { Fault } from "../domain/faults.ts";
import type { Mode, ProcessName, TrafficRow, UserRole } from "../domain/plan.ts";
import { MINUTE_FIGURES, type MinuteFigureName } from "../metrics/minute-figure.ts";
import { figure, given, integer, optional, real, table, text, yesNo } from "./table.ts";

// What the record says of each run: what it was to do, what was found.

const run = integer("The run, `run.run`");
const component = text<ComponentName>("dsp, csp.north … csp.4g, s1sp.ioc, s1sp.moc, s1sp.foc");
const PRIVATE = "Where its rate is private (NULL), counts are millionths of what it takes in a minute.";
const minute = integer("Minutes since the first measured UTC midnight; below 0 in the warm-up");
const STEP = "in `run.step_minutes` minutes of a run";

export const runs = table("run", "A finished run: one option, one replication.", ["run"], {
  run: integer("Number of the run, in the scenario's order, from 1"),
  option: text("Option"),
  replication: integer("Replication, from 0"),
  seed: text("Seed of every draw"),
  scale: real("Share of the meters simulated: counts divided by it are those of all"),
  scenario: text("Scenario's name"),
  meters: integer("Electricity meters simulated"),
  events: integer("Things that happened to a request, response or alert"),
  kernel_events: integer("Events of the simulation kernel"),
  stale_events: integer("Of these, dropped because their row was gone"),
  rows_in_flight_max: integer("Most requests, responses and alerts in flight at once, waits for a retry included"),
  ended_at_ms: real("When the simulated time ended, ms since the first measured midnight"),
  first_minute: integer("First minute of the run's series, as in `load.minute`"),
  minutes: integer("Minutes that its series cover: those that have no row in `load` were still"),
  step_minutes: integer("Minutes that a row of `load`, `endpoint_load` and `dip_load` is of: 1, or 30 in a long run"),
  alerts_raised: integer("Alerts raised, by devices and the DSP"),
  alerts_delivered: integer("Of these, delivered to a User"),
  alerts_refused: integer("Of these, refused by a full queue"),
  result_fingerprint: text("64 bits over every row of `scalar`"),
  seconds: real("Wall-clock seconds"),
  cpu_seconds: real("Processor seconds of its thread"),
});

export const resolvedOption = table("resolved_option", "The option of a run as a scenario file of its own.", ["run"], {
  run,
  yaml: text("Every value as it was used, with what it extends"),
});

export const plan = table("plan", "What a run was to do, as far as its figures are read with it.", ["run"], {
  run,
  start_day: integer("First measured UTC day, in days since 1970-01-01"),
  measured_days: integer("Days measured"),
  warm_up_ms: real("Simulated before the first measured midnight"),
  tail_ms_max: real("The run ends at the latest this long after the last measured midnight"),
  response_factor: given("Responses and alerts a second that a component carries, as a multiple of its capacity"),
  queue_max: given("Longest queue at a component, in requests at full scale; one more is refused"),
  single_class: yesNo("one queue for all classes, instead of on demand first"),
  service_level_target: given("Target Service Level of the Code Performance Measures"),
  service_level_minimum: given("Minimum Service Level of the Code Performance Measures"),
  dco_per_second: given("Requests a second that dual control signs, of each cohort, at full scale"),
  dual_control_share: given("Share of SMETS1 requests that need it"),
  endpoint_per_second_min: given("Least rate of a User's receiving endpoint, at full scale"),
  endpoint_meters_per_second: given("Meters served for each request a second of an endpoint"),
  other_users: given("Other Users"),
});

export const capacity = table("capacity", "What a component of the DCC can carry in a run.", ["run", "component"], {
  run,
  component,
  per_second: given("Capacity, requests a second at full scale"),
  burst_seconds: given("Burst of its rate limit, in seconds of capacity"),
});

export const trafficRow = table("traffic_row", "A kind of traffic: a row of the policy table.", ["run", "position"], {
  run,
  position: integer("Order in the policy table, from 0"),
  kind: text("Id: T01 … existing use, M01 … MHHS, R01 … second role"),
  title: text("Title"),
  process: text<ProcessName>("Business process it belongs to"),
  need: text<TrafficRow["need"]>("What brings it about"),
  srv: text("Service Reference Variant"),
  role: text<UserRole>("Role of the User that sends it"),
  mode: text<Mode>("scheduled or on-demand"),
  moves: text<TrafficRow["moves"]>("Bounds in which it may be moved: no, mhhs or all"),
  target_smets2_ms: given("Target Response Time at SMETS2 meters"),
  target_smets1_ms: given("Target Response Time at SMETS1 meters"),
});

export const load = table(
  "load",
  `What a component saw ${STEP}, of which \`minute\` is the first. ${PRIVATE}`,
  ["run", "component", "minute"],
  {
    run,
    component,
    minute,
    demand_first: integer("First attempts, counted when they were sent"),
    demand_first_busiest_second: integer("The same in their busiest second"),
    demand_retries: integer("Automatic retries, counted when they were sent"),
    arrived: integer("Requests that arrived"),
    carried: integer("Requests that it passed on"),
    queued_max: integer("Most requests that waited at it at once"),
    queued_min: integer("Least"),
    queued_for_max: integer("Most requests that waited for it at once, at it or at the DSP"),
    queued_for_min: integer("Least"),
    return_arrived: integer("Responses and alerts that arrived on the way back"),
    return_carried: integer("Responses and alerts that it passed on"),
    return_queued_max: integer("Most of them that waited at once"),
  },
);

export const user = table("user", "A User of the DCC and its receiving endpoint.", ["run", "user"], {
  run,
  user: integer("Number of the User, from 0"),
  name: text("Name"),
  role: text<UserRole>("supplier, agent, other or network"),
  per_second: given("Responses and alerts a second that its endpoint takes, of the meters simulated"),
});

export const endpointLoad = table(
  "endpoint_load",
  `What a User's endpoint received ${STEP}; those in which nothing arrived have no row. ${PRIVATE}`,
  ["run", "user", "minute"],
  { run, user: integer("Number of the User, `user.user`"), minute, arrived: integer("Responses and alerts") },
);

export const minuteFigure = table(
  "minute_figure",
  "What a long run knows of single minutes of its measured days, where `load` has half hours; of other runs nothing.",
  ["run", "position"],
  {
    run,
    position: integer("Order, from 0"),
    place: text("A component, a User by name, or dip"),
    figure: text<MinuteFigureName>(
      Object.entries(MINUTE_FIGURES)
        .map(([name, says]) => `${name}: ${says}`)
        .join(". "),
    ),
    value: given(`The figure. ${PRIVATE}`),
  },
);

const kind = text("Kind of traffic: `traffic_row.kind`, M00 or P01 of `ledger_kind`");
const access = text("Access component of the meter; dsp where a request ends there");

export const ledgerKind = table("ledger_kind", "A kind of need that the ledger counts.", ["run", "position"], {
  run,
  position: integer("Order, from 0"),
  kind: text(
    "Kind of traffic, or M00: MHHS needs that an existing read serves, or P01: existing needs that an agent's serves",
  ),
});

export const ledger = table(
  "ledger",
  "Needs of a kind at an access component that were wanted in the measured days, and what became of them.",
  ["run", "kind", "access"],
  {
    run,
    kind,
    access,
    wanted: integer("Needs wanted"),
    sent: integer("Of these, sent at least once"),
    answered: integer("Of these, answered"),
    refused: integer("Refused by a full queue"),
    expired: integer("Given up after the last attempt"),
    dark: integer("Of those given up, the meter was out of reach"),
    in_target: integer("Answered inside the Target Response Time, official clock"),
    ran_over: integer("Answered after the working day had begun, and sent before it"),
    sent_in_day: integer("Answered after the working day had begun, and sent in it"),
    attempts: integer("Attempts, automatic retries included"),
    retries: integer("Automatic retries"),
  },
);

export const answeredBy = table(
  "answered_by",
  "Needs of a kind that were answered by an hour after the data day's end.",
  ["run", "kind", "access", "by_hour"],
  {
    run,
    kind,
    access,
    by_hour: integer("Hours after the end of the UTC data day"),
    answered: integer("Needs answered by then"),
  },
);

const ofFault = integer("Number of the fault, `fault.fault`");

export const fault = table("fault", "Something that went wrong in a run.", ["run", "fault"], {
  run,
  fault: integer("Number of the fault in the scenario's order, from 0"),
  kind: text<Fault["kind"]>("outage, maintenance, out-of-reach, alert-storm, misbehaving-user or registration-feed"),
  title: text("What, and when"),
  from_ms: real("When it began, ms since the first measured midnight"),
  to_ms: real("When it ended"),
});

export const faultBacklog = table(
  "fault_backlog",
  "What waited at one station for a fault.",
  ["run", "fault", "position"],
  {
    run,
    fault: ofFault,
    position: integer("Order of the fault's stations, from 0"),
    station: text(
      "Station: a component, the same and return on the way back, a DCO, a User's endpoint or the registration feed",
    ),
    at_end: optional("Of the meters simulated, what waited when the fault ended", "the run ended first"),
    most: given("Most that waited until it was drained, by looks a second apart"),
    drained_at_ms: optional("When it was worked off", "the run ended first"),
  },
);

export const faultNeeds = table(
  "fault_needs",
  "Measured needs that were sent while a fault lasted or its backlog drained, and what became of them.",
  ["run", "fault", "kind", "access"],
  {
    run,
    fault: ofFault,
    kind,
    access,
    answered: integer("Answered"),
    refused: integer("Refused by a full queue, or by a rule of the DSP"),
    expired: integer("Given up after the last attempt"),
    in_target: integer("Answered inside the Target Response Time, official clock"),
    out_of_step: integer("Of those refused, what an outage of the registration feed had refused"),
    longest_ms: integer("Longest answer on the official clock"),
  },
);

export const latency = table("latency", "How long the answers of a kind took, on one clock.", ["latency"], {
  latency: integer("Number of the distribution, in `latency_bucket`"),
  run,
  kind: text("Kind of traffic as in `ledger`, or alert"),
  access: text("Access component of the meter, dsp, or all for alerts"),
  clock: text<"wanted" | "official" | "network">(
    "wanted: from when the data existed; official: from schedule time or receipt; network: from when it was sent",
  ),
  count: integer("Answers"),
  sum_ms: real("Sum of their times"),
  max_ms: real("Longest"),
});

export const latencyBucket = table(
  "latency_bucket",
  "Answers that took from one time to another; both ends are in it. Buckets without any have no row.",
  ["latency", "low_ms"],
  {
    latency: integer("The distribution, `latency.latency` or `user_ledger.latency`"),
    low_ms: integer("Shortest time of the bucket"),
    high_ms: integer("Longest time of the bucket: 1 part in 128 above the shortest, at most; of a User 1 part in 8"),
    count: integer("Answers"),
  },
);

export const userLedger = table(
  "user_ledger",
  "Measured needs of a kind that a User sent, and what became of them; P01 is not told by User.",
  ["run", "user", "position"],
  {
    run,
    user: integer("Number of the User, `user.user`"),
    position: integer("Order of its kinds, from 0"),
    kind,
    sent: integer("Needs sent"),
    answered: integer("Of these, answered"),
    refused: integer("Refused by a full queue"),
    expired: integer("Given up after the last attempt"),
    dark: integer("Of those given up, the meter was out of reach"),
    in_target: integer("Answered inside the Target Response Time, official clock"),
    latency: integer("How long the answers took since the data existed, in `latency_bucket`"),
    max_ms: integer("Longest"),
  },
);

export const ruleFigure = table(
  "rule_figure",
  "What a rule of the DCC that is on counted in a run, of the meters simulated.",
  ["run", "position"],
  {
    run,
    position: integer("Order, from 0"),
    metric: text("Name, as in `metric_definition`"),
    place: text("User, UTC day, reason or component that it is counted by"),
    value: real("Value"),
  },
);

export const scalar = table("scalar", "A count of the run: what the result fingerprint is made of.", ["run", "name"], {
  run,
  name: text("Name: place.count"),
  value: figure("Value"),
});

export const fingerprint = table(
  "fingerprint",
  "64 bits of what happened at a part of the market, in order.",
  ["run", "position"],
  {
    run,
    position: integer("Order in which the parts were opened, from 0"),
    part: text("Component, User or source; all is all of them together"),
    path: text("Fingerprint, 16 hexadecimal digits"),
  },
);

export const metric = table("metric", "A figure of a run, at full scale.", ["run", "metric", "place"], {
  run,
  metric: text("Name, as in `metric_definition`"),
  place: text("Component, process or User"),
  value: optional("Value", "there is none: nothing waited, never answered, nothing to measure"),
  unit: text("Unit"),
  later_than_ms: optional(
    "The longest answer, where the value falls among needs never answered: it is above that",
    "the value is another, or none",
  ),
});
