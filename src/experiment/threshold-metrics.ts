import { ACCESS, COMPONENTS, CSPS, FIRST_S1SP } from "../domain/components.ts";
import { contractName } from "../domain/contracts.ts";
import { EXCEPTIONS } from "../domain/exceptions.ts";
import { EVENING_MINUTE } from "../domain/night.ts";
import { PRICED_AT, PRICED_ITEMS, pricedName } from "../domain/prices.ts";
import { SEGMENTS } from "../domain/settlement.ts";
import { SETTLEMENT_STEPS } from "../domain/settlement-day.ts";
import { runsOf, TIMETABLES } from "../domain/settlement-runs.ts";
import { DEADLINE_HOURS } from "../ledger/deadlines.ts";
import { clockMetrics, inByMetric, ledgerMetrics } from "../ledger/ledger-metrics.ts";
import { dailyThresholds, ledgerThresholds } from "../ledger/ledger-thresholds.ts";
import { cacheMetrics } from "../metrics/cache-metrics.ts";
import { centralRunMetrics, centralSplitMetrics } from "../metrics/central-metrics.ts";
import { componentMetrics, userMetrics } from "../metrics/component-metrics.ts";
import { componentThresholds, userThresholds } from "../metrics/component-thresholds.ts";
import { contractMetrics } from "../metrics/contract-metrics.ts";
import { costMetrics } from "../metrics/cost-metrics.ts";
import { cspMetrics } from "../metrics/csp-metrics.ts";
import type { Declaration } from "../metrics/declaration.ts";
import { faultMetrics } from "../metrics/fault-metrics.ts";
import { playingFieldMetrics } from "../metrics/playing-field-metrics.ts";
import { RULE_METRICS } from "../metrics/rule-metrics.ts";
import {
  acceptedMetrics,
  exceptionMetrics,
  messageMetrics,
  participantMetrics,
  settlementRunMetrics,
  settlementSplitMetrics,
  stepMetrics,
} from "../metrics/settlement-metrics.ts";
import type { Quantity, ThresholdMetric } from "../metrics/threshold-metric.ts";
import { overnightMetrics, workingHoursMetrics } from "../metrics/working-hours-metrics.ts";
import { nearest } from "../scenario/near.ts";
import { type Reading, right, wrong } from "../scenario/units.ts";
import { SETTLED_SEGMENTS } from "./central-measures.ts";
import { metricCatalogue } from "./metric-values.ts";
import { processGroups } from "./process-groups.ts";
import type { RecordedPlan } from "./record.ts";

/** What the place of a metric is. */
export type PlaceKind =
  | "component"
  | "CSP"
  | "contract"
  | "S1SP"
  | "User"
  | "process"
  | "daily process"
  | "existing process"
  | "clock"
  | "rule"
  | "Settlement Run"
  | "part of a Settlement Run"
  | "supplier or GSP Group at a Settlement Run"
  | "supplier at a Settlement Run"
  | "messages"
  | "participant"
  | "exception"
  | "settlement step"
  | "fault"
  | "yearly cost"
  | "changed role";

/** A metric of the vocabulary of thresholds. */
export interface PlacedMetric extends ThresholdMetric {
  readonly name: string;
  readonly places: PlaceKind;
}

const ofComponents = {
  ...componentThresholds,
  night_queue: { ...componentThresholds.night_queue, most: EVENING_MINUTE },
} as const satisfies Readonly<Record<string, ThresholdMetric>>;

/** What takes two options to say. */
const comparisons = {
  harm: {
    title:
      "Share answered inside target, of all whose meter could be reached, that an existing process loses against " +
      "without-mhhs, on the same draws",
    better: "lower",
    isSigned: true,
    statistics: { share: "share" },
    isTimed: true,
  },
} as const satisfies Readonly<Record<string, ThresholdMetric>>;

/** Metrics that have statistics, by name. */
export const FAMILIES = {
  ...ofComponents,
  ...userThresholds,
  ...ledgerThresholds,
  ...dailyThresholds,
  ...comparisons,
} as const;
export type FamilyName = keyof typeof FAMILIES;
export const isFamily = (name: string): name is FamilyName => Object.hasOwn(FAMILIES, name);

const placed = (of: Readonly<Record<string, ThresholdMetric>>, places: PlaceKind): PlacedMetric[] =>
  Object.entries(of).map(([name, metric]) => ({ name, places, ...metric }));

