import { existsSync } from "node:fs";
import { parentPort } from "node:worker_threads";
import { simulateWatched } from "../run/observed-run.ts";
import { type RunOptions, simulate } from "../run/run.ts";
import { type Read, takeUp, writeSavedRun } from "../store/saved-run.ts";
import type { Finished, Saving, TakenUp, Task } from "./local.ts";

type Spent = Pick<Finished, "seconds" | "cpuSeconds">;

/** Wall-clock and processor seconds of this thread since now, on top of those of earlier sessions. */
const openClock = () => {
  const startMs = performance.now();
  const before = process.threadCpuUsage();
  return ({ seconds, cpuSeconds }: Spent): Spent => {
    const used = process.threadCpuUsage(before);
    return {
      seconds: seconds + (performance.now() - startMs) / 1000,
      cpuSeconds: cpuSeconds + (used.user + used.system) / 1e6,
    };
  };
};

/** Runs one plan on this thread, from the midnight that it was saved at, if it was. */
export default ({ index, plan, progress: shared, watch, saving }: Task): Finished => {
  const spent = openClock();
  const progress = new Float64Array(shared);
  const nothing: Spent = { seconds: 0, cpuSeconds: 0 };
  if (watch !== undefined) return { ...simulateWatched(plan, watch, { progress }), ...spent(nothing) };
  const runOn = (before: Spent, more: RunOptions): Finished => {
    const result = simulate(plan, { progress, ...more });
    return { result, ...spent(before) };
  };
  if (saving === undefined) return runOn(nothing, {});
  const keepMidnights = (before: Spent): RunOptions => ({ atMidnight: openSaving(saving, () => spent(before)) });
  if (!existsSync(saving.file)) return runOn(nothing, keepMidnights(nothing));
  const onTakenUp = (reachedMs: number): void => parentPort?.postMessage({ index, reachedMs } satisfies TakenUp);
  return takeUp(saving.file, saving.run, (head, from: Read) =>
    runOn(head, { from, onTakenUp, ...keepMidnights(head) }),
  );
};

/** Saves a run at a midnight, where it has run long enough since it began or was saved. */
const openSaving = ({ file, run, everySeconds }: Saving, spent: () => Spent): NonNullable<RunOptions["atMidnight"]> => {
  let lastMs = performance.now();
  return (reachedMs, save) => {
    if (performance.now() - lastMs < everySeconds * 1000) return;
    writeSavedRun(file, { schema: 1, run, reachedMs, ...spent() }, save);
    lastMs = performance.now();
  };
};
