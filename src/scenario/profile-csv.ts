import { HALF_HOURS_A_DAY, MINUTES_A_DAY } from "../kernel/time.ts";
import { fileText } from "./file-text.ts";
import type { Problem, Spot } from "./problem.ts";

/** Half-hours of a UTC day, or its minutes. */
const ROWS = [HALF_HOURS_A_DAY, MINUTES_A_DAY] as const;

/** A day profile as hours of the UTC day and their shares, which sum to one. */
export type DayShares = readonly (readonly [hours: string, share: number])[];

interface Row {
  readonly line: number;
  readonly label: string | undefined;
  readonly text: string;
}

/**
 * A day profile of 48 or 1,440 rows: each a number, or its time or number from 1 and then a number, parted by comma,
 * semicolon or tab. Only proportions count (requests, shares, per cent alike): they are divided by their sum. Empty
 * lines, comments after # and one heading are passed over.
 */
export const readDayProfile = (file: string, said: Spot, path: string, problems: Problem[]): DayShares | undefined => {
  const text = fileText(file, "a CSV file of 48 or 1,440 rows");
  if ("wrong" in text) {
    problems.push({ at: said, path, message: `${file}: ${text.wrong}` });
    return undefined;
  }
  const before = problems.length;
  const put = (line: number, message: string): void =>
    void problems.push({ at: { file, line, column: 1 }, path, message });
  const rows = rowsOf(text.value);
  const values = rows.map((row) => numberOf(row, put));
  if (!ROWS.some((count) => count === rows.length))
    put(rows.at(-1)?.line ?? 1, `${rows.length} rows; expected 48 (half-hours of the UTC day) or 1,440 (its minutes)`);
  else for (const [i, row] of rows.entries()) checkLabel(row, i, MINUTES_A_DAY / rows.length, put);
  const sum = values.reduce((total, value) => total + value, 0);
  if (problems.length > before) return undefined;
  if (!(sum > 0 && Number.isFinite(sum))) {
    put(rows[0]!.line, `the rows sum to ${sum}; expected at least one above 0`);
    return undefined;
  }
  return piecesOf(values, sum);
};

const rowsOf = (text: string): readonly Row[] => {
  const rows: Row[] = [];
  let isHeaded = false;
  for (const [i, raw] of text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    const line = raw.replace(/#.*/, "").trim();
    if (line === "") continue;
    const cells = line.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
    const value = cells.at(-1)!;
    // The first row that holds no figure says what the columns are.
    if (rows.length === 0 && !isHeaded && !/\d/.test(value)) isHeaded = true;
    else
      rows.push({
        line: i + 1,
        label: cells.length === 2 ? cells[0]! : undefined,
        text: cells.length > 2 ? line : value,
      });
  }
  return rows;
};

const NUMBER = /^(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

const numberOf = ({ line, text }: Row, put: (line: number, message: string) => void): number => {
  if (NUMBER.test(text)) return Number(text);
  put(line, `"${text}" isn't a number of 0 or more; expected one, or a time and one, as in 00:30,0.02`);
  return 0;
};

const timeOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** A row says its own time or number, so that one missing or out of order is noticed. */
const checkLabel = ({ line, label }: Row, i: number, minutes: number, put: (line: number, what: string) => void) => {
  if (label === undefined) return;
  const time = timeOf(i * minutes);
  if (label.padStart(5, "0").slice(0, 5) !== time && label !== String(i + 1))
    put(line, `"${label}" stands here; expected ${time} or ${i + 1}, the beginning or the number of this row`);
};

/** Neighbours of equal value make one piece, and rows without requests none. */
const piecesOf = (values: readonly number[], sum: number): DayShares => {
  const pieces: (readonly [string, number])[] = [];
  const minutes = MINUTES_A_DAY / values.length;
  for (let from = 0, to = 0; from < values.length; from = to) {
    const value = values[from]!;
    while (to < values.length && values[to] === value) to++;
    if (value > 0) pieces.push([`${timeOf(from * minutes)}-${timeOf(to * minutes)}`, ((to - from) * value) / sum]);
  }
  return pieces;
};
