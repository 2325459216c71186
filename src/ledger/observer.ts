import type { Rows } from "../kernel/rows.ts";

/** A place where rows wait, and how many have left it. */
export interface WaitingPlace {
  readonly name: string;
  readonly out: number;
}

/**
 * Told of what happens to the rows of a table, as it happens. It must not touch the model: a run that is observed has
 * the same path. Where nobody observes, nothing is asked.
 */
export interface Observer {
  /** A row leaves a place, or is made there. */
  left(place: string, row: number): void;
  /** A row begins to wait (+1), or has waited (−1). */
  waits(place: WaitingPlace, row: number, by: 1 | -1): void;
  /** A row is about to be given back: whatever it was is over. */
  over(row: number): void;
}

/** Who observes a whole run: its requests, responses and alerts, and the messages of settlement. */
export interface RunObserver {
  readonly requests: Observer;
  openMessages(messages: Rows): Observer;
}
