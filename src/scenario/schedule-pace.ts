import type { ScheduleChange } from "../domain/campaign.ts";
import { DAY_MS } from "../kernel/time.ts";
import { mdrSharesOf, supplierSharesOf } from "./collection.ts";
import type { Resolved } from "./schema.ts";

type Values = Pick<Resolved, "estate" | "scheduleChange">;

/** Users that have Schedules, by name, and their shares of the meters. */
const sharesByName = (estate: Resolved["estate"], role: "supplier" | "agent"): ReadonlyMap<string, number> => {
  const [name, shares] = role === "supplier" ? ["Supplier", supplierSharesOf(estate)] : ["MDR", mdrSharesOf(estate)];
  return new Map(shares.map((share, i) => [`${name} ${i + 1}`, share]));
};

export const isUserWithSchedules = (name: string, estate: Resolved["estate"]): boolean =>
  sharesByName(estate, "supplier").has(name) || sharesByName(estate, "agent").has(name);

/** Days in which each supplier and each MDR changes its Schedules; nothing where all take as long. */
export const daysByUser = ({ estate, scheduleChange }: Values): Pick<ScheduleChange, "daysBy"> => {
  const { over, overByUser } = scheduleChange;
  if (Object.keys(overByUser).length === 0) return {};
  const days = (role: "supplier" | "agent"): readonly number[] =>
    [...sharesByName(estate, role).keys()].map((name) => (overByUser[name] ?? over) / DAY_MS);
  return { daysBy: { supplier: days("supplier"), agent: days("agent") } };
};

/** Changes a day of all Users of a role while all are at it, as a multiple of what they are at the common pace. */
export const paceOf = ({ estate, scheduleChange }: Values, role: "supplier" | "agent"): number => {
  const { over, overByUser } = scheduleChange;
  // What others do more or less than at that pace, so that where nobody does it is 1 to the last bit.
  return [...sharesByName(estate, role)].reduce(
    (pace, [name, share]) => pace + share * (over / (overByUser[name] ?? over) - 1),
    1,
  );
};
