import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { nearest } from "./near.ts";
import type { Reading } from "./units.ts";
import { right, wrong } from "./units.ts";

const BYTES_MAX = 1_000_000;
const ENDING = /\.ya?ml$/;

/** The text of a YAML file, or what keeps it from being read; `noun` is what was expected. */
export const fileText = (file: string, noun = "a scenario"): Reading<string> => {
  try {
    const bytes = readFileSync(file);
    if (bytes.length > BYTES_MAX) return wrong(`larger than 1 MB; expected ${noun}, a text of some hundred lines`);
    if (bytes.includes(0)) return wrong(NOT_TEXT);
    return right(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    return wrong(unreadable(file, cause, noun));
  }
};

const NOT_TEXT = "not a text file; expected YAML text in UTF-8";

const unreadable = (file: string, cause: unknown, noun: string): string => {
  if (cause instanceof TypeError) return NOT_TEXT;
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (code === "ENOENT" || code === "ENOTDIR") return `no such file; expected ${noun}${neighbour(file)}`;
  if (code === "EISDIR") return `a directory; expected ${noun} in it${listed(yamlFiles(file))}`;
  if (code === "EACCES") return "this file may not be read; expected permission to read it";
  return `can't be read (${String(code ?? cause)}); expected a text file`;
};

const yamlFiles = (directory: string): readonly string[] => {
  try {
    return readdirSync(directory)
      .filter((name) => ENDING.test(name))
      .sort();
  } catch {
    return [];
  }
};

const neighbour = (file: string): string => {
  const names = yamlFiles(dirname(file));
  const near = nearest(basename(file), names);
  return near === undefined ? listed(names) : `; did you mean "${near}"?`;
};

const listed = (names: readonly string[]): string =>
  names.length === 0 ? "" : `: ${names.slice(0, 8).join(", ")}${names.length > 8 ? ", ..." : ""}`;
