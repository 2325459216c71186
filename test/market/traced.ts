import { createRequire } from "node:module";
import type { MeterPick } from "../../src/domain/meter-picks.ts";
import type { Plan } from "../../src/domain/plan.ts";
import type { MeterTrace } from "../../src/experiment/meter-trace.ts";
import type { Rows } from "../../src/kernel/rows.ts";
import { SYSTEM } from "../../src/ledger/message.ts";
import type { MeterJournal } from "../../src/ledger/meter-journal.ts";
import type { Observer } from "../../src/ledger/observer.ts";
import { METER } from "../../src/ledger/request.ts";
import { advance, close, open } from "./native.ts";

const native = createRequire(import.meta.url);
const { MeterJournal: Journal } = native(
  "../../src/ledger/meter-journal.ts",
) as typeof import("../../src/ledger/meter-journal.ts");
const { simulateWatched } = native("../../src/run/observed-run.ts") as typeof import("../../src/run/observed-run.ts");
export const { meterTraceOf } = native(
  "../../src/experiment/meter-trace.ts",
) as typeof import("../../src/experiment/meter-trace.ts");

/** What the ledger itself made of an answer. */
export interface Answered {
  readonly meter: number;
  readonly atMs: number;
  readonly traffic: number;
  readonly wantedMs: number;
  readonly officialMs: number;
  readonly networkMs: number;
}

type Record = (cell: number, wantedMs: number, officialMs: number, networkMs: number) => boolean;

/** A run up to a time, with a journal of each of its first meters, and the ledger's own clocks beside them. */
export const journalsOf = (plan: Plan, count: number, untilMs: number) => {
  const journals: MeterJournal[] = [];
  const answered: Answered[] = [];
  const run = open(plan, {
    debug: true,
    observe: (sim, rows, meters) => {
      for (let meter = 0; meter < Math.min(count, meters); meter++)
        journals.push(new Journal(sim, plan, rows, meter, meters));
      return {
        requests: byMeter(
          journals.map(({ requests }) => requests),
          rows,
          METER,
          meters,
        ),
        openMessages: (messages) => {
          const observers = journals.map((journal) => journal.openMessages(messages));
          return byMeter(observers, messages, SYSTEM, meters);
        },
      };
    },
  });
  const { ledger, rows, sim, words } = run.context;
  // What the ledger records, by the row that it ends.
  let row = -1;
  const end = ledger.end.bind(ledger);
  ledger.end = (ended) => {
    row = ended;
    end(ended);
  };
  const told = ledger as unknown as { record: Record };
  const record = told.record.bind(ledger);
  told.record = (cell, wantedMs, officialMs, networkMs) => {
    const meter = rows.cells[row * rows.columns + METER]!;
    answered.push({ meter, atMs: sim.timeMs, traffic: cell >>> 3, wantedMs, officialMs, networkMs });
    return record(cell, wantedMs, officialMs, networkMs);
  };
  advance(run, untilMs);
  const result = close(run, untilMs);
  const traced = journals.map(({ journeys, messages }, meter) => ({
    meter,
    word: words[meter]!,
    journeys,
    messages,
    settled: undefined,
  }));
  const dayOf = (meter: number, day = 0): MeterTrace => meterTraceOf(plan, { result, traced: traced[meter]! }, day);
  return { run, result, traced, dayOf, answered };
};

/** The meter that a run has of a kind, on its first day. */
export const pickedOf = (plan: Plan, pick: MeterPick): number | undefined => {
  const { watched } = simulateWatched(plan, { for: "pick", pick, day: 0 });
  return "picked" in watched ? watched.picked : undefined;
};

/** Each is told of its own meter's rows alone: hundreds of journals cost what one does. */
const byMeter = (
  observers: readonly Observer[],
  { cells, columns }: Rows,
  meterAt: number,
  meters: number,
): Observer => {
  const of = (row: number): Observer | undefined => observers[cells[row * columns + meterAt]! % meters];
  return {
    left: (place, row) => of(row)?.left(place, row),
    waits: (place, row, by) => of(row)?.waits(place, row, by),
    over: (row) => of(row)?.over(row),
  };
};
