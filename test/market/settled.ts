import type { Settlement } from "../../src/domain/settlement.ts";
import { RULES } from "../demand/base-demand.ts";
import { RULES as CENTRAL } from "../settlement/synthetic-market.ts";

const NO_LIMIT = 1e6;

/** Settlement in which nothing queues or fails, on the final timetable. */
export const settlement: Settlement = {
  timetable: "final",
  gateMinute: 18 * 60,
  periodMinutes: 30,
  demand: RULES,
  dataServices: { perSecond: NO_LIMIT, invalidShare: 0, readsBackDays: 395, sweepMs: 6 * 3_600_000 },
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
