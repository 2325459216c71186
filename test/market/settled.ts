import type { Settlement } from "../../src/domain/settlement.ts";
import { HOUR_MS } from "../../src/kernel/time.ts";
import { RULES } from "../demand/base-demand.ts";
import { RULES as CENTRAL } from "../settlement/synthetic-market.ts";

const NO_LIMIT = 1e6;

/** Settlement in which nothing queues or fails, on the final timetable. */
export const settlement: Settlement = {
  timetable: "final",
  transitionalRf: { fromDay: 0, workingDays: 146 },
  gateMinute: 18 * 60,
  stepsAfterGateMs: [2 * HOUR_MS, 2 * HOUR_MS, 8 * HOUR_MS, HOUR_MS],
  periodMinutes: 30,
  demand: RULES,
  dataServices: {
    perSecond: NO_LIMIT,
    invalidShare: 0,
    invalidBy: {
      "advance and half hours differ": 0.25,
      "above the maximum": 0.25,
      "below zero": 0.25,
      "clock drift": 0.25,
    },
    deEnergisedShare: 0,
    readsBackDays: 395,
    sweepMs: 6 * 3_600_000,
  },
  dip: {
    perSecond: NO_LIMIT,
    deliveryMs: { median: 2000, p99: 30_000 },
    webhookFails: 0,
    retryAfterMs: 10_000,
    doublings: 4,
    isDeadlineFirst: false,
  },
  mds: { perSecond: NO_LIMIT },
  central: CENTRAL,
};
