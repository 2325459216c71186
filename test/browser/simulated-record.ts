import { forecastOf, frontierOf } from "../../src/experiment/forecast.ts";
import type { ExperimentRecord } from "../../src/experiment/record.ts";
import { recordOf } from "../experiment/hand-made.ts";
import { simulate } from "../market/native.ts";
import { optionNamed } from "../market/options.ts";

const SCALE = 0.0005;

/** The record of a few options of the main job, at a scale that takes a second. */
export const simulatedRecord = (names: readonly string[]): ExperimentRecord => {
  const plans = names.map((name) => optionNamed(name).plan(SCALE));
  const today = optionNamed("as-today").plan(SCALE);
  const runs = plans.map((plan) => ({ plan, result: simulate(plan), forecast: forecastOf(plan, today) }));
  return { ...recordOf(runs), frontiers: [frontierOf(plans, today, "mhhs")] };
};

/** The same experiment, had somebody named its options, its Users and its question so. */
export const renamed = (
  record: ExperimentRecord,
  names: { readonly question: string; readonly option: string; readonly user: string },
): ExperimentRecord => {
  const [first, ...others] = record.runs;
  const before = first!.plan.option;
  const named = <T extends { readonly option: string }>(thing: T): T => ({ ...thing, option: names.option });
  return {
    ...record,
    scenario: { ...record.scenario, name: names.question, file: names.question, question: names.question },
    options: record.options.map((option) => (option === before ? names.option : option)),
    set: [`question=${names.question}`],
    runs: [
      {
        ...first!,
        plan: named(first!.plan),
        forecast: named(first!.forecast),
        result: {
          ...named(first!.result),
          users: first!.result.users.map((user, i) => (i === 0 ? { ...user, name: names.user } : user)),
        },
      },
      ...others,
    ],
    frontiers: record.frontiers.map((frontier) => ({
      ...frontier,
      dots: frontier.dots.map((dot) => (dot.option === before ? named(dot) : dot)),
      apart: frontier.apart.map((one) => (one.option === before ? named(one) : one)),
    })),
  };
};
