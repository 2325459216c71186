// Fingerprints of every option of every scenario, at a scale that takes seconds.
//   node bin/with-node.cjs bench/fingerprints.ts                  compares; ends with 4 when one differs
//   node bin/with-node.cjs bench/fingerprints.ts --accept "why"   records them, with the reason where they changed

import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Piscina } from "piscina";
import { EXIT_CODES } from "../src/cli/exit-codes.ts";
import { readScenario } from "../src/cli/scenarios.ts";
import { MARK_DIGITS } from "./fingerprint-run.ts";

const RECORDED = fileURLToPath(new URL("../test/fingerprints.csv", import.meta.url));
/** What the file would be: git-ignored, for a look at the difference. */
const UPDATED = RECORDED.replace(".csv", ".updated.csv");
export const ACCEPT = 'node bin/with-node.cjs bench/fingerprints.ts --accept "why"';

const COLUMNS = ["scenario", "option", "scale", "seed", "path", "result", "marks", "reason"] as const;

/** One line of the file: an option, and what its run came to. */
export type Line = Readonly<Record<(typeof COLUMNS)[number], string>>;

/** A line, with the names of the components that its marks stand for. */
export interface Found extends Line {
  readonly components: readonly string[];
  /** Saved at the midnight after its measured days and taken up there, it ends with the same fingerprints. */
  readonly endsAlikeTakenUp: boolean;
}

const keyOf = ({ scenario, option }: Pick<Line, "scenario" | "option">): string => `${scenario} ${option}`;

export const textOf = (lines: readonly Line[]): string =>
  `${[COLUMNS.join(","), ...lines.map((line) => COLUMNS.map((name) => line[name]).join(","))].join("\n")}\n`;

/** The lines of a file; the reason is the last column, and may have commas. */
export const linesOf = (text: string): Line[] => {
  const [head, ...lines] = text.trim().split("\n");
  if (head !== COLUMNS.join(",")) return [];
  return lines.map((line) => {
    const cells = line.split(",");
    const last = COLUMNS.length - 1;
    return Object.fromEntries(
      COLUMNS.map((name, i) => [name, i < last ? (cells[i] ?? "") : cells.slice(last).join(",")]),
    ) as Line;
  });
};

/** What git has. */
export const recorded = (): Line[] => (existsSync(RECORDED) ? linesOf(readFileSync(RECORDED, "utf8")) : []);

/** What a worker thread is given: an option of a scenario file. */
export interface Task {
  readonly file: string;
  readonly option: string;
}

/** Runs every option of every scenario that comes with the program, as many at once as there are cores. */
export const fingerprintAll = async (): Promise<Found[]> => {
  const folder = fileURLToPath(new URL("../scenarios/", import.meta.url));
  const names = readdirSync(folder).filter((name) => name.endsWith(".yaml") && name !== "assumptions.yaml");
  const tasks: Task[] = [];
  for (const file of names.sort().map((name) => `${folder}${name}`))
    for (const option of (await readScenario(file, [])).options.keys()) tasks.push({ file, option });
  const pool = new Piscina<Task, Found>({
    filename: new URL("./fingerprint-run.ts", import.meta.url).href,
    maxThreads: availableParallelism(),
  });
  try {
    return await Promise.all(tasks.map((task) => pool.run(task)));
  } finally {
    await pool.destroy();
  }
};

/** Where two paths part: of the components that differ the one farthest upstream. Sources are opened last. */
const firstDifference = ({ components, marks }: Found, was: Line): string => {
  if (was.marks.length !== marks.length) return "there are other components";
  const markOf = (line: Line, i: number): string => line.marks.slice(i * MARK_DIGITS, (i + 1) * MARK_DIGITS);
  const differ = components.filter((_, i) => markOf(was, i) !== markOf({ ...was, marks }, i));
  const where = differ.length === 0 ? "in the order of components" : `first at ${differ.at(-1)}`;
  return `${where} (${differ.length} of ${components.length} components differ)`;
};

/** What changed, in words; undefined when nothing did. */
export const difference = (now: Found, was: Line | undefined): string | undefined => {
  if (was === undefined) return "is not recorded";
  if (now.scale !== was.scale || now.seed !== was.seed) return "was recorded at another scale or seed";
  if (now.path === was.path)
    return now.result === was.result
      ? undefined
      : "has another result by the same path: what is measured changed, not what happens";
  const where = firstDifference(now, was);
  return now.result === was.result
    ? `has another path to the same result, a refactoring: ${where}`
    : `has another path and another result, a model change: ${where}`;
};

/** What differs from the file, a sentence each, and what the file would be. */
export const compare = (
  found: readonly Found[],
  before: readonly Line[],
  reason: string,
): { readonly changed: string[]; readonly updated: Line[] } => {
  const was = new Map(before.map((line) => [keyOf(line), line]));
  const changed: string[] = [];
  const updated = found.map((now) => {
    const what = difference(now, was.get(keyOf(now)));
    if (what === undefined) return { ...now, reason: was.get(keyOf(now))!.reason };
    changed.push(`${now.scenario}, option ${now.option}, ${what}`);
    return { ...now, reason };
  });
  for (const now of found)
    if (!now.endsAlikeTakenUp)
      changed.push(`${now.scenario}, option ${now.option}, ends otherwise when it is saved at a midnight and taken up`);
  const keys = new Set(found.map(keyOf));
  for (const line of before)
    if (!keys.has(keyOf(line)))
      changed.push(`${line.scenario}, option ${line.option}, is recorded and no longer there`);
  return { changed, updated };
};

/** Compares, and where something differs writes the updated file beside the recorded one. */
export const check = async (): Promise<readonly string[]> => {
  const { changed, updated } = compare(await fingerprintAll(), recorded(), "not accepted yet");
  if (changed.length === 0) rmSync(UPDATED, { force: true });
  else writeFileSync(UPDATED, textOf(updated));
  return changed;
};

const main = async (): Promise<void> => {
  const { accept } = parseArgs({ options: { accept: { type: "string" } } }).values;
  if (accept?.trim() === "") throw new Error(`Say why they changed: ${ACCEPT}`);
  if (accept !== undefined) {
    const { changed, updated } = compare(await fingerprintAll(), recorded(), accept.replaceAll(/\s+/g, " "));
    writeFileSync(RECORDED, textOf(updated));
    rmSync(UPDATED, { force: true });
    process.stdout.write(`${updated.length} fingerprints recorded, ${changed.length} of them new\n`);
    return;
  }
  const changed = await check();
  for (const line of changed) process.stdout.write(`${line}\n`);
  if (changed.length === 0) process.stdout.write(`every fingerprint is as recorded, on Node ${process.version}\n`);
  else {
    process.stdout.write(`Compare test/fingerprints.updated.csv. If that is meant: ${ACCEPT}\n`);
    process.exitCode = EXIT_CODES.fingerprint.code;
  }
};

// Not awaited here: a test loads this file by `require`.
if (process.argv[1] === fileURLToPath(import.meta.url)) void main();
