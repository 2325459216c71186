import type { Rows } from "../kernel/rows.ts";
import type { InVain } from "./registration-case.ts";

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

/** The same of messages over the DIP. */
export interface MessageObserver extends Observer {
  /** A try at delivery was in vain; the next one goes so long after. */
  notTaken(place: string, row: number, againInMs: number): void;
}

/** Told of the cases of Registration, as they go from state to state. */
export interface CaseObserver {
  began(row: number): void;
  /** In its new state; `why` where it came to nothing, or is refused. */
  changed(row: number, why: InVain | undefined): void;
}

/** Who observes a whole run: its requests, responses and alerts, messages over the DIP, and cases of Registration. */
export interface RunObserver {
  readonly requests: Observer;
  openMessages(messages: Rows): MessageObserver;
  /** @param words of the meters, as they are at any time */
  openCases(cases: Rows, words: Uint32Array): CaseObserver;
}