const UNITS: Readonly<Record<string, Quantity>> = {
  "of capacity": "load",
  "of contract": "load",
  "of the time": "share",
  "of the return path": "load",
  "of its rate": "load",
  "of suppliers'": "ratio",
  "of answered": "share",
  "of received": "share",
  "of those that came": "share",
  "of wanted": "share",
  "of those sent": "share",
  "SR/s": "rate",
  SR: "count",
  SMS: "count",
  GBP: "count",
  "GBP a year": "count",
  needs: "count",
  responses: "count",
  "meter-days": "count",
  days: "count",
  messages: "count",
  appointments: "count",
  changes: "count",
  switches: "count",
  readings: "count",
  meters: "count",
  "of meter-days": "share",
  "of those on actuals": "share",
  "of energy": "share",
  "of its energy": "load",
  "of Settlement Periods": "share",
  "Settlement Periods": "count",
  factor: "ratio",
  warnings: "count",
  ms: "duration",
  "minute of the UTC day": "clock",
};

/** Costs are differences between an option and the reference, as harm is. */
export const isCost = ({ places }: PlacedMetric): boolean => places === "yearly cost" || places === "changed role";
export const isAgainstReference = (metric: PlacedMetric): boolean => metric.name === "harm" || isCost(metric);

/** A single figure of the summary, as a metric without statistics. */
const single = (metric: Declaration, places: PlaceKind): PlacedMetric => {
  const quantity = UNITS[metric.unit];
  if (quantity === undefined) throw new RangeError(`${metric.name}: no threshold is written in ${metric.unit}`);
  const isTimed = metric === ledgerMetrics.inTargetShare || quantity === "duration";
  return { ...metric, places, statistics: { figure: quantity }, isTimed };
};

const singles = (): PlacedMetric[] => {
  const placesOfName = new Map<string, PlaceKind>();
  const put = (of: Readonly<Record<string, Declaration>> | readonly Declaration[], places: PlaceKind): void => {
    for (const { name } of Object.values(of)) placesOfName.set(name, places);
  };
  put(componentMetrics, "component");
  put(contractMetrics, "contract");
  put(cspMetrics, "CSP");
  put(workingHoursMetrics, "CSP");
  put(overnightMetrics, "daily process");
  put(userMetrics, "User");
  put(cacheMetrics, "S1SP");
  put(faultMetrics, "fault");
  put(playingFieldMetrics, "clock");
  put(RULE_METRICS, "rule");
  put(settlementRunMetrics, "Settlement Run");
  put(settlementSplitMetrics, "part of a Settlement Run");
  put(centralRunMetrics, "Settlement Run");
  const { pounds, ...ofAnyPart } = centralSplitMetrics;
  put(ofAnyPart, "supplier or GSP Group at a Settlement Run");
  put([pounds], "supplier at a Settlement Run");
  put({ ...messageMetrics, ...acceptedMetrics }, "messages");
  put(participantMetrics, "participant");
  put(exceptionMetrics, "exception");
  put(stepMetrics, "settlement step");
  put([costMetrics.perYear], "yearly cost");
  put([costMetrics.once], "changed role");
  put(
    DEADLINE_HOURS.map((hour) => inByMetric(String(hour))),
    "daily process",
  );
  return metricCatalogue().map((metric) => single(metric, placesOfName.get(metric.name) ?? "process"));
};

/** Every metric that a threshold may name: those with statistics first, then the summary's single figures. */
export const THRESHOLD_METRICS: ReadonlyMap<string, PlacedMetric> = new Map(
  [
    ...placed(ofComponents, "component"),
    ...placed(userThresholds, "User"),
    ...placed(ledgerThresholds, "process"),
    ...placed(dailyThresholds, "daily process"),
    ...placed({ harm: comparisons.harm }, "existing process"),
    ...singles(),
  ].map((metric) => [metric.name, metric]),
);

export interface Place {
  readonly name: string;
  /** Part of what the DCC is used for today. */
  readonly isExisting: boolean;
}

/** The clocks by the names that their metrics have. */
const CLOCK_NAMES = Object.values(clockMetrics).map(({ name }) => name);

/** Every run of any timetable; an option has those of its own. */
const RUN_NAMES = [...new Set(TIMETABLES.flatMap(runsOf))];

const suppliersOf = (users: readonly string[]): readonly string[] =>
  users.filter((name) => name.startsWith("Supplier "));
const groupsOf = (users: readonly string[]): readonly string[] =>
  users.flatMap((name) => (name.startsWith("Network ") ? [name.slice("Network ".length)] : []));
const partsOfRuns = (parts: readonly string[]): readonly string[] =>
  RUN_NAMES.flatMap((run) => parts.map((part) => `${run} ${part}`));

