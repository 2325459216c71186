import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { json } from "./manifest.ts";
import { writeWhole } from "./whole-file.ts";

/** What an experiment was asked for, noted in its result folder before anything runs. */
export interface Asked {
  readonly schema: 1;
  readonly scenario: { readonly name: string; readonly file: string; readonly hash: string };
  readonly set: readonly string[];
  /** Hash of each private overlay. */
  readonly overlays: readonly string[];
  readonly options: readonly string[];
  readonly seed: string;
  readonly scale: number;
  readonly program: string;
  /** Hash of the program's text. */
  readonly build: string;
  /** Hash of each run, in the order of the options: `runs/<hash>.sqlite`. */
  readonly runs: readonly string[];
  /** UTC, ISO 8601. */
  readonly startedAt: string;
  /** The command without the folder, as a shell takes it. */
  readonly command: string;
}

/** The note's file in a result folder. */
export const NOTE = "experiment.json";

export const writeAsked = (folder: string, asked: Asked): void => writeWhole(join(folder, NOTE), json(asked));

const isText = (value: unknown): boolean => typeof value === "string";
const areTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);

/** What each entry of a note has to be. */
const SHAPE: Readonly<Record<keyof Asked, (value: unknown) => boolean>> = {
  schema: (value) => value === 1,
  scenario: (value) => Object(value) === value && ["name", "file", "hash"].every((key) => isText(Object(value)[key])),
  set: areTexts,
  overlays: areTexts,
  options: areTexts,
  seed: isText,
  scale: Number.isFinite,
  program: isText,
  build: isText,
  runs: areTexts,
  startedAt: isText,
  command: isText,
};

/** Any program may call a file of its own by the note's name. */
const isAsked = (value: unknown): value is Asked =>
  Object.entries(SHAPE).every(([key, holds]) => holds(Object(value)[key]));

/** The note in a folder; undefined where it is none of ours. */
export const readAsked = (folder: string): Asked | undefined => {
  const file = join(folder, NOTE);
  if (!existsSync(file)) return undefined;
  try {
    const asked: unknown = JSON.parse(readFileSync(file, "utf8"));
    return isAsked(asked) ? asked : undefined;
  } catch {
    return undefined;
  }
};

const listed = (values: readonly string[]): string => (values.length === 0 ? "none" : values.join(", "));

/** What two experiments were asked that is not the same, in words; empty when they were asked the same. */
export const askedOtherwise = (before: Asked, now: Asked): string[] => {
  const said: readonly (readonly [what: string, before: string, now: string])[] = [
    ["scenario", before.scenario.name, now.scenario.name],
    ["--set", listed(before.set), listed(now.set)],
    ["--overlay", listed(before.overlays), listed(now.overlays)],
    ["options", listed(before.options), listed(now.options)],
    ["seed", before.seed, now.seed],
    ["scale", String(before.scale), String(now.scale)],
  ];
  return said.filter(([, one, other]) => one !== other).map(([what, one, other]) => `${what} was ${one}, now ${other}`);
};

/** What has changed between two that were asked the same, so that their runs do not belong together. */
export const changedSince = (before: Asked, now: Asked): string | undefined => {
  if (before.program !== now.program) return `it was begun by ${before.program}, and this is ${now.program}`;
  if (before.build !== now.build) return "the program has been changed since";
  return before.runs.join() === now.runs.join() ? undefined : "the scenario has been changed since";
};
