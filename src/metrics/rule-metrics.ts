import { appointmentMetrics, registrationMetrics } from "./registration-metrics.ts";
import { counted, type RuleDeclaration } from "./rule-declaration.ts";

export type { RuleDeclaration } from "./rule-declaration.ts";

/** A count or level that a rule of the DCC kept in a run, at a place: a User, a day, a reason, a component. */
export interface RuleFigure {
  readonly metric: string;
  readonly place: string;
  readonly value: number;
}

/** Of allocation by User (O8), kept by `actors/allocation.ts`. */
export const allocationMetrics = {
  throttled: {
    name: "allocation_ms",
    title: "Time in which Users were held to their allocation or fair level",
    unit: "ms",
    better: "lower",
    isCounted: false,
    together: "sum",
  },
  held: counted("allocation_held", "Requests held at a User's queue in the DSP", "SR"),
  refused: counted("allocation_refused", "Requests refused above a User's limit", "SR"),
  heldMax: { ...counted("allocation_held_max", "Most requests held at once", "SR"), together: "max" },
} as const satisfies Readonly<Record<string, RuleDeclaration>>;

/** Of access control, kept by `actors/access-control.ts`. Requests of the whole run, measured or not. */
export const accessMetrics = {
  checked: counted("appointments_checked", "Requests of MDRs held against registration data", "SR", "neither"),
  refused: counted("access_refused", "Requests refused by access control: by role, of MDRs and of suppliers", "SR"),
  wrongRefusals: counted("wrong_refusals", "Requests of the appointed MDR that were refused", "SR"),
  wrongGrants: counted("wrong_grants", "Requests of an MDR no longer appointed that were let in", "SR"),
  supplierRefusals: counted("supplier_wrong_refusals", "Requests of the registered supplier that were refused", "SR"),
  supplierGrants: counted("supplier_wrong_grants", "Requests of a supplier that has lost the meter, let in", "SR"),
  changes: counted("mdr_changes", "Changes of MDR by Registration that took effect", "changes", "neither"),
  late: counted("mdr_changes_late", "Changes of MDR in effect before the DSP's copy had them", "changes"),
} as const satisfies Readonly<Record<string, RuleDeclaration>>;

/** Of who collects the data (S-03, S-04), kept by `actors/day-reads.ts`: places are numbers of Users. */
export const readerMetrics = {
  readers: {
    ...counted("profile_readers", "Meter-days whose import profile is read by so many Users", "meter-days"),
    better: "neither",
  },
} as const satisfies Readonly<Record<string, RuleDeclaration>>;

/** Of requests that the DSP holds for a later time, kept by `actors/future-dated.ts`. */
export const futureDatedMetrics = {
  dated: counted("future_dated", "Requests that the DSP held for their time", "SR", "neither"),
  heldMax: {
    ...counted("future_dated_held_max", "Most requests held for their time at once", "SR", "neither"),
    together: "max",
  },
} as const satisfies Readonly<Record<string, RuleDeclaration>>;

/** Of anomaly detection, kept by `actors/anomaly-detection.ts`. Requests of the whole run, measured or not. */
export const anomalyMetrics = {
  warnings: {
    name: "anomaly_warnings",
    title: "Intervals in which a User passed its warning threshold for a kind of request",
    unit: "warnings",
    better: "lower",
    isCounted: false,
    together: "sum",
  },
  quarantined: counted("quarantined", "Requests quarantined as anomalous", "SR"),
  ofKind: counted("quarantined_of_kind", "Requests quarantined, by Service Reference Variant", "SR"),
  byDcc: counted("quarantined_by_dcc", "Requests quarantined by the DCC's own threshold alone", "SR"),
  released: counted("quarantine_released", "Requests that an action file let go", "SR", "neither"),
  dropped: counted("quarantine_dropped", "Requests that were dropped from quarantine", "SR"),
  heldMax: { ...counted("quarantined_max", "Most requests in quarantine at once", "SR"), together: "max" },
} as const satisfies Readonly<Record<string, RuleDeclaration>>;

/** Of SMS that wake SMETS1 hubs, kept by `actors/sms-wake-ups.ts`; each by S1SP. */
export const smsMetrics = {
  sent: counted("sms_sent", "SMS that woke SMETS1 hubs", "SMS"),
  over: counted("sms_over_allowance", "SMS above the allowance of the cohort's hubs", "SMS"),
  allowed: counted("sms_allowance", "SMS that the cohort's hubs are allowed", "SMS", "neither"),
} as const satisfies Readonly<Record<string, RuleDeclaration>>;

/** Of answers that came twice, kept by `actors/duplicate-responses.ts`; each by CSP or S1SP. */
export const duplicateMetrics = {
  made: counted("duplicate_responses", "Responses that came a second time", "responses"),
} as const satisfies Readonly<Record<string, RuleDeclaration>>;

/** Of the DCO, kept by `actors/dco.ts` where a rule of SMETS1 is on (S-05, S-06, S-07); each by cohort. */
export const dcoMetrics = {
  requests: counted("dco_requests", "Requests that came to the DCO", "SR", "neither"),
  busyShare: {
    name: "dco_busy_share",
    title: "Share of the measured time in which the DCO worked",
    unit: "of the time",
    better: "lower",
    isCounted: false,
    together: "max",
  },
  longestWait: {
    name: "dco_longest_wait_ms",
    title: "Longest wait of a request at the DCO",
    unit: "ms",
    better: "lower",
    isCounted: false,
    together: "max",
    notAtScale: "one request occupies the DCO 1/scale as long",
  },
  peakShare: {
    name: "dco_peak_share",
    title: "Busiest minute of requests that came to the DCO",
    unit: "of capacity",
    better: "lower",
    isCounted: false,
    together: "max",
  },
} as const satisfies Readonly<Record<string, RuleDeclaration>>;

/** Metrics of all rules, in the order of reports. A run has figures of the rules that are on. */
export const RULE_METRICS: readonly RuleDeclaration[] = [
  ...Object.values(accessMetrics),
  ...Object.values(anomalyMetrics),
  ...Object.values(allocationMetrics),
  ...Object.values(readerMetrics),
  ...Object.values(futureDatedMetrics),
  ...Object.values(smsMetrics),
  ...Object.values(duplicateMetrics),
  ...Object.values(dcoMetrics),
  ...Object.values(appointmentMetrics),
  ...Object.values(registrationMetrics),
];

/** All places of a rule's metric in one figure; undefined when the rule is off. */
export const togetherOf = (
  rules: readonly RuleFigure[],
  { name, together }: Pick<RuleDeclaration, "name" | "together">,
): number | undefined => {
  const values = rules.flatMap(({ metric, value }) => (metric === name ? [value] : []));
  if (values.length === 0) return undefined;
  return values.reduce((all, value) => (together === "max" ? Math.max(all, value) : all + value), 0);
};
