import { existsSync } from "node:fs";
import { availableParallelism, freemem } from "node:os";
import type { Plan } from "../domain/plan.ts";
import { type Finished, openLocalRuns, type Saving } from "../engine/local.ts";
import { answerOf } from "../experiment/answer.ts";
import { type Estimate, estimateOf } from "../experiment/estimate.ts";
import { DAY_MS, SECOND_MS } from "../kernel/time.ts";
import { previewText } from "../report/brief-answer.ts";
import { briefForecastText, forecastText } from "../report/forecast-text.ts";
import { count, duration, million } from "../report/format.ts";
import { outputsOf } from "../report/outputs.ts";
import { planOf } from "../scenario/plan.ts";
import type { Asked } from "../store/asked.ts";
import { assembledIn, type ResultFolder, writeOutputs, writeRecord } from "../store/experiment-folder.ts";
import { checkUser, usersToTell } from "./as-user.ts";
import { EXIT_CODES } from "./exit-codes.ts";
import { isNamed, report, UsageError } from "./fault.ts";
import type { Format } from "./formats.ts";
import { askedNow, askedOf, isAskedAnew, recordOf } from "./occasion.ts";
import { formatOf, printResult } from "./print-result.ts";
import { showProgress } from "./progress.ts";
import { enterPlace, resumeCommand } from "./result-place.ts";
import { chosenOptions, outlookOf, readScenario, warningTexts } from "./scenarios.ts";
import { terminalWidth } from "./terminal-width.ts";

interface RunArguments {
  readonly file: string;
  readonly option: string[] | undefined;
  readonly set: string[];
  readonly overlay: string[];
  readonly showOverlay: boolean;
  readonly scale: number | undefined;
  readonly seed: string | undefined;
  readonly workers: number | undefined;
  readonly as: string | undefined;
  readonly out: string | undefined;
  readonly resume: boolean;
  readonly saveEvery: number | undefined;
  readonly preview: boolean;
  readonly charts: boolean;
  readonly format: Format | undefined;
  readonly json: boolean;
  readonly strict: boolean;
  readonly details: boolean;
}

/** What a run that is killed may lose at most, besides the day under way. */
const SAVE_EVERY_MINUTES = 2;

const PREVIEW_SCALE = 0.01;
/** Below this a run takes seconds, and needs no preview. */
const PREVIEW_METERS = 3e6;

/** Fewer meters than this leave Users, hubs and minutes without requests: the figures would be chance. */
const METERS_MIN = 1000;

/** A scale keeps enough meters to say something. */
export const checkScale = (scale: number, meters: number): void => {
  if (Math.round(scale * meters) >= METERS_MIN) return;
  throw new UsageError(
    `--scale ${scale} keeps ${count(scale * meters)} of ${count(meters)} meters; expected at least ` +
      `${count(METERS_MIN)}, as with --scale ${Math.ceil((1e6 * METERS_MIN) / meters) / 1e6}`,
  );
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
  onFinished: (index: number, finished: Finished) => void = () => {},
  saving?: readonly Saving[],
): Promise<(Finished | undefined)[]> => {
  const onTakenUp = (index: number, reachedMs: number): void =>
    shown.say(`${plans[index]!.option} goes on from day ${reachedMs / DAY_MS + 1} 00:00\n`);
  const runs = openLocalRuns(plans, { workers, signal, onTakenUp, onFinished, saving });
  const shown = showProgress(
    plans.map(({ option }, i) => ({ option, events: estimates[i]!.events })),
    runs.progress,
  );
  try {
    return await runs.finished();
  } finally {
    shown.end();
  }
};

/** True where a run under way was saved at a midnight. */
const isSaved = (asked: Asked, { savedFile }: ResultFolder): boolean =>
  asked.runs.some((hash) => existsSync(savedFile(hash)));

const goOn = (asked: Asked, folder: ResultFolder): string => {
  const kept = isSaved(asked, folder)
    ? "complete is kept, and the last midnight that was saved of what was not"
    : "complete is kept";
  return `What was ${kept}; go on with:\n  ${resumeCommand(asked, folder.path)}\n`;
};

const ASKED_ANEW =
  "note: the scenario's question or thresholds have changed since the result was begun; the runs are judged by those " +
  "that stand in it now\n";

const NOT_SAVED =
  "note: a private overlay's values would stand in what is saved at midnights, so nothing is: an option that " +
  "does not finish begins anew; --show-overlay saves it\n";

const NOTHING_WRITTEN = "Interrupted before an option was complete; nothing was written.\n";

/** What is about to run, on stderr. */
const announce = (options: number, of: number, workers: number, estimates: readonly Estimate[]): void => {
  const events = estimates.reduce((sum, estimate) => sum + estimate.events, 0);
  const seconds = estimates.reduce((sum, estimate) => sum + estimate.seconds, 0) / workers;
  const memoryMiB = Math.max(...estimates.map((estimate) => estimate.memoryMiB));
  process.stderr.write(
    `running ${options} ${options === 1 ? "option" : "options"}${options === of ? "" : ` of ${of}`} on ${workers} ` +
      `${workers === 1 ? "core" : "cores"}: about ${million(events)} events, ${count(memoryMiB)} MiB a run, ` +
      `${duration(SECOND_MS * Math.max(1, seconds))} to simulate\n`,
  );
};

