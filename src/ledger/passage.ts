import type { WaitingPlace } from "./observer.ts";

/** Where something was, and for how long; times in ms since the first measured midnight. */
export interface Stay {
  /** The station, or what it waited for: `RETRY`, `BEFORE`. */
  readonly place: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** Of that time, in the queue of the station; of a delivery by the DIP, until it was tried again. */
  readonly waitedMs: number;
  /** Rows that left the station while it waited. */
  readonly wentFirst: number;
  /** 0 first; of a delivery by the DIP, tries before this one. */
  readonly attempt: number;
  /** As it leaves, its answer is an error; of a meter out of reach. Of a delivery: it was not taken. */
  readonly isFailed: boolean;
  readonly isDark: boolean;
}

interface Wait {
  readonly fromMs: number;
  readonly out: number;
  ms: number;
  wentFirst: number;
}

/** What is under way: where it has been, and where it waits now. */
export class Passage {
  readonly stays: Stay[] = [];
  fromMs: number;
  private readonly waits = new Map<string, Wait>();

  constructor(fromMs: number) {
    this.fromMs = fromMs;
  }

  wait({ name, out }: WaitingPlace, by: 1 | -1, nowMs: number): void {
    if (by > 0) {
      this.waits.set(name, { fromMs: nowMs, out, ms: 0, wentFirst: 0 });
      return;
    }
    const wait = this.waits.get(name)!;
    wait.ms = nowMs - wait.fromMs;
    wait.wentFirst = out - wait.out;
  }

  /** At the place where it will be next it waits so long first. */
  waitsFor(place: string, ms: number): void {
    this.waits.set(place, { fromMs: this.fromMs, out: 0, ms, wentFirst: 0 });
  }

  leave(place: string, toMs: number, more: Pick<Stay, "attempt"> & Partial<Stay>): void {
    const { ms: waitedMs = 0, wentFirst = 0 } = this.waits.get(place) ?? {};
    this.waits.delete(place);
    const never = { isFailed: false, isDark: false };
    this.stays.push({ place, fromMs: this.fromMs, toMs, waitedMs, wentFirst, ...never, ...more });
    this.fromMs = toMs;
  }
}
