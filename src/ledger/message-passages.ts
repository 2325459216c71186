import type { Simulation } from "../kernel/simulation.ts";
import * as M from "./message.ts";
import type { MessageObserver } from "./observer.ts";
import { Passage, type Stay } from "./passage.ts";

/** A message on its way, from where it was made to those who get it. */
export interface MessagePassage {
  readonly madeMs: number;
  /** The DIP's deliveries go side by side, and each of its tries is a stay of its own. */
  readonly stays: readonly Stay[];
  readonly isOver: boolean;
}

export type Changing<T> = { -readonly [K in keyof T]: T[K] };

/** Told of a message that is first seen at a place; undefined: nobody asks for it. */
export type FirstSeen = (row: number, place: string, passage: MessagePassage) => MessagePassage | undefined;

/** What makes a message is no place where it has been. */
const MAKERS: readonly string[] = [M.SWEEP, M.RESUBMISSION];

/** From the DIP to each recipient it goes side by side; MDS takes it in by its rate once it is there. */
const before = (place: string): string | undefined =>
  place === "mds" ? "dip to MDS" : place.startsWith("dip to ") ? "dip" : undefined;

/** Follows the messages that somebody asks for, each stay where the one before ended. */
export const followMessages = (sim: Simulation, firstSeen: FirstSeen): MessageObserver => {
  const known = new Map<number, { message: Changing<MessagePassage>; passage: Passage }>();
  const seen = (row: number, place: string) => {
    const found = known.get(row);
    if (found !== undefined) return found;
    const passage = new Passage(sim.timeMs);
    const message = firstSeen(row, place, { madeMs: sim.timeMs, stays: passage.stays, isOver: false });
    if (message === undefined) return undefined;
    const begun = { message, passage };
    known.set(row, begun);
    return begun;
  };
  const leave = (place: string, row: number, isFailed: boolean): Passage | undefined => {
    const passage = seen(row, place)?.passage;
    if (passage === undefined || MAKERS.includes(place)) return undefined;
    const { stays } = passage;
    const tries = stays.filter((stay) => stay.place === place);
    const start = tries.at(-1) ?? stays.findLast((stay) => stay.place === before(place));
    if (start !== undefined) passage.fromMs = start.toMs;
    passage.leave(place, sim.timeMs, { attempt: tries.length, isFailed });
    return passage;
  };
  return {
    left: (place, row) => leave(place, row, false),
    notTaken: (place, row, againInMs) => leave(place, row, true)?.waitsFor(place, againInMs),
    waits: (place, row, by) => seen(row, place.name)?.passage.wait(place, by, sim.timeMs),
    over: (row) => {
      const of = known.get(row);
      if (of === undefined) return;
      of.message.isOver = true;
      known.delete(row);
    },
  };
};
