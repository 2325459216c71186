import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import type { RankingTurns } from "../../src/experiment/ranking-turns.ts";
import { fluidDay } from "../../src/fluid/twin.ts";
import { fluidPlanOf } from "../../src/scenario/plan.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";
import { extending } from "../scenario/loading.ts";

type Turns = typeof import("../../src/experiment/ranking-turns.ts");
// Vitest rewrites imports, and the twin's loops run several times slower for it.
const { rankingTurns } = createRequire(import.meta.url)("../../src/experiment/ranking-turns.ts") as Turns;

const uplift = (share: string, dsp = share, csp = share): string =>
  `{ dsp: ${dsp}, csp: { north: ${csp}, central: ${csp}, south: ${csp}, 4g: ${csp} }, ` +
  `s1sp: { ioc: ${share}, moc: ${share}, foc: ${share} } }`;
const scenarioOf = (options: Readonly<Record<string, string>>): Scenario =>
  extending(
    `options:\n${Object.entries({ "as-today": "{}", ...options })
      .map(([name, changes]) => `  ${name}: ${changes}`)
      .join("\n")}\n`,
  );
const turnsOf = (scenario: Scenario, ...ids: string[]): RankingTurns => rankingTurns(scenario, "as-today", ids);
const worst = (scenario: Scenario, option: string): number =>
  Math.max(...fluidDay(fluidPlanOf(scenario, option, { replication: 0, scale: 1 })).figures.peakShare);

describe("what a ranking of options hangs on", () => {
  test("one of two uplifts overtakes the other where it is as large", () => {
    const assumed = uplift("{ value: 25 %, assumption: A-080 }");
    const { rankings, turns } = turnsOf(
      scenarioOf({ assumed: `{ uplift: ${assumed} }`, held: `{ uplift: ${uplift("60 %")} }` }),
      "A-080",
    );
    expect(rankings["09:00"]).toEqual(["held", "assumed", "as-today"]);
    expect(turns.map(({ cutOff, own, at, end, after }) => ({ cutOff, own, at, end, first: after[0] }))).toEqual(
      ["09:00", "24 h"].map((cutOff) => ({ cutOff, own: "25 %", at: "60 %", end: "100 %", first: "assumed" })),
    );
  });

  test("capacities go on following today's use: an S1SP's peak falls as its headroom grows", () => {
    const scenario = scenarioOf({
      s1sps: `{ uplift: ${uplift("100 %", "0", "0")} }`,
      others: `{ uplift: ${uplift("40 %", "100 %", "100 %")} }`,
    });
    const [turn] = turnsOf(scenario, "A-028").turns;
    expect(turn?.before.slice(0, 2)).toEqual(["s1sps", "others"]);
    expect(turn?.after.slice(0, 2)).toEqual(["others", "s1sps"]);
    // Stated capacities are in steps of 5 requests a second, of 125 and more.
    const expected = (1.1 * worst(scenario, "others")) / worst(scenario, "s1sps");
    expect(Number(turn?.at) / expected).toBeGreaterThan(0.97);
    expect(Number(turn?.at) / expected).toBeLessThan(1.03);
  });

  test("what an option chooses itself is no assumption of it", () => {
    const scenario = scenarioOf({
      none: "{ mhhs.validationPerMeterDay: 0 /meter-day }",
      more: `{ uplift: ${uplift("10 %")} }`,
    });
    const { rankings, turns } = turnsOf(scenario, "A-015");
    expect(rankings["24 h"]).toEqual(["none", "more", "as-today"]);
    // Were it more of them under `none` too, `more` would come first at the other end.
    expect(new Set(turns.map(({ end }) => end))).toEqual(new Set(["0 /meter-day"]));
    expect(new Set(turns.map(({ after }) => after[0]))).toEqual(new Set(["more"]));
  });

  test("data that comes a month later is in by no cut-off, however low its peak", () => {
    const { rankings, notDaily } = turnsOf(scenarioOf({ monthly: "{ mhhs.cycle: 30 d }" }));
    expect(notDaily).toEqual(["monthly"]);
    expect(rankings).toEqual({ "09:00": ["as-today"], "24 h": ["as-today"] });
  });

  test("an assumption turns something, nothing, or can't be varied, and is named where it belongs", () => {
    const { turns, turnNothing, inWords, impossible } = turnsOf(scenarioOf({}), "A-014", "A-001");
    expect({ turns, turnNothing, inWords, impossible }).toEqual({
      turns: [],
      turnNothing: ["A-014"],
      inWords: ["A-001"],
      impossible: [],
    });
  });
});
