import * as R from "../ledger/request.ts";
import { RequestLoad, ResponseLoad } from "../metrics/component-load.ts";
import { type Context, openMark, type Receive, type Route } from "./market-context.ts";
import { openRequestStation } from "./rate-station.ts";
import { openReturnPath } from "./return-path.ts";

export interface DspRoutes {
  /** To the CSP or S1SP that serves the meter. */
  readonly toAccess: (row: number, access: number) => void;
  /** To the User's receiving endpoint. */
  readonly toUser: Route;
  /** A failed scheduled read is sent again. */
  readonly sendAgain: Route;
}

/**
 * DSP: the Data Service Provider, the hub of the DCC. Requests of all Users and of its own schedules share one rate
 * limit, on demand first; responses and alerts share another. It retries failed scheduled reads by itself.
 */
export const openDsp = (context: Context, routes: DspRoutes, accessLoads: readonly RequestLoad[]) => {
  const { sim, plan, rows, ledger, minutes } = context;
  const { cells, columns } = rows;
  const { capacity, scale, failures } = plan;
  const perSecond = capacity.perSecond.dsp * scale;
  const rank = (info: number): number => (capacity.singleClass ? 0 : R.rankOf(info));

  /** Users' own queues stand before the DSP's: what waits for it waits at both. */
  const isHeldBefore = plan.allocation !== undefined;

  const load = new RequestLoad(sim, minutes);
  const returnLoad = new ResponseLoad(sim, minutes);
  const mark = openMark(context, "dsp");
  const markReturn = openMark(context, "dsp return");

  const { limit, valve } = openRequestStation(
    context,
    {
      name: "dsp",
      perSecond,
      burst: perSecond * capacity.burstSeconds.dsp,
      classes: 3,
      queued: load.queued,
      change: (row, by) => {
        load.queued.change(by);
        if (isHeldBefore) load.upstream.change(by);
        const access = R.accessOf(cells[row * columns + R.INFO]!);
        if (access !== R.NO_ACCESS) accessLoads[access]!.upstream.change(by);
      },
    },
    (row) => {
      mark(row);
      load.carried.count();
      const access = R.accessOf(cells[row * columns + R.INFO]!);
      if (access === R.NO_ACCESS) respond(row);
      else routes.toAccess(row, access);
    },
  );

  /** An attempt is sent: demand at the DSP and at the component behind it, whatever either can carry. */
  const countDemand: Receive = (row, isFirst) => {
    const access = R.accessOf(cells[row * columns + R.INFO]!);
    if (isFirst) load.demandFirst.count();
    else load.demandRetries.count();
    if (access === R.NO_ACCESS) return;
    if (isFirst) accessLoads[access]!.demandFirst.count();
    else accessLoads[access]!.demandRetries.count();
  };

  /** A request that no rule holds back joins the DSP's queue. */
  const admit: Route = (row) => {
    limit.arrive(row, rank(cells[row * columns + R.INFO]!));
  };

  const receive: Receive = (row, isFirst) => {
    countDemand(row, isFirst);
    admit(row);
  };

  const retryPort = sim.open("dsp retry", (row) => {
    const at = row * columns;
    cells[at + R.INFO] = (cells[at + R.INFO]! & ~(R.FAILED | R.DARK)) + R.NEXT_ATTEMPT;
    cells[at + R.SENT] = sim.stampBase + sim.now;
    ledger.retry(cells[at + R.INFO]!);
    routes.sendAgain(row);
  });

  /** A response has crossed the DSP: the scheduler tries a failed read again, everything else goes to its User. */
  const settle = (row: number): void => {
    const at = row * columns;
    const info = cells[at + R.INFO]!;
    const attempt = R.attemptOf(info);
    if ((info & R.FAILED) === 0 || (info & R.SCHEDULED) === 0 || attempt >= failures.retryAfterMs.length) {
      routes.toUser(row);
      return;
    }
    ledger.retriesDueAll++;
    // Retries count from when the first attempt left its access component.
    const sinceLeftMs = (sim.stampBase + sim.now - cells[at + R.LEFT]!) | 0;
    const inMs = Math.max(0, failures.retryAfterMs[attempt]! - sinceLeftMs);
    sim.send((sim.now + inMs) | 0, retryPort, row);
  };

  /** A response or alert arrives at the DSP on its way back. */
  const { respond, valve: returnValve } = openReturnPath(
    context,
    { component: "dsp", requestsPerSecond: perSecond, load: returnLoad },
    (row) => {
      markReturn(row);
      returnLoad.carried.count();
      settle(row);
    },
  );

  const valves = [valve, returnValve];
  return { receive, countDemand, admit, respond, retryPort, load, returnLoad, valves };
};

export type Dsp = ReturnType<typeof openDsp>;
