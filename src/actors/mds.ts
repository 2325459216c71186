import { RateLimit } from "../kernel/rate-limit.ts";
import { DAY_MS } from "../kernel/simulation.ts";
import * as M from "../ledger/message.ts";
import { Level } from "../metrics/level.ts";
import { type Route, rateValve } from "./market-context.ts";
import { meterOf, openMessageMark, registerOf, type SettlementContext } from "./settlement-context.ts";

/**
 * MDS: the Market-wide Data Service. It takes a day's data until the gate of each run; a run settles on what was there
 * at its own. What comes after the last gate of its day is rejected (IF-014).
 */
export const openMds = (context: SettlementContext, done: Route) => {
  const { sim, plan, words, minutes, settlement, messages, messageAudit, told, gates, settled } = context;
  const { cells, columns } = messages;
  const perSecond = settlement.mds.perSecond * plan.scale;
  const queued = new Level(sim, minutes);
  const mark = openMessageMark(context, "mds");
  const { measuredDays } = plan.horizon;

  const accept = (system: number, what: number): void => {
    const day = M.dayOf(what);
    const isMeasured = day >= 0 && day < measuredDays;
    if (isMeasured) told.openMeasured--;
    const run = gates.firstAt(day, sim.timeMs);
    if (run === gates.runs.length) {
      told.rejected++;
      return;
    }
    told.accepted++;
    if (!isMeasured || (what & M.ESTIMATED) !== 0) return;
    settled.settle(day, meterOf(words.length, system), registerOf(words.length, system), run);
    told.acceptedMs.record(sim.timeMs - day * DAY_MS);
  };

  const station = messageAudit.open("mds", () => limit.queue.length, queued);
  const limit = new RateLimit(
    sim,
    messages,
    { name: "mds", perSecond, burst: Math.max(1, perSecond), classes: 1, queueMax: Number.POSITIVE_INFINITY },
    (message) => {
      station.out++;
      mark(message);
      const at = message * columns;
      accept(cells[at + M.SYSTEM]!, cells[at + M.WHAT]!);
      done(message);
    },
    () => {
      throw new RangeError("a message was refused at MDS");
    },
    messageAudit.watch(station, { change: (_message, by) => queued.change(by) }),
  );

  const receive: Route = (message) => {
    station.in++;
    limit.arrive(message, 0);
  };
  return { receive, queued, valve: rateValve("mds", perSecond, limit) };
};
