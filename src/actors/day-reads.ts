import { DAY_MS } from "../kernel/simulation.ts";
import * as R from "../ledger/request.ts";
import { type RuleFigure, readerMetrics } from "../metrics/rule-metrics.ts";
import { type DayNeeds, DayPlan, meterOf, rowOf } from "../smoothing/day-plan.ts";
import type { Needs } from "../smoothing/needs.ts";
import { type Context, openMark, type Receive } from "./market-context.ts";
import { openInsideMs, openReadRequests } from "./read-requests.ts";

const MINUTE_MS = 60_000;
const NUMBERS_OF_USERS = ["no User", "1 User", "2 Users", "3 Users"];

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
  const readers = new Float64Array(NUMBERS_OF_USERS.length);

  /** Releases the reads of one day, from a minute of it on: those that are due, unless told otherwise. */
  const openDay = (day: number, fromMinute: number, due: DayNeeds = needs): void => {
    let today: DayPlan | undefined = new DayPlan(due, plan.rows, words, day, fromMinute);
    if (ledger.isMeasured(day * DAY_MS)) {
      ledger.wantDay(today.wanted);
      today.wanted.readers?.forEach((meters, users) => void (readers[users]! += meters));
    }
    let minute = fromMinute - 1;
    let entries: Uint32Array = new Uint32Array(0);
    let order = new MinuteOrder();
    let next = 0;

    const sendNext = (): void => {
      if (next === entries.length) {
        minute = today!.nextMinute(minute + 1);
        if (minute < 0) {
          today = undefined; // its memory goes: 4 bytes a read
          order = new MinuteOrder();
          return;
        }
        entries = today!.minute(minute);
        order.sort(
          entries.length,
          (i) => insideMs(rowOf(entries[i]!), meterOf(entries[i]!), day),
          (i) => words[meterOf(entries[i]!)]!,
        );
        next = 0;
      }
      const atMs = day * DAY_MS + minute * MINUTE_MS + order.ms[order.at[next]!]!;
      sim.send((atMs - sim.baseMs) | 0, port, 0);
    };

    const port = sim.open(`reads of day ${day}`, () => {
      const ms = order.ms[order.at[next]!]!;
      do {
        const position = order.at[next++]!;
        const entry = entries[position]!;
        const row = request(rowOf(entry), meterOf(entry), order.words[position]!, day);
        mark(row);
        ledger.send(cells[row * columns + R.INFO]!);
        receive(row, true);
      } while (next < entries.length && order.ms[order.at[next]!]! === ms);
      sendNext();
    });
    sendNext();
  };
  /** By how many Users profiles are read, where that is counted. */
  const figures = (): RuleFigure[] =>
    needs.countsReaders
      ? NUMBERS_OF_USERS.map((place, users) => {
          return { metric: readerMetrics.readers.name, place, value: readers[users]! };
        })
      : [];
  return { openDay, figures };
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
