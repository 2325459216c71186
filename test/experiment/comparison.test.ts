import { describe, expect, test } from "vitest";
import { compare } from "../../src/experiment/comparison.ts";
import { forecastOf } from "../../src/experiment/forecast.ts";
import { recordedPlan } from "../../src/experiment/record.ts";
import { redactedRun } from "../../src/experiment/redaction.ts";
import { accessMetrics } from "../../src/metrics/rule-metrics.ts";
import type { RunResult } from "../../src/run/run-result.ts";
import { optionNamed } from "../market/options.ts";
import { compared, differenceAt, PLANS, said, sideOf, type Written } from "./comparing.ts";
import { addNeeds, emptyResult, MIDNIGHT, recordOf } from "./hand-made.ts";
import { settledRun } from "./settled-by-hand.ts";

// The DSP carries 2,620 a second in the base case: 78,600 a minute at half scale.
const DSP_MINUTE = 78_600;
const dspPeak =
  (share: number) =>
  ({ components }: RunResult): void =>
    void (components.dsp.demandFirst[MIDNIGHT] = share * DSP_MINUTE);
const topUps =
  (needs: Parameters<typeof addNeeds>[3]) =>
  (result: RunResult): void =>
    addNeeds(result, "T05", 0, needs);

describe("a verdict says by what the metric declares to be better", () => {
  test("less of a load is improved, more is worse", () => {
    const [low, high] = [{ write: dspPeak(0.5) }, { write: dspPeak(1) }];
    expect(said(compared(high, low), "demand_peak_share", "dsp")).toEqual([1, 0.5, "improved"]);
    expect(said(compared(low, high), "demand_peak_share", "dsp")).toEqual([0.5, 1, "worse"]);
    expect(differenceAt(compared(low, high), "demand_peak_share", "dsp").change).toBe(1);
  });

  test("more inside target is improved, less is worse", () => {
    const [few, all] = [topUps({ answeredMs: [1, 2, 3, 4], inTarget: 3 }), topUps({ answeredMs: [1, 2, 3, 4] })];
    expect(said(compared({ write: few }, { write: all }), "in_target_share", "top-up")).toEqual([0.75, 1, "improved"]);
    expect(said(compared({ write: all }, { write: few }), "in_target_share", "top-up")).toEqual([1, 0.75, "worse"]);
  });

  test("what has no better is no goal", () => {
    const allDay =
      (share: number) =>
      ({ components }: RunResult): void =>
        void components.dsp.demandFirst.fill(share * DSP_MINUTE);
    const comparison = compared({ write: allDay(0.25) }, { write: allDay(0.5) });
    expect(said(comparison, "utilisation", "dsp")).toEqual([0.25, 0.5, "not a goal"]);
  });

  test("neither is the network clock, nor from when the data existed where reads are spread on purpose", () => {
    const seconds = (n: number) => (result: RunResult) => {
      for (const row of ["T05", "M03"]) addNeeds(result, row, 0, { answeredMs: [n * 1000, n * 1000] });
    };
    const slower = compared({ write: seconds(10) }, { write: seconds(20) });
    for (const [metric, place, verdict] of [
      ["wanted_p50_ms", "top-up", "worse"],
      ["network_p50_ms", "top-up", "not a goal"],
      ["wanted_p50_ms", "mhhs-profiles-agent", "not a goal"],
      ["official_p50_ms", "mhhs-profiles-agent", "worse"],
      ["needs_wanted", "top-up", "same"],
    ] as const)
      expect([metric, place, said(slower, metric, place)[2]]).toEqual([metric, place, verdict]);
  });
});

