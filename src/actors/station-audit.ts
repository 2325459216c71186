import type { QueueWatch } from "../kernel/class-queue.ts";
import type { Rows } from "../kernel/rows.ts";
import type { Simulation } from "../kernel/simulation.ts";
import type { Observer } from "../ledger/observer.ts";
import { ENTERED } from "../ledger/request.ts";
import type { Level } from "../metrics/level.ts";

/** What came into a station, went out, was dropped at its full queue, and is inside. */
export interface Station {
  readonly name: string;
  in: number;
  out: number;
  dropped: number;
  /** Of those out, requests that turned round here: they left as responses. */
  turned: number;
  /** Waiting plus in service, asked of the station itself. */
  readonly inside: () => number;
  readonly queued: Level | undefined;
  /** Sum of the waits of rows that left the queue; kept in debug runs only. */
  waitedMs: number;
  /** Sum of the entry times of the rows that wait. */
  enteredMs: number;
  /** ∫ queue dt in ms up to `settledMs`, exact while below 2⁵³. */
  areaMs: number;
  settledMs: number;
}

export interface AuditOptions {
  /** Column of the rows that says in a debug run when one began to wait. */
  readonly entered?: number;
  /** Told of every wait. */
  readonly observer?: Observer | undefined;
}

/**
 * The books of every station, so that the laws of conservation can be checked at any instant: attempts in = out +
 * dropped + inside, and Little's law as an identity, ∫ L dt = Σ waits.
 */
export class StationAudit {
  readonly stations: Station[] = [];
  /** Laws of an actor's own, each a sentence when it is broken. */
  readonly laws: (() => string | undefined)[] = [];
  private readonly sim: Simulation;
  private readonly rows: Rows;
  /** Debug: keep each row's entry time, so that Little's identity is checked row by row. */
  readonly debug: boolean;
  private readonly entered: number;
  private readonly observer: Observer | undefined;

  constructor(sim: Simulation, rows: Rows, debug: boolean, { entered = ENTERED, observer }: AuditOptions = {}) {
    this.sim = sim;
    this.rows = rows;
    this.debug = debug;
    this.entered = entered;
    this.observer = observer;
  }

  open(name: string, inside: () => number, queued?: Level): Station {
    const times = { waitedMs: 0, enteredMs: 0, areaMs: 0, settledMs: this.sim.timeMs };
    const station: Station = this.sim.keep({ name, in: 0, out: 0, dropped: 0, turned: 0, inside, queued, ...times });
    this.stations.push(station);
    return station;
  }

  /** Watches a station's queue; in a debug run each wait is timed as well. */
  watch(station: Station, inner: QueueWatch): QueueWatch {
    const { observer } = this;
    const timed = this.timed(station, inner);
    if (observer === undefined) return timed;
    return {
      change: (row, by) => {
        timed.change(row, by);
        observer.waits(station, row, by);
      },
    };
  }

  private timed(station: Station, inner: QueueWatch): QueueWatch {
    if (!this.debug) return inner;
    const { cells, columns } = this.rows;
    const { entered } = this;
    return {
      change: (row, by) => {
        this.settle(station);
        inner.change(row, by);
        const at = row * columns + entered;
        const stamp = (this.sim.stampBase + this.sim.now) | 0;
        if (by > 0) cells[at] = stamp;
        else station.waitedMs += (stamp - cells[at]!) | 0;
        station.enteredMs += by * (by > 0 ? stamp : cells[at]!);
      },
    };
  }

  /** Every broken law in words; empty when all hold. */
  broken(): string[] {
    const faults = this.laws.flatMap((law) => law() ?? []);
    for (const station of this.stations) {
      const { name, queued } = station;
      const inside = station.inside();
      if (station.in !== station.out + station.dropped + inside)
        faults.push(
          `${name}: ${station.in} in, but ${station.out} out + ${station.dropped} dropped + ${inside} inside`,
        );
      if (!this.debug || queued === undefined) continue;
      this.settle(station);
      const waited = station.waitedMs + queued.value * this.sim.timeMs - station.enteredMs;
      if (station.areaMs !== waited)
        faults.push(`${name}: ∫ queue dt = ${station.areaMs} ms, but the waits sum to ${waited} ms`);
    }
    return faults;
  }

  private settle(station: Station): void {
    const { timeMs } = this.sim;
    station.areaMs += (station.queued?.value ?? 0) * (timeMs - station.settledMs);
    station.settledMs = timeMs;
  }
}
