import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { RecordError } from "../../src/store/record-file.ts";
import { type SavedRun, takeUp, writeSavedRun } from "../../src/store/saved-run.ts";
import { emptyFolder } from "../own-folder.ts";

const HEAD: SavedRun = { schema: 1, run: "5e0", reachedMs: 86_400_000, seconds: 12.5, cpuSeconds: 11 };
/** More than two blocks, that deflate to something. */
const STATE = Buffer.alloc(9_000_001, "state at midnight ");

const write = (file: string): void =>
  writeSavedRun(file, HEAD, (to) => {
    for (let at = 0; at < STATE.length; at += 3_000_000) to(STATE.subarray(at, at + 3_000_000));
  });

const read = (file: string, run = HEAD.run): Buffer =>
  takeUp(file, run, (_head, next) => {
    const state = Buffer.alloc(STATE.length);
    // In pieces that are none of those it was written in.
    for (let at = 0; at < state.length; at += 777_777) next(state.subarray(at, at + 777_777));
    return state;
  });

test("a state is read back as it was written, whatever the pieces, and nothing stands beside the file", () => {
  const folder = emptyFolder();
  const file = join(folder, "runs/5e0.midnight");
  write(file);
  expect(takeUp(file, HEAD.run, (head) => head)).toEqual(HEAD);
  expect(read(file).equals(STATE)).toBe(true);
  expect(readdirSync(join(folder, "runs"))).toEqual(["5e0.midnight"]);
});

test("a midnight that is cut short, or changed anywhere, is refused with a sentence that says what helps", () => {
  const file = join(emptyFolder(), "5e0.midnight");
  write(file);
  const whole = readFileSync(file);
  const changed = [whole.indexOf("schema"), whole.indexOf("\n") + 2, whole.length >> 1, whole.length - 1].map((at) => {
    const bytes = Buffer.from(whole);
    bytes[at]! ^= 1;
    return bytes;
  });
  for (const bytes of [...changed, whole.subarray(0, whole.length - 9), whole.subarray(0, 20), Buffer.alloc(0)]) {
    writeFileSync(file, bytes);
    expect(() => read(file)).toThrow(RecordError);
    expect(() => read(file)).toThrow(/5e0\.midnight is damaged; with the file removed, --resume begins its run anew$/);
  }
});

test("the midnight of another plan or program is not taken up", () => {
  const file = join(emptyFolder(), "5e0.midnight");
  write(file);
  expect(() => read(file, "5e1")).toThrow(
    /5e0\.midnight is of another run or program; with the file removed, --resume begins it anew$/,
  );
});
