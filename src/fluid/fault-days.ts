import { COMPONENTS } from "../domain/components.ts";
import { type MisbehavingUser, shareLeft } from "../domain/faults.ts";
import { accessShares } from "../domain/population.ts";
import { usersOf } from "../domain/users.ts";
import { MINUTE_MS, MINUTES_A_DAY } from "../kernel/time.ts";
import type { Conditions } from "./conditions.ts";
import { type DayRecord, openRecord } from "./day-record.ts";
import { figuresOf } from "./figures.ts";
import { admittedShare, capacityPerMinute, demandOf, type FluidPlan } from "./first-attempts.ts";
import { type FluidDay, fluidDay, settle } from "./twin.ts";

/** True for faults that the fluid has: less of the DSP, a CSP or an S1SP towards the meters, and more requests. */
const isInFluid = ({ faults }: FluidPlan): boolean =>
  faults.some(
    (fault) =>
      fault.kind === "misbehaving-user" ||
      ((fault.kind === "outage" || fault.kind === "maintenance") &&
        fault.stations.some(({ station }) => (COMPONENTS as readonly string[]).includes(station))),
  );

/** Requests that each component carries in a minute of the run, counted from the first measured midnight. */
export const capacityInMinute = (plan: FluidPlan, minute: number): Float64Array => {
  const whole = capacityPerMinute(plan);
  // Half-way through the minute: faults begin on whole minutes.
  const timeMs = (minute + 0.5) * MINUTE_MS;
  return whole.map((capacity, i) => capacity * shareLeft(plan.faults, COMPONENTS[i]!, timeMs));
};

/** Access components of the meters that a User reads: a network's are of its GSP Group. */
const readBy = ({ role, user }: MisbehavingUser, plan: FluidPlan): Float64Array => {
  const { estate } = plan;
  if (role !== "network" || user === undefined) return accessShares(estate);
  const group = user - (usersOf(plan).length - estate.gspGroupShares.length);
  return accessShares({ ...estate, gspGroupShares: estate.gspGroupShares.map((_, g) => (g === group ? 1 : 0)) });
};

/** What misbehaving Users send on a day of the run: [row][access component or the DSP itself] by UTC minute. */
const moreOn = (plan: FluidPlan, day: number): Conditions["more"] =>
  plan.rows.map((row) => {
    const fault = plan.faults.find((one) => one.kind === "misbehaving-user" && one.row === row.id);
    if (fault?.kind !== "misbehaving-user") return undefined;
    const admitted = admittedShare(row, plan);
    const inMinute = fault.perMinute.map((requests, minute) => {
      const fromMs = (day * MINUTES_A_DAY + minute) * MINUTE_MS;
      const lastsMs = Math.min(fault.toMs, fromMs + MINUTE_MS) - Math.max(fault.fromMs, fromMs);
      return (admitted * requests * Math.max(0, lastsMs)) / MINUTE_MS;
    });
    const curves = Array.from(readBy(fault, plan), (share) => inMinute.map((requests) => requests * share));
    return [...curves, new Float64Array(MINUTES_A_DAY)];
  });

const waitsMost = (record: DayRecord): number => record.waiting.reduce((most, waiting) => Math.max(most, waiting), 0);

/**
 * The measured day on which most waits: steady days go before, then the evening of the warm-up and the measured days
 * with their faults. Without a fault that the fluid has, it is the steady day.
 */
export const forecastDay = (plan: FluidPlan): FluidDay => {
  if (!isInFluid(plan)) return fluidDay(plan);
  const { measuredDays } = plan.horizon;
  // The day before, and one after: what is sent on the last has left by the end of it.
  const { sent, queues, days, steady } = settle(plan, measuredDays + 2);
  let worst = { record: openRecord(sent.length), day: 0 };
  for (let day = -1; day <= measuredDays; day++) {
    const record = openRecord(sent.length);
    const more = moreOn(plan, day);
    for (let minute = 0; minute < MINUTES_A_DAY; minute++) {
      const ofRun = day * MINUTES_A_DAY + minute;
      queues.advance((days + 1) * MINUTES_A_DAY + ofRun, record, { capacity: capacityInMinute(plan, ofRun), more });
    }
    const isWorse = day === 0 || waitsMost(record) > waitsMost(worst.record);
    if (day >= 0 && day < measuredDays && isWorse) worst = { record, day };
  }
  const waitMinutes = queues.waitMinutes(days + 1 + worst.day);
  const more = moreOn(plan, worst.day);
  // A row of a misbehaving User sends nothing on a steady day.
  const demand = demandOf(sent.map((curves, row) => more[row] ?? curves));
  const known = { ...worst.record, steady, demand, waitMinutes };
  return { ...known, figures: figuresOf(plan, known) };
};
