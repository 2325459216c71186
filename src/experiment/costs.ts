import { COMPONENTS } from "../domain/components.ts";
import { ALL_CLASSES } from "../domain/contracts.ts";
import { IMBALANCE_RUN, type PricedItem, pricedName } from "../domain/prices.ts";
import { REFERENCE } from "../domain/smoothing-options.ts";
import { HALF_HOUR_SECONDS, SECONDS_A_DAY } from "../kernel/time.ts";
import { costMetrics } from "../metrics/cost-metrics.ts";
import { smsMetrics } from "../metrics/rule-metrics.ts";
import type { RunMeasures } from "./measures.ts";
import type { Scalar } from "./metric-values.ts";
import type { RecordedPlan } from "./record.ts";
import { REDACTED } from "./redaction.ts";

/** What stands where the scenario has no price. */
export const NOT_PRICED = "not priced";
export type Pounds = number | typeof NOT_PRICED | typeof REDACTED;

/** Something that an option needs more or less of than the reference, or that has a price. */
export interface CostLine {
  readonly item: PricedItem;
  /** A component, an S1SP, or a role of Users. */
  readonly place: string;
  /** Beyond the reference: requests a second, SMS a year, MWh a year, or Users. */
  readonly needed: number | typeof REDACTED;
  readonly price: Pounds;
  /** A year; of changes at Users once. */
  readonly cost: Pounds;
}

/** What an option needs beyond the reference, and what of it is priced (S-29b). */
export interface Costs {
  readonly lines: readonly CostLine[];
  /** Of what is priced. */
  readonly perYear: Pounds;
  readonly once: Pounds;
  /** What is needed a year and has no price, by name: the sum is without it. */
  readonly notPriced: readonly string[];
}

/** A run as its costs are read. */
export interface CostedRun {
  readonly plan: RecordedPlan;
  readonly measures: RunMeasures;
}

/** A year of days like the measured ones. */
const YEAR_DAYS = 365;

/** How much of an item it takes, by the name of what may be priced; NaN where it is private. */
type Needs = ReadonlyMap<string, number>;

/** A request a second more at a component: what it has, or what it takes for nothing of the night to wait at 08:00. */
const capacityNeeds = ({ plan, measures }: CostedRun): [string, number][] =>
  COMPONENTS.map((place, c) => {
    const { neededShare } = measures.components[c]!;
    return [pricedName({ item: "capacity", place }), plan.capacity.perSecond[place] * Math.max(1, neededShare)];
  });

/** What is contracted for, or as many times of it as the fullest interval takes; none where it is capacity. */
const contractNeeds = ({ plan, measures }: CostedRun): [string, number][] =>
  plan.contracts.flatMap(({ component, requestClass, perHalfHour }, i): [string, number][] => {
    const carried = plan.capacity.perSecond[component] * HALF_HOUR_SECONDS;
    if (requestClass !== ALL_CLASSES || perHalfHour.every((requests) => Math.abs(requests - carried) < 1e-6 * carried))
      return [];
    const perSecond = perHalfHour.reduce((sum, requests) => sum + requests, 0) / SECONDS_A_DAY;
    const times = Math.max(1, measures.contracts[i]!.peakShare);
    return [[pricedName({ item: "contract", place: component }), perSecond * times]];
  });

const smsNeeds = ({ plan, measures }: CostedRun): [string, number][] =>
  measures.rules.flatMap(({ metric, place, value }): [string, number][] =>
    metric === smsMetrics.over.name
      ? [[pricedName({ item: "sms", place }), (value * YEAR_DAYS) / plan.horizon.measuredDays]]
      : [],
  );

/** What settlement puts at the wrong supplier in a year. */
const imbalanceNeeds = ({ measures: { central } }: CostedRun): [string, number][] =>
  (central?.runs ?? []).flatMap(({ run, misplacedMwh }): [string, number][] =>
    run === IMBALANCE_RUN ? [[pricedName({ item: "imbalance", place: run }), misplacedMwh * YEAR_DAYS]] : [],
  );

/** Users of each role that has a price for the option's change. */
const changeNeeds = ({ plan: { prices }, measures: { users } }: CostedRun): [string, number][] =>
  prices.flatMap(({ item, place }): [string, number][] =>
    item === "change" && users.length > 0
      ? [[pricedName({ item, place }), users.filter(({ role }) => role === place).length]]
      : [],
  );

