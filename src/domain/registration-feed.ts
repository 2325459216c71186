import { ORIGIN_DAY } from "./appointments.ts";
import { DAY_MS } from "./civil-time.ts";
import type { FeedRules } from "./entry-rules.ts";

/**
 * The feed of registration data to the DSP: changes are sent in batches, each arrives a delay later, or when an outage
 * ends; the DSP works off one after the other. So what its copy holds at any time is what was registered up to an
 * earlier one.
 */
export class RegistrationFeed {
  /** When each batch is in the copy. */
  private readonly inCopyMs: number[] = [];
  private readonly everyMs: number;
  private batch = -1;

  constructor({ everyMs, delayMs, workOffSpeed, outage }: FeedRules, untilMs: number) {
    this.everyMs = everyMs;
    let doneMs = Number.NEGATIVE_INFINITY;
    for (let n = 0; ORIGIN_DAY * DAY_MS + n * everyMs <= untilMs; n++) {
      const dueMs = ORIGIN_DAY * DAY_MS + n * everyMs + delayMs;
      const isOut = outage !== undefined && dueMs >= outage.fromMs && dueMs < outage.toMs;
      // A batch holds the changes of one interval; the DSP takes them in so many times faster than they come.
      doneMs = Math.max(doneMs, isOut ? outage.toMs : dueMs) + everyMs / workOffSpeed;
      this.inCopyMs.push(doneMs);
    }
  }

  /** The time up to which all that was registered is in the copy, asked at a time. */
  knownMs(atMs: number): number {
    const { inCopyMs } = this;
    while (this.batch + 1 < inCopyMs.length && inCopyMs[this.batch + 1]! <= atMs) this.batch++;
    while (this.batch >= 0 && inCopyMs[this.batch]! > atMs) this.batch--;
    return ORIGIN_DAY * DAY_MS + this.batch * this.everyMs;
  }
}
