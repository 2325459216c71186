import type { RunResult } from "../run/run-result.ts";
import { type UserMeasures, userMeasures } from "./measures.ts";
import type { RecordedPlan } from "./record.ts";

/** What an option does to one User, and where that User stands among those of its role. */
export interface UserView extends UserMeasures {
  /** By the busiest minute as a share of the endpoint's rate: 1 is the fullest of the role. */
  readonly rank: number;
  readonly ofRole: number;
}

/** Every User's view of a run, in the run's order. Users that are as full as each other share a rank. */
export const userViews = (plan: RecordedPlan, result: RunResult): UserView[] => {
  const users = userMeasures(plan, result);
  return users.map((user) => {
    const alike = users.filter(({ role }) => role === user.role);
    const rank = 1 + alike.filter(({ peakShare }) => peakShare > user.peakShare).length;
    return { ...user, rank, ofRole: alike.length };
  });
};
