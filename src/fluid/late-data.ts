import { ACCESS } from "../domain/components.ts";
import { lateReadOf, lookedForMinute, mayComeLate } from "../domain/late-data.ts";
import type { ProfilePiece, TrafficRow } from "../domain/plan.ts";
import { accessShares, expectedPerDay } from "../domain/population.ts";
import { MINUTE_MS, MINUTES_A_DAY } from "../kernel/time.ts";
import { flaggedSending } from "../smoothing/purpose-flag.ts";
import { meanRoundTripMs } from "../smoothing/round-trip.ts";
import { minuteShares, steadyMinuteShares } from "../smoothing/shape.ts";
import type { FluidPlan } from "./first-attempts.ts";
import { flowsOf } from "./flows.ts";
import { retriedOf, retryShares } from "./retries.ts";
import { settle } from "./twin.ts";

/** What a row's reads find on the way to a meter and back, behind one access component. */
interface Way {
  readonly access: number;
  /** Shares of reads that are answered by the first attempt, by the first retry, and so on. */
  readonly answeredBy: readonly number[];
  /** When these are sent, after the first attempt left its access component. */
  readonly againAfterMinutes: readonly number[];
  readonly roundTripMinutes: number;
  /** Mean wait at both queues by the minute in which a request is sent. */
  readonly waits: (priority: number) => Float64Array;
}

/** Share of reads with these minutes that is answered before a minute of their day. */
const comeBy = (shares: Float64Array, priority: number, way: Way, minute: number): number => {
  const waits = way.waits(priority);
  const waitAt = (at: number): number => waits[Math.floor(at) % MINUTES_A_DAY]!;
  let come = 0;
  for (let sent = 0; sent < minute; sent++) {
    if (shares[sent] === 0) continue;
    const left = sent + waitAt(sent);
    way.answeredBy.forEach((answered, attempt) => {
      const sentAgain = left + (attempt === 0 ? 0 : way.againAfterMinutes[attempt - 1]!);
      const back = sentAgain + (attempt === 0 ? 0 : waitAt(sentAgain)) + way.roundTripMinutes;
      // Requests of a minute lie evenly in it.
      come += shares[sent]! * answered * Math.min(1, Math.max(0, minute - back));
    });
  }
  return come;
};

const sharesOf = (profile: readonly ProfilePiece[], row: TrafficRow, access: number): Float64Array =>
  row.byAccess === undefined ? minuteShares(profile) : steadyMinuteShares(row, access);

/** Share of a row's reads that has not come to its User by a minute of the day. */
const lateShare = (plan: FluidPlan, row: TrafficRow, way: Way, minute: number): number => {
  const come = comeBy(sharesOf(row.profile, row, way.access), row.priority, way, minute);
  const flagged = flaggedSending(row, plan.needs.purposeFlag);
  if (flagged === undefined) return 1 - come;
  const comeFlagged = comeBy(minuteShares(flagged.profile), flagged.priority, way, minute);
  return 1 - (1 - flagged.share) * come - flagged.share * comeFlagged;
};

/** Ways of a steady day on which nobody asks for late data. */
const waysOf = (plan: FluidPlan): readonly Way[] => {
  const { sent, queues, days } = settle(plan);
  const waits = queues.waitMinutes(days - 2);
  const { retryAfterMs } = plan.failures;
  // One retry more says how many the last one leaves unanswered.
  const retried = retriedOf(plan, flowsOf(plan, sent));
  const failures = { ...plan.failures, retryAfterMs: [...retryAfterMs, 0] };
  return ACCESS.map((_, access) => {
    const unanswered = [1, ...retryShares({ ...retried, failures }, access)[0]!];
    return {
      access,
      answeredBy: unanswered.slice(1).map((after, attempt) => unanswered[attempt]! - after),
      againAfterMinutes: retryAfterMs.map((ms) => ms / MINUTE_MS),
      roundTripMinutes: meanRoundTripMs(plan.roundTrip[access]!) / MINUTE_MS,
      waits: (priority) => waits[(plan.capacity.singleClass ? 0 : priority) * ACCESS.length + access]!,
    };
  });
};

/**
 * Users' requests for data that has not come (S-12), as many as a steady day brings about: a share of each Schedule's
 * reads that are not answered by the hour at which they look. What they ask then delays no read of before that hour,
 * so that one day without them tells.
 */
export const withLateData = (plan: FluidPlan): FluidPlan => {
  const onDemand = plan.needs.lateDataOnDemand;
  if (onDemand === undefined) return plan;
  const ways = waysOf(plan);
  const meters = accessShares(plan.estate).map((share) => share * plan.estate.meters);
  const rows = plan.rows.map((row) => {
    const need = lateReadOf(row.need);
    if (need === undefined) return row;
    const byAccess = ways.map((way, access) => {
      if (meters[access] === 0) return 0;
      const late = plan.rows
        .filter((read) => read.need === need && mayComeLate(read, need))
        .reduce(
          (sum, read) =>
            sum + expectedPerDay(read, plan.estate)[access]! * lateShare(plan, read, way, lookedForMinute(row)),
          0,
        );
      return (onDemand * late) / meters[access]!;
    });
    return { ...row, perMeterDay: { ...row.perMeterDay, byAccess } };
  });
  return { ...plan, rows };
};
