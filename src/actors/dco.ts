import { ServerPool } from "../kernel/server-pool.ts";
import * as R from "../ledger/request.ts";
import { Level } from "../metrics/level.ts";
import { LoadSeries } from "../metrics/load-series.ts";
import { dcoMetrics, type RuleFigure } from "../metrics/rule-metrics.ts";
import { type Context, openMark, type Route, type Valve, watchQueue } from "./market-context.ts";

/**
 * DCO: the Dual Control Organisation, a second control on SMETS1 critical requests. One request at a time within a
 * cohort, cohorts in parallel; it talks to S1SPs only (MP162 working group, October 2021; S-07).
 */
export const openDco = (context: Context, cohort: string, toHub: Route) => {
  const { sim, plan, rows, ledger, audit, minutes } = context;
  const perSecond = plan.dco.perSecond * plan.scale;
  const serviceMsAt = (share: number): number => Math.max(1, Math.round(1000 / (perSecond * share)));
  let serviceMs = serviceMsAt(1);
  const queued = new Level(sim, minutes);
  const mark = openMark(context, `dco.${cohort}`);
  // Of interest where a scenario asks what scheduling, or reads under dual control, do to it (S-05).
  const { smets1Scheduled, dualControlShare } = plan.needs;
  const load =
    smets1Scheduled === undefined && dualControlShare === undefined ? undefined : new LoadSeries(sim, minutes);
  const station = audit.open(`dco.${cohort}`, () => pool.queue.length + pool.busy, queued);
  const pool = new ServerPool(
    sim,
    rows,
    { name: `dco.${cohort}`, servers: 1, classes: 3, queueMax: plan.capacity.queueMax * plan.scale },
    () => serviceMs,
    (row) => {
      station.out++;
      mark(row);
      toHub(row);
    },
    (row) => {
      station.dropped++;
      ledger.refuse(row);
    },
    audit.watch(station, { change: (_row, by) => queued.change(by) }),
  );
  const receive: Route = (row) => {
    station.in++;
    load?.count();
    pool.arrive(row, R.rankOf(rows.cells[row * rows.columns + R.INFO]!));
  };
  const valve: Valve = {
    ...watchQueue(`dco.${cohort}`, perSecond, () => pool.queue.length + pool.busy),
    perSecond,
    // What is in service ends as it began; an outage takes no more.
    setShare: (share) => {
      if (share > 0) serviceMs = serviceMsAt(share);
      pool.setServers(share > 0 ? 1 : 0);
    },
  };
  const figures = (): RuleFigure[] => {
    if (load === undefined) return [];
    load.settle();
    const midnight = -sim.baseMs / 60_000;
    const busiest = load.perMinute
      .subarray(midnight, midnight + plan.horizon.measuredDays * 1440)
      .reduce((most, requests) => Math.max(most, requests), 0);
    return [{ metric: dcoMetrics.peakShare.name, place: `dco.${cohort}`, value: busiest / (60 * perSecond) }];
  };
  return { receive, valve, figures };
};
