import * as Cause from "effect/Cause";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import { type Forecast, type FrontierPicture, forecastOf, frontierOf } from "../experiment/forecast.ts";
import { thresholdProblems } from "../experiment/threshold-problems.ts";
import { boundVariant } from "../fluid/bound.ts";
import type { FluidPlan } from "../fluid/twin.ts";
import { loadScenario, ScenarioError } from "../scenario/load.ts";
import { nearest } from "../scenario/near.ts";
import { fluidPlanOf } from "../scenario/plan.ts";
import { problemText } from "../scenario/problem.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { UsageError } from "./fault.ts";
import { scenarioFile } from "./scenario-name.ts";

/** Reads a scenario by its name or file; throws its ScenarioError with every problem at once. */
export const readScenario = async (
  given: string,
  set: readonly string[],
  overlays: readonly string[] = [],
): Promise<Scenario> => {
  const exit = await Effect.runPromiseExit(loadScenario(scenarioFile(given), { set, overlays }));
  if (Exit.isFailure(exit)) throw Cause.squash(exit.cause);
  const problems = thresholdProblems(exit.value);
  if (problems.length > 0) throw new ScenarioError({ file: exit.value.file, problems });
  return exit.value;
};

/** What is allowed and yet worth knowing. With an overlay it may name its file and its values: then its owner asks. */
export const warningTexts = (scenario: Scenario, showOverlay: boolean): string[] =>
  scenario.warnings.map((warning) =>
    scenario.overlays.length === 0 || showOverlay
      ? `warning: ${problemText(warning)}\n`
      : `warning: ${scenario.file} ${warning.path}: with the overlay this is worth a look; --show-overlay says why\n`,
  );

/** The options asked for, in the scenario's order; all when none was named. */
export const chosenOptions = (scenario: Scenario, named: readonly string[] | undefined): string[] => {
  const all = [...scenario.options.keys()];
  if (named === undefined || named.length === 0) return all;
  const unknown = named.filter((name) => !all.includes(name));
  if (unknown.length > 0) {
    const near = unknown.flatMap((name) => nearest(name, all) ?? []);
    const meant = near.length > 0 ? `did you mean ${near.join(", ")}? It has` : "it has";
    throw new UsageError(
      `${scenario.file} has no option ${unknown.map((name) => `"${name}"`).join(", ")}; ${meant} ${all.join(", ")}`,
    );
  }
  return all.filter((name) => named.includes(name));
};

export interface Outlook {
  readonly plans: readonly FluidPlan[];
  readonly forecasts: readonly Forecast[];
  readonly frontiers: readonly FrontierPicture[];
}

const TODAY = "as-today";

/** The option whose windows are today's: what decides which reads an option has moved. */
export const todaysOption = ({ options }: Scenario): string => (options.has(TODAY) ? TODAY : [...options.keys()][0]!);

/** What the twin says of every option, in a second or two. */
export const outlookOf = (
  scenario: Scenario,
  options: readonly string[],
  scale: number,
  seed: string | undefined,
): Outlook => {
  const of = (option: string): FluidPlan =>
    fluidPlanOf(scenario, option, { replication: 0, scale, ...(seed === undefined ? {} : { seed }) });
  const plans = options.map(of);
  const reference = of(todaysOption(scenario));
  const moves = (["mhhs", "all"] as const).filter((variant) =>
    plans.some((plan) => plan.needs.mhhs && boundVariant(plan, reference) === variant),
  );
  return {
    plans,
    forecasts: plans.map((plan) => forecastOf(plan, reference)),
    frontiers: reference.needs.mhhs ? moves.map((variant) => frontierOf(plans, reference, variant)) : [],
  };
};
