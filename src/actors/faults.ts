import { ACCESS, COMPONENTS } from "../domain/components.ts";
import { type Fault, shareLeft } from "../domain/faults.ts";
import type { FaultTally } from "../ledger/fault-ledger.ts";
import { callAt } from "./arrivals.ts";
import type { Context, Valve, Watched } from "./market-context.ts";

const LOOK_MS = 1000;
/** A queue that its station works off within this time is no backlog. */
const BACKLOG_SECONDS = 1;

/** What waited at one station for a fault. */
export interface Backlog {
  readonly station: string;
  /** Rows that waited when the fault ended; undefined when the run ended first. */
  atEnd: number | undefined;
  /** Most that waited from its beginning until it was drained, by looks a second apart. */
  most: number;
  /** When no more waited than the whole station passes in a second; undefined when the run ended first. */
  drainedAtMs: number | undefined;
}

/** What a fault did: its backlogs by station, and the needs that were sent until they had drained. */
export interface FaultBooks {
  readonly fault: Fault;
  readonly backlogs: readonly Backlog[];
  readonly tally: FaultTally;
}

/**
 * Faults: what goes wrong, and when. Stations lose a share of their rate while a fault lasts; from its beginning a look
 * a second says what waits, until nothing is left of it. `heldAt` is where Users are held, if they are.
 */
export const openFaults = (
  context: Context,
  valves: readonly Valve[],
  heldAt: readonly Watched[],
  tallies: readonly FaultTally[],
): readonly FaultBooks[] => {
  const { plan } = context;
  const valveOf = (station: string): Valve => {
    const found = valves.find((valve) => valve.station === station);
    if (found === undefined) throw new RangeError(`no station ${station}`);
    return found;
  };
  for (const station of new Set(plan.faults.flatMap(stationsLimited)))
    limitOverTime(context, valveOf(station), plan.faults);
  return plan.faults.map((fault, i) => {
    const watched = [...(fault.kind === "misbehaving-user" ? heldAt : []), ...stationsOf(fault).map(valveOf)];
    return lookAfter(context, fault, watched, tallies[i]!);
  });
};

const stationsLimited = (fault: Fault): readonly string[] =>
  fault.kind === "outage" || fault.kind === "maintenance" ? fault.stations.map(({ station }) => station) : [];

/** Where the backlog of a fault stands; hubs out of reach leave none in a queue. */
const stationsOf = (fault: Fault): readonly string[] => {
  switch (fault.kind) {
    case "outage":
    case "maintenance":
      return stationsLimited(fault);
    case "alert-storm":
      return [`${ACCESS[fault.family.access]!} return`, "dsp return"];
    case "misbehaving-user":
      return COMPONENTS;
    case "out-of-reach":
      return [];
  }
};

/** Each time that a fault of the station begins or ends, it carries on with the least that any leaves it. */
const limitOverTime = (context: Context, valve: Valve, faults: readonly Fault[]): void => {
  const here = faults.filter((fault) => stationsLimited(fault).includes(valve.station));
  const times = [...new Set(here.flatMap(({ fromMs, toMs }) => [fromMs, toMs]))].sort((a, b) => a - b);
  let share = 1;
  callAt(context.sim, `faults of ${valve.station}`, times, () => {
    const left = shareLeft(faults, valve.station, context.sim.timeMs);
    if (left !== share) valve.setShare(left);
    share = left;
  });
};

const lookAfter = (context: Context, fault: Fault, watched: readonly Watched[], tally: FaultTally): FaultBooks => {
  const { sim } = context;
  const backlogs = watched.map(
    ({ station }): Backlog => ({ station, atEnd: undefined, most: 0, drainedAtMs: undefined }),
  );
  const look = (): void => {
    const isOver = sim.timeMs >= fault.toMs;
    backlogs.forEach((backlog, i) => {
      if (backlog.drainedAtMs !== undefined) return;
      const { waiting, perSecond } = watched[i]!;
      const rows = waiting();
      backlog.most = Math.max(backlog.most, rows);
      if (!isOver) return;
      backlog.atEnd ??= rows;
      if (rows <= Math.max(1, perSecond * BACKLOG_SECONDS)) backlog.drainedAtMs = sim.timeMs;
    });
    if (isOver && backlogs.every(({ drainedAtMs }) => drainedAtMs !== undefined)) tally.closeAt(sim.timeMs);
    else sim.send((sim.now + (isOver ? LOOK_MS : Math.min(LOOK_MS, fault.toMs - sim.timeMs))) | 0, port, 0);
  };
  const port = sim.open(`backlog of ${fault.title}`, look);
  callAt(sim, fault.title, [fault.fromMs], look);
  return { fault, backlogs, tally };
};
