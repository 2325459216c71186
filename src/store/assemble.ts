import type { ExperimentRecord } from "../experiment/record.ts";

/** Wall-clock seconds of all sessions, each from its start to its last finished run. */
const secondsOf = (parts: readonly ExperimentRecord[]): number => {
  const sessions = new Map<string, number>();
  for (const { startedAt, seconds } of parts) sessions.set(startedAt, Math.max(seconds, sessions.get(startedAt) ?? 0));
  return [...sessions.values()].reduce((sum, seconds) => sum + seconds, 0);
};

/** One record of the records of single runs, in whatever order and however many sessions they were made. */
export const assembled = (parts: readonly ExperimentRecord[]): ExperimentRecord => {
  const inTime = parts.toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : a.startedAt > b.startedAt ? 1 : 0));
  const last = inTime.at(-1);
  if (last === undefined) throw new RangeError("no run to assemble a record of");
  const runs = parts.flatMap((part) => part.runs);
  return {
    ...last,
    runs: last.options.flatMap((option) => runs.filter(({ plan }) => plan.option === option)),
    startedAt: inTime[0]!.startedAt,
    seconds: secondsOf(parts),
    peakMemoryMiB: Math.max(...parts.map(({ peakMemoryMiB }) => peakMemoryMiB)),
  };
};
