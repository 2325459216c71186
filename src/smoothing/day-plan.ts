import { ACCESS } from "../domain/components.ts";
import { accessOf } from "../domain/meter-word.ts";
import type { TrafficRow } from "../domain/plan.ts";
import { NEEDS_MAX, type Needs } from "./needs.ts";
import { MINUTES_A_DAY } from "./shape.ts";

/** A day's windows may run into the next. */
const PLAN_MINUTES = 2 * MINUTES_A_DAY;
const METER_BITS = 27;
export const METERS_MAX = 1 << METER_BITS;
const RANKS = 65_536;

/** What the needs of a day serve, by traffic row and access component ([row × 8 + access]). */
export interface Wanted {
  readonly byRow: Float64Array;
  /** MHHS needs served by an existing read (M00), and existing needs served by an agent's (O9), by access component. */
  readonly servedMhhs: Float64Array;
  readonly servedSupplier: Float64Array;
}

/** Whole numbers that sum to `total` in proportion to the weights, by largest remainder; ties go to the earlier. */
export const largestRemainder = (weights: Float64Array, total: number): Uint32Array => {
  const sum = weights.reduce((s, w) => s + w, 0);
  const parts = new Uint32Array(weights.length);
  if (sum <= 0) return parts;
  const remainders = Array.from(weights, (weight, i) => {
    const exact = (weight / sum) * total;
    parts[i] = Math.floor(exact);
    return { i, rest: exact - Math.floor(exact) };
  });
  let left = total - parts.reduce((s, p) => s + p, 0);
  remainders.sort((p, q) => q.rest - p.rest || p.i - q.i);
  for (const { i } of remainders) if (left-- > 0) parts[i]!++;
  return parts;
};

/** Who is read in each minute of a day: entries sorted by minute, four bytes each. Memory: 4 bytes a read. */
export class DayPlan {
  readonly day: number;
  readonly wanted: Wanted;
  /** Entries of minute m: from `starts[m]` to `starts[m + 1]`. */
  private readonly starts: Float64Array;
  private readonly entries: Uint32Array;

  /**
   * @param fromMinute reads due before this minute of the day are left out: the run had not begun
   */
  constructor(needs: Needs, rows: readonly TrafficRow[], words: Uint32Array, day: number, fromMinute: number) {
    this.day = day;
    this.wanted = {
      byRow: new Float64Array(rows.length * 8),
      servedMhhs: new Float64Array(8),
      servedSupplier: new Float64Array(8),
    };
    const due = new Int32Array(NEEDS_MAX);
    const counts = new Float64Array(PLAN_MINUTES + 1);
    const placed = rows.map((row) => row.byAccess !== undefined);
    const dealt = new Dealing(rows);

    for (let meter = 0; meter < words.length; meter++) {
      const word = words[meter]!;
      const n = needs.of(meter, word, day, due);
      const access = accessOf(word);
      for (let i = 0; i < n; i++) {
        const row = due[i]!;
        this.wanted.byRow[row * 8 + access]!++;
        if (needs.servesMhhs(row, meter, word, day)) this.wanted.servedMhhs[access]!++;
        if (needs.servesSupplier(row, meter, word, day)) this.wanted.servedSupplier[access]!++;
        if (placed[row]) dealt.seen(access, needs.placeOf(row, meter, day));
        else counts[(needs.sendMs(row, meter, day) / 60_000) | 0]!++;
      }
    }
    dealt.deal(counts);

    this.starts = new Float64Array(PLAN_MINUTES + 1);
    for (let m = 0; m < PLAN_MINUTES; m++) this.starts[m + 1] = this.starts[m]! + (m < fromMinute ? 0 : counts[m]!);
    this.entries = new Uint32Array(this.starts[PLAN_MINUTES]!);
    const at = Float64Array.from(this.starts);
    for (let meter = 0; meter < words.length; meter++) {
      const word = words[meter]!;
      const n = needs.of(meter, word, day, due);
      for (let i = 0; i < n; i++) {
        const row = due[i]!;
        const minute = placed[row]
          ? dealt.next(accessOf(word), needs.placeOf(row, meter, day))
          : (needs.sendMs(row, meter, day) / 60_000) | 0;
        if (minute >= fromMinute) this.entries[at[minute]!++] = meter | (row << METER_BITS);
      }
    }
  }

  /** First minute from `minute` on with a read in it, or −1. */
  nextMinute(minute: number): number {
    for (let m = minute; m < PLAN_MINUTES; m++) if (this.starts[m + 1]! > this.starts[m]!) return m;
    return -1;
  }

  /** The reads of a minute, in no order that means anything; `meterOf` and `rowOf` unpack them. */
  minute(minute: number): Uint32Array {
    return this.entries.subarray(this.starts[minute]!, this.starts[minute + 1]!);
  }
}

export const meterOf = (entry: number): number => entry & (METERS_MAX - 1);
export const rowOf = (entry: number): number => entry >>> METER_BITS;

/**
 * Deals the minutes that O10 chose out to the reads it may move: exactly so many a minute at each access component (largest
 * remainder), and which read gets which minute by rank of a keyed draw.
 */
class Dealing {
  private readonly ranks: (Float64Array | undefined)[] = ACCESS.map(() => undefined);
  private readonly minutes: Uint16Array[] = [];
  private readonly weights: readonly (Float64Array | undefined)[];

  constructor(rows: readonly TrafficRow[]) {
    const placed = rows.find((row) => row.byAccess !== undefined)?.byAccess;
    this.weights = ACCESS.map((_, access) => placed?.[access]);
  }

  seen(access: number, place: number): void {
    this.ranks[access] ??= new Float64Array(RANKS);
    this.ranks[access][place >>> 16]!++;
  }

  /** Fixes how many go where, adds them to the minute counts, and turns the rank counts into first ranks. */
  deal(counts: Float64Array): void {
    this.ranks.forEach((ranks, access) => {
      const weights = this.weights[access];
      if (ranks === undefined || weights === undefined) return;
      let total = 0;
      for (let r = 0; r < RANKS; r++) {
        const here = ranks[r]!;
        ranks[r] = total;
        total += here;
      }
      const parts = largestRemainder(weights, total);
      const minuteOfRank = new Uint16Array(total);
      let rank = 0;
      for (let m = 0; m < parts.length; m++) {
        counts[m]! += parts[m]!;
        minuteOfRank.fill(m, rank, (rank += parts[m]!));
      }
      this.minutes[access] = minuteOfRank;
    });
  }

  next(access: number, place: number): number {
    return this.minutes[access]![this.ranks[access]![place >>> 16]!++]!;
  }
}
