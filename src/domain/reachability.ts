import { drawWith, exponentialQuantiles, firstKey, type Stream, secondKey, threshold } from "../kernel/keyed-draws.ts";
import { DAY_MS } from "../kernel/time.ts";
import { STAYS_IN_REACH } from "./meter-word.ts";
import type { Failures } from "./plan.ts";

const QUANTILES = exponentialQuantiles();
/**
 * The process starts in its stationary state this long before the first measured midnight, so that yesterday can be
 * asked about too.
 */
const ORIGIN_MS = -4 * DAY_MS;

/** Draw of how long a meter that is dark at the start has been so: no spell's number. */
const BEFORE_START = -1;

/** The least draw whose exponential value lies beyond a given one: found once, so that the loop compares integers. */
const firstDrawAfter = (value: number): number => {
  let low = 0;
  let high = 2 ** 32;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (QUANTILES.at(middle) > value) high = middle;
    else low = middle + 1;
  }
  return low;
};

/**
 * Whether a meter can be reached, as a process in time: some never answer; the others go dark in spells (exponential
 * lengths), in their stationary state at the start. Keyed by meter and spell, asked by instant: no state, no events,
 * the same world under every option.
 */
export class Reachability {
  private readonly stream: Stream;
  private readonly never: number;
  private readonly darkAtStart: number;
  /** A meter in reach at the start whose first draw is this or more stays so up to the run's end: most do. */
  private readonly calm: number;
  private readonly runEndsMs: number;
  private readonly spellMs: number;
  private readonly lightMs: number;

  /** @param runEndsMs up to when it is asked often, in ms since the first measured midnight */
  constructor(failures: Failures, stream: Stream, runEndsMs = 0) {
    const { longTermDark, spellDark, spellMeanMs } = failures;
    this.stream = stream;
    this.never = threshold(longTermDark);
    this.darkAtStart = threshold(longTermDark + spellDark);
    this.spellMs = spellMeanMs;
    // Stationary: spellDark / light = mean spell / mean time between spells.
    this.lightMs =
      spellDark > 0 ? (spellMeanMs * (1 - longTermDark - spellDark)) / spellDark : Number.POSITIVE_INFINITY;
    this.runEndsMs = runEndsMs;
    this.calm = firstDrawAfter((runEndsMs - ORIGIN_MS) / this.lightMs);
  }

  /** Marks the words of meters that stay in reach to the run's end: its conversations need not ask. */
  markWords(words: Uint32Array): void {
    for (let meter = 0; meter < words.length; meter++) if (this.staysInReach(meter)) words[meter]! |= STAYS_IN_REACH;
  }

  /** True for a meter that is in reach at the start and stays so to the run's end. */
  staysInReach(meter: number): boolean {
    const k0 = firstKey(this.stream, meter);
    const k1 = secondKey(this.stream, meter, k0);
    return drawWith(k0, k1, 0) >= this.darkAtStart && drawWith(k0, k1, 1) >= this.calm;
  }

  /**
   * True when the meter (and the gas meter on its hub) is out of reach at this time, in ms since the first measured
   * midnight.
   */
  isDark(meter: number, timeMs: number): boolean {
    const k0 = firstKey(this.stream, meter);
    const k1 = secondKey(this.stream, meter, k0);
    const state = drawWith(k0, k1, 0);
    if (state < this.never) return true;
    if (state >= this.darkAtStart && timeMs < this.runEndsMs && drawWith(k0, k1, 1) >= this.calm) return false;
    let dark = state < this.darkAtStart;
    let untilMs = ORIGIN_MS;
    for (let spell = 1; ; spell++) {
      untilMs += QUANTILES.at(drawWith(k0, k1, spell)) * (dark ? this.spellMs : this.lightMs);
      if (timeMs < untilMs) return dark;
      dark = !dark;
    }
  }

  /** True for a meter that never answers. */
  neverAnswers(meter: number): boolean {
    const k0 = firstKey(this.stream, meter);
    return drawWith(k0, secondKey(this.stream, meter, k0), 0) < this.never;
  }

  /**
   * The same as `isDark` for times before the process starts as well: whoever is dark then has been so for a spell's
   * length, which has no memory, and was in reach before.
   */
  wasDark(meter: number, timeMs: number): boolean {
    if (timeMs >= ORIGIN_MS) return this.isDark(meter, timeMs);
    const k0 = firstKey(this.stream, meter);
    const k1 = secondKey(this.stream, meter, k0);
    const state = drawWith(k0, k1, 0);
    if (state < this.never || state >= this.darkAtStart) return state < this.never;
    return timeMs >= ORIGIN_MS - QUANTILES.at(drawWith(k0, k1, BEFORE_START)) * this.spellMs;
  }
}
