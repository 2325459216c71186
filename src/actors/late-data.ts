import { lateRowOf, lookedForMinute } from "../domain/late-data.ts";
import { agentOf } from "../domain/meter-word.ts";
import { draw, openStream, threshold } from "../kernel/keyed-draws.ts";
import { DAY_MS, MINUTE_MS } from "../kernel/time.ts";
import * as R from "../ledger/request.ts";
import type { DayNeeds } from "../smoothing/day-plan.ts";
import { NEEDS_MAX, type Needs } from "../smoothing/needs.ts";
import type { Context, Route } from "./market-context.ts";

// Draws of a meter: its supplier's habit is the same for both fuels, its agent has one of its own.
const SUPPLIER = 0;
const AGENT = 1;

/**
 * Users who look for the day's data at an hour, and ask on demand for a share of what has not come (S-12). What has
 * come is kept as a bit for each meter and kind of read: 1 byte a meter.
 */
export const openLateData = (context: Context, needs: Needs, share: number) => {
  const { sim, plan, rows, words } = context;
  const { cells, columns } = rows;
  const stream = openStream(plan.seed, plan.replication, "late data");
  const asks = threshold(share);
  const lateRow = Int32Array.from(plan.rows, (row) => lateRowOf(plan.rows, row));
  const lateRows = [...new Set(lateRow)].filter((row) => row >= 0);
  const bitOf = Uint8Array.from(lateRow, (row) => (row < 0 ? 0 : 1 << lateRows.indexOf(row)));
  const minuteOf = plan.rows.map(lookedForMinute);
  const isAgents = plan.rows.map(({ need }) => need === "agent");
  const minutes = [...new Set(lateRows.map((row) => minuteOf[row]!))].sort((a, b) => a - b);
  const { come } = sim.keep({ come: new Uint8Array(words.length) });
  // The day whose data is looked for next: what a run's first hours can't tell, nobody looks for.
  const { state } = sim.keep({ state: Float64Array.of(Math.ceil(sim.timeMs / DAY_MS) + 0) }); // no minus zero

  /** The User that was due it has a read's answer, or its last error. */
  const hasCome: Route = (row) => {
    const at = row * columns;
    const info = cells[at + R.INFO]!;
    const bit = bitOf[R.rowOf(info)]!;
    if (bit !== 0 && (info & R.FAILED) === 0 && cells[at + R.WANTED] === ((state[0]! * DAY_MS) | 0))
      come[cells[at + R.METER]!]! |= bit;
  };

  /** What is asked for at a minute of the day, since it has not come. */
  const lookedForAt = (minute: number): DayNeeds => {
    const due = new Int32Array(NEEDS_MAX);
    const of = (meter: number, word: number, day: number, out: Int32Array): number => {
      const supplierAsks = draw(stream, meter, SUPPLIER) < asks;
      const agentAsks = agentOf(word) !== 0 && draw(stream, meter, AGENT) < asks;
      if (!supplierAsks && !agentAsks) return 0;
      const count = needs.of(meter, word, day, due);
      let n = 0;
      for (let i = 0; i < count; i++) {
        const read = due[i]!;
        const late = lateRow[read]!;
        if (late < 0 || minuteOf[late] !== minute || (come[meter]! & bitOf[read]!) !== 0) continue;
        if (isAgents[read] ? agentAsks : supplierAsks) out[n++] = late;
      }
      return n;
    };
    return {
      of,
      countsReaders: false,
      readersOf: () => 0,
      servesMhhs: () => false,
      servesSupplier: () => false,
      placeOf: (row, meter, day) => needs.placeOf(row, meter, day),
      sendMs: (row, meter, day) => needs.sendMs(row, meter, day),
    };
  };

  /** Has the requests of each day sent, from the first one that the run sees whole. */
  const openDays = (openAsked: (name: string, asked: DayNeeds) => (day: number, fromMinute: number) => void): void => {
    const looks = minutes.map((minute) => openAsked(`late data at minute ${minute}`, lookedForAt(minute)));
    const port = sim.open("late data", (i) => {
      looks[i]!(state[0]!, minutes[i]!);
      const next = (i + 1) % minutes.length;
      if (next === 0) {
        come.fill(0);
        state[0]!++;
      }
      schedule(next);
    });
    const schedule = (i: number): void =>
      sim.send((state[0]! * DAY_MS + minutes[i]! * MINUTE_MS - sim.baseMs) | 0, port, i);
    if (minutes.length > 0) schedule(0);
  };
  return { hasCome, openDays };
};
