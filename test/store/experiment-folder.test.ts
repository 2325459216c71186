import { readdirSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test, vi } from "vitest";
import { type Asked, readAsked, writeAsked } from "../../src/store/asked.ts";
import { enterFolder } from "../../src/store/experiment-folder.ts";
import { emptyFolder } from "../own-folder.ts";

const asked = (seed: string): Asked => ({
  schema: 1,
  scenario: { name: "any", file: "any.yaml", hash: "0" },
  set: [],
  overlays: [],
  options: ["one"],
  seed,
  scale: 1,
  program: "mhhs-sim 0.0.0",
  build: "0",
  runs: ["0"],
  startedAt: "2028-01-17T00:00:00.000Z",
  command: "mhhs run any.yaml",
});

test("who enters a folder the moment another leaves it keeps the note that he writes", () => {
  const folder = join(emptyFolder(), "out");
  const { leave } = enterFolder(folder, asked("first"));
  const close = vi.spyOn(Database.prototype, "close").mockImplementationOnce(function (this: Database.Database) {
    writeAsked(folder, asked("second"));
    return this;
  });
  expect(leave()).toBe(false);
  expect(close).toHaveBeenCalledOnce();
  close.mockRestore();
  expect(readAsked(folder)?.seed).toBe("second");
  expect(readdirSync(folder)).toEqual(["experiment.json"]);
});
