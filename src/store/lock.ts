import { closeSync, openSync, rmSync } from "node:fs";
import Database from "better-sqlite3";
import { reasonOf, WriteError } from "./whole-file.ts";

/** Another process holds it. */
export class LockedError extends Error {
  override readonly name = "LockedError";
}

/**
 * Holds a file for as long as this process lives, and not longer: the operating system lets go of the lock of a process
 * that was killed, where a process number written down would be taken for another's. Returns how to let go.
 */
export const holdLock = (file: string): (() => void) => {
  let db: Database.Database;
  try {
    // Made first by plain means, whose errors say why.
    closeSync(openSync(file, "a"));
    db = new Database(file, { timeout: 0 });
    db.pragma("journal_mode = MEMORY"); // no second file beside it
    db.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    if ((error as { code?: string }).code === "SQLITE_BUSY")
      throw new LockedError(`${file} is held by another process`);
    throw new WriteError(`Can't write ${file}: ${reasonOf(error)}`);
  }
  return () => {
    rmSync(file, { force: true });
    db.close();
  };
};
