import { CENTRAL_METRICS } from "../metrics/central-metrics.ts";
import type { Declaration } from "../metrics/declaration.ts";
import { RULE_METRICS } from "../metrics/rule-metrics.ts";
import { SETTLEMENT_METRICS } from "../metrics/settlement-metrics.ts";
import { resolvedDifferences, type ValueDifference } from "../scenario/resolved-differences.ts";
import { mayBeChance } from "./difference-of-chance.ts";
import { HARM_SHARE_MIN } from "./harm.ts";
import { measuresOf, type RunMeasures } from "./measures.ts";
import { type Scalar, scalarsOf } from "./metric-values.ts";
import type { ExperimentRecord, RunRecord } from "./record.ts";
import { isExistingUse } from "./threshold-metrics.ts";

/** One option of one result. */
export interface Side {
  /** The result as the user calls it. */
  readonly result: string;
  readonly record: ExperimentRecord;
  readonly run: RunRecord;
}

/**
 * A figure of a side, or why there is none: its place isn't in this side, nothing waited, the percentile falls among
 * needs never answered, nothing was there to measure, it is withheld.
 */
export type Compared = number | "absent" | "none" | "never" | "not measured" | "withheld";

/** What a difference means, by what the metric declares to be better. */
export type Verdict = "improved" | "worse" | "changed" | "not a goal" | "may be chance" | "same" | "not known";

export type PlaceKind = "component" | "process" | "User" | "fault" | "settlement" | "rule";

export interface Difference {
  readonly metric: Declaration;
  readonly kind: PlaceKind;
  readonly place: string;
  readonly from: Compared;
  readonly to: Compared;
  /** Of what it was: −0.1 is a tenth less. Null when it was nothing, or one of the two is no figure. */
  readonly change: number | null;
  readonly verdict: Verdict;
}

export interface Comparison {
  readonly reference: Side;
  readonly other: Side;
  readonly measures: { readonly reference: RunMeasures; readonly other: RunMeasures };
  /** Why the two weren't run on the same draws; empty when they were, so that differences hold no chance. */
  readonly unpaired: readonly string[];
  /** What their scenarios have otherwise. */
  readonly values: readonly ValueDifference[];
  /** Every figure of either side, kind by kind of place, in the order of a report. */
  readonly differences: readonly Difference[];
  /** The share of a figure within which it counts as the same; shares of needs have a limit of their own. */
  readonly noise: number;
}

export const compare = (reference: Side, other: Side, noise: number): Comparison => {
  const measures = {
    reference: measuresOf(reference.run.plan, reference.run.result),
    other: measuresOf(other.run.plan, other.run.result),
  };
  const apart = unpaired(reference, other);
  return {
    reference,
    other,
    measures,
    unpaired: apart,
    values: resolvedDifferences(reference.run.resolved, other.run.resolved),
    differences: differencesOf(reference, other, measures, apart.length === 0, noise),
    noise,
  };
};

/** Draws are keyed: the same seed, replication, meters and days make the same world, whatever the option. */
const unpaired = ({ run: a }: Side, { run: b }: Side): string[] => {
  const facts: readonly (readonly [what: string, of: (run: RunRecord) => unknown])[] = [
    ["seed", ({ plan }) => plan.seed],
    ["replication", ({ plan }) => plan.replication],
    ["scale", ({ plan }) => plan.scale],
    ["meters", ({ result }) => result.meters],
    ["first measured day", ({ plan }) => plan.horizon.startDay],
    ["measured days", ({ plan }) => plan.horizon.measuredDays],
  ];
  return facts.flatMap(([what, of]) => (of(a) === of(b) ? [] : [`${what} ${of(a)} and ${of(b)}`]));
};

const keyOf = ({ metric, place }: Scalar): string => `${metric.name}:${place}`;

const namesOf = (metrics: readonly Declaration[]): ReadonlySet<string> => new Set(metrics.map(({ name }) => name));
const OF_SETTLEMENT = namesOf([...SETTLEMENT_METRICS, ...CENTRAL_METRICS]);
const OF_RULES = namesOf(RULE_METRICS);

const kindOf = ({ metric, place }: Scalar, measures: RunMeasures): PlaceKind => {
  if (measures.components.some(({ component }) => component === place)) return "component";
  if (measures.faults.some(({ fault }) => fault === place)) return "fault";
  if (measures.users.some(({ user }) => user === place)) return "User";
  if (OF_SETTLEMENT.has(metric.name)) return "settlement";
  return OF_RULES.has(metric.name) ? "rule" : "process";
};

/** In the order of a report. */
export const KINDS: readonly PlaceKind[] = ["component", "process", "settlement", "User", "rule", "fault"];

/**
 * Figures that would settle the question by how they are taken. The network clock forgets the wait that a window moves
 * to the User; from when the data existed, any read that is spread comes later. So existing use is judged by the wanted
 * clock, reads of MHHS by the hours by which they are in, and nothing by the network clock.
 */
