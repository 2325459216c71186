import { NONE, type Rows } from "./rows.ts";

/**
 * A bounded queue of rows in service classes: class 0 first, first come first served inside a class. A row stands in
 * one queue at a time (its NEXT column links it).
 */
export class ClassQueue {
  /** Rows waiting, all classes. */
  length = 0;
  private readonly head: Int32Array;
  private readonly tail: Int32Array;
  private readonly rows: Rows;
  private readonly max: number;

  constructor(rows: Rows, classes: number, max: number) {
    this.rows = rows;
    this.max = max;
    this.head = new Int32Array(classes).fill(NONE);
    this.tail = new Int32Array(classes).fill(NONE);
  }

  /** False when the queue is full: the row was not taken. */
  push(row: number, rank: number): boolean {
    if (this.length >= this.max) return false;
    this.rows.link(row, NONE);
    if (this.head[rank] === NONE) this.head[rank] = row;
    else this.rows.link(this.tail[rank]!, row);
    this.tail[rank] = row;
    this.length++;
    return true;
  }

  /** The next row to serve; only when length > 0. */
  pop(): number {
    const { head } = this;
    let rank = 0;
    while (head[rank] === NONE) rank++;
    const row = head[rank]!;
    head[rank] = this.rows.next(row);
    this.length--;
    return row;
  }
}

/** What a station counts: rows that arrived, that left it, and that found its queue full. */
export interface StationCounts {
  in: number;
  out: number;
  dropped: number;
}

/** Told when a row starts to wait (+1) and when it stops (−1). Rows that pass an idle station never wait. */
export interface QueueWatch {
  change(row: number, by: 1 | -1): void;
}
