import { ACCESS } from "../domain/components.ts";
import type { RateLimit } from "../kernel/rate-limit.ts";
import * as R from "../ledger/request.ts";
import { type RequestLoad, ResponseLoad } from "../metrics/component-load.ts";
import { type Context, openMark, type Route, type Valve } from "./market-context.ts";
import { openRequestStation } from "./rate-station.ts";
import { openReturnPath } from "./return-path.ts";

export interface AccessRoutes {
  readonly toHub: Route;
  /** SMETS1 requests that need dual control take this way (S-07). */
  readonly toDco: Route;
  readonly toDsp: Route;
  /** Holds it to its contract, where that is enforced. */
  readonly limitToContract: (valve: Valve, contracted: readonly number[], limit: RateLimit) => Valve;
}

/**
 * An access component: a CSP (SMETS2 hubs of a region, or 4G) or an S1SP (a SMETS1 cohort). A contracted rate towards
 * the meters, on demand first, and three times that for responses and alerts on the way back.
 */
export const openAccess = (context: Context, access: number, load: RequestLoad, routes: AccessRoutes) => {
  const { sim, plan, minutes, rows } = context;
  const { cells, columns } = rows;
  const { capacity, scale } = plan;
  const name = ACCESS[access]!;
  const perSecond = capacity.perSecond[name] * scale;
  const returnLoad = new ResponseLoad(sim, minutes);
  const mark = openMark(context, name);
  const markReturn = openMark(context, `${name} return`);

  const { limit, valve } = openRequestStation(
    context,
    {
      name,
      perSecond,
      burst: perSecond * capacity.burstSeconds[name],
      classes: 3,
      queued: load.queued,
      change: (_row, by) => {
        load.queued.change(by);
        load.upstream.change(by);
      },
    },
    (row) => {
      mark(row);
      load.carried.count();
      const at = row * columns;
      const info = cells[at + R.INFO]!;
      if (R.attemptOf(info) === 0) cells[at + R.LEFT] = sim.stampBase + sim.now;
      if ((info & R.DUAL_CONTROL) !== 0) routes.toDco(row);
      else routes.toHub(row);
    },
  );

  const receive = (row: number): void => {
    load.arrived.count();
    limit.arrive(row, capacity.singleClass ? 0 : R.rankOf(cells[row * columns + R.INFO]!));
  };

  /** A response or alert from the meters' side. */
  const { respond, valve: returnValve } = openReturnPath(
    context,
    { component: name, requestsPerSecond: perSecond, load: returnLoad },
    (row) => {
      markReturn(row);
      returnLoad.carried.count();
      routes.toDsp(row);
    },
  );

  /** A request that has left asked less of this component than a whole one. */
  const charge = (more: number): void => limit.charge(more);

  const contracted = plan.contractLimits?.[access];
  const held = contracted === undefined ? valve : routes.limitToContract(valve, contracted, limit);
  return { receive, respond, charge, load, returnLoad, valves: [held, returnValve] };
};

export type Access = ReturnType<typeof openAccess>;
