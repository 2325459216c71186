import { spawn } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import Database from "better-sqlite3";
import { expect, test, vi } from "vitest";
import { holdLock, LockedError } from "../../src/store/lock.ts";
import { emptyFolder } from "../own-folder.ts";

/** Another process that holds a lock until it is killed. */
const holder = async (file: string) => {
  const script = join(emptyFolder(), "hold.ts");
  writeFileSync(
    script,
    `import { holdLock } from ${JSON.stringify(resolve("src/store/lock.ts"))};\n` +
      `holdLock(${JSON.stringify(file)});\nprocess.stdout.write("held");\nsetInterval(() => {}, 1000);\n`,
  );
  const child = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "ignore"] });
  const ended = new Promise((done) => child.on("close", done));
  await new Promise((held, failed) => {
    child.stdout.once("data", held);
    child.on("close", () => failed(new Error("it ended without holding")));
  });
  return { kill: () => child.kill("SIGKILL"), ended };
};

test("a lock is held against other processes while one lives, and not a moment longer", async () => {
  const file = join(emptyFolder(), "running");
  const other = await holder(file);
  expect(() => holdLock(file)).toThrow(LockedError);
  other.kill();
  await other.ended;
  expect(existsSync(file)).toBe(true);
  const letGo = holdLock(file);
  letGo();
  letGo();
  expect(existsSync(file)).toBe(false);
});

test("a lock whose holder removed it while it was being taken is taken anew: no two hold it", () => {
  const file = join(emptyFolder(), "running");
  // Between its opening and its locking: what better-sqlite3 is asked first.
  const pragma = vi.spyOn(Database.prototype, "pragma").mockImplementationOnce(function (this: Database.Database) {
    rmSync(file);
    return [];
  });
  const letGo = holdLock(file);
  expect(pragma).toHaveBeenCalledTimes(2);
  expect(existsSync(file)).toBe(true);
  letGo();
  pragma.mockRestore();
});

test("a lock that can't be made says why", () => {
  expect(() => holdLock("/dev/null/running")).toThrow(
    /^Can't write \/dev\/null\/running: a part of the path is not a directory$/,
  );
});
