import { ACCESS, COMPONENTS } from "../domain/components.ts";
import { endsAtDsp } from "../domain/ends-at-dsp.ts";
import type { Plan, TrafficRow } from "../domain/plan.ts";
import { expectedPerDay } from "../domain/population.ts";
import { senderShares } from "../domain/users.ts";
import { MINUTES_A_DAY } from "../kernel/time.ts";
import { flaggedSending, type Sending } from "../smoothing/purpose-flag.ts";
import { releasedMinuteShares, steadyShares } from "../smoothing/shape.ts";

/** A plan before the waits of its steady day are known: what the fluid twin and the bound are computed from. */
export type FluidPlan = Omit<Plan, "steady">;

/** Where a row's requests go when they end at the DSP; it follows the numbers of the access components. */
export const ENDS_AT_DSP = ACCESS.length;

const NONE: Float64Array = new Float64Array(MINUTES_A_DAY);

/**
 * First attempts that a row sends in each UTC minute of a steady day, at full scale: one curve per access
 * component, then the DSP's own.
 */
export const rowMinutes = (row: TrafficRow, plan: FluidPlan): readonly Float64Array[] => {
  if (endsAtDsp(row)) {
    const own = releasedMinuteShares(row, 0).map((share) => share * row.perDay * admittedShare(row, plan));
    return [...ACCESS.map(() => NONE), own];
  }
  const perDay = admittedPerDay(row, plan);
  const flagged = flaggedSending(row, plan.needs.purposeFlag);
  const curves = ACCESS.map((_, access) => {
    const shares = releasedMinuteShares(row, access);
    return (flagged === undefined ? shares : mixed(shares, flagged)).map((share) => share * perDay[access]!);
  });
  return [...curves, NONE];
};

const mixed = (without: Float64Array, { share, profile }: Sending): Float64Array => {
  const flagged = steadyShares(profile);
  return without.map((one, minute) => (1 - share) * one + share * flagged[minute]!);
};

/** Of the same, what carries the purpose flag; undefined when nothing of the row does. */
export const flaggedMinutes = (row: TrafficRow, plan: FluidPlan): readonly Float64Array[] | undefined => {
  const flagged = flaggedSending(row, plan.needs.purposeFlag);
  if (flagged === undefined) return undefined;
  const shares = steadyShares(flagged.profile);
  const perDay = admittedPerDay(row, plan);
  return [...ACCESS.map((_, access) => shares.map((share) => share * flagged.share * perDay[access]!)), NONE];
};

/** Requests of a row that access control lets in, in a day, by access component. */
const admittedPerDay = (row: TrafficRow, plan: FluidPlan): Float64Array => {
  const admitted = admittedShare(row, plan);
  return expectedPerDay(row, plan.estate).map((requests) => requests * admitted);
};

/** Share of a row's requests from Users that are DCC Users on the first measured day: others' are refused. */
export const admittedShare = (row: TrafficRow, plan: FluidPlan): number => {
  const entries = plan.accessControl?.mdrEntryMs ?? [];
  if (!entries.some((entryMs) => entryMs > 0)) return 1;
  const firstMdr = plan.estate.supplierShares.length;
  const shares = senderShares(row, plan);
  return entries.reduce((share, entryMs, mdr) => (entryMs > 0 ? share - shares[firstMdr + mdr]! : share), 1);
};

/** What rows ask of each component in each minute, as sent, in the order of `COMPONENTS`: the DSP has the sum. */
export const demandOf = (rows: readonly (readonly Float64Array[])[]): readonly Float64Array[] => {
  const demand = COMPONENTS.map(() => new Float64Array(MINUTES_A_DAY));
  for (const curves of rows)
    curves.forEach((curve, access) => {
      for (let minute = 0; minute < MINUTES_A_DAY; minute++) {
        demand[0]![minute]! += curve[minute]!;
        if (access !== ENDS_AT_DSP) demand[1 + access]![minute]! += curve[minute]!;
      }
    });
  return demand;
};

/** Requests a minute that each component can carry, in the order of `COMPONENTS`. */
export const capacityPerMinute = (plan: FluidPlan): Float64Array =>
  Float64Array.from(COMPONENTS, (name) => 60 * plan.capacity.perSecond[name]);
