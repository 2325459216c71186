import { isSmets1 } from "../domain/components.ts";
import type { Plan } from "../domain/plan.ts";
import { usersOf } from "../domain/users.ts";
import { ClassQueue } from "../kernel/class-queue.ts";
import { MINUTE_MS } from "../kernel/time.ts";
import * as R from "../ledger/request.ts";
import { Level } from "../metrics/level.ts";
import { anomalyMetrics, type RuleFigure } from "../metrics/rule-metrics.ts";
import { requestForecast, srvOf } from "../smoothing/request-forecast.ts";
import { type Context, openMark, type Receive } from "./market-context.ts";

/** By how much a forecast, a sum of shares, may fall short of the whole number that it is. */
const ROUNDING = 1e-6;
/** Kind of a request that no threshold is on. */
const SCHEDULED = -1;

/** Most requests in an interval that pass, by [User × kinds + kind] and by User; those of the meters kept. */
const openThresholds = (plan: Plan) => {
  const rule = plan.anomalyDetection!;
  const users = usersOf(plan);
  const { kinds, ofKind, ofAll } = requestForecast(plan, rule.overMs / MINUTE_MS);
  const limit = (forecast: number, user: number, times: number): number =>
    Math.floor(Math.max(rule.least, forecast * rule.forecast[users[user]!.role] * times * plan.scale) + ROUNDING);
  const byKind = (times: number) => ofKind.map((forecast, i) => limit(forecast, Math.floor(i / kinds.length), times));
  return {
    users,
    kinds,
    warning: byKind(rule.warning),
    quarantine: byKind(rule.quarantine),
    dcc: ofAll.map((forecast, user) => limit(forecast, user, rule.dcc)),
  };
};

/**
 * Anomaly detection at the DSP (S-27): of each kind of request that a User sends itself there is a warning and a
 * quarantine threshold, so many times its forecast for the busiest interval, and one of the DCC's own on all of its
 * requests together. What is above waits in quarantine, holding up nobody else, until the User has been told and its
 * action file lets it go or drops it. What Schedules send is the DSP's own, and is not counted.
 */
export const openAnomalyDetection = (context: Context, letIn: Receive) => {
  const { sim, plan, rows, ledger, audit, minutes } = context;
  const { cells, columns } = rows;
  const rule = plan.anomalyDetection!;
  const { users, kinds, warning, quarantine, dcc } = openThresholds(plan);
  const mark = openMark(context, "anomaly detection");
  // [traffic row × 2 + to SMETS1]
  const kindOf = Int32Array.from({ length: plan.rows.length * 2 }, (_, i) => {
    const row = plan.rows[i >>> 1]!;
    return row.mode === "scheduled" ? SCHEDULED : kinds.indexOf(srvOf(row, (i & 1) === 1));
  });

  const held = new Level(sim, minutes);
  const station = audit.open("anomaly detection", () => held.value, held);
  const watch = audit.watch(station, { change: (_row, by) => held.change(by) });
  const inQuarantine = users.map(() => sim.keep(new ClassQueue(rows, 1, plan.capacity.queueMax * plan.scale)));

  // Of the interval, whose end is kept in an array: a variable of a closure would be a new box at each change.
  const { ends, received, receivedOfAll } = sim.keep({
    ends: Float64Array.of(Number.NEGATIVE_INFINITY),
    received: new Uint32Array(users.length * kinds.length),
    receivedOfAll: new Uint32Array(users.length),
  });

  const { warnings, quarantined, byDcc, ofKind, released, dropped } = sim.keep({
    warnings: new Float64Array(users.length),
    quarantined: new Float64Array(users.length),
    byDcc: new Float64Array(users.length),
    ofKind: new Float64Array(kinds.length),
    released: new Float64Array(users.length),
    dropped: new Float64Array(users.length),
  });

  const drop = (row: number, user: number): void => {
    dropped[user]!++;
    station.dropped++;
    ledger.refuse(row);
  };

  /** The User has been told, and its action file is carried out: on all that is in quarantine by then. */
  const actionFile = sim.open("quarantine action file", (user) => {
    const queue = inQuarantine[user]!;
    while (queue.length > 0) {
      const row = queue.pop();
      watch.change(row, -1);
      mark(row);
      if (rule.action === "drop") drop(row, user);
      else {
        released[user]!++;
        station.out++;
        letIn(row, true);
      }
    }
  });

  const hold = (row: number, user: number, kind: number): void => {
    mark(row);
    quarantined[user]!++;
    ofKind[kind]!++;
    const queue = inQuarantine[user]!;
    if (!queue.push(row, 0)) {
      drop(row, user);
      return;
    }
    watch.change(row, 1);
    if (queue.length === 1) sim.send((sim.now + rule.notifyMs + rule.actionMs) | 0, actionFile, user);
  };

  /** Counts a request, and says whether it is above a threshold. */
  const isAnomalous = (user: number, kind: number): boolean => {
    const { timeMs } = sim;
    if (timeMs >= ends[0]!) {
      ends[0] = (Math.floor(timeMs / rule.overMs) + 1) * rule.overMs;
      received.fill(0);
      receivedOfAll.fill(0);
    }
    const at = user * kinds.length + kind;
    const count = ++received[at]!;
    const isAboveDcc = ++receivedOfAll[user]! > dcc[user]!;
    if (count === warning[at]! + 1) warnings[user]!++;
    if (count > quarantine[at]!) return true;
    if (isAboveDcc) byDcc[user]!++;
    return isAboveDcc;
  };

  const receive: Receive = (row, isFirst) => {
    const info = cells[row * columns + R.INFO]!;
    const access = R.accessOf(info);
    station.in++;
    const kind = kindOf[R.rowOf(info) * 2 + (access !== R.NO_ACCESS && isSmets1(access) ? 1 : 0)]!;
    if (kind !== SCHEDULED && isAnomalous(R.userOf(info), kind)) {
      hold(row, R.userOf(info), kind);
      return;
    }
    station.out++;
    letIn(row, isFirst);
  };

  /** What the rule counted. */
  const figures = (): RuleFigure[] => {
    held.settle();
    const by = (metric: string, places: readonly string[], counts: Float64Array): RuleFigure[] =>
      places.map((place, i) => ({ metric, place, value: counts[i]! })).filter(({ value }) => value > 0);
    const names = users.map(({ name }) => name);
    const ofUsers = (metric: string, counts: Float64Array): RuleFigure[] => {
      const some = by(metric, names, counts);
      return some.length > 0 ? some : [{ metric, place: "dsp", value: 0 }];
    };
    const M = anomalyMetrics;
    return [
      ...ofUsers(M.warnings.name, warnings),
      ...ofUsers(M.quarantined.name, quarantined),
      ...by(M.ofKind.name, kinds, ofKind),
      ...ofUsers(M.byDcc.name, byDcc),
      ...ofUsers(M.released.name, released),
      ...ofUsers(M.dropped.name, dropped),
      { metric: M.heldMax.name, place: "dsp", value: held.most },
    ];
  };

  return { receive, figures };
};
