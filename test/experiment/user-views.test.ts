import { describe, expect, test } from "vitest";
import { recordedPlan } from "../../src/experiment/record.ts";
import { userViews } from "../../src/experiment/user-views.ts";
import { LatencyHistogram } from "../../src/metrics/latency-histogram.ts";
import type { UserNeeds, UserSeries } from "../../src/run/run-result.ts";
import { optionNamed } from "../market/options.ts";
import { emptyResult, MIDNIGHT } from "./hand-made.ts";

const plan = optionNamed("as-today").plan(0.5);

const timesOf = (...ms: number[]): LatencyHistogram => {
  const times = new LatencyHistogram();
  for (const one of ms) times.record(one);
  return times;
};

const needsOf = (kind: string, answeredMs: number[], more: Partial<UserNeeds> = {}): UserNeeds => ({
  kind,
  sent: answeredMs.length,
  answered: answeredMs.length,
  refused: 0,
  expired: 0,
  dark: 0,
  inTarget: answeredMs.length,
  wantedMs: timesOf(...answeredMs),
  ...more,
});

const userOf = (name: string, busiest: number, needs: UserNeeds[]): UserSeries => {
  const arrived = new Uint32Array(3 * 1440);
  arrived[MIDNIGHT + 7] = busiest;
  return { name, role: "supplier", perSecond: 1, arrived, needs };
};

const viewsOf = (users: UserSeries[]) => userViews(recordedPlan(plan), { ...emptyResult(plan), users });

describe("what an option does to one User", () => {
  test("is told by process, at full scale, with what never came later than any answer", () => {
    // Five sent: three answered (two inside target), one meter dark, one failed for good.
    const daily = needsOf("T01", [10, 20, 30], { sent: 5, expired: 2, dark: 1, inTarget: 2 });
    const [view] = viewsOf([userOf("Supplier 1", 6, [daily])]);
    const [process] = view!.processes;
    expect(view!.processes).toHaveLength(1);
    expect(process).toMatchObject({ process: "daily-reads", sent: 10, darkShare: 0.2, inTargetShare: 2 / 3 });
    expect(process!.wantedClock).toEqual({ p50Ms: 20, p95Ms: Infinity, p99Ms: Infinity, maxMs: 30 });
  });

  test("joins the kinds of a process, and tells settlement by its own reads and those it settles on", () => {
    const [view] = viewsOf([userOf("Supplier 1", 6, [needsOf("M01", [100]), needsOf("M00", [50, 60])])]);
    expect(view!.processes.map(({ process, sent }) => [process, sent])).toEqual([["mhhs-profiles-own", 6]]);
    expect(view!.processes[0]!.wantedClock.maxMs).toBe(100);
  });

  test("has a rank among its role, shared by those as full", () => {
    const views = viewsOf([userOf("a", 30, []), userOf("b", 60, []), userOf("c", 30, [])]);
    expect(views.map(({ rank, ofRole }) => [rank, ofRole])).toEqual([
      [2, 3],
      [1, 3],
      [2, 3],
    ]);
  });
});
