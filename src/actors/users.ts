import { agentOf, gspGroupOf, supplierOf } from "../domain/meter-word.ts";
import type { Plan, UserRole } from "../domain/plan.ts";
import { RateLimit } from "../kernel/rate-limit.ts";
import * as R from "../ledger/request.ts";
import { ResponseLoad } from "../metrics/component-load.ts";
import { type Context, openMark, type Route } from "./market-context.ts";

/** A DCC User: who sends requests, and where responses and alerts are delivered. */
export interface User {
  readonly name: string;
  readonly role: UserRole;
  /** Meters served at full scale; fuels count apart. */
  readonly metersServed: number;
}

/** Every User of the plan, by number: suppliers, independent MDRs, Other Users, one network for each GSP Group. */
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

/** The receiving endpoint of each User: a rate limit of its own. Here a need ends. */
export const openEndpoints = (context: Context) => {
  const { sim, plan, rows, ledger, audit, minutes } = context;
  const { cells, columns } = rows;
  const users = usersOf(plan);
  const endpoints = users.map((user) => {
    const perSecond = Math.max(plan.endpoints.least, user.metersServed / plan.endpoints.metersPerSecond) * plan.scale;
    const load = new ResponseLoad(sim, minutes);
    const mark = openMark(context, user.name);
    const station = audit.open(user.name, () => limit.queue.length, load.queued);
    const limit = new RateLimit(
      sim,
      rows,
      {
        name: user.name,
        perSecond,
        burst: Math.max(1, perSecond),
        classes: 1,
        queueMax: plan.capacity.queueMax * plan.scale,
      },
      (row) => {
        station.out++;
        mark(row);
        load.carried.count();
        if ((cells[row * columns + R.INFO]! & R.ALERT) !== 0) ledger.endAlert(row);
        else ledger.end(row);
      },
      (row) => {
        station.dropped++;
        ledger.refuse(row);
      },
      audit.watch(station, { change: (_row, by) => load.queued.change(by) }),
    );
    return { user, perSecond, load, station, limit };
  });
  const deliver: Route = (row) => {
    const endpoint = endpoints[R.userOf(cells[row * columns + R.INFO]!)]!;
    endpoint.load.arrived.count();
    endpoint.station.in++;
    endpoint.limit.arrive(row, 0);
  };
  return { deliver, endpoints };
};
