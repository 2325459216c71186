import { createRequire } from "node:module";
import type { MeterPick } from "../../src/domain/meter-picks.ts";
import type { Plan } from "../../src/domain/plan.ts";
import type { MeterTrace } from "../../src/experiment/meter-trace.ts";
import type { Rows } from "../../src/kernel/rows.ts";
import { OF_REGISTRATION, SYSTEM, WHAT } from "../../src/ledger/message.ts";
import type { MeterJournal } from "../../src/ledger/meter-journal.ts";
import type { CaseObserver, MessageObserver, Observer } from "../../src/ledger/observer.ts";
import { METER as METER_OF_CASE } from "../../src/ledger/registration-case.ts";
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
  let cases: Rows | undefined;
  const answered: Answered[] = [];
  const run = open(plan, {
    debug: true,
    observe: (sim, rows, meters) => {
      for (let meter = 0; meter < Math.min(count, meters); meter++)
        journals.push(new Journal(sim, plan, rows, meter, meters));
      return {
        requests: byMeter(
          journals.map(({ requests }) => requests),
          (row) => rows.cells[row * rows.columns + METER]!,
        ),
        openMessages: (messages) => {
          const { cells, columns } = messages;
          const observers = journals.map((journal) => journal.openMessages(messages));
          const meterOf = (row: number): number => {
            const system = cells[row * columns + SYSTEM]!;
            const isData = (cells[row * columns + WHAT]! & OF_REGISTRATION) === 0;
            return isData ? system % meters : cases!.cells[system * cases!.columns + METER_OF_CASE]!;
          };
          const of = byMeter(observers, meterOf);
          const notTaken: MessageObserver["notTaken"] = (place, row, inMs) =>
            observers[meterOf(row)]?.notTaken(place, row, inMs);
          return { ...of, notTaken };
        },
        openCases: (table, words) => {
          cases = table;
          const observers = journals.map((journal) => journal.openCases(table, words));
          const of = (row: number): CaseObserver | undefined =>
            observers[table.cells[row * table.columns + METER_OF_CASE]!];
          return {
            began: (row) => of(row)?.began(row),
            changed: (row, why) => of(row)?.changed(row, why),
          };
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
  const traced = journals.map(({ journeys, messages, registration }, meter) => ({
    meter,
    word: words[meter]!,
    journeys,
    messages,
    cases: registration.cases,
    settled: undefined,
  }));
  const dayOf = (meter: number, day = 0): MeterTrace => meterTraceOf(plan, { result, traced: traced[meter]! }, day);
  return { run, result, traced, dayOf, answered };
};

/** The meter that a run has of a kind, on its first day or another. */
export const pickedOf = (plan: Plan, pick: MeterPick, day = 0): number | undefined => {
  const { watched } = simulateWatched(plan, { for: "pick", pick, day });
  return "picked" in watched ? watched.picked : undefined;
};

/** Each is told of its own meter's rows alone: hundreds of journals cost what one does. */
const byMeter = <Each extends Observer>(observers: readonly Each[], meterOf: (row: number) => number): Observer => {
  const of = (row: number): Each | undefined => observers[meterOf(row)];
  return {
    left: (place, row) => of(row)?.left(place, row),
    waits: (place, row, by) => of(row)?.waits(place, row, by),
    over: (row) => of(row)?.over(row),
  };
};
