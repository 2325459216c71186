import { ACCESS, COMPONENTS } from "../domain/components.ts";
import { type Fault, shareLeft } from "../domain/faults.ts";
import type { FaultTally } from "../ledger/fault-ledger.ts";
import { callAt } from "./arrivals.ts";
import type { Context, Valve, Watched } from "./market-context.ts";

const LOOK_MS = 1000;

/** What waited at one station for a fault. */
export interface Backlog {
  readonly station: string;
  /** Rows that waited when the fault ended; undefined when the run ended first. */
  atEnd: number | undefined;
  /** Most that waited from its beginning until it was drained, by looks a second apart. */
  most: number;
  /** When it was worked off; undefined when the run ended first. */
  drainedAtMs: number | undefined;
}

/** Where something may wait besides the queues of components: before the DSP, and at the feed to it. */
export interface BesidesComponents {
  /** Users' own queues, where they are held to an allocation. */
  readonly held: Watched | undefined;
  /** Changes of appointment and supplier, where the DSP has a copy of them. */
  readonly registration: Watched | undefined;
}

/** What a fault did: its backlogs by station, and the needs that were sent until they had drained. */
export interface FaultBooks {
  readonly fault: Fault;
  readonly backlogs: readonly Backlog[];
  readonly tally: FaultTally;
}

/**
 * Faults: what goes wrong, and when. Stations lose a share of their rate while a fault lasts; from its beginning a look
 * a second says what waits, until nothing is left of it.
 */
export const openFaults = (
  context: Context,
  valves: readonly Valve[],
  besides: BesidesComponents,
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
    const watched = [...besidesOf(fault, besides), ...stationsOf(fault).map(valveOf)];
    return lookAfter(context, fault, watched, tallies[i]!);
  });
};

const besidesOf = ({ kind }: Fault, { held, registration }: BesidesComponents): readonly Watched[] => {
  if (kind === "misbehaving-user") return held === undefined ? [] : [held];
  if (kind !== "registration-feed") return [];
  if (registration === undefined) throw new RangeError("no feed of registration data: access control is off");
  return [registration];
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
    case "registration-feed":
      return [];
  }
};

/** Each time that a fault of the station begins or ends, it carries on with the least that any leaves it. */
const limitOverTime = (context: Context, valve: Valve, faults: readonly Fault[]): void => {
  const here = faults.filter((fault) => stationsLimited(fault).includes(valve.station));
  const times = [...new Set(here.flatMap(({ fromMs, toMs }) => [fromMs, toMs]))].sort((a, b) => a - b);
  const state = context.sim.keep({ share: 1 });
  callAt(context.sim, `faults of ${valve.station}`, times, () => {
    const left = shareLeft(faults, valve.station, context.sim.timeMs);
    if (left !== state.share) valve.setShare(left);
    state.share = left;
  });
};

const lookAfter = (context: Context, fault: Fault, watched: readonly Watched[], tally: FaultTally): FaultBooks => {
  const { sim } = context;
  const backlogs = watched.map(
    ({ station }): Backlog => sim.keep({ station, atEnd: undefined, most: 0, drainedAtMs: undefined }),
  );
  const look = (): void => {
    const isOver = sim.timeMs >= fault.toMs;
    backlogs.forEach((backlog, i) => {
      if (backlog.drainedAtMs !== undefined) return;
      const { waiting, isWorkedOff } = watched[i]!;
      const rows = waiting();
      backlog.most = Math.max(backlog.most, rows);
      if (!isOver) return;
      backlog.atEnd ??= rows;
      if (isWorkedOff()) backlog.drainedAtMs = sim.timeMs;
    });
    if (isOver && backlogs.every(({ drainedAtMs }) => drainedAtMs !== undefined)) tally.closeAt(sim.timeMs);
    else sim.send((sim.now + (isOver ? LOOK_MS : Math.min(LOOK_MS, fault.toMs - sim.timeMs))) | 0, port, 0);
  };
  const port = sim.open(`backlog of ${fault.title}`, look);
  callAt(sim, fault.title, [fault.fromMs], look);
  return { fault, backlogs, tally };
};
