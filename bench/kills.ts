// Kills `mhhs run` at random moments, again and again, as a power cut would, and resumes it.
//   node bin/with-node.cjs bench/kills.ts                        fifty kills, of which each time other moments
//   node bin/with-node.cjs bench/kills.ts --kills 5 --seed text  so many, at the same moments once more
// Ends with 1 when a reader could have seen half a file, or a resumed result is not the undisturbed one.

import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import seedrandom from "seedrandom";
import { readRecord } from "../src/store/record-file.ts";

const MHHS = fileURLToPath(new URL("../bin/mhhs.cjs", import.meta.url));
/** Two options, one after the other, in a second or two. */
const RUN = ["run", "second-role", "--scale", "0.0001", "--workers", "1", "--no-charts", "--resume", "--out"];
const RUNS = 2;

interface Started {
  readonly process: ChildProcess;
  readonly ended: Promise<number | null>;
  readonly said: () => string;
}

/** Starts a run in a process group of its own: the launcher and the program itself end together. */
const start = (folder: string): Started => {
  const child = spawn(process.execPath, [MHHS, ...RUN, folder], {
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  const ended = new Promise<number | null>((done, failed) => {
    child.on("error", failed);
    child.on("close", done);
  });
  return { process: child, ended, said: () => said };
};

const killAll = ({ process: { pid } }: Started): void => {
  try {
    process.kill(-pid!, "SIGKILL");
  } catch {
    // It has just ended by itself.
  }
};

const filesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => statSync(join(folder, name)).isFile())
    : [];

/** Files under names that are not theirs until they are whole, and the mark of who is at work. */
const isOnTheWay = (name: string): boolean => name.endsWith(".part") || name === "running";

/** Why a file is not whole; undefined when it is. */
const halfOf = (file: string): string | undefined => {
  try {
    const ending = extname(file);
    if (ending === ".sqlite") readRecord(file);
    else if (ending === ".json") JSON.parse(readFileSync(file, "utf8"));
    else if (!/\n$/.test(readFileSync(file, "utf8"))) throw new Error("it ends within a line");
    return undefined;
  } catch (error) {
    return `${file}: ${(error as Error).message}`;
  }
};

/** What does not hang on when and how long a run took; the page, but for its section on that. */
const FIGURES = /^(summary\.json|summary\.md|report\.html|metrics\.csv|half-hours\.csv|junit\.xml|latency\b.*)$/;
const METHOD = /<section id="method">[\s\S]*?<\/section>/;

const figuresIn = (folder: string): Map<string, string> =>
  new Map(
    filesIn(folder)
      .filter((name) => FIGURES.test(name))
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), "utf8").replace(METHOD, "")]),
  );

const fingerprintsIn = (folder: string): string =>
  JSON.stringify(
    readRecord(join(folder, "results.sqlite")).runs.map(({ result }) => [
      result.option,
      result.pathFingerprint,
      result.resultFingerprint,
    ]),
  );

/** In what a finished folder is not the undisturbed one. */
const differencesOf = (folder: string, undisturbed: string): string[] => {
  const before = figuresIn(undisturbed);
  const now = figuresIn(folder);
  const names = [...new Set([...before.keys(), ...now.keys()])];
  return [
    ...names.filter((name) => before.get(name) !== now.get(name)).map((name) => `${name} is another`),
    ...(fingerprintsIn(folder) === fingerprintsIn(undisturbed) ? [] : ["fingerprints are others"]),
    ...filesIn(folder)
      .filter(isOnTheWay)
      .map((name) => `${name} was left`),
  ];
};

export interface Tally {
  readonly kills: number;
  /** Results that were resumed to their end. */
  readonly finished: number;
  /** Kills by how many runs were whole by then, of those before any output. */
  readonly byRuns: number[];
  /** Kills while outputs were being made. */
  readonly inOutputs: number;
  readonly faults: string[];
}

/** Kills and resumes a run until so many kills are done, and the last one resumed. */
export const killAndResume = async (kills: number, seed: string): Promise<Tally> => {
  const aside = mkdtempSync(join(tmpdir(), "mhhs-kills-"));
  const undisturbed = join(aside, "undisturbed");
  const folder = join(aside, "killed");
  const draw = seedrandom(seed);
  const tally = {
    kills: 0,
    finished: 0,
    byRuns: Array(RUNS + 1).fill(0) as number[],
    inOutputs: 0,
    faults: [] as string[],
  };

  const mustEndWell = async (run: Started): Promise<void> => {
    if ((await run.ended) !== 0) throw new Error(`a run that was not killed failed: ${run.said()}`);
  };

  try {
    const beganMs = performance.now();
    const first = start(undisturbed);
    await mustEndWell(first);
    const longestMs = 1.1 * (performance.now() - beganMs);
    if (figuresIn(undisturbed).size < 7) throw new Error("the undisturbed run left no figures to compare with");

    for (;;) {
      const run = start(folder);
      const isLast = tally.kills === kills;
      // Later moments more often than early ones: there is more to lose.
      const late = await Promise.race([
        run.ended.then(() => true),
        after(isLast ? 600_000 : Math.sqrt(draw()) * longestMs, false, { ref: false }),
      ]);
      if (late) {
        await mustEndWell(run);
        tally.faults.push(...differencesOf(folder, undisturbed));
        tally.finished++;
        rmSync(folder, { recursive: true });
        if (isLast) return tally;
        continue;
      }
      killAll(run);
      await run.ended;
      tally.kills++;
      const files = filesIn(folder).filter((name) => !isOnTheWay(name));
      tally.faults.push(...files.flatMap((name) => halfOf(join(folder, name)) ?? []));
      if (files.includes("results.sqlite")) tally.inOutputs++;
      else tally.byRuns[files.filter((name) => name.startsWith("runs")).length]!++;
    }
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({ options: { kills: { type: "string", default: "50" }, seed: { type: "string" } } });
  const seed = values.seed ?? String(Date.now());
  const { kills, finished, byRuns, inOutputs, faults } = await killAndResume(Number(values.kills), seed);
  for (const fault of faults) process.stdout.write(`${fault}\n`);
  process.stdout.write(
    `${kills} kills, seed ${seed}: ${byRuns.map((count, runs) => `${count} with ${runs} of ${RUNS} runs kept`).join(", ")}, ` +
      `${inOutputs} among the outputs; ${finished} results resumed to their end, ` +
      `${faults.length === 0 ? "all as undisturbed, no file half-written" : `${faults.length} faults`}\n`,
  );
  if (faults.length > 0) process.exitCode = 1;
};

// Not awaited here: a test loads this file by `require`.
if (process.argv[1] === fileURLToPath(import.meta.url)) void main();
