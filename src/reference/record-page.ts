import { COOKBOOK } from "../store/cookbook.ts";
import { SCHEMA_VERSION, TABLES } from "../store/schema.ts";
import type { Table } from "../store/table.ts";
import { code, page, paragraph, table } from "./markdown.ts";

const tablePart = ({ name, says, key, columns }: Table): string =>
  [
    `### ${name}`,
    paragraph(says),
    table(
      ["column", "type", "what it is"],
      Object.entries(columns).map(([column, { sql, says: what, none }]) => [
        `${code(column)}${key.includes(column) ? " (key)" : ""}`,
        sql,
        none === undefined ? what : `${what}; NULL when ${none}`,
      ]),
    ),
  ].join("\n\n");

/** `docs/record.md`: what a run leaves behind, table by table, and how to ask it. */
export const recordPage = (): string =>
  page(
    "The record",
    paragraph(
      "`results.sqlite` in a result folder is everything that an experiment found; every output is made from it, by " +
        "`mhhs report` again at any time and on any machine. It is one SQLite file of plain tables: any tool opens " +
        "it, such as `sqlite3 results.sqlite` or `datasette results.sqlite`. The tables `table_description` and " +
        "`column_description` hold what stands here.",
    ),
    [
      paragraph(
        "`runs/<hash>.sqlite` beside it has the same tables and one run, and is there as soon as that run has " +
          "finished; the hash is of its plan (option, replication, seed, scale, every value) and of the program. " +
          "Every file is whole or absent. These are the tables of version " +
          `${SCHEMA_VERSION} (\`PRAGMA user_version\`); a record of another version is not read.`,
      ),
      paragraph(
        "Times are UTC. Counts are of the meters that were simulated: divided by `run.scale` they are those of all. " +
          "A `minute` counts from the first measured midnight, so that minutes below 0 are warm-up.",
      ),
      "## Ten questions",
      ...COOKBOOK.map(({ question, sql }) => `**${question}**\n\n\`\`\`sql\n${sql};\n\`\`\``),
      "## Tables",
      ...TABLES.map(tablePart),
    ],
  );
