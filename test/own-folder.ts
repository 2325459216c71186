import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// Files of a worker share modules, so what is noted here outlives a file: after-each-file.ts takes it away.

const folders: string[] = [];

/** An empty folder of its own, there until its test file is through. */
export const emptyFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "mhhs-test-"));
  folders.push(folder);
  return folder;
};

export const removeFolders = (): void => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
};
