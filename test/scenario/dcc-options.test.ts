import { describe, expect, test } from "vitest";
import { COMPONENTS } from "../../src/domain/components.ts";
import { rowMinutes } from "../../src/fluid/first-attempts.ts";
import { flowsOf } from "../../src/fluid/flows.ts";
import { type FluidPlan, fluidDay } from "../../src/fluid/twin.ts";
import { fluidPlanOf } from "../../src/scenario/plan.ts";
import { extending, load } from "./loading.ts";

const RUN = { replication: 0, scale: 1 };
const options = load("scenarios/smoothing-options.yaml");
const plan = (option: string): FluidPlan => fluidPlanOf(options, option, RUN);
const unchanged = (lines: string): FluidPlan => fluidPlanOf(extending(lines), "unchanged", RUN);

describe("capacity uplift (S-26)", () => {
  test("a quarter more at every component is 1.25 of the base case's capacity, and nothing else", () => {
    const { capacity, contracts, ...rest } = plan("capacity-uplift");
    const { capacity: base, contracts: before, ...others } = plan("as-today");
    expect(COMPONENTS.map((name) => capacity.perSecond[name])).toEqual([
      3275, 606.25, 693.75, 612.5, 550, 156.25, 350, 275,
    ]);
    expect({ ...capacity, perSecond: base.perSecond }).toEqual(base);
    expect({ ...rest, option: "as-today" }).toEqual(others);
    // The base case has contracted for what is carried, so that goes up with it.
    contracts.forEach(
      ({ perHalfHour }, i) => void expect(perHalfHour[0]! / before[i]!.perHalfHour[0]!).toBeCloseTo(1.25, 9),
    );
  });

  test("one component may be lifted by itself, and on top of a capacity that is derived", () => {
    expect(unchanged("uplift.s1sp.moc: 20 %").capacity.perSecond).toMatchObject({ "s1sp.moc": 336, "s1sp.foc": 220 });
    expect(unchanged("uplift.dsp: 10 %\ncapacity: derived").capacity.perSecond).toMatchObject({ dsp: 2882 });
  });
});

describe("the purpose flag (S-10)", () => {
  const flagged = plan("purpose-flag");
  const { figures } = fluidDay(flagged);
  const clock = (minute: number | undefined): string =>
    minute === undefined ? "none" : `0${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, "0")}`;

  test("changes no row: the share that carries it, its class and its hours stand beside them", () => {
    expect(flagged.rows).toEqual(plan("as-today").rows);
    expect(flagged.needs.purposeFlag).toEqual({
      taggedShare: 0.9,
      withoutShare: 0,
      priority: 2,
      profile: [{ fromMinute: 360, toMinute: 1320, share: 1 }],
    });
    expect(plan("as-today").needs.purposeFlag).toBeUndefined();
  });

  // The calibration's own fluid: busiest minutes, emptying times, profiles carried by 06:00, 09:00 and 12:00.
  test("has the peaks and empties the queues as the calibration says", () => {
    expect(figures.peakShare.map((share) => Number(share.toFixed(2)))).toEqual([
      2.02, 1.87, 1.8, 1.8, 1.12, 3.23, 3.24, 3.21,
    ]);
    expect(figures.emptiesAtMinute.map(clock)).toEqual([
      "06:16",
      "06:52",
      "06:34",
      "06:33",
      "06:16",
      "07:49",
      "07:52",
      "07:46",
    ]);
    const carried = figures.profilesCarried.map(({ all, agents }) =>
      [all, agents].map((one) => Math.round(100 * one!)),
    );
    expect(carried).toEqual([
      [63, 10],
      [77, 38],
      [82, 52],
    ]);
  });

  test("twice as many untagged meters are half the difference: a share of devices is a share of honesty", () => {
    const half = unchanged("purposeFlag: { tagged: 0.9, without: 0.5 }");
    const honest = unchanged("purposeFlag: { tagged: 0.45 }");
    expect(fluidDay(half).demand).toEqual(fluidDay(honest).demand);
  });
});

describe("a SMETS1 cache, in the twin (S-06)", () => {
  const day = fluidDay(plan("smets1-cache"));
  const today = fluidDay(plan("as-today"));

  test("takes nothing off the DSP and the CSPs, and work off the S1SPs", () => {
    expect(day.demand).toEqual(today.demand);
    for (const component of [1, 2, 3, 4])
      expect(day.figures.emptiesAtMinute[component]).toBe(today.figures.emptiesAtMinute[component]);
    for (const component of [5, 6, 7])
      expect(day.figures.emptiesAtMinute[component]!).toBeLessThan(today.figures.emptiesAtMinute[component]! - 60);
  });

  test("counts as later read, over the day, every agent's read of what the supplier reads too, in either order", () => {
    const cached = plan("smets1-cache");
    const flows = flowsOf(
      cached,
      cached.rows.map((row) => rowMinutes(row, cached)),
    );
    const later = flows.filter(({ work }) => work < 1);
    // 0.30 of 8.1 million SMETS1 meters have an agent; on 0.90 of their days both read the profile.
    const reads = later.reduce(
      (all, { sent }) => all + sent.reduce((sum, curve) => sum + curve.reduce((s, n) => s + n, 0), 0),
      0,
    );
    expect(Math.abs(reads / (0.3 * 0.9 * 8.1e6) - 1)).toBeLessThan(0.001);
    // 1 less 0.95 x 0.90 of answered first reads, each worth 0.9 of a request.
    expect(new Set(later.map(({ work }) => Number(work.toFixed(9))))).toEqual(
      new Set([1 - 0.95 * 0.9 * 0.9].map((one) => Number(one.toFixed(9)))),
    );
  });
});
