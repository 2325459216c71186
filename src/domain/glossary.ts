import { ANSWER } from "./answer-words.ts";
import { CENTRAL_SETTLEMENT } from "./central-words.ts";

/** A word of the industry or of queueing, as this program uses it. */
export interface Term {
  readonly term: string;
  /** What its letters stand for. */
  readonly inFull?: string;
  /** Other ways to write it. */
  readonly also?: readonly string[];
  readonly means: string;
  /** Terms, roles, metrics or keys of a scenario to look at next. */
  readonly related?: readonly string[];
}

const INDUSTRY: readonly Term[] = [
  {
    term: "MHHS",
    inFull: "Market-wide Half-Hourly Settlement",
    means:
      "Settling every electricity meter of Great Britain on what it used in each half hour. Migration ends in May " +
      "2027; the model stands after it.",
    related: ["MDR", "profile", "mhhs"],
  },
  {
    term: "TRT",
    inFull: "Target Response Time",
    means:
      "The time in which a Service Request is to be answered: 24 h when scheduled or future dated and for MDRs, " +
      "16 s to 5,600 s on demand (SEC Appendix E). A target is a promise, not a latency that was seen.",
    related: ["official", "in_target_share", "targets"],
  },
  {
    term: "SRV",
    inFull: "Service Reference Variant",
    means: "The number of a kind of Service Request, such as 4.8.1 for half-hourly import.",
    related: ["Service Request", "4.8.1"],
  },
  {
    term: "Service Request",
    also: ["SR", "SRs"],
    means: "What a DCC User sends to a meter, or to the DCC itself. Each is an event of its own in the model.",
    related: ["SRV", "attempt"],
  },
  {
    term: "DCC User",
    also: ["User", "Users"],
    means: "A party that may send Service Requests: suppliers, networks, Other Users, Meter Data Retrievers.",
    related: ["supplier", "MDR", "Other User", "network"],
  },
  {
    term: "Settlement Run",
    also: ["II", "SF", "R1", "R2", "R3", "RF", "gate"],
    means:
      "A day is settled again and again, each time on what has come by then: Initial Settlement (II), the first that " +
      "money moves on (SF), reconciliations (R1 to R3) and the final one (RF). A run's gate is so many working days " +
      "after the day; what comes later is for the next run. Its data is actual, or an estimate.",
    related: ["on_actuals_share", "settlement.timetable", "data service", "MDS"],
  },
  {
    term: "access control",
    means:
      "What the DSP checks before it lets a request in: that the User's role may send it, that the MDR is a User " +
      "already, and that it is appointed to the meter by the DSP's copy of registration data; of a supplier, where " +
      "meters change theirs, that the copy has it as the meter's. A refused request reaches no device.",
    related: ["MDR", "access_refused", "wrong_refusals", "wrong_grants", "accessControl", "registration"],
  },
  {
    term: "anomaly detection",
    also: ["ADT", "Anomaly Detection Threshold", "quarantine"],
    means:
      "Each User sets, for each kind of request, a warning and a quarantine threshold from its forecast, and the DCC " +
      "has one of its own. Requests above one wait in quarantine for the User's action file, which lets them go or " +
      "drops them.",
    related: ["DCC User", "anomaly_warnings", "quarantined", "anomalyDetection"],
  },
  {
    term: "DSP Schedule",
    also: ["Schedule", "scheduled"],
    means:
      "A standing order at the DSP, which then sends the request by itself on each due day and retries it when it " +
      "fails. It cannot be amended, only deleted and created anew.",
    related: ["5.1", "existing.scheduledShare", "failures.retryAfter"],
  },
  {
    term: "on demand",
    also: ["on-demand"],
    means:
      "Sent by the User itself, to be answered at once. Where a queue stands it is served first; it is not " +
      "retried.",
    related: ["mhhs.onDemandShare", "limits.serviceOrder"],
  },
  {
    term: "future dated",
    means: "Sent today, to be carried out later: the DSP or the device keeps it until then.",
  },
  {
    term: "critical",
    means: "A request that could harm supply or security: signed in four steps, and under dual control on SMETS1.",
    related: ["DCO", "1.1.1"],
  },
  {
    term: "profile",
    also: ["half-hourly profile", "profile read"],
    means: "The 48 half-hourly values of a UTC day. Settlement is made of them.",
    related: ["4.8.1", "4.8.3", "mhhs-profiles"],
  },
  {
    term: "register read",
    also: ["validation read", "register"],
    means: "The running total of a meter, read to check the profile against it.",
    related: ["4.1.1", "4.6.1", "mhhs.validationPerMeterDay", "midnight spike"],
  },
  {
    term: "midnight spike",
    means:
      "Registers as they stand at midnight, asked for on demand at midnight because no Schedule can send the " +
      "request and SMETS1 meters do not keep them.",
    related: ["windows", "O4", "4.1.1", "4.2"],
  },
  {
    term: "gap fill",
    also: ["gap filling"],
    means: "An agent reads again, once and on demand, the meters that were dark at yesterday's read.",
    related: ["mhhs.gapFill", "dark"],
  },
  {
    term: "second role",
    means: "Another User reading every meter that the first one reads: what existing capacity was not sized for.",
    related: ["secondRole"],
  },
  {
    term: "SMETS1",
    also: ["SMETS2"],
    means:
      "The two generations of smart meter. SMETS1 is reached through an S1SP and woken by SMS; SMETS2 through a " +
      "CSP and its hub.",
    related: ["S1SP", "CSP", "estate.smets1Share"],
  },
  {
    term: "cohort",
    also: ["IOC", "MOC", "FOC"],
    means:
      "One of the three groups of SMETS1 meters, each with an S1SP of its own: initial (IOC), middle (MOC) and " +
      "final (FOC) operating capability.",
    related: ["S1SP", "estate.s1spSplit"],
  },
  {
    term: "GSP Group",
    means: "One of the 14 areas, _A to _P, by which electricity is settled; it decides the CSP region of a meter here.",
    related: ["estate.gspGroups"],
  },
  {
    term: "prepayment",
    also: ["prepay", "top-ups"],
    means: "Paying before using: the meter holds credit, and a top-up has to reach it at once, day and night.",
    related: ["2.2", "top-up", "estate.prepayShare"],
  },
  {
    term: "settlement",
    also: ["settlement day", "settled"],
    means:
      "Working out who bought how much electricity in each half hour. In the model it is why reads are wanted by " +
      "a time; what a late read costs there is left out.",
    related: ["MHHS", "data service", "in_by_09_share"],
  },
  {
    term: "UTC",
    also: ["clock time", "local"],
    means:
      "The time of the DCC: days of 48 half-hours all year. Hours of people are by the clock, an hour ahead in " +
      "summer, and are written with the word local.",
    related: ["windows.*.window", "horizon.start"],
  },
  {
    term: "MPAN",
    means:
      "The number of a metering point. In the model a meter is a row; mhhs trace shows it with an MPAN that is right " +
      "in form and can be nobody's: its distributor is 99.",
  },
  {
    term: "alert",
    also: ["device alert", "DCC alert"],
    means: "A message nobody asked for, from a device or from the DCC. Alerts share the way back with responses.",
    related: ["alerts", "return_peak_share"],
  },
  {
    term: "SEC",
    inFull: "Smart Energy Code",
    means: "The rules between the DCC and its Users.",
    related: ["MP162", "TRT"],
  },
  {
    term: "MP162",
    also: ["SECMP0162"],
    means: "The modification of the Smart Energy Code that made the MDR a DCC User role, so that MHHS can be read.",
    related: ["MDR"],
  },
  {
    term: "contract",
    means:
      "What is contracted for: a volume of requests by half hour at a CSP, in total and by class of requests; " +
      "requests a second at an S1SP. None is public: the base case has it at capacity, all day. Going over is counted.",
    related: ["capacity", "contracts", "contract_peak_share", "A-033"],
  },
];

