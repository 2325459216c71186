import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import type { Plan } from "../domain/plan.ts";
import type { Finished } from "../engine/local.ts";
import { type ExperimentRecord, type RunRecord, recordedPlan, recordedThreshold } from "../experiment/record.ts";
import { redactedFrontier, redactedRun } from "../experiment/redaction.ts";
import { assumptionsUsed } from "../scenario/notes.ts";
import { withheldOf } from "../scenario/private-overlay.ts";
import { resolvedYaml, scenarioHash } from "../scenario/resolved.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Asked } from "../store/asked.ts";
import { thisMachine } from "../store/manifest.ts";
import { buildHash, runHash } from "../store/run-hash.ts";
import { commandAnywhere } from "./command-line.ts";
import { shownName } from "./scenario-name.ts";
import type { Outlook } from "./scenarios.ts";

const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  version: string;
};
const PROGRAM = `mhhs-sim ${version}`;

/** Of the command line, what an experiment's record says. */
export interface AskedFor {
  readonly file: string;
  readonly set: readonly string[];
  readonly showOverlay: boolean;
}

const overlaysOf = (scenario: Scenario, { showOverlay }: AskedFor): ExperimentRecord["overlays"] =>
  scenario.overlays.map((hash) => ({ hash, isShown: showOverlay }));

/** What a result folder notes before anything runs. */
export const askedOf = (scenario: Scenario, args: AskedFor, plans: readonly Plan[], startedAt: string): Asked => {
  const build = buildHash();
  return {
    schema: 1,
    scenario: { name: scenario.name, file: shownName(args.file), hash: scenarioHash(scenario) },
    set: args.set,
    overlays: overlaysOf(scenario, args).map(({ hash, isShown }) => (isShown ? `${hash}, shown` : hash)),
    options: plans.map(({ option }) => option),
    seed: plans[0]!.seed,
    scale: plans[0]!.scale,
    program: PROGRAM,
    build,
    runs: plans.map((plan) => runHash(plan, build)),
    startedAt,
    command: commandAnywhere(),
  };
};

/** A session of the command: what its records say besides their runs. */
export interface Occasion {
  readonly scenario: Scenario;
  readonly args: AskedFor;
  readonly outlook: Outlook;
  readonly workers: number;
  /** UTC, ISO 8601. */
  readonly startedAt: string;
  /** `performance.now()` of the start. */
  readonly beganMs: number;
}

const runOf = ({ scenario, args, outlook }: Occasion, plan: Plan, i: number, finished: Finished): RunRecord => {
  const resolved = resolvedYaml(scenario, plan.option, args);
  const run = { plan: recordedPlan(plan), forecast: outlook.forecasts[i]!, resolved, ...finished };
  return args.showOverlay ? run : redactedRun(run, withheldOf(scenario, plan.option));
};

/** What the scenario asks of the figures, and says about them, which no run hangs on. */
const askingOf = ({ scenario, args }: Occasion): Pick<ExperimentRecord, "scenario" | "thresholds" | "assumptions"> => ({
  scenario: {
    name: scenario.name,
    file: shownName(args.file),
    hash: scenarioHash(scenario),
    question: scenario.question,
    reference: scenario.reference,
  },
  thresholds: scenario.thresholds.map(recordedThreshold),
  assumptions: assumptionsUsed(scenario),
});

/** A record of runs that were kept, with what the scenario asks as it stands now: it may have been changed since. */
export const askedNow = (occasion: Occasion, kept: ExperimentRecord): ExperimentRecord => ({
  ...kept,
  ...askingOf(occasion),
  runs: kept.runs.map((run) => ({
    ...run,
    resolved: resolvedYaml(occasion.scenario, run.plan.option, occasion.args),
  })),
});

/** True where the question, the reference or a threshold is another. */
export const isAskedAnew = (before: ExperimentRecord, now: ExperimentRecord): boolean => {
  const asks = ({ scenario: { question, reference }, thresholds }: ExperimentRecord): unknown[] => [
    question,
    reference,
    thresholds,
  ];
  return !isDeepStrictEqual(asks(before), asks(now));
};

/** The record of an experiment as far as it has come: runs stand in the order of their plans. */
export const recordOf = (
  occasion: Occasion,
  plans: readonly Plan[],
  finished: readonly (Finished | undefined)[],
): ExperimentRecord => {
  const { scenario, args, outlook, workers, startedAt, beganMs } = occasion;
  return {
    ...askingOf(occasion),
    set: args.set,
    overlays: overlaysOf(scenario, args),
    seed: plans[0]!.seed,
    scale: plans[0]!.scale,
    options: plans.map(({ option }) => option),
    runs: plans.flatMap((plan, i) => (finished[i] === undefined ? [] : [runOf(occasion, plan, i, finished[i])])),
    frontiers: args.showOverlay
      ? outlook.frontiers
      : outlook.frontiers.map((picture) => redactedFrontier(picture, (option) => withheldOf(scenario, option))),
    program: PROGRAM,
    startedAt,
    seconds: (performance.now() - beganMs) / 1000,
    machine: thisMachine(),
    peakMemoryMiB: Math.round(process.resourceUsage().maxRSS / 1024),
    workers,
  };
};
