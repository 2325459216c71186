import { DAY_MS, MINUTE_MS } from "../kernel/time.ts";
import * as R from "../ledger/request.ts";
import { type RuleFigure, readerMetrics } from "../metrics/rule-metrics.ts";
import { type DayNeeds, DayPlan, meterOf, openReadsByMinute, openRowOf } from "../smoothing/day-plan.ts";
import type { MinuteBins } from "../smoothing/minute-bins.ts";
import type { Needs } from "../smoothing/needs.ts";
import { type Context, openMark, type Receive } from "./market-context.ts";
import { openInsideMs, openReadRequests } from "./read-requests.ts";

const NUMBERS_OF_USERS = ["no User", "1 User", "2 Users", "3 Users"];

/** The reads of a day that are left, as `MinuteBins` gives them, once all are sent. */
const NONE_LEFT = new Uint32Array(0);

/**
 * Senders of the daily reads: suppliers' and agents' Schedules at the DSP, and their on-demand reads. At each midnight
 * the day's needs exist; they are released in order of time, one minute's worth sorted at a time, with one event
 * pending.
 */
export const openDayReads = (context: Context, needs: Needs, receive: Receive) => {
  const { sim, plan, words, rows, ledger } = context;
  const { cells, columns } = rows;
  const mark = openMark(context, "daily reads");
  const request = openReadRequests(context, needs);
  const insideMs = openInsideMs(context, needs);
  const rowOf = openRowOf(plan.rows);
  const { readers } = sim.keep({ readers: new Float64Array(NUMBERS_OF_USERS.length) });

  /** Sends the reads of one day after another, each when those of the one before are all sent. */
  const openSender = (name: string) => {
    let reads: MinuteBins | undefined;
    let entries: Uint32Array = NONE_LEFT;
    let order = new MinuteOrder();
    const place = sim.keep({ day: 0, minute: 0, next: 0 });

    /** Their memory goes: 4 bytes a read. */
    const forget = (): void => {
      reads = undefined;
      entries = NONE_LEFT;
      order = new MinuteOrder();
    };

    const takeMinute = (): void => {
      entries = reads!.read(place.minute);
      order.sort(
        entries.length,
        (i) => insideMs(rowOf(entries[i]!), meterOf(entries[i]!), place.day),
        (i) => words[meterOf(entries[i]!)]!,
      );
    };

    sim.keep({
      get left() {
        return reads?.readFrom(place.minute) ?? NONE_LEFT;
      },
      set left(left: Uint32Array) {
        forget();
        if (left.length === 0) return;
        reads = openReadsByMinute();
        reads.addAll(left);
        takeMinute();
      },
    });

    const sendNext = (): void => {
      if (place.next === entries.length) {
        const minute = reads!.nextFrom(place.minute + 1);
        if (minute < 0) {
          forget();
          return;
        }
        place.minute = minute;
        takeMinute();
        place.next = 0;
      }
      const atMs = place.day * DAY_MS + place.minute * MINUTE_MS + order.ms[order.at[place.next]!]!;
      sim.send((atMs - sim.baseMs) | 0, port, 0);
    };

    const port = sim.open(name, () => {
      const { day } = place;
      const ms = order.ms[order.at[place.next]!]!;
      do {
        const position = order.at[place.next++]!;
        const entry = entries[position]!;
        const row = request(rowOf(entry), meterOf(entry), order.words[position]!, day);
        mark(row);
        ledger.send(cells[row * columns + R.INFO]!);
        receive(row, true);
      } while (place.next < entries.length && order.ms[order.at[place.next]!]! === ms);
      sendNext();
    });

    return (day: number, fromMinute: number, due: DayNeeds): void => {
      if (reads !== undefined) throw new RangeError(`${name}: reads of day ${place.day} are not all sent`);
      const today = new DayPlan(due, plan.rows, words, day, fromMinute);
      if (ledger.isMeasured(day * DAY_MS)) {
        ledger.wantDay(today.wanted);
        today.wanted.readers?.forEach((meters, users) => void (readers[users]! += meters));
      }
      ({ reads } = today);
      place.day = day;
      place.minute = fromMinute - 1;
      place.next = entries.length; // none of a minute's: the first is taken now
      sendNext();
    };
  };

  /** Has what is due on each day sent. A day's reads may go on into the next: days take turns at two senders. */
  const openDays = (name: string, due: DayNeeds) => {
    const [even, odd] = ["even", "odd"].map((which) => openSender(`${name}, ${which} days`));
    return (day: number, fromMinute: number): void => ((day & 1) === 0 ? even! : odd!)(day, fromMinute, due);
  };
  /** Sends the reads of a day, from a minute of it on. */
  const openDay = openDays("daily reads", needs);
  /** By how many Users profiles are read, where that is counted. */
  const figures = (): RuleFigure[] =>
    needs.countsReaders
      ? NUMBERS_OF_USERS.map((place, users) => {
          return { metric: readerMetrics.readers.name, place, value: readers[users]! };
        })
      : [];
  return { openDay, openDays, figures };
};

const FEW = 32;

/** The reads of one minute in order of their ms: a stable radix sort in two passes of 8 bits, or by hand if few. */
class MinuteOrder {
  ms = new Uint16Array(0);
  /**
   * Words of the meters, read here one after another: as each request's first act every one would be a wait for
   * memory.
   */
  words = new Uint32Array(0);
  /** Positions in order. */
  at = new Uint32Array(0);
  private half = new Uint32Array(0);
  private readonly starts = new Uint32Array(257);

  sort(count: number, msOf: (i: number) => number, wordOf: (i: number) => number): void {
    if (this.ms.length < count) {
      this.ms = new Uint16Array(count * 2);
      this.words = new Uint32Array(count * 2);
      this.at = new Uint32Array(count * 2);
      this.half = new Uint32Array(count * 2);
    }
    for (let i = 0; i < count; i++) {
      this.ms[i] = msOf(i);
      this.words[i] = wordOf(i);
      this.at[i] = i;
    }
    if (count <= FEW) this.insert(count);
    else {
      this.pass(count, this.at, this.half, 0);
      this.pass(count, this.half, this.at, 8);
    }
  }

  /** A stable sort without the cost of counting, for the few reads that a minute of a small run has. */
  private insert(count: number): void {
    const { ms, at } = this;
    for (let i = 1; i < count; i++) {
      const own = ms[i]!;
      let j = i;
      for (; j > 0 && ms[at[j - 1]!]! > own; j--) at[j] = at[j - 1]!;
      at[j] = i;
    }
  }

  private pass(count: number, from: Uint32Array, to: Uint32Array, shift: number): void {
    const { ms, starts } = this;
    starts.fill(0);
    for (let i = 0; i < count; i++) starts[((ms[i]! >>> shift) & 255) + 1]!++;
    for (let d = 0; d < 256; d++) starts[d + 1]! += starts[d]!;
    for (let i = 0; i < count; i++) {
      const position = from[i]!;
      to[starts[(ms[position]! >>> shift) & 255]!++] = position;
    }
  }
}