const MODEL: readonly Term[] = [
  {
    term: "need",
    also: ["needs"],
    means:
      "A meter, a data day or event, a purpose and the role that is due it. What is judged is needs, not " +
      "requests.",
    related: ["attempt", "needs_wanted"],
  },
  {
    term: "attempt",
    also: ["first attempt", "first attempts"],
    means: "One Service Request sent for a need; a retry is another. Load is judged by first attempts.",
    related: ["attempts", "demand_peak_share"],
  },
  {
    term: "demand",
    also: ["arrived", "carried", "queued"],
    means:
      "Load at the instant it was sent, as if nothing upstream could delay it. Behind a rate limit every " +
      "overloaded option carries the same, so options are compared by demand; what arrived, was carried and " +
      "queued stands beside it.",
    related: ["demand_peak_share"],
  },
  {
    term: "peak",
    also: ["busiest minute"],
    means:
      "The busiest minute of first attempts in the measured days, unless another interval is named: 1.00 is all " +
      "that the component carries. Minutes above it queue.",
    related: ["demand_peak_share", "demand_peak_second", "demand_half_hour_peak_share", "bound"],
  },
  {
    term: "percentile",
    also: ["p50", "p95", "p99"],
    means:
      "p95 is the time within which 95 of 100 answers came, over needs whose meter could be reached. One that " +
      "falls among needs never answered is shown as > and the longest answer, and fails any threshold with <.",
    related: ["wanted", "official", "network", "dark"],
  },
  {
    term: "capacity",
    means: "Requests a second that a component carries; what comes above waits. No published value exists.",
    related: ["headroom", "A-028", "A-032"],
  },
  {
    term: "dark",
    also: ["out of reach", "unreachable"],
    means:
      "A meter that does not answer, for good or for a spell of days. Latency is over needs whose meter could be " +
      "reached.",
    related: ["failures.dark", "needs_dark"],
  },
  {
    term: "cache",
    also: ["caches", "cache hit"],
    means:
      "A copy of a SMETS1 meter's profile that its S1SP keeps for a while (O5): a second User who asks for the same " +
      "day is answered from it, or joins a read that is under way, and the device is asked once.",
    related: ["O5", "S1SP", "smets1Cache", "cache_saved_share"],
  },
  {
    term: "bound",
    also: ["O10 certificate", "lowest peak"],
    means:
      "The lowest worst utilisation that any schedule of the reads that may move can reach: mathematics, not an " +
      "opinion.",
    related: ["O10", "frontier", "schedule"],
  },
  {
    term: "frontier",
    means: "The bound as a function of the hour by which all reads are sent; each option is a dot beside the curve.",
    related: ["bound"],
  },
  {
    term: "fluid twin",
    also: ["twin", "forecast"],
    means: "The same plan in closed form, in milliseconds: the forecast before a run and what the run is held against.",
    related: ["fingerprint"],
  },
  {
    term: "fingerprint",
    means:
      "64 bits of what happened (path) or of what came out (result). The same seed gives the same on every " +
      "machine; a difference says that something moved.",
    related: ["4"],
  },
  {
    term: "scale",
    also: ["--scale"],
    means:
      "The share of meters that a run keeps, rates with it; counts are shown for all. What that makes untrue is " +
      "said under the answer.",
  },
  {
    term: "window",
    means: "The hours in which a row's requests are sent; its shape says how they lie in it.",
    related: ["windows", "shape"],
  },
  {
    term: "shape",
    means: "How requests lie in their window: uniform, at-once, shares of equal parts, or hours with shares.",
    related: ["window", "windows.*.shape"],
  },
  {
    term: "mark of trust",
    also: ["mark"],
    means:
      "How far a value may be trusted: seed (stated in the papers that the question came from), found (in a " +
      "public source), derived (arithmetic on these), assumption (ours).",
  },
];

/** Every term, in the order of the alphabet. */
export const GLOSSARY: readonly Term[] = [...INDUSTRY, ...CENTRAL_SETTLEMENT, ...ANSWER, ...MODEL].sort((p, q) =>
  p.term.toLowerCase() < q.term.toLowerCase() ? -1 : 1,
);
