import { ACCESS } from "../domain/components.ts";
import { endsAtDsp } from "../domain/ends-at-dsp.ts";
import { accessOf } from "../domain/meter-word.ts";
import type { TrafficRow } from "../domain/plan.ts";
import { MINUTE_MS, MINUTES_A_DAY } from "../kernel/time.ts";
import { dealOut } from "./dealing.ts";
import { MinuteBins } from "./minute-bins.ts";
import { NEEDS_MAX, type Needs } from "./needs.ts";

/** A day's windows may run into the next. */
const PLAN_MINUTES = 2 * MINUTES_A_DAY;
const METER_BITS = 27;
export const METERS_MAX = 1 << METER_BITS;
const DAY_ROWS_MAX = 2 ** (32 - METER_BITS);

/** Rows of the traffic table that a day's reads are of. The others are streams: a read is packed without them. */
const dayRowsOf = (rows: readonly TrafficRow[]): readonly number[] => {
  const dayRows = rows.flatMap(({ need }, row) =>
    need === "stream" || need === "dsp-stream" || need === "misbehaving-user" ? [] : [row],
  );
  if (dayRows.length > DAY_ROWS_MAX) throw new RangeError(`more than ${DAY_ROWS_MAX} rows of a day's reads`);
  return dayRows;
};

/** What the needs of a day serve, by traffic row and access component ([row × 8 + access]); the eighth is the DSP. */
export interface Wanted {
  readonly byRow: Float64Array;
  /** MHHS needs served by an existing read (M00), and existing needs served by an agent's (O9), by access component. */
  readonly servedMhhs: Float64Array;
  readonly servedSupplier: Float64Array;
  /** Meters whose import profile nobody reads, one User, two, …; undefined unless they are counted. */
  readonly readers: Float64Array | undefined;
}

/** What a day's requests follow from: the reads that are due, or what Users ask for since it has not come. */
export type DayNeeds = Pick<
  Needs,
  "of" | "placeOf" | "sendMs" | "servesMhhs" | "servesSupplier" | "countsReaders" | "readersOf"
>;

/** Existing, own or agent, and a second role: no meter has more readers. */
const READERS_MAX = 4;

/** Bins of a day's reads by the minute in which they are sent; `meterOf` and `openRowOf` unpack them. */
export const openReadsByMinute = (): MinuteBins => new MinuteBins(PLAN_MINUTES);

/** Who is read in each minute of a day. Memory: 4 bytes a read. */
export class DayPlan {
  readonly wanted: Wanted;
  /** In each minute in no order that means anything. */
  readonly reads = openReadsByMinute();

  /**
   * @param fromMinute reads due before this minute of the day are left out: the run had not begun
   */
  constructor(needs: DayNeeds, rows: readonly TrafficRow[], words: Uint32Array, day: number, fromMinute: number) {
    const { byRow, servedMhhs, servedSupplier, readers } = (this.wanted = {
      byRow: new Float64Array(rows.length * 8),
      servedMhhs: new Float64Array(8),
      servedSupplier: new Float64Array(8),
      readers: needs.countsReaders ? new Float64Array(READERS_MAX) : undefined,
    });
    const due = new Int32Array(NEEDS_MAX);
    const packed = new Int32Array(rows.length);
    dayRowsOf(rows).forEach((row, place) => void (packed[row] = place << METER_BITS));
    const placed = rows.map((row) => row.byAccess !== undefined);
    const atDsp = rows.map(endsAtDsp);
    const dealing = placed.includes(true) ? dealOut(needs, rows, words, day) : undefined;
    const { reads } = this;

    for (let meter = 0; meter < words.length; meter++) {
      const word = words[meter]!;
      const n = needs.of(meter, word, day, due);
      const access = accessOf(word);
      if (readers !== undefined) readers[needs.readersOf(meter, day, due, n)]!++;
      for (let i = 0; i < n; i++) {
        const row = due[i]!;
        byRow[row * 8 + (atDsp[row] ? ACCESS.length : access)]!++;
        if (needs.servesMhhs(row, meter, word, day)) servedMhhs[access]!++;
        if (needs.servesSupplier(row, meter, word, day)) servedSupplier[access]!++;
        const minute = placed[row]
          ? dealing!.next(access, needs.placeOf(row, meter, day))
          : (needs.sendMs(row, meter, day) / MINUTE_MS) | 0;
        if (minute >= fromMinute) reads.add(minute, meter | packed[row]!);
      }
    }
  }
}

export const meterOf = (entry: number): number => entry & (METERS_MAX - 1);
export const openRowOf = (rows: readonly TrafficRow[]): ((entry: number) => number) => {
  const dayRows = Int32Array.from(dayRowsOf(rows));
  return (entry) => dayRows[entry >>> METER_BITS]!;
};
