import { simulate } from "../run/run.ts";
import type { Finished, Task } from "./local.ts";

/** Runs one plan on this thread. */
export default ({ plan, progress }: Task): Finished => {
  const startMs = performance.now();
  const before = process.threadCpuUsage();
  const result = simulate(plan, { progress: new Float64Array(progress) });
  const used = process.threadCpuUsage(before);
  return { result, seconds: (performance.now() - startMs) / 1000, cpuSeconds: (used.user + used.system) / 1e6 };
};
