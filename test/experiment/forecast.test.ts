import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { LimitFault } from "../../src/domain/faults.ts";
import type { RegistrationRules } from "../../src/domain/registration.ts";
import { answerOf } from "../../src/experiment/answer.ts";
import { estimateOf } from "../../src/experiment/estimate.ts";
import { forecastOf, frontierOf } from "../../src/experiment/forecast.ts";
import { loadCurvesOf } from "../../src/experiment/load-curves.ts";
import { recordedPlan } from "../../src/experiment/record.ts";
import { frontierDot } from "../../src/fluid/frontier.ts";
import { fluidPlanOf } from "../../src/scenario/plan.ts";
import { simulate } from "../market/native.ts";
import { everyOption, optionNamed } from "../market/options.ts";
import { rules as registration } from "../market/registered.ts";
import { settlement } from "../market/settled.ts";
import { folderOf, load } from "../scenario/loading.ts";
import { addNeeds, emptyResult, MIDNIGHT, recordOf } from "./hand-made.ts";

const planOf = (name: string) => optionNamed(name).plan(1);
const today = planOf("as-today");

describe("a forecast", () => {
  test("names its option and has every component with its bound, which no peak is under", () => {
    const { option, components, steady } = forecastOf(planOf("full-trt"), today);
    expect([option, components.length, steady]).toEqual(["full-trt", 8, true]);
    for (const { peakShare, boundShare, distance } of components) {
      expect(peakShare).toBeGreaterThanOrEqual(boundShare * (1 - 1e-9));
      expect(distance).toBeCloseTo(Math.max(1, peakShare / boundShare), 9);
    }
  });

  test("holds an option that moves existing reads to the bound in which they all may move", () => {
    const movesOf = (name: string) => forecastOf(planOf(name), today).boundMoves;
    expect(["as-today", "full-trt", "full-trt-all", "valley-fill-all"].map(movesOf)).toEqual([
      "mhhs",
      "mhhs",
      "all",
      "all",
    ]);
  });

  test("is at full scale, whatever the scale of the run", () => {
    const { demand: _, ...whole } = forecastOf(today, today);
    const { demand: __, ...part } = forecastOf(optionNamed("as-today").plan(0.01), today);
    expect(part).toEqual(whole);
  });
});

describe("a frontier", () => {
  const plans = ["without-mhhs", "as-today", "full-trt", "full-trt-all"].map(planOf);

  test("falls from hour to hour, and names what binds", () => {
    const { points } = frontierOf(plans, today, "mhhs");
    expect(points.map(({ byHour }) => byHour)).toEqual(Array.from({ length: 23 }, (_, i) => i + 2));
    for (let i = 1; i < points.length; i++) expect(points[i]!.fill).toBeLessThanOrEqual(points[i - 1]!.fill + 1e-9);
  });

  test("has a dot for each option that moves the same reads, none of them under it", () => {
    for (const [moves, names] of [
      ["mhhs", ["as-today", "full-trt"]],
      ["all", ["full-trt-all"]],
    ] as const) {
      const { dots, points } = frontierOf(plans, today, moves);
      expect(dots.map(({ option }) => option)).toEqual(names);
      for (const dot of dots) {
        const later = points.find(({ byHour }) => byHour >= dot.byHour)!;
        expect(dot.fill, dot.option).toBeGreaterThanOrEqual(later.fill * 0.98);
      }
    }
  });

  test("has no dot for an option that holds its Users back, and says why", () => {
    for (const moves of ["mhhs", "all"] as const) {
      const { dots, apart } = frontierOf([planOf("allocation")], today, moves);
      expect(dots).toEqual([]);
      expect(apart).toEqual([{ option: "allocation", why: expect.stringMatching(/^its Users are held back, /) }]);
    }
  });

  test("has a dot or a reason for every option", () => {
    const { dots, apart } = frontierOf(plans, today, "mhhs");
    expect([...dots, ...apart].map(({ option }) => option).sort()).toEqual(plans.map(({ option }) => option).sort());
    expect(apart).toEqual([
      { option: "without-mhhs", why: "it sends no MHHS reads" },
      { option: "full-trt-all", why: "it moves existing reads too, and has a curve of its own" },
    ]);
  });
});

/** The schedule of least peak by eight: as low as the curve can go there. */
const levelled = (changes: string) =>
  fluidPlanOf(load(join(folderOf({ "any.yaml": FILLED(changes) }), "any.yaml")), "changed", {
    replication: 0,
    scale: 1,
  });
const FILLED = (changes: string): string =>
  `question: Which?\nextends: BASE\nschedule: { fill: mhhs, deadline: 8 h }\noptions:\n  changed: {${changes}}\n`;

