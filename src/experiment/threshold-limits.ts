import type { Quantity, Statistic } from "../metrics/threshold-metric.ts";
import { type Condition, type Operator, readClock } from "../scenario/threshold-grammar.ts";
import { type Reading, readQuantity, right, wrong } from "../scenario/units.ts";
import type { PlacedMetric } from "./threshold-metrics.ts";

/** A condition with its limit in base units: ms, minutes of the day, requests, requests a second, shares of one. */
export interface Limit {
  readonly statistic: Statistic;
  readonly percentile?: number;
  readonly operator: Operator;
  readonly value: number;
  readonly quantity: Quantity;
  readonly at?: string;
}

const READERS: Readonly<Record<Quantity, (text: string, min: number) => Reading<number>>> = {
  share: (text, min) => readQuantity(text, "share", { min: Math.max(-1, min), max: 1 }),
  load: (text, min) => readQuantity(text, "share", { min }),
  duration: (text, min) => readQuantity(text, "duration", { min }),
  clock: readClock,
  count: (text, min) => readQuantity(text, "count", { min }),
  // Requests a second are said in either way; scenarios write /s.
  rate: (text, min) => readQuantity(text.replace(/\s*SR\/s$/, " /s"), "rate", { min }),
  ratio: (text, min) => readQuantity(text, "factor", { min }),
};

const PERCENTILES = "p50 to p99.99";
const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;

const written = (statistic: string): string => (statistic === "percentile" ? PERCENTILES : statistic);

/** What a metric's condition may begin with, in words. */
const statisticsOf = ({ statistics }: PlacedMetric): string =>
  "figure" in statistics ? `no statistic, as in "< 1"` : listed(Object.keys(statistics).map(written));

/** A condition as this metric understands it, or what is wrong with it. */
export const limitOf = (metric: PlacedMetric, condition: Condition): Reading<Limit> => {
  const { statistic, percentile, operator } = condition;
  const quantity = metric.statistics[statistic];
  if (quantity === undefined) {
    const what = statistic === "figure" ? "needs a statistic" : `has no ${said(condition)}`;
    return wrong(`${metric.name} ${what}; expected ${statisticsOf(metric)}`);
  }
  const at = placeInTime(metric, condition);
  if ("wrong" in at) return at;
  const min = metric.isSigned === true ? Number.NEGATIVE_INFINITY : 0;
  const value = READERS[quantity](condition.value, min);
  if ("wrong" in value) return value;
  const certain = outcomeAnyway(operator, value.value, quantity === "share" ? 1 : metric.most, min);
  if (certain !== undefined)
    return wrong(`${operator} ${condition.value} ${certain}, whatever happens; expected a limit that can be missed`);
  return right({
    statistic,
    ...(percentile === undefined ? {} : { percentile }),
    operator,
    value: value.value,
    quantity,
    ...(at.value === undefined ? {} : { at: at.value }),
  });
};

const said = ({ statistic, percentile }: Condition): string =>
  percentile === undefined ? statistic : `p${Number((100 * percentile).toFixed(6))}`;

const placeInTime = (metric: PlacedMetric, condition: Condition): Reading<string | undefined> => {
  const { at = metric.otherwiseAt } = condition;
  if (metric.at === undefined)
    return at === undefined ? right(undefined) : wrong(`${metric.name} has no "at"; expected ${condition.value} alone`);
  const choices = listed(Object.keys(metric.at));
  if (at === undefined) return wrong(`${metric.name} needs a time; expected "at" and one of ${choices}`);
  const key = at.replaceAll(/\s+/g, " ").replace(/^(\d+)([a-z])/, "$1 $2");
  const statistics = metric.at[key];
  if (statistics === undefined) return wrong(`${metric.name} isn't known at ${at}; expected at ${choices}`);
  if (statistics.includes(condition.statistic)) return right(key);
  return wrong(`${metric.name} has no ${said(condition)} at ${key}; expected ${listed(statistics.map(written))} there`);
};

/** Of a condition that no run can change: what it does. */
const outcomeAnyway = (operator: Operator, value: number, most: number | undefined, min: number) => {
  if (most !== undefined && (operator === "<=" ? value >= most : operator === "<" && value > most)) return "holds";
  if (most !== undefined && (operator === ">" ? value >= most : operator === ">=" && value > most)) return "fails";
  if (value === min && operator === ">=") return "holds";
  return value === min && operator === "<" ? "fails" : undefined;
};
