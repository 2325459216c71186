import { agentOf, gspGroupOf, supplierOf } from "../domain/meter-word.ts";
import type { Plan, UserRole } from "../domain/plan.ts";
import * as R from "../ledger/request.ts";

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
export const usersOf = ({ estate, endpoints }: Plan): User[] => {
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

/** From a role and a meter's word to the number of the User that asks. `pick` chooses among Other Users. */
export const openUserOf = ({ estate, endpoints }: Plan): ((role: UserRole, word: number, pick: number) => number) => {
  const firstAgent = estate.supplierShares.length;
  const firstOther = firstAgent + estate.mdrShares.length;
  const firstNetwork = firstOther + endpoints.otherUsers;
  if (firstNetwork + estate.gspGroupShares.length > R.USERS_MAX) throw new RangeError(`more than ${R.USERS_MAX} Users`);
  return (role, word, pick) => {
    switch (role) {
      case "supplier":
        return supplierOf(word);
      case "agent":
        // Where no independent MDR reads, the supplier is its own.
        return agentOf(word) === 0 ? supplierOf(word) : firstAgent + agentOf(word) - 1;
      case "other":
        return firstOther + (pick % endpoints.otherUsers);
      case "network":
        return firstNetwork + gspGroupOf(word);
    }
  };
};
