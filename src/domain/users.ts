import type { Plan, UserRole } from "./plan.ts";

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
