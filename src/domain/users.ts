import { supplierWeights } from "./collection.ts";
import { lateReadOf } from "./late-data.ts";
import type { Plan, TrafficRow, UserRole } from "./plan.ts";

/** A DCC User: who sends requests, and where responses and alerts are delivered. */
export interface User {
  readonly name: string;
  readonly role: UserRole;
  /** Meters served at full scale; fuels count apart. */
  readonly metersServed: number;
}

/**
 * Every User of the plan, by number: suppliers, independent MDRs, Other Users, one network for each GSP
 * Group.
 */
export const usersOf = ({ estate, endpoints }: Pick<Plan, "estate" | "endpoints">): User[] => {
  const bothFuels = estate.meters * (1 + estate.gasShare);
  const user = (role: UserRole, name: string, metersServed: number): User => ({ name, role, metersServed });
  return [
    ...estate.supplierShares.map((share, i) => user("supplier", `Supplier ${i + 1}`, bothFuels * share)),
    ...estate.mdrShares.map((share, i) =>
      user("agent", `MDR ${i + 1}`, estate.meters * estate.independentShare * share),
    ),
    // A few homes are polled often: the least endpoint serves them.
    ...Array.from({ length: endpoints.otherUsers }, (_, i) => user("other", `Other User ${i + 1}`, 0)),
    ...estate.gspGroupShares.map((share, g) => user("network", `Network _${"ABCDEFGHJKLMNP"[g]}`, bothFuels * share)),
  ];
};

/** Users' guaranteed shares of what they share at the DSP: by meters served (A-039); sums to one. */
export const servedShares = (plan: Pick<Plan, "estate" | "endpoints">): Float64Array => {
  const served = Float64Array.from(usersOf(plan), ({ metersServed }) => metersServed);
  const all = served.reduce((sum, meters) => sum + meters, 0);
  return served.map((meters) => meters / all);
};

/** Shares of the Users in a row's requests, in the order of `usersOf`; sums to one. */
export const senderShares = (
  { id, role, need: asked }: Pick<TrafficRow, "id" | "role" | "need">,
  plan: Pick<Plan, "estate" | "needs" | "endpoints" | "faults">,
): Float64Array => {
  const { estate, endpoints, faults } = plan;
  const fault = faults.find((one) => one.kind === "misbehaving-user" && one.row === id);
  if (fault?.kind === "misbehaving-user" && fault.user !== undefined)
    return Float64Array.from(usersOf({ estate, endpoints }), (_, user) => (user === fault.user ? 1 : 0));
  const { mdrShares, gspGroupShares, independentShare } = estate;
  // Late data is asked for by those who wait for it.
  const need = lateReadOf(asked) ?? asked;
  // Rows for agents' meters alone have only those as senders; for any meter, the supplier is its own MDR on the rest.
  const ofAnyMeter = need === "second-role" || need === "dsp-stream" || need === "stream";
  const agents = role === "agent" ? (ofAnyMeter ? independentShare : 1) : 0;
  const isOwn = need === "own-mdr" || need === "export-own";
  const suppliers = role === "supplier" ? 1 : role === "agent" ? 1 - agents : 0;
  const { daysBy } = isOfScheduleChange(need) ? (plan.needs.scheduleChange ?? {}) : {};
  const shares = Float64Array.of(
    ...supplierWeights(need, plan, isOwn || role === "agent").map((share) => share * suppliers),
    ...mdrShares.map((share) => share * agents),
    ...Array.from({ length: endpoints.otherUsers }, () => (role === "other" ? 1 / endpoints.otherUsers : 0)),
    ...gspGroupShares.map((share) => (role === "network" ? share : 0)),
  );
  if (daysBy === undefined) return shares;
  // Whoever takes half as long sends twice as much while it is at it.
  const paced = shares.map((share, user) => share / ([...daysBy.supplier, ...daysBy.agent][user] ?? 1));
  const all = paced.reduce((sum, share) => sum + share, 0);
  return paced.map((share) => share / all);
};

const isOfScheduleChange = (need: TrafficRow["need"]): boolean =>
  need === "schedule-delete" || need === "schedule-create" || need === "schedule-read";

/** Responses and alerts a second that a User's receiving endpoint takes, at full scale. */
export const endpointPerSecond = ({ metersServed }: User, { endpoints }: Pick<Plan, "endpoints">): number =>
  Math.max(endpoints.least, metersServed / endpoints.metersPerSecond);
