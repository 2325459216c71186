import { describe, expect, test } from "vitest";
import { COMPONENTS } from "../../src/domain/components.ts";
import { type FluidPlan, fluidDay } from "../../src/fluid/twin.ts";
import { fluidPlanOf } from "../../src/scenario/plan.ts";
import * as byHand from "../fluid/base-case.ts";
import { load } from "./loading.ts";

const RUN = { replication: 0, scale: 1 };
const options = load("scenarios/smoothing-options.yaml");

/** Figures to ten digits; titles are nobody's business, and M10 has no published target. */
const figures = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (key, inner) => {
    if (key === "title") return undefined;
    if (inner?.id === "M10") return { ...inner, targetMs: "none" };
    return typeof inner === "number" ? Number(inner.toPrecision(10)) : inner;
  });

// Two people wrote the calibration down: one in YAML, one as a fixture of the fluid twin.
describe("the scenario files come to the plans that were written out by hand", () => {
  test.each<[string, () => FluidPlan]>([
    ["without-mhhs", byHand.withoutMhhs],
    ["as-today", byHand.asToday],
    ["full-trt", byHand.fullTarget],
    ["full-trt-all", byHand.fullTargetAll],
    ["windows", byHand.windows],
    ["schedule-only", byHand.scheduleOnly],
    ["windows-schedule-only", byHand.windowsAndScheduleOnly],
    ["month-at-a-time", byHand.monthAtATime],
    ["read-once", byHand.readOnce],
  ])("%s", (option, plan) => {
    const { rows, estate, failures, roundTrip, alerts } = fluidPlanOf(options, option, RUN);
    const hand = plan();
    expect(figures(rows)).toEqual(figures(hand.rows));
    expect(figures({ estate, failures, roundTrip, alerts })).toEqual(
      figures({ estate: hand.estate, failures: hand.failures, roundTrip: hand.roundTrip, alerts: hand.alerts }),
    );
  });
});

// Calibration: when the overnight queue empties, UTC. DSP, North, Central, South, 4G, IOC, MOC, FOC.
describe("what must fit and what must not", () => {
  const emptiesAt = (plan: FluidPlan): readonly string[] =>
    fluidDay(plan).figures.emptiesAtMinute.map((minute) => {
      if (minute === undefined) return "none";
      return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(Math.floor(minute % 60)).padStart(2, "0")}`;
    });
  const scenario = load("scenarios/second-role.yaml");
  const minutes = (times: readonly string[]): readonly number[] =>
    times.map((time) => 60 * Number(time.slice(0, 2)) + Number(time.slice(3)));
  const isWithin5 = (times: readonly string[], expected: readonly string[]): void => {
    const [found, wanted] = [minutes(times), minutes(expected)];
    for (const [i, name] of COMPONENTS.entries())
      expect(Math.abs(found[i]! - wanted[i]!), `${name} ${times[i]} for ${expected[i]}`).toBeLessThanOrEqual(5);
  };

  test("today's use empties by 08:00 everywhere", () =>
    isWithin5(emptiesAt(fluidPlanOf(scenario, "without-mhhs", RUN)), [
      "05:34",
      "06:19",
      "06:04",
      "06:03",
      "05:34",
      "06:53",
      "06:56",
      "06:51",
    ]));

  test("a second role that reads every meter doesn't, anywhere", () =>
    isWithin5(emptiesAt(fluidPlanOf(scenario, "second-role", RUN)), [
      "10:01",
      "11:17",
      "10:43",
      "10:40",
      "10:01",
      "12:38",
      "12:43",
      "12:32",
    ]));
});
