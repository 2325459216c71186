import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { emptyFolder } from "../own-folder.ts";

/** How a command ended, and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Started {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves once stderr says it; fails when the command ends without. */
  readonly says: (text: string) => Promise<void>;
}

/** Everything under a folder. */
export const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .sort();

/** A scenario that comes with the program, wherever the command is called. */
export const scenario = (name: string): string => resolve(`scenarios/${name}.yaml`);

const { NO_COLOR: _, FORCE_COLOR: __, ...environment } = process.env;

/** Starts the command as a user would, in a folder that is not the project's, with pipes instead of a terminal. */
export const start = (
  args: readonly string[],
  cwd = emptyFolder(),
  more: Readonly<Record<string, string>> = {},
): Started => {
  const child = spawn("node", [resolve("bin/mhhs.cjs"), ...args], {
    cwd,
    env: { ...environment, ...more },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true, // a process group of its own, so that a signal reaches all of it, as Ctrl-C does
  });
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
  return {
    process: child,
    ended: new Promise((done, failed) => {
      child.on("error", failed);
      child.on("close", (code) => done({ code, out, err }));
    }),
    says: (text) =>
      new Promise((said, failed) => {
        const look = (): void => void (err.includes(text) && said());
        look();
        child.stderr.on("data", look);
        child.on("close", () => failed(new Error(`ended without saying "${text}": ${err}`)));
      }),
  };
};

export const mhhs = (args: readonly string[], cwd?: string, more?: Readonly<Record<string, string>>): Promise<Ended> =>
  start(args, cwd, more).ended;

/** What stderr says where a run is too small to judge one of second-role's two thresholds of severity error. */
export const ONE_OPEN = "– 1 of 2 thresholds of severity error was not judged\n";

/** What no message may hold: a stack, a file of the program's own, an escape code. */
export const STACK = /^\s+at .+:\d+:\d+\)?$|node_modules|node:internal/m;
export const ESCAPE = new RegExp(String.fromCharCode(27));
