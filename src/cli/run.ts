import { readFileSync } from "node:fs";
import { availableParallelism, freemem } from "node:os";
import { join } from "node:path";
import type { Plan } from "../domain/plan.ts";
import { type Finished, openLocalRuns } from "../engine/local.ts";
import { answerOf } from "../experiment/answer.ts";
import { type Estimate, estimateOf } from "../experiment/estimate.ts";
import { type ExperimentRecord, recordedPlan, recordedThreshold } from "../experiment/record.ts";
import { redactedRun } from "../experiment/redaction.ts";
import { count, million } from "../report/format.ts";
import { outputsOf } from "../report/outputs.ts";
import { answerText, forecastText, previewText } from "../report/text-answer.ts";
import { assumptionsUsed } from "../scenario/notes.ts";
import { planOf } from "../scenario/plan.ts";
import { withheldOf } from "../scenario/private-overlay.ts";
import { resolvedYaml, scenarioHash } from "../scenario/resolved.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { json, thisMachine } from "../store/manifest.ts";
import { beginResultFolder, type ResultFolder } from "../store/result-folder.ts";
import { EXIT_CODES } from "./exit-codes.ts";
import { UsageError } from "./fault.ts";
import { showProgress } from "./progress.ts";
import { chosenOptions, type Outlook, outlookOf, readScenario, warningTexts } from "./scenarios.ts";

interface RunArguments {
  readonly file: string;
  readonly option: string[] | undefined;
  readonly set: string[];
  readonly overlay: string[];
  readonly showOverlay: boolean;
  readonly scale: number | undefined;
  readonly seed: string | undefined;
  readonly workers: number | undefined;
  readonly out: string | undefined;
  readonly preview: boolean;
  readonly charts: boolean;
  readonly json: boolean;
}

const PREVIEW_SCALE = 0.01;
/** Below this a run takes seconds, and needs no preview. */
const PREVIEW_METERS = 3e6;

/** Fewer meters than this leave Users, hubs and minutes without requests: the figures would be chance. */
const METERS_MIN = 1000;

/** A scale keeps enough meters to say something. */
const checkScale = (scale: number, meters: number): void => {
  if (Math.round(scale * meters) >= METERS_MIN) return;
  throw new UsageError(
    `--scale ${scale} keeps ${count(scale * meters)} of ${count(meters)} meters; expected at least ` +
      `${count(METERS_MIN)}, as with --scale ${Math.ceil((1e6 * METERS_MIN) / meters) / 1e6}`,
  );
};

/** Where nothing was said of a folder: reports/runs/<scenario>-<when>. */
const defaultFolder = (scenario: Scenario): string =>
  join(
    "reports",
    "runs",
    `${scenario.name}-${new Date().toISOString().replace(/[-:]/g, "").replace("T", "-").slice(0, 15)}`,
  );

const beginFolder = (path: string): ResultFolder => {
  try {
    return beginResultFolder(path);
  } catch (error) {
    throw new UsageError(`Can't write the results: ${(error as Error).message}`);
  }
};

/** As many runs side by side as cores and free memory allow, at least one. */
const workersFor = (asked: number | undefined, estimates: readonly Estimate[]): number => {
  if (asked !== undefined) return Math.min(asked, estimates.length);
  const mostMiB = Math.max(...estimates.map(({ memoryMiB }) => memoryMiB));
  return Math.max(1, Math.min(estimates.length, availableParallelism(), Math.floor(freemem() / 2 ** 20 / mostMiB)));
};

/** Runs plans with progress on stderr. */
const runAll = async (
  plans: readonly Plan[],
  estimates: readonly Estimate[],
  workers: number,
  signal: AbortSignal,
): Promise<(Finished | undefined)[]> => {
  const runs = openLocalRuns(plans, { workers, signal });
  const endProgress = showProgress(
    plans.map(({ option }, i) => ({ option, events: estimates[i]!.events })),
    runs.progress,
  );
  try {
    return await runs.finished();
  } finally {
    endProgress();
  }
};

/** What a record says of the command besides its runs. */
interface Occasion {
  readonly scenario: Scenario;
  readonly args: RunArguments;
  readonly outlook: Outlook;
  readonly workers: number;
  readonly startedAt: string;
  readonly began: number;
}

const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  version: string;
};