const needsOf = (run: CostedRun): Needs =>
  new Map([
    ...capacityNeeds(run),
    ...contractNeeds(run),
    ...smsNeeds(run),
    ...imbalanceNeeds(run),
    ...changeNeeds(run),
  ]);

/** Fewer requests a second, or SMS, than this are a rounding of doubles. */
const ROUNDING = 1e-6;

const told = (value: number): number | typeof REDACTED => (Number.isNaN(value) ? REDACTED : value);

const sumOf = (lines: readonly CostLine[]): Pounds => {
  const costs = lines.flatMap(({ cost }) => (cost === NOT_PRICED ? [] : [cost]));
  if (costs.length === 0) return NOT_PRICED;
  return costs.reduce<number | typeof REDACTED>(
    (sum, cost) => (sum === REDACTED || cost === REDACTED ? REDACTED : sum + cost),
    0,
  );
};

/** What a run costs beyond the reference; undefined for the reference itself, and where it was not run. */
export const costsOf = (run: CostedRun, reference: CostedRun | undefined): Costs | undefined => {
  if (reference === undefined || reference.plan.option === run.plan.option) return undefined;
  const [needs, before] = [needsOf(run), needsOf(reference)];
  const prices = new Map(run.plan.prices.map((price) => [pricedName(price), price.pounds]));
  const lines = [...new Set([...needs.keys(), ...before.keys(), ...prices.keys()])].flatMap((name): CostLine[] => {
    const [item, place] = name.split("/") as [PricedItem, string];
    // Users change for the option alone, and without MHHS reads there is nothing to settle by. Other needs that only
    // one of the two has can't be compared: what has a price both have, unless a private overlay withholds it.
    const had = item === "change" || item === "imbalance" ? 0 : (before.get(name) ?? Number.NaN);
    const difference = (needs.get(name) ?? Number.NaN) - had;
    const needed = Math.abs(difference) < ROUNDING ? 0 : difference;
    const pounds = prices.get(name);
    if (pounds === undefined && (needed === 0 || (item !== "capacity" && Number.isNaN(needed)))) return [];
    if (pounds === undefined) return [{ item, place, needed: told(needed), price: NOT_PRICED, cost: NOT_PRICED }];
    return [{ item, place, needed: told(needed), price: told(pounds), cost: told(needed * pounds) }];
  });
  const [changes, yearly] = [lines.filter(isChange), lines.filter((line) => !isChange(line))];
  return {
    lines,
    perYear: sumOf(yearly),
    once: sumOf(changes),
    notPriced: yearly.flatMap((line) => (line.cost === NOT_PRICED ? [pricedName(line)] : [])),
  };
};

const isChange = ({ item }: CostLine): boolean => item === "change";

/** Costs of all runs of an experiment, in their order. */
export const costsOfRuns = (runs: readonly CostedRun[]): readonly (Costs | undefined)[] => {
  const reference = runs.find(({ plan }) => plan.option === REFERENCE);
  return runs.map((run) => costsOf(run, reference));
};

/** All of a kind together, as a place. */
const ALL_COSTS = "all";

const figure = (cost: Pounds | undefined): number | undefined => (typeof cost === "number" ? cost : undefined);

/** Figures of an option's costs: all together, known or not, then each line that has a price. */
export const costScalars = (costs: Costs | undefined): readonly Scalar[] => [
  { metric: costMetrics.perYear, place: ALL_COSTS, value: figure(costs?.perYear) },
  { metric: costMetrics.once, place: ALL_COSTS, value: figure(costs?.once) },
  ...(costs?.lines ?? [])
    .filter(({ price }) => price !== NOT_PRICED)
    .map((line) => ({
      metric: isChange(line) ? costMetrics.once : costMetrics.perYear,
      place: pricedName(line),
      value: figure(line.cost),
    })),
];

/** Why a sum over places of costs is not known, yearly or once: a part of it has no price, or is withheld. */
export const untoldCosts = ({ lines }: Costs, isOnce: boolean, places: readonly string[]): string | undefined => {
  const parts = lines.filter(
    (line) => isChange(line) === isOnce && (places.includes(ALL_COSTS) || places.includes(pricedName(line))),
  );
  if (parts.some(({ cost }) => cost === REDACTED)) return "it would tell a private value";
  const without = parts.flatMap((line) => (line.cost === NOT_PRICED ? [pricedName(line)] : []));
  return without.length === 0 ? undefined : `not priced: ${without.join(", ")}`;
};
