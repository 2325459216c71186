import { agentOf, gspGroupOf, supplierOf } from "../domain/meter-word.ts";
import type { Plan, UserRole } from "../domain/plan.ts";
import * as R from "../ledger/request.ts";

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
