import type { Fault, MisbehavingUser } from "../domain/faults.ts";
import type { Plan, TrafficRow } from "../domain/plan.ts";
import { expectedPerDay } from "../domain/population.ts";
import { type User, usersOf } from "../domain/users.ts";
import { MINUTES_A_DAY } from "../kernel/time.ts";
import { steadyMinuteShares } from "../smoothing/shape.ts";
import type { FaultValues } from "./fault-schema.ts";
import type { Resolved } from "./schema.ts";

type Beside = Pick<Plan, "estate" | "endpoints" | "rows">;

/** Share of a role's requests that a User sends: its share of the meters that the role serves. */
const shareOfRole = (user: User, users: readonly User[]): number => {
  const same = users.filter(({ role }) => role === user.role);
  const served = same.reduce((sum, { metersServed }) => sum + metersServed, 0);
  // Other Users share the meters that they read equally, and serve none.
  return served > 0 ? user.metersServed / served : 1 / same.length;
};

/** First attempts of a role in each minute of a UTC day, at full scale. */
const usualOf = (role: TrafficRow["role"], { rows, estate }: Beside): Float64Array => {
  const day = new Float64Array(MINUTES_A_DAY);
  for (const row of rows) {
    if (row.role !== role) continue;
    expectedPerDay(row, estate).forEach((requests, access) => {
      const shares = steadyMinuteShares(row, access);
      for (let minute = 0; minute < MINUTES_A_DAY; minute++) day[minute]! += requests * shares[minute]!;
    });
  }
  return day;
};

/** What a misbehaving User, or all of a role, send on top. */
export const misbehaviourOf = (
  values: FaultValues,
  beside: Beside,
): Pick<MisbehavingUser, "role" | "user" | "perMinute"> => {
  const users = usersOf(beside);
  const number = users.findIndex(({ name }) => name === values.user);
  const user = users[number];
  const role = user?.role ?? values.role!;
  const share = user === undefined ? 1 : shareOfRole(user, users);
  const perMinute =
    values.rate === undefined
      ? usualOf(role, beside).map((requests) => requests * share * (values.times! - 1))
      : new Float64Array(MINUTES_A_DAY).fill(60 * values.rate);
  return { role, user: user === undefined ? undefined : number, perMinute };
};

/** Rows of the traffic table that misbehaving Users send: reads as Other Users make them. */
export const misbehavingRows = (faults: readonly Fault[], { policy, targets }: Resolved): readonly TrafficRow[] => {
  const { srv, target } = policy.T07;
  const { smets2, smets1 } = targets[target]!;
  return faults.flatMap((fault) =>
    fault.kind !== "misbehaving-user"
      ? []
      : {
          id: fault.row,
          title: fault.title,
          process: "misbehaving-user",
          need: "misbehaving-user",
          srv,
          role: fault.role,
          mode: "on-demand",
          priority: 0,
          // Sent as the fault says, and not every day.
          profile: [],
          targetMs: { smets2, smets1 },
          moves: "no",
          perMeterDay: { smets2: 0, smets1: 0 },
          perDay: 0,
        },
  );
};
