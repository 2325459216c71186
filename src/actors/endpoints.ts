import { endpointPerSecond, usersOf } from "../domain/users.ts";
import * as R from "../ledger/request.ts";
import { ResponseLoad } from "../metrics/component-load.ts";
import { type Context, openMark, type Route } from "./market-context.ts";
import { openRequestStation } from "./rate-station.ts";

/**
 * The receiving endpoint of each User: a rate limit of its own. Here a need ends; where somebody waits for
 * its data, that goes on first.
 */
export const openEndpoints = (context: Context, handOn?: Route) => {
  const { sim, plan, rows, ledger, minutes } = context;
  const end: Route =
    handOn === undefined
      ? (row) => ledger.end(row)
      : (row) => {
          handOn(row);
          ledger.end(row);
        };
  const { cells, columns } = rows;
  const users = usersOf(plan);
  const endpoints = users.map((user) => {
    const perSecond = endpointPerSecond(user, plan) * plan.scale;
    const load = new ResponseLoad(sim, minutes);
    const mark = openMark(context, user.name);
    const { limit, valve } = openRequestStation(context, { name: user.name, perSecond, queued: load.queued }, (row) => {
      mark(row);
      load.carried.count();
      if ((cells[row * columns + R.INFO]! & R.NO_NEED) !== 0) ledger.deliver(row);
      else end(row);
    });
    return { user, perSecond, load, limit, valve };
  });
  const deliver: Route = (row) => {
    const endpoint = endpoints[R.userOf(cells[row * columns + R.INFO]!)]!;
    endpoint.load.arrived.count();
    endpoint.limit.arrive(row, 0);
  };
  return { deliver, endpoints, valves: endpoints.map(({ valve }) => valve) };
};
