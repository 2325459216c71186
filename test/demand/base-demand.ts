import { dayOf, weekdayOf } from "../../src/domain/civil-time.ts";
import type { DemandRules } from "../../src/domain/demand-rules.ts";
import { makeMeterWords } from "../../src/domain/meter-word.ts";
import type { Plan } from "../../src/domain/plan.ts";
import type { FluidPlan } from "../../src/fluid/twin.ts";
import { openStream } from "../../src/kernel/keyed-draws.ts";
import { fluidPlanOf } from "../../src/scenario/plan.ts";
import { BASE, load } from "../scenario/loading.ts";

export const KEYS = { seed: "demand", replication: 0 } as const;

/** The base case with settlement on, as it is shipped, with values changed. */
export const planWith = (set: readonly string[]): FluidPlan =>
  fluidPlanOf(load(BASE, { set: ["settlement.enabled=true", ...set] }), "unchanged", {
    ...KEYS,
    scale: 1,
  });

export const PLAN = planWith([]);
export const RULES: DemandRules = PLAN.settlement!.demand;
/** Without weather: what is expected on the mean of all weathers. */
export const USUAL_WEATHER: DemandRules = { ...RULES, weather: { ...RULES.weather, demand: 0, export: 0 } };
export const ESTATE: Plan["estate"] = PLAN.estate;

export const wordsOf = (meters: number): Uint32Array =>
  makeMeterWords(ESTATE, openStream(KEYS.seed, KEYS.replication, "meters"), meters);

export const day = (text: string): number => {
  const [year, month, dayOfMonth] = text.split("-").map(Number) as [number, number, number];
  return dayOf({ year, month, dayOfMonth });
};

/** Mondays to Fridays of February 2026: no bank holiday among them. */
export const WEEKDAYS_OF_FEBRUARY = Array.from({ length: 28 }, (_, i) => day("2026-02-01") + i).filter(
  (one) => weekdayOf(one) < 5,
);
