import { Piscina } from "piscina";
import type { Plan } from "../domain/plan.ts";
import type { Watch, Watched } from "../run/observed-run.ts";
import type { RunResult } from "../run/run-result.ts";

/** How far a run has come. */
export interface RunProgress {
  readonly events: number;
  /** ms since the first measured midnight; NaN before the run has begun, Infinity once it has finished. */
  readonly reachedMs: number;
  /** Of its measured days, once it has been simulated; NaN before, and where settlement is off. */
  readonly settledShare: number;
}

export interface Finished {
  readonly result: RunResult;
  /** What was watched for, where something was. */
  readonly watched?: Watched;
  /** Wall-clock seconds from open to close, on its thread. */
  readonly seconds: number;
  /** Processor seconds of its thread. */
  readonly cpuSeconds: number;
}

/** Where a run under way is saved at midnights, and taken up from. */
export interface Saving {
  readonly file: string;
  /** Hash of the run: what is saved is taken up by no other. */
  readonly run: string;
  /** Wall-clock seconds from its beginning, or from one midnight that is saved, to the next. */
  readonly everySeconds: number;
}

/** What a worker thread says once a run that was saved stands where it was. */
export interface TakenUp {
  /** Place of its plan among the plans. */
  readonly index: number;
  /** ms since the first measured midnight. */
  readonly reachedMs: number;
}

/** What a worker thread is given: a plan, and three shared numbers to write its progress into. */
export interface Task {
  readonly index: number;
  readonly plan: Plan;
  readonly progress: SharedArrayBuffer;
  readonly watch?: Watch | undefined;
  readonly saving: Saving | undefined;
}

export interface LocalOptions {
  readonly workers: number;
  /** Aborting it ends the worker threads at once; what finished before is kept. */
  readonly signal: AbortSignal;
  /** What every run is watched for; it is not saved then. */
  readonly watch?: Watch;
  /** By place among the plans; left out, nothing is saved. */
  readonly saving?: readonly Saving[] | undefined;
  /** Told of each run that is taken up at a midnight, once all that was saved of it has been read. */
  readonly onTakenUp?: (index: number, reachedMs: number) => void;
  /** Told of each run as soon as it has finished, with its place among the plans. Where it throws, the others end. */
  readonly onFinished?: (index: number, finished: Finished) => void;
}

/** Runs side by side in worker threads. Results come back in the order of the plans, however long each took. */
export const openLocalRuns = (plans: readonly Plan[], options: LocalOptions) => {
  const shared = plans.map(() => new Float64Array(new SharedArrayBuffer(24)).fill(Number.NaN, 1));
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  const pool = new Piscina<Task, Finished>({
    filename: new URL(`./worker.${extension}`, import.meta.url).href,
    minThreads: 0,
    maxThreads: options.workers,
    // Each run has a fresh thread: its memory, up to two GiB, goes back when it ends.
    idleTimeout: 0,
  });
  // A run that fails ends the others at once: there is nothing to answer without it.
  const failure = new AbortController();
  let fault: unknown;
  const fail = (error: unknown): void => {
    if (options.signal.aborted || failure.signal.aborted) return;
    fault = error;
    failure.abort();
  };
  // A run that was stopped may have finished in that very moment: the pool finds its answer unexpected.
  pool.on("error", fail);
  pool.on("message", ({ index, reachedMs }: TakenUp) => options.onTakenUp?.(index, reachedMs));
  const runs = plans.map(async (plan, index) => {
    const progress = shared[index]!.buffer as SharedArrayBuffer;
    const task: Task = { index, plan, progress, watch: options.watch, saving: options.saving?.[index] };
    try {
      const finished = await pool.run(task, { signal: AbortSignal.any([options.signal, failure.signal]) });
      shared[index]![1] = Number.POSITIVE_INFINITY;
      options.onFinished?.(index, finished);
      return finished;
    } catch (error) {
      fail(error);
      return undefined;
    }
  });
  return {
    progress: (): RunProgress[] =>
      shared.map((run) => ({ events: run[0]!, reachedMs: run[1]!, settledShare: run[2]! })),
    /**
     * Every run that finished, in the order of the plans; undefined where one was stopped. Throws the first fault of a
     * run.
     */
    finished: async (): Promise<(Finished | undefined)[]> => {
      try {
        const finished = await Promise.all(runs);
        if (failure.signal.aborted) throw fault;
        return finished;
      } finally {
        await pool.destroy();
      }
    },
  };
};
