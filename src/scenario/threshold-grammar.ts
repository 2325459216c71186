import { MINUTES_A_DAY } from "../kernel/time.ts";
import { nearest } from "./near.ts";
import { type Reading, right, shown, wrong } from "./units.ts";

// What a threshold says of its metric, such as "max < 0.80 at 30 min" or "share >= 99 % at 09:00":
//
//   condition → [ statistic ] operator value [ "at" where ]
//   statistic → "max" | "mean" | "share" | "longest" | "total" | "p" digits [ "." digits ]
//   operator  → "<" | "<=" | ">" | ">="
//   value     → number [ unit ] | clock
//   clock     → digit digit ":" digit digit
//   where     → an interval, or a time of day
//
// A metric that is a single figure has no statistic. Which statistics, units and intervals a metric has, the metric
// itself declares: a value is read in its unit.

const WORDS = ["max", "mean", "share", "longest", "total"] as const;
/** A percentile is declared as one and written with its number: p99, p99.9. */
export type Statistic = "figure" | "percentile" | (typeof WORDS)[number];
export const OPERATORS = ["<", "<=", ">", ">="] as const;
export type Operator = (typeof OPERATORS)[number];

export interface Condition {
  readonly statistic: Statistic;
  /** Share of all that a percentile stands for, 0.99 for p99; of no other statistic. */
  readonly percentile?: number;
  readonly operator: Operator;
  /** As written: a number and its unit, or a time of day. */
  readonly value: string;
  readonly at?: string;
}

const EXPECTED = `expected a condition such as "max < 0.80", "p99 < 9 h" or "share >= 99 % at 09:00"`;
const CONDITION = /^([A-Za-z][\w.]*)?\s*([<>=!≤≥]+)\s*(.+?)(?:\s+at\s+(.+))?$/;
const PERCENTILE = /^p(\d{1,2}(?:\.\d{1,4})?)$/;

export const readCondition = (raw: unknown): Reading<Condition> => {
  if (typeof raw !== "string") return wrong(`${shown(raw)} stands here; ${EXPECTED}`);
  const match = CONDITION.exec(raw.trim());
  if (match === null) return wrong(`${shown(raw)} isn't a condition; ${EXPECTED}`);
  const [, word, sign, value, at] = match as unknown as [string, string?, string?, string?, string?];
  const operator = OPERATORS.find((one) => one === sign);
  if (operator === undefined) return wrong(`"${sign}" doesn't compare; expected one of ${OPERATORS.join(", ")}`);
  const statistic = readStatistic(word);
  if ("wrong" in statistic) return statistic;
  return right({ ...statistic.value, operator, value: value!, ...(at === undefined ? {} : { at }) });
};

const readStatistic = (word: string | undefined): Reading<Pick<Condition, "statistic" | "percentile">> => {
  if (word === undefined) return right({ statistic: "figure" });
  const statistic = WORDS.find((one) => one === word);
  if (statistic !== undefined) return right({ statistic });
  const percent = Number(PERCENTILE.exec(word)?.[1]);
  if (percent > 0) return right({ statistic: "percentile", percentile: Number((percent / 100).toFixed(8)) });
  const near = nearest(word, WORDS);
  return wrong(
    `"${word}" isn't a statistic; expected ${WORDS.join(", ")} or a percentile such as p99 or p99.9` +
      (near === undefined ? "" : `; did you mean "${near}"?`),
  );
};

const CLOCK = /^(\d{2}):(\d{2})$/;

/** Minutes from midnight of a time of day, 00:00 to 24:00. */
export const readClock = (text: string): Reading<number> => {
  const [, hour, minute] = CLOCK.exec(text) ?? [];
  const minutes = 60 * Number(hour) + Number(minute);
  return Number(minute) < 60 && minutes <= MINUTES_A_DAY
    ? right(minutes)
    : wrong(`"${text}" isn't a time of day; expected one from 00:00 to 24:00, as in 08:00`);
};
