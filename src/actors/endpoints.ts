import { endpointPerSecond, usersOf } from "../domain/users.ts";
import { RateLimit } from "../kernel/rate-limit.ts";
import * as R from "../ledger/request.ts";
import { ResponseLoad } from "../metrics/component-load.ts";
import { type Context, openMark, type Route, rateValve } from "./market-context.ts";

/**
 * The receiving endpoint of each User: a rate limit of its own. Here a need ends; where somebody waits for
 * its data, that goes on first.
 */
export const openEndpoints = (context: Context, handOn?: Route) => {
  const { sim, plan, rows, ledger, audit, minutes } = context;
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
        if ((cells[row * columns + R.INFO]! & R.NO_NEED) !== 0) ledger.deliver(row);
        else end(row);
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
  const valves = endpoints.map(({ user, perSecond, limit }) => rateValve(user.name, perSecond, limit));
  return { deliver, endpoints, valves };
};
