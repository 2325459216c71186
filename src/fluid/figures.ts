import { ACCESS, isSmets1 } from "../domain/components.ts";
import { EVENING_MINUTE } from "../domain/night.ts";
import type { ProcessName, TrafficRow } from "../domain/plan.ts";
import { accessShares, expectedPerDay } from "../domain/population.ts";
import { MINUTE_MS, MINUTES_A_DAY } from "../kernel/time.ts";
import { scheduledShareAt } from "../smoothing/scheduled-shares.ts";
import { releasedMinuteShares } from "../smoothing/shape.ts";
import { capacityPerMinute, type FluidPlan } from "./first-attempts.ts";
import type { FluidDay } from "./twin.ts";

/** What a steady day of the fluid says, one number each. Per-component columns are in the order of `COMPONENTS`. */
export interface FluidFigures {
  /** Busiest minute of first attempts, as a share of capacity. */
  readonly peakShare: readonly number[];
  /**
   * UTC minute in which the overnight queue empties, 18:00 at the latest; undefined when nothing waited before then.
   * Says nothing about a day that is not steady.
   */
  readonly emptiesAtMinute: readonly (number | undefined)[];
  /** First attempts and retries of the day, as a share of what the component could carry. */
  readonly utilisation: readonly number[];
  readonly firstAttemptsPerDay: number;
  readonly retriesPerDay: number;
  /** Most requests that wait in the DCC at once. */
  readonly waitingMax: number;
  /** Longest wait of an on-demand request at each access component, in the order of `ACCESS`. */
  readonly onDemandWaitSecondsMax: readonly number[];
  /** Share of existing on-demand requests to SMETS1 meters that wait longer than their target on the official clock. */
  readonly smets1OnDemandLateShare: number;
  /** Share of the profiles due for settlement, or to a second role, whose first attempt was carried by an hour. */
  readonly profilesCarried: readonly ProfilesCarried[];
  /** Share of existing scheduled reads whose first attempt was carried by 08:00; undefined without any. */
  readonly existingCarriedBy8: number | undefined;
}

export interface ProfilesCarried {
  readonly byHour: number;
  /** Reads that a supplier makes today and settles on as well are counted; undefined when no profile is due. */
  readonly all: number | undefined;
  /** Those that agents, or the second role, read themselves. */
  readonly agents: number | undefined;
}

/** What the figures are read from. */
export type FluidSeries = Omit<FluidDay, "figures">;

const PROFILE_HOURS = [6, 9, 12];
const EXISTING_HOUR = 8;
/** A queue counts as waiting above what its component carries in one second. */
const WAITING_SECONDS = 1;
const NEW_PROCESSES: readonly ProcessName[] = [
  "mhhs-reads",
  "second-role",
  "schedule-churn",
  "migration",
  "misbehaving-user",
  "policy-change",
  "late-data",
];

const total = (curve: Float64Array, toMinute = MINUTES_A_DAY): number => {
  let requests = 0;
  for (let minute = 0; minute < toMinute; minute++) requests += curve[minute]!;
  return requests;
};
const largest = (curve: Float64Array): number => curve.reduce((most, one) => Math.max(most, one), 0);
const ratio = (part: number, whole: number): number | undefined => (whole > 0 ? Math.min(1, part / whole) : undefined);
const isNeed = (row: TrafficRow, ...kinds: TrafficRow["need"][]): boolean => kinds.includes(row.need);
const isExistingScheduled = (row: TrafficRow): boolean =>
  isNeed(row, "existing-electricity", "existing-gas") && row.mode === "scheduled";

const emptiesAt = (queue: Float64Array, perMinute: number): number | undefined => {
  for (let minute = EVENING_MINUTE - 1; minute >= 0; minute--)
    if (queue[minute]! > (WAITING_SECONDS * perMinute) / 60) return minute + 1;
  return undefined;
};

