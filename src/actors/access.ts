import { ACCESS } from "../domain/components.ts";
import { RateLimit } from "../kernel/rate-limit.ts";
import * as R from "../ledger/request.ts";
import { type RequestLoad, ResponseLoad } from "../metrics/component-load.ts";
import { type Context, openMark, type Route, rateValve, type Valve } from "./market-context.ts";
import { openResponseUnits } from "./response-units.ts";

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
  const { sim, plan, rows, ledger, audit, minutes } = context;
  const { cells, columns } = rows;
  const { capacity, scale } = plan;
  const name = ACCESS[access]!;
  const rate = capacity.perSecond[name] * scale;
  const returnLoad = new ResponseLoad(sim, minutes);
  const markOut = openMark(context, name);
  const units = openResponseUnits(context, returnLoad);
  const markReturn = openMark(context, `${name} return`);

  const station = audit.open(name, () => limit.queue.length, load.queued);
  const limit = new RateLimit(
    sim,
    rows,
    {
      name,
      perSecond: rate,
      burst: Math.max(1, rate * capacity.burstSeconds[name]),
      classes: 3,
      queueMax: capacity.queueMax * scale,
    },
    (row) => {
      station.out++;
      markOut(row);
      load.carried.count();
      const at = row * columns;
      const info = cells[at + R.INFO]!;
      if (R.attemptOf(info) === 0) cells[at + R.LEFT] = sim.stampBase + sim.now;
      if ((info & R.DUAL_CONTROL) !== 0) routes.toDco(row);
      else routes.toHub(row);
    },
    (row) => {
      station.dropped++;
      ledger.refuse(row);
    },
    audit.watch(station, {
      change: (_row, by) => {
        load.queued.change(by);
        load.upstream.change(by);
      },
    }),
  );

  const receive = (row: number): void => {
    load.arrived.count();
    station.in++;
    limit.arrive(row, capacity.singleClass ? 0 : R.rankOf(cells[row * columns + R.INFO]!));
  };

  const returnStation = audit.open(`${name} return`, () => returnLimit.queue.length, returnLoad.queued);
  const returnLimit = new RateLimit(
    sim,
    rows,
    {
      name: `${name} return`,
      perSecond: rate * capacity.responseFactor,
      burst: Math.max(1, rate * capacity.responseFactor),
      classes: 1,
      queueMax: capacity.queueMax * scale,
    },
    units.leaving(
      (row) => {
        returnStation.out++;
        markReturn(row);
        returnLoad.carried.count();
        routes.toDsp(row);
      },
      (more) => returnLimit.charge(more),
    ),
    (row) => {
      returnStation.dropped++;
      ledger.refuse(row);
    },
    audit.watch(returnStation, { change: (_row, by) => returnLoad.queued.change(by) }),
  );

  /** A response or alert from the meters' side. */
  const respond = units.arriving((row) => {
    returnLoad.arrived.count();
    returnStation.in++;
    returnLimit.arrive(row, 0);
  });

  /** A request that has left asked less of this component than a whole one. */
  const charge = (more: number): void => limit.charge(more);

  const valve = rateValve(name, rate, limit);
  const contracted = plan.contractLimits?.[access];
  const valves = [
    contracted === undefined ? valve : routes.limitToContract(valve, contracted, limit),
    rateValve(`${name} return`, rate * capacity.responseFactor, returnLimit),
  ];
  return { receive, respond, charge, load, returnLoad, valves };
};

export type Access = ReturnType<typeof openAccess>;