const recordOf = (
  { scenario, args, outlook, workers, startedAt, began }: Occasion,
  plans: readonly Plan[],
  finished: readonly (Finished | undefined)[],
): ExperimentRecord => ({
  scenario: {
    name: scenario.name,
    file: args.file,
    hash: scenarioHash(scenario),
    question: scenario.question,
  },
  set: args.set,
  overlays: scenario.overlays.map((hash) => ({ hash, isShown: args.showOverlay })),
  seed: plans[0]!.seed,
  scale: plans[0]!.scale,
  options: plans.map(({ option }) => option),
  runs: plans.flatMap((plan, i) => {
    const done = finished[i];
    if (done === undefined) return [];
    const resolved = resolvedYaml(scenario, plan.option, args);
    const run = { plan: recordedPlan(plan), forecast: outlook.forecasts[i]!, resolved, ...done };
    return [args.showOverlay ? run : redactedRun(run, withheldOf(scenario, plan.option))];
  }),
  frontiers: outlook.frontiers,
  thresholds: scenario.thresholds.map(recordedThreshold),
  assumptions: assumptionsUsed(scenario),
  program: `mhhs-sim ${version}`,
  startedAt,
  seconds: (performance.now() - began) / 1000,
  machine: thisMachine(),
  peakMemoryMiB: Math.round(process.resourceUsage().maxRSS / 1024),
  workers,
});

/** `mhhs run`: the forecast at once, an answer from 1 % of the meters, then the whole; results as text and files. */
export const run = async (args: RunArguments): Promise<void> => {
  const began = performance.now();
  const startedAt = new Date().toISOString();
  const scale = args.scale ?? 1;
  const say = (text: string): void => {
    if (!args.json) process.stdout.write(text);
  };
  const scenario = await readScenario(args.file, args.set, args.overlay);
  const options = chosenOptions(scenario, args.option);
  for (const option of options) checkScale(scale, scenario.options.get(option)!.values.estate.meters);
  for (const warning of warningTexts(scenario, args.showOverlay)) process.stderr.write(warning);
  const folder = beginFolder(args.out ?? defaultFolder(scenario));

  // Ctrl-C stops the runs under way at once; what is complete is kept. A second one ends the program as it stands.
  const interruption = new AbortController();
  const interrupt = (signal: NodeJS.Signals): void => {
    if (signal === "SIGINT" && interruption.signal.aborted) {
      folder.discard();
      process.exit(EXIT_CODES.interrupted.code);
    }
    interruption.abort();
  };
  // They stay to the end: a signal may come twice, to the process and handed on by its parent.
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);

  try {
    const outlook = outlookOf(scenario, options, scale, args.seed);
    const estimates = outlook.plans.map((plan, i) => estimateOf(plan, outlook.forecasts[i]!));
    say(`${forecastText(scenario.question, outlook.forecasts)}\n`);
    const plansAt = (at: number): Plan[] =>
      options.map((option) =>
        planOf(scenario, option, {
          replication: 0,
          scale: at,
          ...(args.seed === undefined ? {} : { seed: args.seed }),
        }),
      );
    const workers = workersFor(args.workers, estimates);
    const occasion = { scenario, args, outlook, workers, startedAt, began };

    const isLarge = scale > PREVIEW_SCALE && scale * outlook.plans[0]!.estate.meters >= PREVIEW_METERS;
    if (args.preview && isLarge && !args.json) {
      const previewBegan = performance.now();
      const small = plansAt(PREVIEW_SCALE);
      const finished = await runAll(
        small,
        small.map((plan, i) => estimateOf(plan, outlook.forecasts[i]!)),
        args.workers ?? Math.min(options.length, availableParallelism()),
        interruption.signal,
      );
      const seconds = (performance.now() - previewBegan) / 1000;
      if (!interruption.signal.aborted) say(previewText(answerOf(recordOf(occasion, small, finished)), seconds));
    }

    const events = estimates.reduce((sum, estimate) => sum + estimate.events, 0);
    const seconds = estimates.reduce((sum, estimate) => sum + estimate.seconds, 0) / workers;
    process.stderr.write(
      `running ${options.length} ${options.length === 1 ? "option" : "options"} on ${workers} ` +
        `${workers === 1 ? "core" : "cores"}: about ${million(events)} events, ` +
        `${count(Math.max(...estimates.map((e) => e.memoryMiB)))} MiB a run, ${count(Math.max(1, seconds))} s\n`,
    );
    const plans = plansAt(scale);
    const finished = await runAll(plans, estimates, workers, interruption.signal);
    const record = recordOf(occasion, plans, finished);

    if (record.runs.length === 0) {
      folder.discard();
      process.stderr.write("Interrupted before an option was complete; nothing was written.\n");
    } else {
      const { answer, files } = await outputsOf(record, args);
      for (const [name, content] of files) folder.write(name, content);
      folder.commit();
      if (args.json) process.stdout.write(json(answer));
      else say(`${answerText(answer)}results in ${folder.path}\n`);
    }
    if (interruption.signal.aborted) process.exitCode = EXIT_CODES.interrupted.code;
  } catch (error) {
    folder.discard();
    throw error;
  }
};