/** First attempts of the rows that `counts` holds for: how many were carried by an hour, of how many in the day. */
const carried = (plan: FluidPlan, day: FluidSeries, hour: number, counts: (row: TrafficRow) => boolean) => {
  let part = 0;
  let whole = 0;
  plan.rows.forEach((row, index) => {
    if (!counts(row)) return;
    whole += total(expectedPerDay(row, plan.estate), ACCESS.length);
    for (const curve of day.carried[index]!) part += total(curve, 60 * hour);
  });
  return { part, whole };
};

/**
 * Own-MDR suppliers' profiles that an existing electricity read serves: they are in when that read is, scheduled
 * or on demand.
 */
const reused = (plan: FluidPlan, day: FluidSeries, hour: number) => {
  const { mhhs, reuseShare, migratedShare = 1 } = plan.needs;
  const whole = mhhs ? migratedShare * plan.estate.meters * (1 - plan.estate.independentShare) * reuseShare : 0;
  let part = 0;
  plan.rows.forEach((row, index) => {
    if (!isNeed(row, "existing-electricity")) return;
    const perDay = expectedPerDay(row, plan.estate);
    accessShares(plan.estate).forEach((share, access) => {
      const scheduled = scheduledShareAt(plan.needs, access);
      const served = whole * (row.mode === "scheduled" ? scheduled : 1 - scheduled);
      part += served * share * (ratio(total(day.carried[index]![access]!, 60 * hour), perDay[access]!) ?? 0);
    });
  });
  return { part, whole };
};

const profilesCarried = (plan: FluidPlan, day: FluidSeries, byHour: number): ProfilesCarried => {
  const agents = carried(plan, day, byHour, (row) => isNeed(row, "agent", "second-role"));
  const own = carried(plan, day, byHour, (row) => isNeed(row, "own-mdr"));
  const already = reused(plan, day, byHour);
  return {
    byHour,
    all: ratio(agents.part + own.part + already.part, agents.whole + own.whole + already.whole),
    agents: ratio(agents.part, agents.whole),
  };
};

const smets1OnDemandLateShare = (plan: FluidPlan, day: FluidSeries): number => {
  let late = 0;
  let all = 0;
  for (const row of plan.rows) {
    if (row.mode !== "on-demand" || NEW_PROCESSES.includes(row.process)) continue;
    const targetMinutes = row.targetMs.smets1 / MINUTE_MS;
    expectedPerDay(row, plan.estate).forEach((perDay, access) => {
      if (!isSmets1(access)) return;
      const waits = day.waitMinutes[row.priority * ACCESS.length + access]!;
      const sent = releasedMinuteShares(row, access);
      all += perDay;
      for (let minute = 0; minute < MINUTES_A_DAY; minute++)
        if (waits[minute]! > targetMinutes) late += perDay * sent[minute]!;
    });
  }
  return all > 0 ? late / all : 0;
};

export const figuresOf = (plan: FluidPlan, day: FluidSeries): FluidFigures => {
  const perMinute = capacityPerMinute(plan);
  const existing = carried(plan, day, EXISTING_HOUR, isExistingScheduled);
  return {
    peakShare: day.demand.map((curve, component) => largest(curve) / perMinute[component]!),
    emptiesAtMinute: day.queue.map((curve, component) => emptiesAt(curve, perMinute[component]!)),
    utilisation: day.demand.map(
      (curve, component) => (total(curve) + total(day.retries[component]!)) / (MINUTES_A_DAY * perMinute[component]!),
    ),
    firstAttemptsPerDay: total(day.demand[0]!),
    retriesPerDay: total(day.retries[0]!),
    waitingMax: largest(day.waiting),
    // On demand is served first, so the last one in line waits for those before it only.
    onDemandWaitSecondsMax: day.onDemandQueue.map((queue, access) => (60 * largest(queue)) / perMinute[1 + access]!),
    smets1OnDemandLateShare: smets1OnDemandLateShare(plan, day),
    profilesCarried: PROFILE_HOURS.map((hour) => profilesCarried(plan, day, hour)),
    existingCarriedBy8: ratio(existing.part, existing.whole),
  };
};