/** The places of a kind that an option has. */
export const placesOf = (
  kind: PlaceKind,
  { rows, contracts, faults }: Pick<RecordedPlan, "rows" | "contracts" | "faults">,
  users: readonly string[],
): readonly Place[] => {
  const named = (names: readonly string[]): Place[] => names.map((name) => ({ name, isExisting: false }));
  if (kind === "component") return named(COMPONENTS);
  if (kind === "CSP") return named(CSPS);
  if (kind === "contract") return named(contracts.map(contractName));
  if (kind === "S1SP") return named(ACCESS.slice(FIRST_S1SP));
  if (kind === "User") return named(users);
  if (kind === "fault") return named(faults.map((_, i) => `fault-${i + 1}`));
  if (kind === "clock") return named(CLOCK_NAMES);
  if (kind === "rule" || kind === "messages") return named([ALL]);
  if (kind === "exception") return named(EXCEPTIONS);
  if (kind === "settlement step") return named(SETTLEMENT_STEPS);
  if (kind === "Settlement Run") return named(RUN_NAMES);
  if (kind === "participant") return named([...suppliersOf(users), ...groupsOf(users).map((group) => `LDSO ${group}`)]);
  const suppliersAndGroups = [...suppliersOf(users), ...groupsOf(users)];
  if (kind === "part of a Settlement Run") return named(partsOfRuns([...SEGMENTS, ...suppliersAndGroups]));
  if (kind === "supplier or GSP Group at a Settlement Run")
    return named(partsOfRuns([...Object.values(SETTLED_SEGMENTS), ...suppliersAndGroups]));
  if (kind === "supplier at a Settlement Run") return named(partsOfRuns(suppliersOf(users)));
  if (kind === "yearly cost" || kind === "changed role") return named(pricedPlaces(kind === "changed role"));
  return processGroups({ rows })
    .filter(({ isDaily }) => kind !== "daily process" || isDaily)
    .map(({ process, isExisting }) => ({ name: process, isExisting }))
    .filter((place) => kind !== "existing process" || isExistingUse(place));
};

/** What is priced once, or by the year: all of it, then each by name. */
const pricedPlaces = (isOnce: boolean): string[] => [
  ALL,
  ...PRICED_ITEMS.filter((item) => (item === "change") === isOnce).flatMap((item) =>
    PRICED_AT[item].map((place) => pricedName({ item, place })),
  ),
];

/** A cut through several existing processes, which is none of its own. */
const SMETS1_ON_DEMAND = "smets1-on-demand";
export const isExistingUse = ({ name, isExisting }: Place): boolean => isExisting || name === SMETS1_ON_DEMAND;

/** A threshold's metric and the name of its place. */
export const readMetric = (written: string): Reading<{ readonly metric: PlacedMetric; readonly place: string }> => {
  const colon = written.indexOf(":");
  const name = colon < 0 ? written : written.slice(0, colon);
  const metric = THRESHOLD_METRICS.get(name);
  if (metric === undefined) return wrong(`no metric "${name}"; ${metricMeant(name)}`);
  const place = written.slice(colon + 1).trim();
  return colon < 0 || place === ""
    ? wrong(`"${written}" has no place; expected a ${metric.places}, as in ${name}:${EXAMPLES[metric.places]}`)
    : right({ metric, place });
};

/** The place of a rule's figure, Users, days or reasons together, and of all costs. */
const ALL = "all";

const EXAMPLES: Readonly<Record<PlacedMetric["places"], string>> = {
  component: "dsp",
  CSP: "csp.north",
  contract: "csp.north",
  S1SP: "s1sp.moc",
  User: "Supplier 1",
  process: "top-up",
  "daily process": "mhhs-profiles",
  "existing process": "top-up",
  clock: "wanted",
  rule: ALL,
  "Settlement Run": "SF",
  "part of a Settlement Run": "SF Supplier 1",
  "supplier or GSP Group at a Settlement Run": "SF Supplier 1",
  "supplier at a Settlement Run": "SF Supplier 1",
  messages: ALL,
  participant: "Supplier 1",
  exception: "below zero",
  "settlement step": "reports",
  "yearly cost": ALL,
  "changed role": ALL,
  fault: "fault-1",
};

const metricMeant = (name: string): string => {
  const near = nearest(name, THRESHOLD_METRICS.keys());
  if (near !== undefined) return `did you mean "${near}"?`;
  return `expected one of ${Object.keys(FAMILIES).join(", ")}, or a metric of summary.json`;
};

/** Stands for every process of today's use. */
export const EXISTING = "existing";

/** The places that a name stands for: itself, all that fit a pattern such as "csp.*", or all existing processes. */
export const matching = (written: string, places: readonly Place[]): readonly Place[] => {
  if (written === EXISTING) return places.filter(({ isExisting }) => isExisting);
  if (!written.includes("*")) return places.filter(({ name }) => name === written);
  const parts = written.split("*").map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const pattern = new RegExp(`^${parts.join(".*")}$`);
  return places.filter(({ name }) => pattern.test(name));
};
