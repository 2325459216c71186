import { readFileSync } from "node:fs";
import Database from "better-sqlite3";
import type { ExperimentRecord } from "../experiment/record.ts";
import { getExperiment, putExperiment } from "./experiment-rows.ts";
import type { Get, Put } from "./rows.ts";
import { getRuns, putCosts, putRun } from "./run-rows.ts";
import { APPLICATION_ID, createSql, SCHEMA_VERSION, TABLES } from "./schema.ts";
import type { Row, Stored, Table } from "./table.ts";

/** A file that is no record, or one that can't be read here: a sentence for the user. */
export class RecordError extends Error {
  override readonly name = "RecordError";
}

/** Rows that one statement inserts: three times as fast as one by one. */
const ROWS_A_STATEMENT = 50;

/** Rows of one table on their way into it. */
class Inserts {
  private readonly db: Database.Database;
  private readonly name: string;
  private readonly columns: readonly (readonly [name: string, column: Table["columns"][string]])[];
  private readonly many: Database.Statement<Stored[]>;
  private values: Stored[] = [];

  constructor(db: Database.Database, table: Table) {
    this.db = db;
    this.name = table.name;
    this.columns = Object.entries(table.columns);
    this.many = this.statement(ROWS_A_STATEMENT);
  }

  put(row: Readonly<Record<string, unknown>>): void {
    for (const [name, { write }] of this.columns) this.values.push(write(row[name]));
    if (this.values.length < ROWS_A_STATEMENT * this.columns.length) return;
    this.many.run(...this.values);
    this.values = [];
  }

  /** Puts the last rows in. */
  end(): void {
    if (this.values.length > 0) this.statement(this.values.length / this.columns.length).run(...this.values);
  }

  private statement(rows: number): Database.Statement<Stored[]> {
    const row = `(${this.columns.map(() => "?").join()})`;
    return this.db.prepare(`INSERT INTO "${this.name}" VALUES ${Array(rows).fill(row).join()}`);
  }
}

const getFrom = (db: Database.Database): Get => {
  const selects = new Map<string, Database.Statement<unknown[], Stored[]>>();
  const selectOf = (table: Table, names: readonly string[]): Database.Statement<unknown[], Stored[]> => {
    const listed = (columns: readonly string[], between = ", "): string =>
      columns.map((name) => `"${name}"`).join(between);
    const where = names.length === 0 ? "" : ` WHERE ${listed(names, " = ? AND ")} = ?`;
    const sql =
      `SELECT ${listed(Object.keys(table.columns))} FROM "${table.name}"${where} ` + `ORDER BY ${listed(table.key)}`;
    let select = selects.get(sql);
    if (select === undefined) selects.set(sql, (select = db.prepare<unknown[], Stored[]>(sql).raw()));
    return select;
  };
  return <T extends Table>(table: T, where: Partial<Row<T>> = {}) => {
    const columns = Object.entries(table.columns);
    const rows: Row<T>[] = [];
    for (const stored of selectOf(table, Object.keys(where)).iterate(...Object.values(where))) {
      const row: Record<string, unknown> = {};
      for (let i = 0; i < columns.length; i++) row[columns[i]![0]] = columns[i]![1].read(stored[i]!);
      rows.push(row as Row<T>);
    }
    return rows;
  };
};

/** A record as the bytes of a SQLite file. */
export const recordBytes = (record: ExperimentRecord): Uint8Array => {
  const db = new Database(":memory:");
  try {
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${SCHEMA_VERSION}`);
    for (const table of TABLES) db.exec(createSql(table));
    db.transaction(() => {
      const inserts = new Map(TABLES.map((table) => [table, new Inserts(db, table)]));
      const put: Put = (table, row) => inserts.get(table)!.put(row);
      let latency = 0;
      putExperiment(record, put);
      for (const [i, run] of record.runs.entries()) putRun(i + 1, run, put, () => ++latency);
      putCosts(record.runs, put);
      for (const table of inserts.values()) table.end();
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
  new RecordError(`${file} is damaged (${what}); expected it as mhhs run wrote it: take a whole copy, or run again`);

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