/** `mhhs run`: the forecast at once, an answer from 1 % of the meters, then the whole; results as text and files. */
export const run = async (args: RunArguments): Promise<void> => {
  const beganMs = performance.now();
  const startedAt = new Date().toISOString();
  const scale = args.scale ?? 1;
  const format = formatOf(args);
  const scenario = await readScenario(args.file, args.set, args.overlay);
  const options = chosenOptions(scenario, args.option);
  for (const option of options) checkScale(scale, scenario.options.get(option)!.values.estate.meters);
  for (const warning of warningTexts(scenario, args.showOverlay)) process.stderr.write(warning);
  const plansAt = (at: number): Plan[] =>
    options.map((option) =>
      planOf(scenario, option, { replication: 0, scale: at, ...(args.seed === undefined ? {} : { seed: args.seed }) }),
    );
  const plans = plansAt(scale);
  const isWithheld = scenario.overlays.length > 0 && !args.showOverlay;
  if (isWithheld && args.saveEvery !== undefined)
    throw new UsageError(
      "--save-every: a private overlay's values would stand in what is saved; expected --show-overlay with it, or " +
        "no --save-every: then nothing is saved until an option is complete",
    );
  checkUser(args.as, usersToTell(scenario, plans, args.showOverlay));
  const asked = askedOf(scenario, args, plans, startedAt);

  // Ctrl-C stops the runs under way at once; what is complete is kept. A second one ends the program as it stands.
  const interruption = new AbortController();
  const { signal } = interruption;
  let folder: ResultFolder | undefined;
  const interrupt = (name: NodeJS.Signals): void => {
    if (name === "SIGINT" && signal.aborted) {
      folder?.leave();
      process.exit(EXIT_CODES.interrupted.code);
    }
    interruption.abort();
  };
  // They stay to the end: a signal may come twice, to the process and handed on by its parent.
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);

  folder = enterPlace(asked, args);
  const { path, has, savedFile, keep, leave } = folder;
  const say = (text: string): void => {
    if (format === "text") process.stdout.write(text);
  };
  try {
    const outlook = outlookOf(scenario, options, scale, args.seed);
    const estimates = outlook.plans.map((plan, i) => estimateOf(plan, outlook.forecasts[i]!));
    const { question } = scenario;
    const { forecasts } = outlook;
    say(
      `${args.details ? forecastText(question, forecasts) : briefForecastText(question, forecasts, terminalWidth())}\n`,
    );

    const missing = [...plans.keys()].filter((i) => !has(asked.runs[i]!));
    const workers = workersFor(
      args.workers,
      missing.map((i) => estimates[i]!),
    );
    const occasion = { scenario, args, outlook, workers, startedAt, beganMs };

    const isLarge = scale > PREVIEW_SCALE && scale * outlook.plans[0]!.estate.meters >= PREVIEW_METERS;
    const isFresh = missing.length === plans.length && !isSaved(asked, folder);
    if (args.preview && isLarge && format === "text" && isFresh) {
      const previewBegan = performance.now();
      const small = plansAt(PREVIEW_SCALE);
      const finished = await runAll(
        small,
        small.map((plan, i) => estimateOf(plan, outlook.forecasts[i]!)),
        args.workers ?? Math.min(options.length, availableParallelism()),
        signal,
      );
      const seconds = (performance.now() - previewBegan) / 1000;
      if (!signal.aborted) say(previewText(answerOf(recordOf(occasion, small, finished)), seconds, terminalWidth()));
    }

    if (missing.length > 0) {
      const expected = missing.map((i) => estimates[i]!);
      const missingPlans = missing.map((i) => plans[i]!);
      const everySeconds = 60 * (args.saveEvery ?? SAVE_EVERY_MINUTES);
      const hashes = missing.map((i) => asked.runs[i]!);
      const saving = isWithheld
        ? undefined
        : hashes.map((hash): Saving => ({ file: savedFile(hash), run: hash, everySeconds }));
      announce(missing.length, plans.length, workers, expected);
      if (isWithheld && plans.some(({ horizon }) => horizon.measuredDays > 1)) process.stderr.write(NOT_SAVED);
      // Each run is on the disk before the next is done: whatever happens then, it stays.
      const onFinished = (index: number, finished: Finished): void => {
        const i = missing[index]!;
        const alone = plans.map((_, j) => (j === i ? finished : undefined));
        keep(asked.runs[i]!, recordOf(occasion, plans, alone));
      };
      await runAll(missingPlans, expected, workers, signal, onFinished, saving);
    }

    if (asked.runs.some(has)) {
      const kept = assembledIn(path);
      const record = writeRecord(path, askedNow(occasion, kept));
      if (isAskedAnew(kept, record)) process.stderr.write(ASKED_ANEW);
      const outputs = await outputsOf(record, { charts: args.charts, user: args.as });
      writeOutputs(path, outputs.files);
      printResult(format, outputs, path, args);
    }
    const stays = leave();
    if (signal.aborted) {
      process.exitCode = EXIT_CODES.interrupted.code;
      process.stderr.write(stays ? goOn(asked, folder) : NOTHING_WRITTEN);
    }
  } catch (error) {
    process.exitCode = report(error);
    const stays = leave();
    // A file that can't be read says itself what to do: without that, to go on would end here again.
    if (stays && !isNamed(error, "RecordError")) process.stderr.write(goOn(asked, folder));
  }
};
