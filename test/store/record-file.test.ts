import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import Database from "better-sqlite3";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { COMPONENTS } from "../../src/domain/components.ts";
import { forecastOf, frontierOf } from "../../src/experiment/forecast.ts";
import type { ExperimentRecord } from "../../src/experiment/record.ts";
import { BUCKETS, COARSE_STEPS, coarseOf, countsOfCoarse } from "../../src/metrics/latency-histogram.ts";
import type { RunResult } from "../../src/run/run-result.ts";
import { openRecord, readRecord, recordBytes } from "../../src/store/record-file.ts";
import { SCHEMA_VERSION } from "../../src/store/schema.ts";
import { addNeeds, emptyResult, recordOf } from "../experiment/hand-made.ts";
import { simulate } from "../market/native.ts";
import { optionNamed, secondRole } from "../market/options.ts";
import { emptyFolder } from "../own-folder.ts";

const folder = emptyFolder();
const fileOf = (bytes: Uint8Array | string, name = "results.sqlite"): string => {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
};

/** Parts of a record that differ after it was written and read; classes and plain objects count as the same. */
const changedBy = (record: ExperimentRecord): string[] => {
  const back = readRecord(fileOf(recordBytes(record)));
  const before = structuredClone(record);
  return Object.keys({ ...before, ...back }).filter((part) => {
    const key = part as keyof ExperimentRecord;
    return !isDeepStrictEqual(back[key], before[key]);
  });
};

const plan = optionNamed("as-today").plan(0.5);
const forecast = forecastOf(plan, plan);

const count = fc.oneof(fc.nat(3), fc.nat(2 ** 32 - 1));
const many = fc.oneof(fc.nat(3), fc.maxSafeNat());
const nothing = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
const figure = fc.oneof(
  fc.double().map((value) => value + 0),
  nothing,
);
const perhaps = fc.option(
  fc.double({ noNaN: true }).map((value) => value + 0),
  { nil: undefined },
);
const words = fc.string({ unit: "grapheme" });

