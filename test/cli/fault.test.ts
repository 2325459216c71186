import { afterEach, expect, test, vi } from "vitest";
import { report, UsageError } from "../../src/cli/fault.ts";
import { BrokenLaw } from "../../src/run/laws.ts";
import { RunOutOfRoom } from "../../src/run/room.ts";
import { STACK } from "./command.ts";

const said: string[] = [];
vi.spyOn(process.stderr, "write").mockImplementation((text) => said.push(String(text)) > 0);
afterEach(() => said.splice(0));

test("a usage fault is its sentence and nothing more", () => {
  expect(report(new UsageError("no such thing"))).toBe(2);
  expect(said.join("")).toBe("no such thing\n");
});

test("a broken law ends with 5, also when it comes from another thread, where errors lose their class", () => {
  const broken = new BrokenLaw("3 sent, 2 ended");
  expect(report(broken)).toBe(5);
  expect(structuredClone(broken).name).toBe("Error");
  expect(report(structuredClone(broken))).toBe(5);
  expect(said.join("")).toMatch(/^The model broke its own law, .*3 sent, 2 ended\nIt happened in: mhhs\b/);
});

test("a run without room ends with 70 and its sentences, and is nothing unexpected", () => {
  for (const error of [new RunOutOfRoom("no room at the DIP"), structuredClone(new RunOutOfRoom("no room at the DIP"))])
    expect(report(error)).toBe(70);
  expect(said.join("")).toBe("no room at the DIP\nno room at the DIP\n");
});

test("anything else ends with 70, with the command that shows it again and without a stack", () => {
  expect(report(new RangeError("out of room"))).toBe(70);
  expect(report("a word")).toBe(70);
  expect(said.join("")).toMatch(/^Unexpected: out of room\nIt happened in: mhhs\b.*\nUnexpected: a word\n/);
  expect(said.join("")).not.toMatch(STACK);
});
