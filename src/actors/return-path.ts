import * as R from "../ledger/request.ts";
import type { ResponseLoad } from "../metrics/component-load.ts";
import type { Context, Route } from "./market-context.ts";
import { openRequestStation } from "./rate-station.ts";

interface ReturnPathOptions {
  readonly component: string;
  /** Of the way there. */
  readonly requestsPerSecond: number;
  readonly load: ResponseLoad;
}

/**
 * The way back through a component, for responses and alerts: a rate of its own, so many times that of requests.
 * `leave` says all that becomes of one, the load and the mark included: written once for every component, the step
 * after it is looked up for each response, which costs three per cent of a day.
 */
export const openReturnPath = (
  context: Context,
  { component, requestsPerSecond, load }: ReturnPathOptions,
  leave: Route,
) => {
  const perSecond = requestsPerSecond * context.plan.capacity.responseFactor;
  const units = openResponseUnits(context, load);
  const { limit, valve } = openRequestStation(
    context,
    { name: `${component} return`, perSecond, queued: load.queued },
    units.leaving(leave, (more) => limit.charge(more)),
  );
  const respond = units.arriving((row) => {
    load.arrived.count();
    limit.arrive(row, 0);
  });
  return { respond, valve };
};

/** What a return path does with responses, so that each takes as many units of it as its row says. */
interface InUnits {
  readonly arriving: (then: Route) => Route;
  readonly leaving: (then: Route, charge: (more: number) => void) => Route;
}

const ONE_EACH: InUnits = { arriving: (then) => then, leaving: (then) => then };

/** Responses of several units on a return path with this load (O6); errors and alerts are small, and one each. */
const openResponseUnits = ({ plan, rows }: Context, load: ResponseLoad): InUnits => {
  if (plan.rows.every(({ responseUnits }) => responseUnits === undefined)) return ONE_EACH;
  const { cells, columns } = rows;
  const further = Int32Array.from(plan.rows, ({ responseUnits = 1 }) => responseUnits - 1);
  const furtherOf = (row: number): number => {
    const info = cells[row * columns + R.INFO]!;
    return (info & (R.ALERT | R.FAILED)) === 0 ? further[R.rowOf(info)]! : 0;
  };
  return {
    arriving: (then) => (row) => {
      load.arrived.add(furtherOf(row));
      then(row);
    },
    leaving: (then, charge) => (row) => {
      const more = furtherOf(row); // read now: the row may be given back on its way
      load.carried.add(more);
      then(row);
      if (more > 0) charge(more);
    },
  };
};
