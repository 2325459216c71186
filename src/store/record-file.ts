import { readFileSync } from "node:fs";
import Database from "better-sqlite3";
import type { ExperimentRecord } from "../experiment/record.ts";
import { getExperiment, putExperiment } from "./experiment-rows.ts";
import type { Get, Put } from "./rows.ts";
import { getRuns, putRun } from "./run-rows.ts";
import { APPLICATION_ID, createSql, SCHEMA_VERSION, TABLES } from "./schema.ts";
import type { Row, Stored, Table } from "./table.ts";

/** A file that is no record, or one that can't be read here: a sentence for the user. */
export class RecordError extends Error {
  override readonly name = "RecordError";
}

const putInto = (db: Database.Database): Put => {
  const inserts = new Map<Table, (row: Readonly<Record<string, unknown>>) => void>();
  const insertOf = (table: Table) => {
    const columns = Object.entries(table.columns);
    const statement = db.prepare<Stored[]>(`INSERT INTO "${table.name}" VALUES (${columns.map(() => "?").join(", ")})`);
    return (row: Readonly<Record<string, unknown>>): void =>
      void statement.run(...columns.map(([name, column]) => column.write(row[name])));
  };
  return (table, row) => {
    let insert = inserts.get(table);
    if (insert === undefined) inserts.set(table, (insert = insertOf(table)));
    insert(row);
  };
};

const getFrom =
  (db: Database.Database): Get =>
  <T extends Table>(table: T, where: Partial<Row<T>> = {}) => {
    const names = Object.keys(where);
    const conditions = names.length === 0 ? "" : ` WHERE ${names.map((name) => `"${name}" = ?`).join(" AND ")}`;
    const columns = Object.entries(table.columns);
    return db
      .prepare<unknown[], Stored[]>(
        `SELECT ${columns.map(([name]) => `"${name}"`).join(", ")} FROM "${table.name}"${conditions} ` +
          `ORDER BY ${table.key.map((name) => `"${name}"`).join(", ")}`,
      )
      .raw()
      .all(...Object.values(where))
      .map((stored) => Object.fromEntries(columns.map(([name, { read }], i) => [name, read(stored[i]!)])) as Row<T>);
  };

/** A record as the bytes of a SQLite file. */
export const recordBytes = (record: ExperimentRecord): Uint8Array => {
  const db = new Database(":memory:");
  try {
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${SCHEMA_VERSION}`);
    for (const table of TABLES) db.exec(createSql(table));
    db.transaction(() => {
      const put = putInto(db);
      let latency = 0;
      putExperiment(record, put);
      for (const [i, run] of record.runs.entries()) putRun(i + 1, run, put, () => ++latency);
    })();
    return db.serialize();
  } finally {
    db.close();
  }
};

/** "SQLite format 3" and a zero: what every SQLite file begins with. */
const SQLITE_HEADER = "SQLite format 3\0";
const HEADER_BYTES = 100;

/** Where a SQLite file ends by its own header: page size (1 stands for 65,536) times number of pages. */
const pagesEnd = (bytes: Buffer): number => {
  if (bytes.length < HEADER_BYTES) return HEADER_BYTES;
  const pageBytes = bytes.readUInt16BE(16);
  return (pageBytes === 1 ? 65_536 : pageBytes) * bytes.readUInt32BE(28);
};

const checkVersion = (db: Database.Database, file: string): void => {
  if (db.pragma("application_id", { simple: true }) !== APPLICATION_ID)
    throw new RecordError(`${file} is a database of another program; expected the results.sqlite of mhhs run`);
  const version = db.pragma("user_version", { simple: true }) as number;
  if (version > SCHEMA_VERSION)
    throw new RecordError(
      `${file} was written by a later version of mhhs-sim (tables of version ${version}; this one reads ` +
        `${SCHEMA_VERSION}); read it with that version`,
    );
  if (version < SCHEMA_VERSION)
    throw new RecordError(
      `${file} was written by an earlier version of mhhs-sim (tables of version ${version}; this one reads ` +
        `${SCHEMA_VERSION}); make it again with mhhs run`,
    );
};

const damaged = (file: string, what: string): RecordError =>
  new RecordError(`${file} is damaged (${what}); expected a record as mhhs run wrote it; restore it, or run again`);

/** Opens a record for reading, in memory: whatever is done with it, the file stays as it is. */
export const openRecord = (file: string): Database.Database => {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new RecordError(`Can't read ${file}: ${(error as Error).message}`);
  }
  if (bytes.subarray(0, SQLITE_HEADER.length).toString("latin1") !== SQLITE_HEADER)
    throw new RecordError(`${file} is no record: it is not a SQLite file; expected the results.sqlite of mhhs run`);
  if (pagesEnd(bytes) !== bytes.length) throw damaged(file, `${bytes.length} bytes of ${pagesEnd(bytes)}`);
  const db = new Database(bytes);
  try {
    checkVersion(db, file);
    const found = db.pragma("integrity_check(1)", { simple: true }) as string;
    if (found !== "ok") throw damaged(file, found);
    return db;
  } catch (error) {
    db.close();
    throw error instanceof RecordError ? error : damaged(file, (error as Error).message);
  }
};

/** The record in a file: what was given to `recordBytes`, to the last bit. */
export const readRecord = (file: string): ExperimentRecord => {
  const db = openRecord(file);
  try {
    const get = getFrom(db);
    return { ...getExperiment(get), runs: getRuns(get) };
  } catch (error) {
    throw damaged(file, (error as Error).message);
  } finally {
    db.close();
  }
};