describe("a difference counts", () => {
  test("beyond the noise only, as a share of the larger", () => {
    const [before, after] = [{ write: dspPeak(2) }, { write: dspPeak(2.1) }];
    expect(said(compared(before, after, 0.04), "demand_peak_share", "dsp")[2]).toBe("worse");
    expect(said(compared(before, after, 0.05), "demand_peak_share", "dsp")[2]).toBe("same");
  });

  test("where a report can show it only: half of the last decimal is none", () => {
    expect(said(compared({ write: dspPeak(0.01) }, { write: dspPeak(0.014) }), "demand_peak_share", "dsp")[2]).toBe(
      "same",
    );
    expect(said(compared({ write: dspPeak(0.01) }, { write: dspPeak(0.02) }), "demand_peak_share", "dsp")[2]).toBe(
      "worse",
    );
  });

  // As the table of harm has it: 0.1 points of a share that is near 1 are within 1 % of it.
  test("in points where it is a share of needs, as harm does", () => {
    const inTarget = (n: number) => ({ write: topUps({ answeredMs: Array(1000).fill(1), inTarget: n }) });
    const verdict = (from: number, to: number) =>
      said(compared(inTarget(from), inTarget(to)), "in_target_share", "top-up")[2];
    expect([verdict(998, 996), verdict(996, 998), verdict(998, 997)]).toEqual(["worse", "improved", "same"]);
  });

  test("in money and energy where a report can show it: what sums leave of all that is settled right is none", () => {
    const settledOn = (pounds: number): Written => {
      const central = [settledRun("RF", 1000, pounds)];
      return { write: (result) => void Object.assign(result, { central }) };
    };
    const comparison = compared(settledOn(1e-9), settledOn(-3e-9));
    for (const [metric, place] of [
      ["imbalance_pounds", "RF"],
      ["imbalance_pounds_of", "RF Supplier 1"],
    ] as const)
      expect(said(comparison, metric, place)[2]).toBe("same");
    expect(said(compared(settledOn(0), settledOn(2)), "imbalance_pounds", "RF")[2]).toBe("worse");
  });

  test("from nothing too, without a share that it changed by", () => {
    const { change, verdict } = differenceAt(compared({}, { write: dspPeak(0.5) }), "demand_peak_share", "dsp");
    expect([change, verdict]).toEqual([null, "worse"]);
  });
});

describe("where there is no figure", () => {
  test("nothing waited is less than any queue", () => {
    const waits = ({ components }: RunResult): void =>
      void components.dsp.queuedForMax.fill(1e6, MIDNIGHT, MIDNIGHT + 60);
    expect(said(compared({ write: waits }, {}), "night_queue_empties", "dsp")).toEqual([60, "none", "improved"]);
    expect(said(compared({}, { write: waits }), "night_queue_empties", "dsp")).toEqual(["none", 60, "worse"]);
  });

  test("never answered is later than any answer", () => {
    const never = topUps({ answeredMs: [1000], late: 9 });
    const late = topUps({ answeredMs: Array(10).fill(3_600_000) });
    expect(said(compared({ write: never }, { write: late }), "official_p50_ms", "top-up").toSpliced(1, 1)).toEqual([
      "never",
      "improved",
    ]);
    expect(said(compared({ write: never }, { write: never }), "official_p50_ms", "top-up")[2]).toBe("same");
  });

  test("a process that only one of them has is absent in the other, for better or worse", () => {
    const comparison = compared({}, { write: topUps({ answeredMs: [1000] }) });
    expect(said(comparison, "needs_answered", "top-up")).toEqual(["absent", 2, "changed"]);
  });

  test("what is withheld isn't known to have changed", () => {
    const open = sideOf({ write: dspPeak(0.5) });
    const run = redactedRun(sideOf({ write: dspPeak(1) }).run, { paths: ["capacity.dsp"], isCapacityDerived: false });
    const comparison = compare(open, { ...open, run }, 0.01);
    expect(said(comparison, "queue_max", "dsp")).toEqual([0, "withheld", "not known"]);
    expect(said(comparison, "demand_peak_share", "dsp")[2]).toBe("worse");
  });
});

describe("two runs are paired", () => {
  const today = sideOf({});
  const withPlan = (changes: object) => {
    const plan = { ...recordedPlan(PLANS.today), ...changes };
    return compare(today, { ...today, run: { ...today.run, plan } }, 0.01).unpaired;
  };

  test("when they met the same meters, days and draws, under whatever option", () =>
    expect(compared({}, {}).unpaired).toEqual([]));

  test("not with another seed, replication, scale or first day", () => {
    expect(withPlan({ seed: "other" })).toEqual(["seed mhhs-2028 and other"]);
    expect(withPlan({ scale: 0.25, replication: 1 })).toEqual(["replication 0 and 1", "scale 0.5 and 0.25"]);
    expect(withPlan({ horizon: { ...PLANS.today.horizon, startDay: 1 } })).toEqual(["first measured day 21200 and 1"]);
  });
});