describe("an option that asks for other reads, or has another capacity, than the curve is drawn for", () => {
  const reference = levelled("");
  const fillAt8 = frontierOf([], reference, "mhhs").points.find(({ byHour }) => byHour === 8)!.fill;

  test("is beside it when it asks for the same", () => {
    const { dots, apart } = frontierOf([levelled("")], reference, "mhhs");
    expect(apart).toEqual([]);
    expect(dots[0]!.fill).toBeCloseTo(fillAt8, 3);
  });

  test.each([
    ["a tenth as many reads", "mhhs.cycle: 30 d", "it sends another number of the reads that may move"],
    [
      "twice the capacity",
      "uplift: { dsp: 100 %, csp.north: 100 %, csp.central: 100 %, csp.south: 100 %, csp.4g: 100 %, s1sp.ioc: 100 %, s1sp.moc: 100 %, s1sp.foc: 100 % }",
      "its capacity is another",
    ],
    ["fewer messages of today", "existing.messagesPerMeterDay: 1 /meter-day", "what stays where it is is not the same"],
  ])("has no dot with %s, which would fall under it", (_, changes, why) => {
    const plan = levelled(changes);
    expect(frontierDot(plan, "mhhs").fill).toBeLessThan(fillAt8 - 1e-4);
    expect(frontierOf([plan], reference, "mhhs")).toMatchObject({
      dots: [],
      apart: [{ option: "changed", why: expect.stringContaining(why) }],
    });
  });
});

describe("an estimate", () => {
  test.each(everyOption.map(({ name }) => name))("of %s is within a factor of two of what a run takes", (name) => {
    const plan = optionNamed(name).plan(0.0005);
    const estimate = estimateOf(plan, forecastOf(plan, today));
    const { events, endedAtMs } = simulate(plan);
    expect(events / estimate.events).toBeGreaterThan(0.5);
    expect(events / estimate.events).toBeLessThan(2);
    const simulatedHours = (endedAtMs + plan.horizon.warmUpMs) / 3_600_000;
    expect(simulatedHours / estimate.simulatedHours).toBeGreaterThan(0.5);
    expect(simulatedHours / estimate.simulatedHours).toBeLessThan(2);
  });

  test("has six events for each message and day where settlement is on, and twelve bytes where they wait", () => {
    const plan = optionNamed("as-today").plan(1);
    const figures = forecastOf(plan, today);
    const out: LimitFault = {
      kind: "outage",
      title: "DIP",
      fromMs: 0,
      toMs: 3 * 86_400_000,
      stations: [{ station: "dip", share: 0 }],
    };
    const off = estimateOf(plan, figures);
    const on = estimateOf({ ...plan, settlement }, figures);
    const disturbed = estimateOf({ ...plan, settlement, faults: [out] }, figures);
    // 31.5 million metering systems, each a message a day.
    expect(on.events - off.events).toBeCloseTo((6 * 31.5e6 * on.simulatedHours) / 24, 0);
    // Two bytes for import and two for export of each meter, and one a measured day; and what is made of the day's
    // corrections, a row for each of 14 GSP Groups, four runs and 48 periods.
    expect((on.memoryMiB - off.memoryMiB) * 2 ** 20).toBeCloseTo(5 * 30e6 + 14 * 4 * 48 * 800, 0);
    expect((disturbed.memoryMiB - on.memoryMiB) * 2 ** 20).toBeCloseTo(3 * 31.5e6 * 12, 0);
  });

  test("has what Registration puts down over a run: 16 bytes for a data service, 26 for a switch and an MDR", () => {
    const plan = optionNamed("as-today").plan(1);
    const figures = forecastOf(plan, today);
    const memoryMiB = (change: Partial<RegistrationRules>, of = plan): number =>
      estimateOf({ ...of, settlement: { ...settlement, registration: { ...registration, ...change } } }, figures)
        .memoryMiB;
    const more = (change: Partial<RegistrationRules>, of = plan): number =>
      (memoryMiB(change, of) - memoryMiB({}, of)) * 2 ** 20;
    const days = 64 + plan.horizon.measuredDays + Math.ceil(plan.horizon.tailMsMax / 86_400_000);
    // Each connection asks for three services, whose cases of 32 bytes are open for two days.
    expect(more({ newConnectionsPerDay: 3e6 }) / (3e6 * (16 * days + 3 * 2 * 32))).toBeCloseTo(1, 2);
    // The same meters a day at a scale that keeps a tenth of them.
    expect(
      more({ newConnectionsPerDay: 3e6 }, { ...plan, scale: 0.1 }) / more({ newConnectionsPerDay: 3e6 }),
    ).toBeCloseTo(0.1, 2);
    const perDay = 60_000;
    const draws = perDay / (1 - plan.estate.supplierShares.reduce((sum, share) => sum + share * share, 0));
    const switched = more({ switches: { ...registration.switches, perDay } });
    // Five working days and the weekend, and the day itself.
    expect(switched / (draws * ((16 + 26) * days + 32 * (8 + 3 * 2)))).toBeCloseTo(1, 1);
  });

  test("has the making of the record, which half hours keep from growing with a long run's minutes", () => {
    const plan = optionNamed("as-today").plan(1);
    const figures = forecastOf(plan, today);
    const of = (measuredDays: number): number =>
      estimateOf({ ...plan, horizon: { ...plan.horizon, measuredDays } }, figures).memoryMiB;
    // 1,440 minutes of eight components, each in nine series of eight bytes and in a row of the record.
    const byMinute = (1440 * 8 * (9 * 8 + 320)) / 2 ** 20;
    expect(of(60) - of(59)).toBeGreaterThan(byMinute);
    expect(of(430) - of(429)).toBeCloseTo((of(60) - of(59)) / 30, 6);
    expect(of(61)).toBeLessThan(of(60));
  });

  test("grows with the scale; the program itself does not", () => {
    const [small, large] = [0.01, 1].map((scale) => {
      const plan = optionNamed("as-today").plan(scale);
      return estimateOf(plan, forecastOf(plan, today));
    });
    expect(large!.events / small!.events).toBeCloseTo(100, 6);
    expect(large!.memoryMiB).toBeLessThan(3 * 1024);
    expect(small!.memoryMiB).toBeGreaterThan(100);
  });
});

