import type { Plan } from "../../src/domain/plan.ts";
import type { RegistrationRules } from "../../src/domain/registration.ts";
import { HOUR_MS } from "../../src/kernel/time.ts";
import { row } from "../fluid/base-rows.ts";
import { settlement } from "./settled.ts";
import { scheduledRead, smallMarket } from "./small-market.ts";

/** Registration in which nobody asks for anything, and what is asked for is made at once. */
export const rules: RegistrationRules = {
  timeBase: "utc",
  gateClosureMinute: 17 * 60,
  asked: { fromMinute: 8 * 60, toMinute: 18 * 60 },
  switches: {
    perDay: 0,
    leadDays: 5,
    objectionDays: 1,
    rejectedShare: 0,
    objectedShare: 0,
    withdrawnShare: 0,
    erroneousShare: 0,
    reversedAfterDays: 10,
    mdrStaysShare: 0,
  },
  newConnectionsPerDay: 0,
  serviceChangesPerDay: 0,
  mdrChangesPerMeterDay: 0,
  ofOtherSegments: 1,
  exchangesPerWorkingDay: 0,
  energisationsPerDay: 0,
  appointments: {
    refusedShare: 0,
    rejectedShare: 0,
    silentShare: 0,
    answerMs: { median: 600_000, p99: 900_000 },
    timeOutMs: 24 * HOUR_MS,
  },
  readingAfterMs: 12 * HOUR_MS,
};

export const METERS = 2000;
const read = row({ ...scheduledRead, id: "M03", process: "mhhs-reads", need: "agent", role: "agent" });

/** A small settled market whose Registration goes by these rules. */
export const registered = (
  change: Partial<RegistrationRules> = {},
  horizon: Partial<Plan["horizon"]> = {},
  more: { readonly independentShare?: number } = {},
): Plan => {
  const plan = smallMarket({
    meters: METERS,
    rows: [read],
    estate: { independentShare: more.independentShare ?? 1 },
    needs: { mhhs: true },
  });
  return {
    ...plan,
    horizon: { ...plan.horizon, ...horizon },
    settlement: { ...settlement, registration: { ...rules, ...change } },
  };
};

/** Each of so many meters a day, of those that there are. */
export const OF_TEN = METERS / 10;
