import { describe, expect, test } from "vitest";
import { openLocalRuns } from "../../src/engine/local.ts";
import { planOf, readScenario, simulate } from "../market/native.ts";
import { optionNamed } from "../market/options.ts";

const PATIENCE_MS = 60_000;
const plans = ["without-mhhs", "as-today", "month-at-a-time"].map((name) => optionNamed(name).plan(0.001));
const finished = async (workers: number) => {
  const runs = openLocalRuns(plans, { workers, signal: new AbortController().signal });
  const results = await runs.finished();
  return { results: results.map((one) => one?.result), progress: runs.progress() };
};

describe("runs in worker threads", () => {
  test(
    "find the same with one worker and with two, in the order of the plans, as in no worker at all",
    async () => {
      const alone = plans.map((plan) => simulate(plan));
      for (const workers of [1, 2]) {
        const { results, progress } = await finished(workers);
        expect(results).toEqual(alone);
        expect(progress.every(({ events, reachedMs }) => events > 0 && reachedMs === Infinity)).toBe(true);
      }
    },
    PATIENCE_MS,
  );

  test(
    "tell how much of their days is settled, where settlement is on",
    async () => {
      const settled = planOf(await readScenario("scenarios/to-r1.yaml", []), "daily", {
        replication: 0,
        scale: 0.00001,
      });
      const runs = openLocalRuns([settled, plans[0]!], { workers: 2, signal: new AbortController().signal });
      await runs.finished();
      // Told before its last day, of 45.
      expect(runs.progress().map(({ settledShare }) => settledShare)).toEqual([44 / 45, Number.NaN]);
    },
    PATIENCE_MS,
  );

  test(
    "say what is wrong with a plan that breaks one of them",
    async () => {
      const broken = { ...plans[0]!, estate: { ...plans[0]!.estate, supplierShares: Array(33).fill(1 / 33) } };
      const runs = openLocalRuns([broken], { workers: 1, signal: new AbortController().signal });
      await expect(runs.finished()).rejects.toThrow("more than 32 suppliers");
    },
    PATIENCE_MS,
  );

  test(
    "are told of one by one as they finish, before all have; a fault in the telling ends the rest",
    async () => {
      const told: number[] = [];
      const { signal } = new AbortController();
      const onFinished = (index: number): void => {
        told.push(index);
        if (told.length === 2) throw new Error("no room");
      };
      const runs = openLocalRuns(plans, { workers: 1, signal, onFinished });
      await expect(runs.finished()).rejects.toThrow("no room");
      expect(new Set(told).size).toBe(2);
    },
    PATIENCE_MS,
  );

  test(
    "end at once when they are stopped, and leave what had not finished undefined",
    async () => {
      const stop = new AbortController();
      const runs = openLocalRuns(plans, { workers: 1, signal: stop.signal });
      stop.abort();
      expect(await runs.finished()).toEqual(plans.map(() => undefined));
    },
    PATIENCE_MS,
  );
});
