import type { EffectiveDates } from "../domain/effective-dates.ts";
import type { Plan } from "../domain/plan.ts";
import type { RegistrationRules } from "../domain/registration.ts";
import { DAYS_BEFORE } from "../domain/registration-room.ts";
import { drawWith, firstKey, openStream, secondKey } from "../kernel/keyed-draws.ts";
import { OutOfRoom } from "../kernel/out-of-room.ts";
import type { Rows } from "../kernel/rows.ts";
import { NEXT } from "../kernel/rows.ts";
import type { Simulation } from "../kernel/simulation.ts";
import { WEEK_MS } from "../kernel/time.ts";
import type { CaseObserver } from "../ledger/observer.ts";
import type { RegistrationBook } from "../ledger/registration-book.ts";
import * as C from "../ledger/registration-case.ts";
import type { SettlementContext } from "./settlement-context.ts";

/**
 * What the actors of Registration are opened with besides. Meters are here all metering systems that it has, and
 * `words` theirs: smart meters, and above them those of other segments.
 */
export interface RegistrationContext extends SettlementContext {
  readonly smartMeters: number;
  /** Number for draws, whatever the scale. */
  readonly keyOf: KeyOf;
  readonly rules: RegistrationRules;
  readonly dates: EffectiveDates;
  readonly book: RegistrationBook;
  readonly cases: Cases;
}

export type KeyOf = (meter: number) => number;

/** What a party does with a message about a case, of a number and a try. */
export type TakeCase = (kind: number, row: number, tried: number) => void;
/** Sends a message about a case over the DIP, of the case's own try unless it answers another. */
export type SendCase = (kind: number, row: number, tried?: number) => void;

// Draws of a case; those of a try are drawn anew at each.
export const INVALID = 0;
export const SILENT = 1;
export const REJECTS = 2;
export const ANSWER = 3;
export const FATE = 4;
/** Who comes next: of a switch the supplier, of an appointment of an MDR that MDR. */
export const SUCCESSOR = 5;
export const MDR_STAYS = 6;
export const ERRONEOUS = 7;
const DRAWS_A_TRY = 8;

/** The draws of a case begin here: its day, reason and service tell it from the meter's others. */
const firstDrawOf = (begun: number, what: number): number =>
  (((begun + DAYS_BEFORE) * 8 + C.reasonOf(what)) * 4 + C.serviceOf(what)) * (C.TRIES_MAX + 1);

/** Cases of Registration that are under way. */
export class Cases {
  readonly rows: Rows;
  /** Rows of cases that are over, which messages under way hold. */
  private lingering = 0;
  private readonly book: RegistrationBook;
  private readonly stream: ReturnType<typeof openStream>;
  private readonly keyOf: KeyOf;
  /** Undefined: nobody is told. */
  private readonly observer: CaseObserver | undefined;

  constructor(
    rows: Rows,
    book: RegistrationBook,
    { seed, replication }: Pick<Plan, "seed" | "replication">,
    keyOf: KeyOf,
    observer: CaseObserver | undefined,
  ) {
    this.rows = rows;
    this.book = book;
    this.stream = openStream(seed, replication, "registration");
    this.keyOf = keyOf;
    this.observer = observer;
  }

  get(row: number, column: number): number {
    return this.rows.cells[row * this.rows.columns + column]!;
  }

  set(row: number, column: number, value: number): void {
    this.rows.cells[row * this.rows.columns + column] = value;
  }

  /** A new case; what of it is not given here is 0. */
  begin(meter: number, what: number, begun: number): number {
    const { rows, book } = this;
    const row = rows.take();
    for (let column = NEXT + 1; column < rows.columns; column++) this.set(row, column, 0);
    this.set(row, C.METER, meter);
    this.set(row, C.WHAT, what);
    this.set(row, C.BEGUN, begun);
    book.begun++;
    book.inState[C.stateOf(what)]!++;
    this.observer?.began(row);
    return row;
  }

  /** A case that is over stays only as long as a message about it is under way. */
  setState(row: number, state: number, why?: C.InVain): void {
    const { book } = this;
    const what = this.get(row, C.WHAT);
    if (C.stateOf(what) === C.OVER) throw new RangeError("a case of Registration that is over goes on");
    book.inState[C.stateOf(what)]!--;
    if (state === C.OVER) book.ended++;
    else book.inState[state]!++;
    this.set(row, C.WHAT, C.withState(what, state));
    this.observer?.changed(row, why);
    if (state !== C.OVER) return;
    if (C.underWayOf(what) === 0) this.rows.give(row);
    else this.lingering++;
  }

  /** A message about it, or an answer, is under way. */
  hold(row: number): void {
    const what = this.get(row, C.WHAT);
    if (C.underWayOf(what) === C.UNDER_WAY_MAX)
      throw new OutOfRoom(C.UNDER_WAY_MAX, "messages under way about one case of Registration", this.rows);
    this.set(row, C.WHAT, what + C.ONE_UNDER_WAY);
  }

  release(row: number): void {
    const what = this.get(row, C.WHAT) - C.ONE_UNDER_WAY;
    this.set(row, C.WHAT, what);
    if (C.stateOf(what) !== C.OVER || C.underWayOf(what) > 0) return;
    this.lingering--;
    this.rows.give(row);
  }

  /** Broken laws of the books, and rows in use that are neither a case nor held by a message. */
  broken(): string | undefined {
    const open = this.book.inState.reduce((sum, count) => sum + count, 0);
    const rows = this.rows.inUse;
    if (rows === open + this.lingering) return this.book.broken();
    return `registration: ${rows} rows, but ${open} cases and ${this.lingering} held by messages`;
  }

  /** A draw of the case itself, or of one of its tries. */
  drawOf(row: number, which: number, tried = 0): number {
    return this.draw(this.get(row, C.METER), this.get(row, C.BEGUN), this.get(row, C.WHAT), which, tried);
  }

  /** The same of a case that may have been before the run, and has no row. */
  draw(meter: number, begun: number, what: number, which: number, tried = 0): number {
    const { stream } = this;
    const key = this.keyOf(meter);
    const k0 = firstKey(stream, key);
    return drawWith(k0, secondKey(stream, key, k0), (firstDrawOf(begun, what) + tried) * DRAWS_A_TRY + which);
  }

  /** Number of a try of a case, for the draws that the DIP makes of its messages. */
  numberOf(row: number, tried: number): number {
    return firstDrawOf(this.get(row, C.BEGUN), this.get(row, C.WHAT)) + tried;
  }
}

/**
 * A switch waits for what is next, however far away: an event goes no farther than 8.8 days ahead, so that it is sent
 * on from week to week, which the case counts. A case waits for one thing at a time.
 */
export const openCaseWait = (sim: Simulation, cases: Cases, name: string, next: (row: number) => void) => {
  const port = sim.open(name, (row) => {
    const weeks = cases.get(row, C.WEEKS);
    if (weeks === 0) {
      next(row);
      return;
    }
    cases.set(row, C.WEEKS, weeks - 1);
    sim.send((sim.now + WEEK_MS) | 0, port, row);
  });
  return (row: number, waitMs: number): void => {
    cases.set(row, C.WEEKS, Math.floor(waitMs / WEEK_MS));
    sim.send((sim.now + (waitMs % WEEK_MS)) | 0, port, row);
  };
};
