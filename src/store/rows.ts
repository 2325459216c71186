import type { Row, Table } from "./table.ts";

/** Puts a row into a table. */
export type Put = <T extends Table>(table: T, row: Row<T>) => void;

/** Rows of a table, in order of its key: all, or those with these values. */
export type Get = <T extends Table>(table: T, where?: Partial<Row<T>>) => Row<T>[];

/** The only row, or the only one with these values. */
export const getOne = <T extends Table>(get: Get, table: T, where?: Partial<Row<T>>): Row<T> => {
  const rows = get(table, where);
  if (rows.length !== 1) throw new RangeError(`${rows.length} rows in table ${table.name} where one is expected`);
  return rows[0]!;
};
