import { describe, expect, test } from "vitest";
import type { Contract } from "../../src/domain/contracts.ts";
import { contractMeasures, contractsOver } from "../../src/experiment/contract-measures.ts";
import { recordedPlan } from "../../src/experiment/record.ts";
import { firstOverText } from "../../src/report/contract-text.ts";
import { optionNamed } from "../market/options.ts";
import { emptyResult, MIDNIGHT } from "./hand-made.ts";

// S-24, S-25: headroom to contract, how long it is gone over, and which contract first.

const SCALE = 0.5;
const plan = optionNamed("as-today").plan(SCALE);
const contract = (component: Contract["component"], more: Partial<Contract>): Contract => ({
  component,
  requestClass: "all",
  requests: [],
  intervalMinutes: 30,
  perHalfHour: new Array<number>(48).fill(1000),
  ...more,
});
const measured = (contracts: readonly Contract[], fill: (result: ReturnType<typeof emptyResult>) => void) => {
  const result = emptyResult(plan);
  fill(result);
  return contractMeasures({ ...recordedPlan(plan), contracts }, result);
};

describe("load against contract", () => {
  test("counts first attempts and retries of a half hour together, at full scale", () => {
    const [north] = measured([contract("csp.north", {})], ({ components }) => {
      components["csp.north"].demandFirst[MIDNIGHT + 60] = 200;
      components["csp.north"].demandRetries[MIDNIGHT + 89] = 200;
      components["csp.north"].demandFirst[MIDNIGHT + 90] = 300;
    });
    // 400 of half the meters are 800 of the 1,000 contracted for from 01:00 to 01:30.
    expect(north).toMatchObject({ contract: "csp.north", peakShare: 0.8, peakAtMinute: 60, overShare: 0 });
    expect(north!.headroomShare).toBeCloseTo(0.2, 12);
    expect(north!.firstOverAtMinute).toBeUndefined();
  });

  test("is held against the profile of its half hour, the whole contract is not over", () => {
    const perHalfHour = Array.from({ length: 48 }, (_, i) => (i === 4 ? 400 : 1000));
    const [north] = measured([contract("csp.north", { perHalfHour })], ({ components }) => {
      for (let half = 0; half < 48; half++) components["csp.north"].demandFirst[MIDNIGHT + 30 * half] = 500;
      components["csp.north"].demandFirst[MIDNIGHT + 30 * 4] = 201;
    });
    expect(north!.peakShare).toBeCloseTo(402 / 400, 12);
    expect(north).toMatchObject({ overShare: 1 / 48, firstOverAtMinute: 120 });
  });

  test("has the same profile on every day", () => {
    const perHalfHour = Array.from({ length: 48 }, (_, i) => (i === 4 ? 400 : 1000));
    const horizon = { ...plan.horizon, measuredDays: 2 };
    const result = emptyResult({ ...plan, horizon });
    result.components["csp.north"].demandFirst[MIDNIGHT + 1440 + 120] = 400;
    const contracts = [contract("csp.north", { perHalfHour })];
    const [north] = contractMeasures({ ...recordedPlan(plan), horizon, contracts }, result);
    expect(north).toMatchObject({ peakShare: 2, peakAtMinute: 1560, overShare: 1 / 96, firstOverAtMinute: 1560 });
  });

  test("at an S1SP is by the minute: a burst inside the half hour counts", () => {
    const [moc] = measured([contract("s1sp.moc", { intervalMinutes: 1 })], ({ components }) => {
      components["s1sp.moc"].demandFirst[MIDNIGHT + 7] = 50;
    });
    // 100 of the 1,000 ÷ 30 of a minute.
    expect(moc!.peakShare).toBeCloseTo(3, 12);
    expect(moc).toMatchObject({ overShare: 1 / 1440, firstOverAtMinute: 7 });
  });

  test("of a class is its own count; the warm-up counts for nothing", () => {
    const reads = contract("csp.south", { requestClass: "reads", requests: ["4.8.1"] });
    const [all, ofReads] = measured([contract("csp.south", {}), reads], (result) => {
      const halfHours = new Uint32Array(result.components.dsp.arrived.length / 30);
      halfHours[MIDNIGHT / 30 - 1] = 5000;
      halfHours[MIDNIGHT / 30 + 3] = 250;
      Object.assign(result, { contractClasses: [halfHours] });
    });
    expect(all).toMatchObject({ peakShare: 0 });
    expect(ofReads).toMatchObject({ contract: "csp.south/reads", peakShare: 0.5, peakAtMinute: 90 });
  });

  test("has no figure where it is private, and is more than any where nothing is contracted for", () => {
    const none = new Array<number>(48).fill(0);
    const [hidden, nothing, idle] = measured(
      [
        contract("csp.north", { perHalfHour: none.map(() => Number.NaN) }),
        contract("csp.south", { perHalfHour: none }),
        contract("csp.4g", { perHalfHour: none }),
      ],
      ({ components }) => {
        components["csp.south"].demandFirst[MIDNIGHT] = 1;
      },
    );
    expect(hidden).toMatchObject({ peakShare: Number.NaN, overShare: Number.NaN, firstOverAtMinute: undefined });
    expect(nothing).toMatchObject({ peakShare: Number.POSITIVE_INFINITY, overShare: 1 / 48, firstOverAtMinute: 0 });
    expect(idle).toMatchObject({ peakShare: 0, overShare: 0 });
  });

  test("names the one that is gone over first, and of two at once the fuller", () => {
    const contracts = measured(
      [contract("csp.north", {}), contract("csp.central", {}), contract("csp.south", {})],
      ({ components }) => {
        components["csp.north"].demandFirst[MIDNIGHT + 30] = 900;
        components["csp.central"].demandFirst[MIDNIGHT] = 600;
        components["csp.south"].demandFirst[MIDNIGHT] = 700;
      },
    );
    expect(contractsOver(contracts).map(({ component }) => component)).toEqual([
      "csp.south",
      "csp.central",
      "csp.north",
    ]);
    expect(firstOverText({ contracts })).toBe("CSP South goes over first, at 00:00 UTC, then 2 more");
  });
});
