/** What SQLite keeps; what has no value is NULL. */
export type Stored = number | string | null;

/** A column: how SQLite keeps it, what it is in a sentence, and how a value goes in and comes back. */
export interface Column<Value> {
  readonly sql: "INTEGER" | "REAL" | "TEXT";
  readonly says: string;
  /** When it is NULL; undefined where it never is. */
  readonly none?: string;
  readonly write: (value: Value) => Stored;
  readonly read: (stored: Stored) => Value;
}

// biome-ignore lint/suspicious/noExplicitAny: a table holds columns of any kind; `Row` knows each one's.
type Columns = Readonly<Record<string, Column<any>>>;

/** A table of the record: its name, what one row of it is, its primary key, its columns. */
export interface Table<C extends Columns = Columns> {
  readonly name: string;
  readonly says: string;
  readonly key: readonly string[];
  readonly columns: C;
}

/** A row as the program has it. */
export type Row<T extends Table> = {
  readonly [Name in keyof T["columns"]]: T["columns"][Name] extends Column<infer Value> ? Value : never;
};

export const table = <const C extends Columns>(
  name: string,
  says: string,
  key: readonly (keyof C & string)[],
  columns: C,
): Table<C> => ({ name, says, key, columns });

const always = <Value extends number | string>(sql: Column<Value>["sql"], says: string): Column<Value> => ({
  sql,
  says,
  write: (value) => value,
  read: (stored) => stored as Value,
});

export const integer = (says: string): Column<number> => always("INTEGER", says);
export const real = (says: string): Column<number> => always("REAL", says);
export const text = <Value extends string = string>(says: string): Column<Value> => always("TEXT", says);

export const yesNo = (says: string): Column<boolean> => ({
  sql: "INTEGER",
  says: `1: ${says}; 0: not so`,
  write: (value) => (value ? 1 : 0),
  read: (stored) => stored === 1,
});

const orNaN = (says: string, none: string): Column<number> => ({
  sql: "REAL",
  says,
  none,
  write: (value) => (Number.isNaN(value) ? null : value),
  read: (stored) => (stored as number | null) ?? Number.NaN,
});

/** A figure that is not a number where there was nothing to measure. */
export const figure = (says: string): Column<number> => orNaN(says, "there was nothing to measure");

/** A value of the scenario, which a private overlay may keep to itself. */
export const given = (says: string): Column<number> => orNaN(says, "it came from a private overlay");

/** A figure that there may not be. */
export const optional = (says: string, none: string): Column<number | undefined> => ({
  sql: "REAL",
  says,
  none,
  write: (value) => value ?? null,
  read: (stored) => (stored as number | null) ?? undefined,
});

/** A value of any shape. */
export const json = (says: string): Column<unknown> => ({
  sql: "TEXT",
  says: `${says}, as JSON`,
  write: (value) => JSON.stringify(value),
  read: (stored) => JSON.parse(stored as string) as unknown,
});
