import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";

/** A file that could not be written, and why, in a sentence. */
export class WriteError extends Error {
  override readonly name = "WriteError";
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: "no space is left on the device",
  EDQUOT: "your quota of the device is used up",
  EFBIG: "the file is larger than this session may write",
  EROFS: "the device is read-only",
  EACCES: "you may not write there",
  EPERM: "you may not write there",
  ENOTDIR: "a part of the path is not a directory",
  EEXIST: "a part of the path is not a directory",
  ENOENT: "nothing can be made there",
  EISDIR: "a directory stands in its place",
};

/** What stands in the way of writing, in words. */
export const reasonOf = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException;
  return REASONS[code ?? ""] ?? message;
};

/** What a file is called until it is whole: its own name, who writes it, and an ending that nothing else has. */
export const PART = /\.\d+\.part$/;
const partOf = (file: string): string => join(dirname(file), `.${basename(file)}.${process.pid}.part`);

/**
 * Makes a folder and those above it, and says which were not there, the innermost first. One by one: where the system
 * says that nothing can be made, as in /proc, the recursive call never ends.
 */
export const makeFolder = (folder: string): readonly string[] => {
  if (existsSync(folder) && statSync(folder).isDirectory()) return [];
  const above = dirname(folder);
  const made = above === folder ? [] : makeFolder(above);
  try {
    mkdirSync(folder);
    return [folder, ...made];
  } catch (error) {
    // Another process may have made it just now.
    if (!existsSync(folder) || !statSync(folder).isDirectory()) throw error;
    return made;
  }
};

/** What systems answer that can't sync a folder, as Windows: the file itself is on the disk by then. */
const NO_FOLDER_SYNC: readonly unknown[] = ["EPERM", "EACCES", "EINVAL", "EISDIR", "ENOTSUP"];

const syncFolder = (folder: string): void => {
  let handle: number | undefined;
  try {
    handle = openSync(folder, "r");
    fsyncSync(handle);
  } catch (error) {
    if (!NO_FOLDER_SYNC.includes((error as NodeJS.ErrnoException).code)) throw error;
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
};

/** Writes what a file is to hold, piece by piece. */
type Fill = (write: (bytes: Uint8Array) => void) => void;

const writeThrough = (file: string, fill: Fill): void => {
  const handle = openSync(file, "w");
  try {
    fill((bytes) => {
      for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
    });
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
};

/**
 * Writes a file whole or not at all: it is filled beside its place, and takes it once it is on the disk. Whoever reads
 * the name sees what was there before, or all of what is new.
 */
export const writeWholeBy = (file: string, fill: Fill): void => {
  const part = partOf(file);
  try {
    makeFolder(dirname(file));
    writeThrough(part, fill);
    renameSync(part, file);
    syncFolder(dirname(file));
  } catch (error) {
    try {
      unlinkSync(part);
    } catch {
      // It was never made.
    }
    throw new WriteError(`Can't write ${file}: ${reasonOf(error)}`);
  }
};

/** The same, of content that is there already. */
export const writeWhole = (file: string, content: string | Uint8Array): void =>
  writeWholeBy(file, (write) => write(typeof content === "string" ? Buffer.from(content) : content));

/** Removes what programs that were killed had begun to write in a folder. */
export const removeParts = (folder: string): void => {
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }))
    if (PART.test(name)) rmSync(join(folder, name));
};
