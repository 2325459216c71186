import { DAY_MS } from "../kernel/time.ts";
import { ORIGIN_DAY } from "./appointments.ts";
import type { FeedRules } from "./entry-rules.ts";

const ORIGIN_MS = ORIGIN_DAY * DAY_MS;

/** Half of what is known of the past: so long before the first measured day the feed may be out, or be behind. */
export const FEED_PAST_DAYS = -ORIGIN_DAY / 2;

/** A time in which nothing arrives. */
interface Out {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * The feed of registration data to the DSP: changes are sent in batches, each arrives a delay later, or when an outage
 * ends; the DSP works off one after the other. So what its copy holds at any time is what was registered up to an
 * earlier one.
 */
export class RegistrationFeed {
  /** When each batch is in the copy, as far as that was asked. */
  private readonly inCopyMs: number[] = [];
  private readonly everyMs: number;
  private readonly delayMs: number;
  private readonly workMs: number;
  /** In the order in which they begin. */
  private readonly outages: readonly Out[];
  private batch = -1;

  constructor({ everyMs, delayMs, workOffSpeed }: FeedRules, outages: readonly Out[]) {
    this.everyMs = everyMs;
    this.delayMs = delayMs;
    // A batch holds the changes of one interval; the DSP takes them in so many times faster than they come.
    this.workMs = everyMs / workOffSpeed;
    this.outages = outages.toSorted((a, b) => a.fromMs - b.fromMs);
  }

  /** When a batch is in the copy, which is after the one before. */
  private inCopyAtMs(batch: number): number {
    const { inCopyMs } = this;
    while (inCopyMs.length <= batch) {
      const dueMs = ORIGIN_MS + inCopyMs.length * this.everyMs + this.delayMs;
      // One that ends inside another hands on what is due to that one's end.
      const thereMs = this.outages.reduce((ms, { fromMs, toMs }) => (ms >= fromMs && ms < toMs ? toMs : ms), dueMs);
      inCopyMs.push(Math.max(inCopyMs.at(-1) ?? Number.NEGATIVE_INFINITY, thereMs) + this.workMs);
    }
    return inCopyMs[batch]!;
  }

  /** The time up to which all that was registered is in the copy, asked at a time. */
  knownMs(atMs: number): number {
    while (this.inCopyAtMs(this.batch + 1) <= atMs) this.batch++;
    while (this.batch >= 0 && this.inCopyAtMs(this.batch) > atMs) this.batch--;
    return ORIGIN_MS + this.batch * this.everyMs;
  }

  /** The time up to which all that was registered was due at the DSP, asked at a time. */
  dueMs(atMs: number): number {
    return ORIGIN_MS + Math.floor((atMs - this.delayMs - ORIGIN_MS) / this.everyMs) * this.everyMs;
  }
}
