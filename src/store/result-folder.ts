import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A result folder that appears whole or not at all: it is filled beside its place and renamed. */
export interface ResultFolder {
  readonly path: string;
  write(name: string, content: string | Uint8Array): void;
  /** Puts the folder in its place; where that fails, what was written stays, and the error says where. */
  commit(): void;
  /** Removes what was written so far. */
  discard(): void;
}

/** Begins a result folder; throws at once, before anything runs, where it could not be written. */
export const beginResultFolder = (path: string): ResultFolder => {
  if (existsSync(path)) throw new Error(`${path} exists already; name another folder with --out, or remove it`);
  const aside = `${path}.unfinished-${process.pid}`;
  let isWhole = false;
  mkdirSync(aside, { recursive: true });
  return {
    path,
    write: (name, content) => {
      const file = join(aside, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    },
    commit: () => {
      isWhole = true;
      try {
        renameSync(aside, path);
      } catch (error) {
        throw new Error(`the results are whole, but stay in ${aside}: ${(error as Error).message}`);
      }
    },
    discard: () => {
      if (!isWhole) rmSync(aside, { recursive: true, force: true });
    },
  };
};