test("components come first, then processes, Users and rules, each in the order of a report", () => {
  const arrived = new Uint32Array(4320);
  const users = [{ name: "Supplier 1", role: "supplier", perSecond: 1, arrived, needs: [] }] as const;
  const rules = [{ metric: accessMetrics.checked.name, place: "Registration", value: 1 }];
  const side = sideOf({ write: topUps({ answeredMs: [1] }) });
  const run = { ...side.run, result: { ...side.run.result, users, rules } };
  const { differences } = compare({ ...side, run }, { ...side, run }, 0);
  const places = [...new Set(differences.map(({ kind, place }) => `${kind} ${place}`))];
  expect(places.slice(0, 2)).toEqual(["component dsp", "component csp.north"]);
  expect(places.slice(8)).toEqual(["process top-up", "User Supplier 1", "rule Registration"]);
});

describe("a difference that chance may make is no improvement", () => {
  const otherSeed = (write: (result: RunResult) => void) => {
    const side = sideOf({ plan: PLANS.today, write });
    return { ...side, run: { ...side.run, plan: { ...side.run.plan, seed: "another" } } };
  };
  const unpaired = (before: (result: RunResult) => void, after: (result: RunResult) => void) =>
    compare(sideOf({ write: before }), otherSeed(after), 0.001);

  // 78,600 requests: a standard deviation is 280 of them, of the difference of two 397; four are 1,586, or 2.0 %.
  test("of two seeds a busiest minute moves by more than four standard deviations, or by chance", () => {
    expect(said(unpaired(dspPeak(1), dspPeak(0.982)), "demand_peak_share", "dsp")[2]).toBe("may be chance");
    expect(said(unpaired(dspPeak(1), dspPeak(0.978)), "demand_peak_share", "dsp")[2]).toBe("improved");
  });

  // Of 1,000 kept needs, 95 % inside target: 0.69 points a standard deviation, 0.975 of the difference, 3.9 are four.
  test("so does a share of needs, by how many there were", () => {
    const inTarget = (n: number) => topUps({ answeredMs: Array(1000).fill(1), inTarget: n });
    expect(said(unpaired(inTarget(950), inTarget(980)), "in_target_share", "top-up")[2]).toBe("may be chance");
    expect(said(unpaired(inTarget(950), inTarget(995)), "in_target_share", "top-up")[2]).toBe("improved");
  });

  test("where nobody knows how far chance goes, two seeds tell nothing apart, and two runs of one seed do", () => {
    const seconds = (n: number) => topUps({ answeredMs: [n * 1000, n * 1000] });
    expect(said(unpaired(seconds(10), seconds(20)), "wanted_p50_ms", "top-up")[2]).toBe("may be chance");
    const paired = compared({ write: seconds(10) }, { plan: PLANS.today, result: "b", write: seconds(20) });
    expect(said(paired, "wanted_p50_ms", "top-up")[2]).toBe("worse");
  });

  test("a queue of the night that was none goes on longer than chance has it, or not", () => {
    const until = (minute: number) => (result: RunResult) => {
      result.components.dsp.queuedForMax.fill(1e6, MIDNIGHT, MIDNIGHT + minute);
    };
    const nothing = () => {};
    expect(said(unpaired(nothing, until(700)), "night_queue_empties", "dsp")[2]).toBe("worse");
    expect(said(unpaired(until(700), nothing), "night_queue_empties", "dsp")[2]).toBe("improved");
    expect(said(unpaired(nothing, until(0)), "night_queue_empties", "dsp")[2]).toBe("same");
  });

  test("of one seed too, where a minute has so few requests that its figure is marked", () => {
    const plan = optionNamed("as-today").plan(0.001);
    const few = (requests: number) => {
      const result = emptyResult(plan);
      result.components.dsp.demandFirst[MIDNIGHT] = requests;
      const record = recordOf([{ plan, result, forecast: forecastOf(plan, plan) }]);
      return { result: `runs/${requests}`, record, run: record.runs[0]! };
    };
    const verdict = (from: number, to: number) =>
      said(compare(few(from), few(to), 0.01), "demand_peak_share", "dsp")[2];
    // √90 and √60 are 9.5 and 7.7, of the difference 12.2: four are 49. To 20 it is 10.5, and 42.
    expect(verdict(90, 60)).toBe("may be chance");
    expect(verdict(90, 20)).toBe("improved");
  });
});
