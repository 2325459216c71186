import { MINUTES_A_DAY } from "../kernel/time.ts";
import { type DayRecord, difference, openRecord } from "./day-record.ts";
import { type FluidFigures, figuresOf } from "./figures.ts";
import { demandOf, type FluidPlan, rowMinutes } from "./first-attempts.ts";
import { flowsOf } from "./flows.ts";
import { openQueues, type Queues } from "./queues.ts";

export type { FluidPlan } from "./first-attempts.ts";

/**
 * A steady day of a plan in closed form: a fluid on a one-minute grid, at full scale. Minutes are UTC, and the day
 * repeats.
 */
export interface FluidDay extends DayRecord {
  /** False when queues still grow from day to day: the components can't carry this plan. */
  readonly steady: boolean;
  /** First attempts sent in each minute, per component in the order of `COMPONENTS`. */
  readonly demand: readonly Float64Array[];
  /** [priority × 7 + access] → mean wait in minutes, both queues together, of a request sent in each minute. */
  readonly waitMinutes: readonly Float64Array[];
  readonly figures: FluidFigures;
}

// The last retry comes ten hours after and a queue that empties forgets the night before, so most plans repeat from the
// third day on.
const DAYS_MAX = 12;
/** Days are the same when they differ by less than this share of all requests. */
const SAME = 1e-9;

/** A plan's queues after as many days as they need to repeat. */
export interface Settled {
  readonly sent: readonly (readonly Float64Array[])[];
  readonly demand: readonly Float64Array[];
  readonly queues: Queues;
  /** Days that have passed, and what the last of them was. */
  readonly days: number;
  readonly record: DayRecord;
  readonly steady: boolean;
}

/** The fixed point over retries and midnight, with room for more days after it. */
export const settle = (plan: FluidPlan, moreDays = 0): Settled => {
  const sent = plan.rows.map((row) => rowMinutes(row, plan));
  const demand = demandOf(sent);
  const sentADay = demand[0]!.reduce((sum, requests) => sum + requests, 0);
  const queues = openQueues(plan, flowsOf(plan, sent), DAYS_MAX + moreDays);
  let record = openRecord(sent.length);
  let steady = false;
  let day = 0;
  for (; day < DAYS_MAX && !steady; day++) {
    const before = record;
    record = openRecord(sent.length);
    for (let minute = 0; minute < MINUTES_A_DAY; minute++) queues.advance(day * MINUTES_A_DAY + minute, record);
    steady = day > 0 && difference(before, record) <= SAME * sentADay;
  }
  return { sent, demand, queues, days: day, record, steady };
};

/** Demand, queues, what is carried when on a steady day, and what follows from them. */
export const fluidDay = (plan: FluidPlan): FluidDay => {
  const { demand, queues, days, record, steady } = settle(plan);
  // The last two days are the same; what was sent on the one before the last has left by the end of the last.
  const waitMinutes = queues.waitMinutes(days - 2);
  const known = { ...record, steady, demand, waitMinutes };
  return { ...known, figures: figuresOf(plan, known) };
};
