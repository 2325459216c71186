import type { MdrAppointments } from "../domain/appointments.ts";
import type { Plan } from "../domain/plan.ts";
import type { PathFingerprint } from "../kernel/fingerprint.ts";
import type { RateLimit } from "../kernel/rate-limit.ts";
import type { Rows } from "../kernel/rows.ts";
import type { Simulation } from "../kernel/simulation.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { RunObserver } from "../ledger/observer.ts";
import { INFO, METER, rowOf } from "../ledger/request.ts";
import type { RunMinutes } from "../metrics/run-minutes.ts";
import type { StationAudit } from "./station-audit.ts";

/** What every actor is opened with. */
export interface Context {
  readonly sim: Simulation;
  readonly plan: Plan;
  /** Packed words of the meters that this run keeps. */
  readonly words: Uint32Array;
  /** The same, and after them those of the metering systems of other segments, where they are settled. */
  readonly registered: Uint32Array;
  readonly rows: Rows;
  readonly ledger: Ledger;
  readonly path: PathFingerprint;
  readonly audit: StationAudit;
  /** Who is appointed to agents' meters, where that changes; undefined: the agent of a meter's word, for good. */
  readonly appointments?: MdrAppointments | undefined;
  /** Told of what happens to requests; undefined: nobody is. */
  readonly observer?: RunObserver | undefined;
  /** Minutes that series cover. */
  readonly minutes: RunMinutes;
}

/** A station where rows may wait for a fault. */
export interface Watched {
  readonly station: string;
  /** Rows that wait, or are in service. */
  readonly waiting: () => number;
  /** True when no more waits than on any day. */
  readonly isWorkedOff: () => boolean;
}

/** A station whose rate a fault may lower. */
export interface Valve extends Watched {
  /** Rows that it passes in a second when whole. */
  readonly perSecond: number;
  /** Carries on with this share of its rate; 0 is an outage. */
  readonly setShare: (share: number) => void;
}

/** A queue that its station passes within a second is no backlog. */
export const watchQueue = (station: string, perSecond: number, waiting: () => number): Watched => ({
  station,
  waiting,
  isWorkedOff: () => waiting() <= Math.max(1, perSecond),
});

export const rateValve = (station: string, perSecond: number, limit: RateLimit): Valve => ({
  ...watchQueue(station, perSecond, () => limit.queue.length),
  perSecond,
  setShare: (share) => limit.setRate(perSecond * share),
});

/** Where a row goes next. */
export type Route = (row: number) => void;

/** Where an attempt goes on its way into the DSP: a first one, or a retry. */
export type Receive = (row: number, isFirst: boolean) => void;

/** Opens a component in the path fingerprint; the function marks a row as having been there now. */
export const openMark = ({ path, rows, observer }: Context, name: string): Route => {
  const component = path.open(name);
  const { cells, columns } = rows;
  const mark: Route = (row) => {
    const at = row * columns;
    // Rows from 32 on have numbers of the next meter's: a hash takes no harm.
    path.mark(component, Math.imul(cells[at + METER]!, 32) + rowOf(cells[at + INFO]!));
  };
  return observer === undefined ? mark : alsoTold(mark, (row) => observer.requests.left(name, row));
};

/** The same, and an observer is told. */
export const alsoTold =
  (mark: Route, tell: Route): Route =>
  (row) => {
    mark(row);
    tell(row);
  };
