import { simulateWatched } from "../run/observed-run.ts";
import { simulate } from "../run/run.ts";
import type { Finished, Task } from "./local.ts";

/** Runs one plan on this thread. */
export default ({ plan, progress: shared, watch }: Task): Finished => {
  const startMs = performance.now();
  const before = process.threadCpuUsage();
  const progress = new Float64Array(shared);
  const found =
    watch === undefined ? { result: simulate(plan, { progress }) } : simulateWatched(plan, watch, { progress });
  const used = process.threadCpuUsage(before);
  return { ...found, seconds: (performance.now() - startMs) / 1000, cpuSeconds: (used.user + used.system) / 1e6 };
};
