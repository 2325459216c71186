import { describe, expect, test } from "vitest";
import { type FaultMeasures, faultMeasures } from "../../src/experiment/fault-measures.ts";
import { recordedPlan } from "../../src/experiment/record.ts";
import { MINUTE_MS } from "../../src/kernel/time.ts";
import type { BacklogRecord, FaultRecord, RunResult } from "../../src/run/run-result.ts";
import { asToday } from "../fluid/base-case.ts";
import { emptyResult } from "./hand-made.ts";

const plan = { ...asToday(), steady: { waitMinutes: [] } };
const TOP_UP = "T05";

const faultIn = ({ ledger }: RunResult, backlogs: readonly BacklogRecord[] = []): FaultRecord => {
  const counts = (): Float64Array => new Float64Array(ledger.wanted.length);
  const needs = {
    answered: counts(),
    refused: counts(),
    expired: counts(),
    inTarget: counts(),
    outOfStep: counts(),
    longestMs: counts(),
  };
  return { title: "any", kind: "outage", fromMs: 0, toMs: MINUTE_MS, backlogs, needs };
};

/** Top-ups of a component in a fault and outside of it: answered, of these inside target, and given up. */
type Counts = readonly [answered: number, inTarget: number, expired: number];

const payersOf = (byComponent: readonly { readonly within: Counts; readonly outside: Counts }[]) => {
  const result = emptyResult(plan);
  const fault = faultIn(result);
  const first = 8 * result.ledger.kinds.indexOf(TOP_UP);
  byComponent.forEach(({ within, outside }, access) => {
    (["answered", "inTarget", "expired"] as const).forEach((name, i) => {
      fault.needs[name][first + access]! = within[i]!;
      result.ledger[name][first + access]! = within[i]! + outside[i]!;
    });
  });
  const [measures] = faultMeasures(recordedPlan(plan), { ...result, faults: [fault] });
  return measures!.processes.find(({ process }) => process === "top-up");
};

describe("who paid for a fault", () => {
  test("is told by what became of the same mix of requests outside of it", () => {
    // Behind one component nine of ten come in time on any day, behind the other all do. In the fault most are of the
    // first: (90 + 10) of 110, and so it would have been without it.
    const found = payersOf([
      { within: [100, 90, 0], outside: [1000, 900, 0] },
      { within: [10, 10, 0], outside: [100_000, 100_000, 0] },
    ])!;
    expect(found.outside.inTargetShare).toBeCloseTo(100 / 110, 12);
    expect(found.inTargetShare).toBeCloseTo(100 / 110, 12);
    expect(found.harm).toBeCloseTo(0, 12);
    expect(found.isHarmed).toBe(false);
  });

  test("for an outage of the registration feed is whom it had refused, one by one, and nobody else (S-22)", () => {
    const result = emptyResult(plan);
    const fault: FaultRecord = { ...faultIn(result), kind: "registration-feed" };
    const [reads, topUps] = [8 * result.ledger.kinds.indexOf("M03"), 8 * result.ledger.kinds.indexOf(TOP_UP)];
    // Of 1,000 reads a hundred were given up as on any day, and one was refused for the copy; top-ups are late anyhow.
    for (const needs of [fault.needs, result.ledger]) {
      needs.answered[reads] = 899;
      needs.inTarget[reads] = 899;
      needs.expired[reads] = 100;
      needs.refused[reads] = 1;
      needs.answered[topUps] = 100;
    }
    fault.needs.outOfStep[reads] = 1;
    const [{ processes }] = faultMeasures(recordedPlan(plan), { ...result, faults: [fault] }) as [FaultMeasures];
    const harmed = processes.filter(({ isHarmed }) => isHarmed);
    expect(harmed.map(({ process }) => process)).toEqual(["mhhs-profiles", "mhhs-profiles-agent"]);
    expect(harmed[0]!.harm).toBeCloseTo(0.001, 12);
    expect(harmed[0]!.lostShare).toBeCloseTo(0.101, 12);
    expect(harmed[0]!.outside.lostShare).toBeCloseTo(0.1, 12);
  });

  test("counts what was lost as much as what was late", () => {
    const lost = payersOf([{ within: [600, 600, 400], outside: [9000, 9000, 1000] }])!;
    expect(lost.lostShare).toBeCloseTo(0.4, 12);
    expect(lost.outside.lostShare).toBeCloseTo(0.1, 12);
    expect(lost.harm).toBeCloseTo(0.3, 12);
    expect(lost.isHarmed).toBe(true);
    const late = payersOf([{ within: [900, 600, 100], outside: [9000, 9000, 1000] }])!;
    expect(late.harm).toBeCloseTo(0.3, 12);
    expect(late.outside.inTargetShare).toBe(1);
  });

  test("is not anybody when chance does as much", () => {
    // One standard deviation of 100 at nine in ten is 3 %.
    expect(payersOf([{ within: [95, 85, 5], outside: [9500, 9000, 500] }])!.isHarmed).toBe(false);
    expect(payersOf([{ within: [9500, 8500, 500], outside: [950_000, 900_000, 50_000] }])!.isHarmed).toBe(true);
  });

  test("is held against its target where all of it was sent in the fault", () => {
    const found = payersOf([{ within: [100, 60, 10], outside: [0, 0, 0] }])!;
    expect(found.outside).toEqual({ inTargetShare: Number.NaN, lostShare: Number.NaN });
    expect(found.harm).toBeCloseTo(50 / 110, 12);
    expect(found.isHarmed).toBe(true);
  });

  test("is somebody of whom nothing was answered at all", () => {
    const found = payersOf([{ within: [0, 0, 10], outside: [0, 0, 0] }])!;
    expect([found.harm, found.isHarmed]).toEqual([1, true]);
  });
});

describe("a fault at several stations", () => {
  const backlog = (station: string, drainedAtMs: number | undefined): BacklogRecord => ({
    station,
    atEnd: 10,
    most: 20,
    drainedAtMs,
  });
  const measured = (...backlogs: BacklogRecord[]) => {
    const result = emptyResult(plan);
    return faultMeasures(recordedPlan(plan), { ...result, faults: [faultIn(result, backlogs)] })[0]!;
  };

  test("is worked off with the last of them, and its backlogs add up", () => {
    const stations = [backlog("dsp", 3 * MINUTE_MS), backlog("csp.north", 9 * MINUTE_MS), backlog("csp.4g", MINUTE_MS)];
    const { drainedAfterMs, backlogEnd, backlogMost } = measured(...stations);
    expect(drainedAfterMs).toBe(8 * MINUTE_MS);
    expect([backlogEnd, backlogMost]).toEqual([30 / plan.scale, 60 / plan.scale]);
  });

  test("is not worked off while one of them isn't", () => {
    expect(measured(backlog("dsp", 3 * MINUTE_MS), backlog("csp.north", undefined)).drainedAfterMs).toBeUndefined();
  });
});
