import { OutOfRoom } from "./out-of-room.ts";

/** No row. */
export const NONE = (1 << 26) - 1;

const ROW_MASK = NONE;
const GENERATION_STEP = 1 << 26;

/**
 * Column 0 of every table: the next row of the queue or free list a row stands in, and above it the row's generation.
 */
export const NEXT = 0;

/**
 * A table of rows of int32 columns: what is in flight. Reserved whole and touched as used, so growth copies nothing and
 * memory follows the most rows that were ever in use. A row given back is taken again first: the few in use stay in
 * cache.
 */
export class Rows {
  /** Row r, column c: `cells[r * columns + c]`. */
  readonly cells: Int32Array;
  readonly columns: number;
  readonly max: number;
  /** What its rows are, to whom there is no room for more of them. */
  private readonly what: string;
  /** Rows taken and not given back. */
  inUse = 0;
  /** Most rows in use at once, and so the first that was never taken. */
  inUseMax = 0;
  private free = NONE;

  /** @param max most rows at once, below 2²⁶; for one more it is `OutOfRoom` */
  constructor(columns: number, max: number, what = "rows in flight") {
    if (max > NONE) throw new RangeError(`a table holds at most ${NONE} rows, ${max} asked for`);
    this.columns = columns;
    this.max = max;
    this.what = what;
    this.cells = new Int32Array(columns * max);
  }

  /** A row whose columns hold whatever was there before. */
  take(): number {
    const row = this.free;
    if (row === NONE) return this.takeFresh();
    this.inUse++;
    this.free = this.next(row);
    return row;
  }

  private takeFresh(): number {
    if (this.inUseMax === this.max) throw new OutOfRoom(this.max, this.what, this);
    this.inUse++;
    return this.inUseMax++;
  }

  /** Gives a row back. Tickets to it go stale. */
  give(row: number): void {
    this.inUse--;
    const at = row * this.columns;
    this.cells[at] = (((this.cells[at]! & ~ROW_MASK) + GENERATION_STEP) & ~ROW_MASK) | this.free;
    this.free = row;
  }

  next(row: number): number {
    return this.cells[row * this.columns]! & ROW_MASK;
  }

  link(row: number, next: number): void {
    const at = row * this.columns;
    this.cells[at] = (this.cells[at]! & ~ROW_MASK) | next;
  }

  /** Adds a row to a chain of rows that are linked one to the next; says which is its first. */
  append(first: number, row: number): number {
    this.link(row, NONE);
    if (first === NONE) return row;
    let last = first;
    for (let next = this.next(last); next !== NONE; next = this.next(last)) last = next;
    this.link(last, row);
    return first;
  }

  /** The row with its generation (6 bits), to send in an event that may come too late. */
  ticket(row: number): number {
    return row | (this.cells[row * this.columns]! & ~ROW_MASK);
  }

  /** The row of a ticket, or NONE if the row has been given back since. */
  holder(ticket: number): number {
    const row = ticket & ROW_MASK;
    return this.ticket(row) === ticket ? row : NONE;
  }
}

/** Rows that tell somebody of each that is about to be given back: a class of its own, so that others ask nobody. */
export class ToldRows extends Rows {
  onGive: ((row: number) => void) | undefined;

  override give(row: number): void {
    this.onGive?.(row);
    super.give(row);
  }
}
