import { describe, expect, test } from "vitest";
import { cspSamples, wilson } from "../../src/experiment/csp-sample.ts";
import { recordedPlan } from "../../src/experiment/record.ts";
import { fluidPlanOf } from "../../src/scenario/plan.ts";
import { optionNamed } from "../market/options.ts";
import { extending } from "../scenario/loading.ts";
import { emptyResult } from "./hand-made.ts";

// S-20: what the DCC's own test commands show of a CSP, beside all answers on demand.

const SCALE = 0.5;
const plan = optionNamed("as-today").plan(SCALE);
const recorded = { ...recordedPlan(plan), cspTest: { withinMs: 25_000, commands: [400, 400, 0, Number.NaN] } };
const sampled = (halfHours: readonly (readonly [half: number, answered: number, inTime: number])[], csp = 0) => {
  const result = emptyResult(plan);
  for (const [half, answered, inTime] of halfHours) {
    result.cspResponses[csp]!.answered[half] = answered;
    result.cspResponses[csp]!.inTime[half] = inTime;
  }
  return cspSamples(recorded, result)[csp]!;
};

describe("the round trips of a CSP", () => {
  test("are a census of every answer, and a sample in which each half hour counts alike", () => {
    // A busy half hour in which 300 of 900 are late, a quiet one in which none is.
    const { received, censusShare, commands, sampleShare } = sampled([
      [0, 900, 600],
      [47, 100, 100],
    ]);
    expect(received).toBe(2000);
    expect(censusShare).toBe(0.7);
    expect(commands).toBe(400);
    expect(sampleShare).toBeCloseTo((2 / 3 + 1) / 2, 12);
  });

  test("are shown by a sample as nearly as its size allows", () => {
    const { sampleShare, sampleLowShare, sampleHighShare } = sampled([[3, 500, 400]]);
    expect(sampleShare).toBe(0.8);
    const { low, high } = wilson(0.8, 400);
    expect([sampleLowShare, sampleHighShare]).toEqual([low, high]);
  });

  test("have no sample where there are no test commands or their number is private, nor a share of no answers", () => {
    for (const csp of [2, 3]) {
      const { censusShare, sampleLowShare, sampleHighShare } = sampled([[3, 500, 400]], csp);
      expect([censusShare, sampleLowShare, sampleHighShare]).toEqual([0.8, Number.NaN, Number.NaN]);
    }
    expect(sampled([])).toMatchObject({ received: 0, censusShare: Number.NaN, sampleShare: Number.NaN });
  });

  // The worked examples of R. G. Newcombe, Statistics in Medicine 17 (1998), method 3.
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])("%i of %i are Wilson's %f to %f", (seen, of, low, high) => {
    const found = wilson(seen / of, of);
    expect(found.low).toBeCloseTo(low, 4);
    expect(found.high).toBeCloseTo(high, 4);
  });
});

describe("test commands of a CSP", () => {
  const testOf = (lines: string) => fluidPlanOf(extending(lines), "unchanged", { replication: 0, scale: 1 }).cspTest;

  test("are half a one for each hub and month, of which a day has its part", () => {
    const { withinMs, commands } = testOf("");
    expect(withinMs).toBe(25_000);
    // 30 m meters, 27 % SMETS1, 15 % of the rest on 4G; North has 32.5 % of the meters by GSP Group.
    expect(commands[0]).toBe(Math.round((30e6 * 0.73 * 0.85 * 0.325 * 0.5) / 31));
    expect(commands[3]).toBe(Math.round((30e6 * 0.73 * 0.15 * 0.5) / 31));
  });

  test("of days in two months are parts of both", () => {
    const [north] = testOf("horizon: { start: 2028-02-29, measure: 2 d }\nperformance.cspTest.perHubMonth: 2").commands;
    expect(north).toBe(Math.round(30e6 * 0.73 * 0.85 * 0.325 * 2 * (1 / 29 + 1 / 31)));
  });
});
