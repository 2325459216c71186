import { existsSync, readdirSync, rmdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { ExperimentRecord } from "../experiment/record.ts";
import { type Asked, NOTE, readAsked, writeAsked } from "./asked.ts";
import { assembled } from "./assemble.ts";
import { holdLock } from "./lock.ts";
import { isManifest, MANIFEST } from "./manifest.ts";
import { RecordError, readRecord, recordBytes } from "./record-file.ts";
import { makeFolder, PART, reasonOf, removeParts, WriteError, writeWhole } from "./whole-file.ts";

/** The record of an experiment in its result folder. */
export const RECORD = "results.sqlite";
/** Written last of all: where it stands, and no run is missing, the folder is finished. */
const SUMMARY = "summary.json";
const RUNS = "runs";
/** Held by the process that is at work in the folder. */
const LOCK = "running";

const runFile = (folder: string, hash: string): string => join(folder, RUNS, `${hash}.sqlite`);
/** A run under way, at its last midnight that was saved. */
const savedFile = (folder: string, hash: string): string => join(folder, RUNS, `${hash}.midnight`);

/** What stands at a path, for whoever wants to put results there. */
export type Place =
  | { readonly is: "free" }
  | { readonly is: "other" }
  | {
      readonly is: "begun";
      readonly asked: Asked;
      /** Runs that were asked for and are not there. */
      readonly missing: readonly string[];
      readonly isFinished: boolean;
    };

/** What a program that was killed as it began may have left: no one will miss it. */
const isLeftOver = (name: string): boolean => name === LOCK || PART.test(name);

export const placeAt = (path: string): Place => {
  if (!existsSync(path)) return { is: "free" };
  if (!statSync(path).isDirectory()) return { is: "other" };
  const asked = readAsked(path);
  if (asked === undefined) return { is: readdirSync(path).every(isLeftOver) ? "free" : "other" };
  const missing = asked.runs.filter((hash) => !existsSync(runFile(path, hash)));
  return { is: "begun", asked, missing, isFinished: missing.length === 0 && existsSync(join(path, SUMMARY)) };
};

/** A result folder that this process is at work in. */
export interface ResultFolder {
  readonly path: string;
  /** True for a run that is there, whole. */
  readonly has: (hash: string) => boolean;
  /** Where a run is saved at midnights, until it has finished. */
  readonly savedFile: (hash: string) => string;
  /** Keeps a run that has just finished, whatever comes after it. */
  readonly keep: (hash: string, run: ExperimentRecord) => void;
  /**
   * Leaves the folder. Where no run has finished or was saved takes it away, and those above that it was made with.
   * True when something stays.
   */
  readonly leave: () => boolean;
}

/** Begins a folder, or goes on in one that was asked for the same. Throws where it can't be written, or is held. */
export const enterFolder = (path: string, asked: Asked): ResultFolder => {
  let made: readonly string[];
  try {
    made = makeFolder(path);
  } catch (error) {
    throw new WriteError(`Can't write ${path}: ${reasonOf(error)}`);
  }
  const letGo = holdLock(join(path, LOCK));
  const has = (hash: string): boolean => existsSync(runFile(path, hash));
  const leave = (): boolean => {
    const stays = asked.runs.some((hash) => has(hash) || existsSync(savedFile(path, hash)));
    try {
      // Held to the end: whoever enters next finds a folder that is cleaned, and keeps the note that it writes.
      for (const name of stays ? [] : [NOTE, RUNS]) rmSync(join(path, name), { recursive: true, force: true });
      // A midnight that was being written when its run was stopped.
      if (stays) removeParts(path);
    } catch {
      // What can't be removed stays: a note, which --resume takes up.
    }
    letGo();
    try {
      if (!stays) for (const empty of new Set([path, ...made])) rmdirSync(empty);
    } catch {
      // Something stands in it, or somebody has entered it since: it stays, with those above it.
    }
    return stays;
  };
  try {
    removeParts(path);
    if (readAsked(path) === undefined) writeAsked(path, asked);
    // From now on, and until it is written again, the folder is not finished.
    if (!asked.runs.every(has)) rmSync(join(path, SUMMARY), { force: true });
  } catch (error) {
    leave();
    throw error;
  }
  const keep = (hash: string, run: ExperimentRecord): void => {
    writeWhole(runFile(path, hash), recordBytes(run));
    rmSync(savedFile(path, hash), { force: true });
  };
  return { path, has, savedFile: (hash) => savedFile(path, hash), keep, leave };
};

const runFilesIn = (path: string): string[] => {
  const folder = join(path, RUNS);
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => name.endsWith(".sqlite"));
  const asked = readAsked(path)?.runs;
  const wanted = asked === undefined ? files : files.filter((name) => asked.includes(name.slice(0, -7)));
  return wanted.map((name) => join(folder, name)).sort();
};

const readRun = (file: string): ExperimentRecord => {
  try {
    return readRecord(file);
  } catch (error) {
    throw new RecordError(`${(error as Error).message}; with the file removed, --resume makes it again`);
  }
};

/** The record of an experiment, put together from its finished runs. */
export const assembledIn = (path: string): ExperimentRecord => {
  const runFiles = runFilesIn(path);
  if (runFiles.length === 0)
    throw new RecordError(`${path} holds no finished run; expected ${RECORD} or ${RUNS}/*.sqlite, as of mhhs run`);
  return assembled(runFiles.map(readRun));
};

/** Writes the record of an experiment into its folder, and reads it back. */
export const writeRecord = (path: string, record: ExperimentRecord): ExperimentRecord => {
  const file = join(path, RECORD);
  writeWhole(file, recordBytes(record));
  return readRecord(file);
};

/**
 * The record in a result folder; where that was cut short, or a run has finished since, it is put together of its runs.
 * Nothing is written: a reader may have no right to.
 */
export const recordIn = (path: string): ExperimentRecord => {
  const file = join(path, RECORD);
  if (!existsSync(file)) return assembledIn(path);
  const record = readRecord(file);
  return record.runs.length < runFilesIn(path).length ? assembledIn(path) : record;
};

/** True for a folder that `mhhs run` or `mhhs report` has filled: by its note, or by its manifest. */
const isOurs = (path: string): boolean => readAsked(path) !== undefined || isManifest(join(path, MANIFEST));

/** Of the files to be written into a folder, those that stand there already and are somebody else's. */
export const strangersIn = (path: string, names: Iterable<string>): string[] =>
  isOurs(path) ? [] : [...names].filter((name) => existsSync(join(path, name)));

/** Writes what a record shows, each file whole or not at all, the summary last. */
export const writeOutputs = (path: string, files: ReadonlyMap<string, string | Uint8Array>): void => {
  const inOrder = [...files].sort(([a], [b]) => Number(a === SUMMARY) - Number(b === SUMMARY));
  for (const [name, content] of inOrder) writeWhole(join(path, name), content);
};