describe("what is written is read again, to the last bit:", () => {
  test("whatever was counted, at whichever component, in whichever minute", () => {
    const series = fc.constantFrom(...Object.keys(emptyResult(plan).components.dsp));
    const minutes = fc.array(fc.tuple(fc.constantFrom(...COMPONENTS), series, fc.nat(4319), count), { maxLength: 8 });
    fc.assert(
      fc.property(minutes, (happened) => {
        const result = emptyResult(plan);
        for (const [component, name, minute, value] of happened)
          result.components[component][name as "arrived"][minute] = value;
        expect(changedBy(recordOf([{ plan, result, forecast }]))).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });

  test("half hours of a long run, and what it knows of single minutes", () => {
    const result = emptyResult(plan, 30);
    result.components.dsp.demandFirst[3] = 2 ** 32 - 1;
    result.components["csp.north"].queuedForMin[140] = 5;
    const minuteFigures = [
      ...result.minuteFigures,
      { place: "Supplier 1", figure: "arrived_most", value: 1 },
      { place: "dsp", figure: "needed", value: 1 / 3 },
      { place: "dsp", figure: "contract_peak", value: Number.NaN },
      { place: "Supplier 1", figure: "arrived_most_at", value: 4319 },
    ] as const satisfies RunResult["minuteFigures"];
    const users = [
      {
        name: "Supplier 1",
        role: "supplier" as const,
        perSecond: 1,
        arrived: result.components.dsp.demandFirst,
        needs: [],
      },
    ];
    expect(changedBy(recordOf([{ plan, result: { ...result, minuteFigures, users }, forecast }]))).toEqual([]);
  });

  test("whatever became of whichever need, however long it took", () => {
    const place = fc.record({ kind: fc.constantFrom(...emptyResult(plan).ledger.kinds), access: fc.nat(7) });
    const counts = fc.record({ sent: many, answered: many, refused: many, dark: many, inTarget: many, retries: many });
    const time = fc.nat(2 ** 31 - 1);
    const needs = fc.array(
      fc.record({ place, counts, times: fc.array(time), by: fc.array(fc.nat(1e6), { minLength: 5 }) }),
      {
        maxLength: 4,
      },
    );
    fc.assert(
      fc.property(needs, fc.array(time), many, (happened, alertTimes, raised) => {
        const result = emptyResult(plan);
        const { ledger } = result;
        for (const { place, counts, times, by } of happened) {
          addNeeds(result, place.kind, place.access, { answeredMs: times, late: 1 });
          const cell = ledger.kinds.indexOf(place.kind) * 8 + place.access;
          for (const [name, value] of Object.entries(counts)) ledger[name as "sent"][cell] = value;
          for (let d = 0; d < 5; d++) ledger.byDeadline[cell * 5 + d] = by[d]!;
        }
        for (const ms of alertTimes) (ledger.alertMs as unknown as { record: (ms: number) => void }).record(ms);
        // Those of six weeks at full scale: more than 32 bits hold.
        ledger.alertMs.counts[0]! += 2 ** 33;
        Object.assign(ledger.alertMs, { count: ledger.alertMs.count + 2 ** 33 });
        const withAlerts = { ...result, ledger: { ...ledger, alerts: { raised, delivered: 2, refused: 1 } } };
        expect(changedBy(recordOf([{ plan, result: withAlerts, forecast }]))).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });

  test("figures that are not a number, without end or without a value, and words of any alphabet", () => {
    const said = fc.record({ value: figure, unsure: perhaps, word: words, changes: words, isSo: fc.boolean() });
    fc.assert(
      fc.property(said, words, ({ value, unsure, word, changes, isSo }, name) => {
        const steps = new Int32Array(COARSE_STEPS);
        for (const ms of [0, 300, 2 ** 31 - 1]) steps[coarseOf(ms)]!++;
        const wantedMs = { counts: countsOfCoarse(steps), maxMs: 2 ** 31 - 1 };
        const nothing = { counts: new Uint32Array(BUCKETS), maxMs: 0 };
        const counts = { sent: 9, answered: 3, refused: 1, expired: 4, dark: 2, inTarget: 2 };
        const needs = [
          { kind: "T01", ...counts, wantedMs },
          { kind: "M00", ...counts, answered: 0, wantedMs: nothing },
        ];
        const result = {
          ...emptyResult(plan),
          users: [
            { name: word, role: "agent" as const, perSecond: 0.1, arrived: new Uint32Array(4320).fill(2, 5, 9), needs },
          ],
          scalars: { [`a.${word}`]: value, "b.total": 1 / 3 },
          pathFingerprint: { [`part ${word}`]: "00000000000000ff", all: name },
        };
        const components = forecast.components.map((component) => ({
          ...component,
          distance: value,
          emptiesAtMinute: unsure,
        }));
        const unlikely = {
          ...forecast,
          components,
          emptiesAtMinute: components.map(() => unsure),
          steady: isSo,
          existingCarriedBy8: unsure,
          profilesCarried: [{ byHour: 6, all: unsure, agents: undefined }],
          demand: forecast.demand.map((curve) => curve.map(() => value)),
        };
        const assumption = { id: "A-001", title: word, unit: "-", mark: "found", reason: word, changes, path: "a.b" };
        const values = [1 / 3, "yes", ["a", 2], { of: { all: null } }];
        expect(
          changedBy({
            ...recordOf([{ plan, result, forecast: unlikely }], ["another"]),
            thresholds: [
              { metric: `demand_share:${word}`, is: "max < 0.8", severity: "warn", options: ["as-today", "another"] },
              { metric: "in_target_share:*", is: "value >= 99 %", severity: "error", options: [] },
            ],
            overlays: [{ hash: word, isShown: isSo }],
            set: [`a.b=${word}`, "c=1"],
            frontiers: [
              frontierOf([plan], plan, "all"),
              { moves: "mhhs", points: [], dots: [], apart: [{ option: word, why: word }] },
            ],
            assumptions: values.map((of) => ({ ...assumption, value: of, range: [of, of], changedHere: isSo })),
          }),
        ).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });

  test("limits that a private overlay keeps to itself", () => {
    const { capacity, dco } = plan;
    const secret = {
      ...plan,
      capacity: { ...capacity, queueMax: Number.NaN, perSecond: { ...capacity.perSecond, dsp: Number.NaN } },
      dco: { ...dco, perSecond: Number.NaN },
      rows: plan.rows.map((row) => ({ ...row, targetMs: { smets1: Number.NaN, smets2: 1000 } })),
    };
    expect(changedBy(recordOf([{ plan: secret, result: emptyResult(plan), forecast }]))).toEqual([]);
  });

  test("what a simulation found, of every option", () => {
    const plans = secondRole.map((option) => option.plan(0.0002));
    const runs = plans.map((one) => ({ plan: one, result: simulate(one), forecast: forecastOf(one, one) }));
    expect(runs.map(({ result }) => result.events > 1e5)).toEqual([true, true]);
    expect(changedBy(recordOf(runs))).toEqual([]);
  });
});

test("the same record is the same bytes", () => {
  const record = recordOf([{ plan, result: emptyResult(plan), forecast }]);
  expect(Buffer.from(recordBytes(record)).equals(recordBytes(structuredClone(record)))).toBe(true);
});

describe("a record explains itself:", () => {
  const bytes = recordBytes(recordOf([{ plan, result: emptyResult(plan), forecast }]));

  test("any SQLite tool opens it, and every table and column is described in it", () => {
    const db = new Database(fileOf(bytes), { readonly: true, fileMustExist: true });
    const undescribed = db
      .prepare(
        `SELECT m.name, c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c
         LEFT JOIN column_description d ON d.table_name = m.name AND d.column_name = c.name
         LEFT JOIN table_description t ON t.table_name = m.name
         WHERE m.type = 'table' AND (length(d.says) IS NULL OR length(t.says) IS NULL)`,
      )
      .all();
    expect(undescribed).toEqual([]);
    expect(db.prepare("SELECT count(*) FROM column_description").pluck().get()).toBeGreaterThan(150);
    db.close();
  });

  test("its metrics are there with their units", () => {
    const db = openRecord(fileOf(bytes));
    const units = db.prepare("SELECT DISTINCT unit FROM metric WHERE metric = 'demand_peak_share'").pluck().all();
    expect(units).toEqual(["of capacity"]);
    db.close();
  });
});

describe("what is no record of this version is refused in a sentence:", () => {
  const bytes = recordBytes(recordOf([{ plan, result: emptyResult(plan), forecast }]));
  const changed = (sql: string): string => {
    const file = fileOf(bytes);
    const db = new Database(file);
    db.exec(sql);
    db.close();
    return file;
  };

  test("no file", () => expect(() => readRecord(join(folder, "none"))).toThrow(/^Can't read .*none: ENOENT/));
  test("a folder", () => expect(() => readRecord(folder)).toThrow(/^Can't read .*EISDIR/));
  test("an empty file", () => expect(() => readRecord(fileOf(""))).toThrow(/is no record: it is not a SQLite file/));
  test("a text", () => expect(() => readRecord(fileOf("{}\n"))).toThrow(/is no record: it is not a SQLite file/));

  test("a database of another program", () =>
    expect(() => readRecord(changed("PRAGMA application_id = 7"))).toThrow(/a database of another program/));

  test("a record of a later version", () =>
    expect(() => readRecord(changed(`PRAGMA user_version = ${SCHEMA_VERSION + 1}`))).toThrow(
      new RegExp(`a later version of mhhs-sim \\(tables of version ${SCHEMA_VERSION + 1}; this one reads`),
    ));

  test("a record of an earlier version", () =>
    expect(() => readRecord(changed(`PRAGMA user_version = ${SCHEMA_VERSION - 1}`))).toThrow(/make it again with/));

  test.each([20, 99, 4096, bytes.length >> 1, bytes.length - 4096, bytes.length - 1])(
    "one that ends after %i bytes",
    (end) => {
      const file = fileOf(bytes.subarray(0, end));
      expect(() => readRecord(file)).toThrow(/is damaged \(.+\); expected it as mhhs run wrote it: take/);
    },
  );

  test("one with a page of zeros, and one without a table", () => {
    const holed = Buffer.from(bytes).fill(0, 8 * 4096, 9 * 4096);
    expect(() => readRecord(fileOf(holed))).toThrow(/is damaged/);
    expect(() => readRecord(changed("DROP TABLE ledger"))).toThrow(/is damaged \(no such table: ledger\)/);
    expect(() => readRecord(changed("DELETE FROM forecast"))).toThrow(/is damaged \(0 rows in table forecast/);
  });

  test("reading leaves the file as it is", () => {
    const file = fileOf(bytes);
    readRecord(file);
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });
});
