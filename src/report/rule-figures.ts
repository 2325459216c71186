import type { OptionAnswer } from "../experiment/answer.ts";
import { appointmentMetrics, registrationMetrics } from "../metrics/registration-metrics.ts";
import { dcoMetrics, RULE_METRICS, type RuleDeclaration, smsMetrics, togetherOf } from "../metrics/rule-metrics.ts";
import { count, duration, share } from "./format.ts";
import { textTable } from "./text-table.ts";

/** A metric of a rule in one option: all places together, and where most of it was. */
const line = ({ option, rules }: OptionAnswer, metric: RuleDeclaration): string[][] => {
  const { name, title, unit } = metric;
  const all = togetherOf(rules, metric);
  if (all === undefined) return [];
  const most = rules
    .filter((one) => one.metric === name)
    .reduce((one, other) => (other.value > one.value ? other : one));
  const told = unit === "ms" ? duration(all) : unit === "of capacity" ? share(all) : `${count(all)} ${unit}`;
  return [[title, option, told, most.value > 0 ? most.place : "–"]];
};

/** Told in tables of their own: cohort by cohort, and of Registration. */
const ELSEWHERE: readonly RuleDeclaration[] = [
  ...Object.values(smsMetrics),
  ...Object.values(dcoMetrics),
  ...Object.values(appointmentMetrics),
  ...Object.values(registrationMetrics),
];

/** Of each other rule of the DCC that is on what it did: a line for each metric and option; the first two are words. */
export const RULE_HEAD = ["rule", "option", "all", "most at"] as const;
export const ruleRows = (options: readonly OptionAnswer[]): readonly string[][] =>
  RULE_METRICS.filter((metric) => !ELSEWHERE.includes(metric)).flatMap((metric) =>
    options.flatMap((option) => line(option, metric)),
  );

/** Columns that a metric's title may take, so that options and places with names of their own fit beside it. */
const TITLE_COLUMNS = 38;

/** What the rules of the DCC that are on did, a line for each metric and option; undefined when none is on. */
export const ruleFiguresText = (options: readonly OptionAnswer[]): string | undefined => {
  const rows = ruleRows(options);
  return rows.length === 0 ? undefined : textTable([...RULE_HEAD], rows, 2, TITLE_COLUMNS);
};
