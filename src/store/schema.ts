import * as ofCentral from "./central-tables.ts";
import * as ofContracts from "./contract-tables.ts";
import * as ofCsps from "./csp-tables.ts";
import * as ofExperiment from "./experiment-tables.ts";
import * as ofForecasts from "./forecast-tables.ts";
import * as ofPrices from "./price-tables.ts";
import * as ofRuns from "./run-tables.ts";
import * as ofSettlement from "./settlement-tables.ts";
import type { Table } from "./table.ts";

/** Version of the tables: a record of another version is not read. */
export const SCHEMA_VERSION = 6;

/** "MHHS" in a SQLite file's header, so that any other database is told apart. */
export const APPLICATION_ID = 0x4d484853;

/** By the names that they are exported by: not every loader of modules keeps to an order of its own. */
const inOrder = (tables: Readonly<Record<string, Table>>): readonly Table[] =>
  Object.entries(tables)
    .sort(([p], [q]) => (p < q ? -1 : 1))
    .map(([, table]) => table);

/** Every table of the record, in the order of its documentation. */
export const TABLES: readonly Table[] = [
  ...inOrder(ofExperiment),
  ...inOrder({ ...ofRuns, ...ofContracts, ...ofPrices, ...ofSettlement, ...ofCentral, ...ofCsps, ...ofForecasts }),
];

/** SQL that makes a table. */
export const createSql = ({ name, key, columns }: Table): string => {
  const lines = Object.entries(columns).map(
    ([column, { sql, none }]) => `  "${column}" ${sql}${none === undefined ? " NOT NULL" : ""}`,
  );
  return `CREATE TABLE "${name}" (\n${lines.join(",\n")},\n  PRIMARY KEY (${key.join(", ")})\n) STRICT, WITHOUT ROWID`;
};