test("a load curve is the first measured day by minute, at full scale, in requests a second", () => {
  const plan = optionNamed("as-today").plan(0.5);
  const result = emptyResult(plan);
  result.components["csp.4g"].demandFirst[MIDNIGHT] = 600;
  result.components["csp.4g"].demandFirst[MIDNIGHT + 1440] = 9;
  const curve = loadCurvesOf({ plan: recordedPlan(plan), result }).load["csp.4g"];
  expect([curve.length, curve[0], curve[1439]]).toEqual([1440, 20, 0]);
});

describe("an answer", () => {
  const plans = ["without-mhhs", "as-today"].map((name) => optionNamed(name).plan(0.5));
  const results = plans.map((one) => emptyResult(one));
  const topUp = plans[0]!.rows.find((row) => row.process === "top-up")!.id;
  addNeeds(results[0]!, topUp, 0, { answeredMs: [1, 2, 3, 4], inTarget: 4 });
  addNeeds(results[1]!, topUp, 0, { answeredMs: [1, 2, 3, 9000], inTarget: 3 });
  addNeeds(results[1]!, "M03", 0, { answeredMs: [1] });
  const of = (chosen: readonly number[]) =>
    answerOf(
      recordOf(
        chosen.map((i) => ({ plan: plans[i]!, result: results[i]!, forecast: forecastOf(plans[i]!, today) })),
        ["later"],
      ),
    );

  test("holds each existing process against the same without MHHS", () => {
    const [reference, option] = of([0, 1]).options;
    expect(reference!.harm).toBe(undefined);
    expect(option!.harm!.map(({ process }) => process)).toEqual(["top-up"]);
    expect(option!.harm![0]).toMatchObject({
      inTargetShare: 0.75,
      referenceInTargetShare: 1,
      longestMs: 9000,
      referenceLongestMs: 4,
    });
    expect(option!.sentence).toMatch(/^Does not fit: only 75\.0 % of "Prepayment top-ups"/);
  });

  test("says nothing of harm where there is no reference", () => expect(of([1]).options[0]!.harm).toBe(undefined));

  test("names what did not finish, and what a part of the meters cannot say", () => {
    const answer = of([0, 1]);
    expect(answer.unfinished).toEqual(["later"]);
    expect(answer.notValidAtThisScale.join()).toMatch(/1\/√n.*dual control/);
  });

  test("has metrics that are numbers or nothing, each of them defined", () => {
    const answer = of([0, 1]);
    const names = new Set(answer.definitions.map(({ name }) => name));
    for (const { metrics } of answer.options) {
      expect(Object.keys(metrics)).toEqual(Object.keys(metrics).sort());
      for (const [key, value] of Object.entries(metrics)) {
        expect(value === null || Number.isFinite(value), key).toBe(true);
        expect(names, key).toContain(key.split(":")[0]);
      }
    }
  });
});
