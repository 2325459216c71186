import { REJECTED_NOT_APPOINTED, REJECTED_TOO_LATE } from "../domain/exceptions.ts";
import { DAY_MS } from "../kernel/time.ts";
import * as M from "../ledger/message.ts";
import { Level } from "../metrics/level.ts";
import type { Route } from "./market-context.ts";
import { openMessageStation } from "./rate-station.ts";
import { openMessageMark, type SettlementContext } from "./settlement-context.ts";

/** What data is held against: when Registration has its data service as appointed, and who gets it back. */
export interface AgainstRegistration {
  readonly knownFromMs: (system: number, day: number) => number;
  readonly resubmit: (system: number, what: number) => void;
}

/**
 * MDS: the Market-wide Data Service. It takes a day's data until the gate of each run; a run settles on what was there
 * at its own. What comes after the last gate of its day is rejected (IF-014), and so is
 * what comes of a data service that Registration hasn't as appointed, where that happens.
 */
export const openMds = (context: SettlementContext, done: Route, against: AgainstRegistration | false | undefined) => {
  const { sim, plan, minutes, settlement, messages, told, gates, settle, except } = context;
  const { cells, columns } = messages;
  const queued = new Level(sim, minutes);
  const mark = openMessageMark(context, "mds");
  const { measuredDays } = plan.horizon;

  const accept = (system: number, what: number): void => {
    const day = M.dayOf(what);
    const isMeasured = day >= 0 && day < measuredDays;
    if ((what & M.AWAITED) !== 0) told.awaited--;
    const run = gates.firstAt(day, sim.timeMs);
    if (run === gates.runs.length) {
      told.rejected++;
      except(REJECTED_TOO_LATE, system, day);
      return;
    }
    if (against && (what & M.ESTIMATED) === 0 && against.knownFromMs(system, day) > sim.timeMs) {
      told.rejected++;
      except(REJECTED_NOT_APPOINTED, system, day);
      against.resubmit(system, what);
      return;
    }
    told.accepted++;
    if (!isMeasured || (what & M.ESTIMATED) !== 0) return;
    settle(system, day, run);
    told.acceptedMs.record(sim.timeMs - day * DAY_MS);
  };

  const { limit, valve } = openMessageStation(
    context,
    { name: "mds", perSecond: settlement.mds.perSecond * plan.scale, queued },
    (message) => {
      mark(message);
      const at = message * columns;
      accept(cells[at + M.SYSTEM]!, cells[at + M.WHAT]!);
      done(message);
    },
  );

  const receive: Route = (message) => limit.arrive(message, 0);
  const isIdle = (): boolean => limit.perSecond > 0 && limit.queue.length === 0;
  return { receive, queued, isIdle, valve };
};