const isRigged = ({ metric, place }: Scalar, { processes }: RunMeasures): boolean => {
  const process = processes.find((one) => one.process === place);
  if (process === undefined) return false;
  return (
    metric.name.startsWith("network_") ||
    (metric.name.startsWith("wanted_") && !isExistingUse({ ...process, name: place }))
  );
};

const differencesOf = (
  { run: first }: Side,
  { run: second }: Side,
  { reference: before, other: after }: Comparison["measures"],
  isPaired: boolean,
  noise: number,
): Difference[] => {
  const [from, to] = [before, after].map((of) => new Map(scalarsOf(of).map((one) => [keyOf(one), one]))) as [
    Map<string, Scalar>,
    Map<string, Scalar>,
  ];
  const found = new Map([...from, ...to]);
  const differences = [...found].map(([key, scalar]): Difference => {
    const { metric, place } = scalar;
    const kind = kindOf(scalar, from.has(key) ? before : after);
    const [was, is] = [comparedOf(from.get(key), before), comparedOf(to.get(key), after)];
    const isGoal = metric.better !== "neither" && !isRigged(scalar, from.has(key) ? before : after);
    const found = judged(was, is, metric, isGoal, noise);
    const ofChance =
      found.verdict !== "same" &&
      found.verdict !== "not known" &&
      from.has(key) &&
      to.has(key) &&
      mayBeChance(
        [from.get(key)!, { plan: first.plan, measures: before }],
        [to.get(key)!, { plan: second.plan, measures: after }],
        isPaired,
      );
    return { metric, kind, place, from: was, to: is, ...found, ...(ofChance ? { verdict: "may be chance" } : {}) };
  });
  const places = [...new Set(differences.map(({ place }) => place))];
  const order = ({ kind, place }: Difference): number => KINDS.indexOf(kind) * places.length + places.indexOf(place);
  return differences.sort((a, b) => order(a) - order(b));
};

const comparedOf = (scalar: Scalar | undefined, { components, users }: RunMeasures): Compared => {
  if (scalar === undefined) return "absent";
  const { value, place } = scalar;
  if (value === undefined) return "none";
  if (value === Number.POSITIVE_INFINITY) return "never";
  if (!Number.isNaN(value)) return value;
  const isPrivate = ({ capacityPerSecond }: { capacityPerSecond: number | string }): boolean =>
    typeof capacityPerSecond === "string";
  const at = components.find(({ component }) => component === place) ?? users.find(({ user }) => user === place);
  return at !== undefined && isPrivate(at) ? "withheld" : "not measured";
};

/** Where a figure stands in the order from low to high; undefined where it has no place in it. */
const levelOf = (value: Compared): number | undefined => {
  if (typeof value === "number") return value;
  // Nothing waited: less than any queue. Never answered: later than any answer.
  if (value === "none") return Number.NEGATIVE_INFINITY;
  return value === "never" ? Number.POSITIVE_INFINITY : undefined;
};

/** Of two shares that are a tenth of a point apart, doubles may be a little more. */
const ROUNDING = 1e-12;

/** Units of shares that change by points. */
export const isShareOfNeeds = (unit: string): boolean => unit === "of answered" || unit === "of wanted";
/** What these change by is told in points too: some are small, and some have a sign. */
export const isShareOfEnergy = (unit: string): boolean => unit === "of energy" || unit === "of its energy";

/** By unit, less than reports show: a share of capacity has two decimals. */
const VISIBLE: Readonly<Record<string, number>> = {
  "of capacity": 0.005,
  "of the return path": 0.005,
  "of its rate": 0.005,
  "of suppliers'": 0.005,
  "of energy": 0.00005,
  "of its energy": 0.00005,
  GBP: 0.5,
  "GBP a year": 0.5,
  "minute of the UTC day": 0.5,
  ms: 50,
  SR: 0.5,
  "SR/s": 0.5,
  needs: 0.5,
};

/** Least that two figures differ by when they are not the same. A share of needs is near 1: a part of it hides harm. */
const leastOf = (from: number, to: number, unit: string, noise: number): number =>
  isShareOfNeeds(unit)
    ? HARM_SHARE_MIN + ROUNDING
    : Math.max(noise * Math.abs(from), noise * Math.abs(to), VISIBLE[unit] ?? 0);

const judged = (
  from: Compared,
  to: Compared,
  { better, unit }: Declaration,
  isGoal: boolean,
  noise: number,
): Pick<Difference, "change" | "verdict"> => {
  const isFigures = typeof from === "number" && typeof to === "number";
  const change = isFigures && from !== 0 ? (to - from) / Math.abs(from) : null;
  if (from === "withheld" || to === "withheld") return { change, verdict: "not known" };
  const least = isFigures ? leastOf(from, to, unit, noise) : 0;
  const isSame = isFigures ? Math.abs(to - from) <= least : from === to;
  if (isSame) return { change, verdict: "same" };
  const [was, is] = [levelOf(from), levelOf(to)];
  if (was === undefined || is === undefined) return { change, verdict: "changed" };
  if (!isGoal) return { change, verdict: "not a goal" };
  return { change, verdict: is < was === (better === "lower") ? "improved" : "worse" };
};
