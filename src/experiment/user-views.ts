import { LatencyHistogram } from "../metrics/latency-histogram.ts";
import type { RunResult, UserNeeds } from "../run/run-result.ts";
import { type Percentiles, percentilesOf, type UserMeasures, userMeasures } from "./measures.ts";
import { histogramOf, processGroups } from "./process-groups.ts";
import type { RecordedPlan } from "./record.ts";

/** What an option does to one User, and where that User stands among those of its role. */
export interface UserView extends UserMeasures {
  /** By the busiest minute as a share of the endpoint's rate: 1 is the fullest of the role. */
  readonly rank: number;
  readonly ofRole: number;
  /** What became of the needs it sent, by process; those of a kind that it sent none of are left out. */
  readonly processes: readonly UserProcess[];
}

/** A User's measured needs of one process. Counts are those of full scale. */
export interface UserProcess {
  readonly process: string;
  readonly title: string;
  readonly sent: number;
  /** Share of those sent whose meter was out of reach at every attempt. */
  readonly darkShare: number;
  /** Of those answered, the share inside target on the official clock. */
  readonly inTargetShare: number;
  /** Since the data existed, over needs whose meter could be reached; what never came is later than any. */
  readonly wantedClock: Percentiles;
}

/** Cuts through all roles or through several processes say nothing of one User that its own rows don't. */
const CUTS = ["mhhs-profiles", "smets1-on-demand"];

const total = (needs: readonly UserNeeds[], of: (need: UserNeeds) => number): number =>
  needs.reduce((sum, need) => sum + of(need), 0);

const processesOf = (plan: RecordedPlan, needs: readonly UserNeeds[]): UserProcess[] =>
  processGroups(plan).flatMap(({ process, title, kinds }) => {
    const own = CUTS.includes(process) ? [] : needs.filter(({ kind }) => kinds.includes(kind));
    if (own.length === 0) return [];
    const times = new LatencyHistogram();
    for (const { answered: count, wantedMs } of own)
      times.merge(histogramOf({ ...wantedMs, count, sumMs: Number.NaN }));
    const sent = total(own, (need) => need.sent);
    const answered = total(own, (need) => need.answered);
    const dark = total(own, (need) => need.dark);
    return {
      process,
      title: title.trim(),
      sent: sent / plan.scale,
      darkShare: dark / sent,
      inTargetShare: answered > 0 ? total(own, (need) => need.inTarget) / answered : Number.NaN,
      wantedClock: percentilesOf(times, sent - answered - dark),
    };
  });

/** Every User's view of a run, in the run's order. Users that are as full as each other share a rank. */
export const userViews = (plan: RecordedPlan, result: RunResult): UserView[] => {
  const users = userMeasures(plan, result);
  return users.map((user, i) => {
    const alike = users.filter(({ role }) => role === user.role);
    const rank = 1 + alike.filter(({ peakShare }) => peakShare > user.peakShare).length;
    return { ...user, rank, ofRole: alike.length, processes: processesOf(plan, result.users[i]!.needs) };
  });
};
