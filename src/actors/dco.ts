import { ServerPool } from "../kernel/server-pool.ts";
import { DAY_MS } from "../kernel/time.ts";
import * as R from "../ledger/request.ts";
import { Level } from "../metrics/level.ts";
import { LoadSeries } from "../metrics/load-series.ts";
import { LongestWait } from "../metrics/longest-wait.ts";
import { dcoMetrics, type RuleFigure } from "../metrics/rule-metrics.ts";
import { type Context, openMark, type Route, type Valve, watchQueue } from "./market-context.ts";

/** Service classes. */
const CLASSES = 3;

/**
 * DCO: the Dual Control Organisation, a second control on SMETS1 critical requests. One request at a time within a
 * cohort, cohorts in parallel; it talks to S1SPs only (MP162 working group, October 2021; S-07).
 */
export const openDco = (context: Context, cohort: string, toHub: Route) => {
  const { sim, plan, rows, ledger, audit, minutes } = context;
  const perSecond = plan.dco.perSecond * plan.scale;
  const serviceMsAt = (share: number): number => Math.max(1, Math.round(1000 / (perSecond * share)));
  const state = sim.keep({ serviceMs: serviceMsAt(1) });
  const queued = new Level(sim, minutes);
  const mark = openMark(context, `dco.${cohort}`);
  const books = isOfInterest(plan) ? openBooks(context) : undefined;
  const station = audit.open(`dco.${cohort}`, () => pool.queue.length + pool.busy, queued);
  const pool = new ServerPool(
    sim,
    rows,
    { name: `dco.${cohort}`, servers: 1, classes: CLASSES, queueMax: plan.capacity.queueMax * plan.scale },
    books === undefined ? () => state.serviceMs : () => books.begin(state.serviceMs),
    (row) => {
      station.out++;
      mark(row);
      toHub(row);
    },
    (row) => {
      station.dropped++;
      ledger.refuse(row);
    },
    audit.watch(station, {
      change:
        books === undefined
          ? (_row, by) => queued.change(by)
          : (row, by) => {
              queued.change(by);
              books.waits.change(R.rankOf(rows.cells[row * rows.columns + R.INFO]!), by);
            },
    }),
  );
  const receive: Route = (row) => {
    station.in++;
    books?.load.count();
    pool.arrive(row, R.rankOf(rows.cells[row * rows.columns + R.INFO]!));
  };
  const valve: Valve = {
    ...watchQueue(`dco.${cohort}`, perSecond, () => pool.queue.length + pool.busy),
    perSecond,
    // What is in service ends as it began; an outage takes no more.
    setShare: (share) => {
      if (share > 0) state.serviceMs = serviceMsAt(share);
      pool.setServers(share > 0 ? 1 : 0);
    },
  };
  const figures = (): RuleFigure[] => books?.figures(`dco.${cohort}`, perSecond) ?? [];
  return { receive, valve, figures };
};

/** Of interest where a scenario asks what schedules, reads under dual control, caches or SMS do to SMETS1. */
const isOfInterest = ({ needs, cache, sms }: Context["plan"]): boolean =>
  [needs.smets1Scheduled, needs.dualControlShare, cache, sms].some((rule) => rule !== undefined);

/** What a DCO did in the measured days. */
const openBooks = ({ sim, plan, ledger, minutes }: Context) => {
  const load = new LoadSeries(sim, minutes);
  const waits = new LongestWait(sim, CLASSES, (cameMs) => ledger.isMeasured(cameMs));
  const { measuredDays } = plan.horizon;
  const state = sim.keep({ workedMs: 0 });

  /** One begins to be worked on. */
  const begin = (serviceMs: number): number => {
    if (ledger.isMeasured(sim.timeMs)) state.workedMs += serviceMs;
    return serviceMs;
  };

  const figures = (place: string, perSecond: number): RuleFigure[] => {
    const { measuredTotal, measuredMost } = load.minutes;
    return [
      { metric: dcoMetrics.requests.name, place, value: measuredTotal },
      // What began just before the last midnight is worked on after it.
      { metric: dcoMetrics.busyShare.name, place, value: Math.min(1, state.workedMs / (measuredDays * DAY_MS)) },
      { metric: dcoMetrics.longestWait.name, place, value: waits.ms },
      { metric: dcoMetrics.peakShare.name, place, value: measuredMost / (60 * perSecond) },
    ];
  };
  return { load, waits, begin, figures };
};
