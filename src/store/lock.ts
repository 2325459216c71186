import { closeSync, fstatSync, openSync, rmSync, statSync } from "node:fs";
import Database from "better-sqlite3";
import { reasonOf, WriteError } from "./whole-file.ts";

/** Another process holds it. */
export class LockedError extends Error {
  override readonly name = "LockedError";
}

const inodeOf = (file: string): number | undefined => statSync(file, { throwIfNoEntry: false })?.ino;

/** False where a file that is open can't be removed, as on Windows. */
const remove = (file: string): boolean => {
  try {
    rmSync(file, { force: true });
    return true;
  } catch {
    return false;
  }
};

/**
 * Holds a file for as long as this process lives, and not longer: the operating system lets go of the lock of a process
 * that was killed, where a process number written down would be taken for another's. Returns how to let go.
 */
export const holdLock = (file: string): (() => void) => {
  let db: Database.Database | undefined;
  let handle: number | undefined;
  const close = (): void => {
    db?.close();
    if (handle !== undefined) closeSync(handle);
  };
  let failed: unknown;
  try {
    // Made first by plain means, whose errors say why. Open until the end: closed, it would take the lock with it.
    handle = openSync(file, "a");
    db = new Database(file, { timeout: 0 });
    db.pragma("journal_mode = MEMORY"); // no second file beside it
    db.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    failed = error;
  }
  // Its holder may have removed it after it was opened here: nobody else would find this one.
  if (handle !== undefined && inodeOf(file) !== fstatSync(handle).ino) {
    close();
    return holdLock(file);
  }
  if (failed !== undefined) {
    close();
    if ((failed as { code?: string }).code === "SQLITE_BUSY")
      throw new LockedError(`${file} is held by another process`);
    throw new WriteError(`Can't write ${file}: ${reasonOf(failed)}`);
  }
  let isHeld = true;
  return () => {
    if (!isHeld) return;
    isHeld = false;
    // Removed while it is held: once it is closed, the file of that name may be somebody else's lock.
    const isRemoved = remove(file);
    close();
    if (!isRemoved) remove(file);
  };
};
