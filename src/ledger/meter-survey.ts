import type { MeterPick } from "../domain/meter-picks.ts";
import type { Plan } from "../domain/plan.ts";
import { usersOf } from "../domain/users.ts";
import type { Rows } from "../kernel/rows.ts";
import type { Simulation } from "../kernel/simulation.ts";
import { DAY_MS } from "../kernel/time.ts";
import type { CaseObserver, MessageObserver, Observer, RunObserver } from "./observer.ts";
import * as C from "./registration-case.ts";
import * as R from "./request.ts";

const NOT_SEEN = -1;
const FAILED = 1;
const RETRIED = 2;
const CACHED = 4;

const nothing: MessageObserver = { left: () => {}, notTaken: () => {}, waits: () => {}, over: () => {} };

/**
 * How long the profile reads of one day took, meter by meter, and how they ended, and who changes supplier on it: what
 * meters are picked by.
 */
export class MeterSurvey implements RunObserver {
  readonly requests: Observer;
  private readonly latencyMs: Int32Array;
  private readonly how: Uint8Array;
  private readonly day: number;
  private readonly switched = new Set<number>();

  constructor(sim: Simulation, plan: Plan, rows: Rows, day: number, meters: number) {
    this.day = day;
    this.latencyMs = new Int32Array(meters).fill(NOT_SEEN);
    this.how = new Uint8Array(meters);
    const { cells, columns } = rows;
    const { latencyMs, how } = this;
    const users = new Set(usersOf(plan).map(({ name }) => name));
    // A byte a row, set once it is at its User: what the DSP or a full queue refused never is, and is no error either.
    const atUser = new Uint8Array(rows.max);
    // Only where there are caches: a byte a row, set once a device was asked.
    const askedDevice = plan.cache === undefined ? undefined : new Uint8Array(rows.max);
    const settles = plan.rows.map(({ need }) =>
      plan.needs.mhhs ? need === "own-mdr" || need === "agent" : need === "existing-electricity",
    );
    this.requests = {
      left: (place, row) => {
        if (askedDevice !== undefined && place === "hub") askedDevice[row] = 1;
        if (users.has(place)) atUser[row] = 1;
      },
      waits: () => {},
      over: (row) => {
        const wasAsked = askedDevice?.[row];
        if (askedDevice !== undefined) askedDevice[row] = 0;
        const isAnswered = atUser[row] === 1;
        atUser[row] = 0;
        const at = row * columns;
        const info = cells[at + R.INFO]!;
        if ((info & R.NO_NEED) !== 0 || cells[at + R.WANTED] !== ((day * DAY_MS) | 0)) return;
        if (!settles[R.rowOf(info)] && (info & R.SERVES_MHHS) === 0) return;
        const meter = cells[at + R.METER]!;
        latencyMs[meter] = (sim.stampBase + sim.now - cells[at + R.WANTED]!) | 0;
        how[meter] =
          (isAnswered && (info & R.FAILED) === 0 ? 0 : FAILED) |
          (R.attemptOf(info) > 0 ? RETRIED : 0) |
          (wasAsked === 0 ? CACHED : 0);
      },
    };
  }

  openMessages(): MessageObserver {
    return nothing;
  }

  openCases({ cells, columns }: Rows): CaseObserver {
    const { day, switched, latencyMs } = this;
    return {
      began: () => {},
      changed: (row, why) => {
        const at = row * columns;
        // A metering system of another segment isn't read over the DCC: none of them is picked.
        if (cells[at + C.METER]! >= latencyMs.length) return;
        const isEffective = cells[at + C.DATE] === day && why === undefined && C.isOver(cells[at + C.WHAT]!);
        if (isEffective && C.isSwitch(cells[at + C.WHAT]!)) switched.add(cells[at + C.METER]!);
      },
    };
  }

  /** The first meter that is what was asked for; undefined where none is. */
  pick(pick: MeterPick): number | undefined {
    const { latencyMs, how, switched } = this;
    if (pick === "switched") return switched.size === 0 ? undefined : Math.min(...switched);
    const holds = (meter: number): boolean => {
      if (latencyMs[meter] === NOT_SEEN) return false;
      if (pick === "never") return (how[meter]! & FAILED) !== 0;
      if ((how[meter]! & FAILED) !== 0) return false;
      if (pick === "retry") return (how[meter]! & RETRIED) !== 0;
      return pick !== "cached" || (how[meter]! & CACHED) !== 0;
    };
    const times: number[] = [];
    for (let meter = 0; meter < latencyMs.length; meter++) if (holds(meter)) times.push(latencyMs[meter]!);
    if (times.length === 0) return undefined;
    const sorted = Int32Array.from(times).sort();
    const wanted = pick === "slowest" ? sorted.at(-1)! : sorted[(sorted.length - 1) >> 1]!;
    const isIt = (ms: number, meter: number): boolean => holds(meter) && (pick === "never" || ms === wanted);
    return latencyMs.findIndex(isIt);
  }
}
