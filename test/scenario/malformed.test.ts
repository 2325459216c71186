import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { BASE, extending, folderOf, problemsOf } from "./loading.ts";

const FOLDER = "test/scenario/malformed";
const linesAfter = (text: string, mark: string): readonly string[] =>
  text.split("\n").flatMap((line) => (line.startsWith(mark) ? [line.slice(mark.length)] : []));

describe("a malformed scenario is refused with the sentence that a person needs", () => {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith(".yaml"));

  test("there are files of more than forty kinds", () => expect(names.length).toBeGreaterThan(40));

  // Each file begins with what is to be said about it, and with its --set arguments if it has any.
  test.each(names)("%s", (name) => {
    const text = readFileSync(join(FOLDER, name), "utf8");
    const expected = linesAfter(text, "# expect: ");
    expect(expected.length).toBeGreaterThan(0);
    expect(problemsOf(join(FOLDER, name), { set: linesAfter(text, "# set: ") })).toEqual(expected);
  });
});

describe("a file that isn't a scenario at all", () => {
  const empty = (text: string | Uint8Array): readonly string[] => {
    const file = join(folderOf({}), "scenario.yaml");
    writeFileSync(file, text);
    return problemsOf(file);
  };
  const EMPTY = "the file is empty; expected a map of keys such as question, extends and options";

  test("nothing", () => expect(empty("")).toEqual([`scenario.yaml:1:1: ${EMPTY}`]));
  test("a comment", () => expect(empty("# nothing yet\n")).toEqual([`scenario.yaml:1:1: ${EMPTY}`]));
  test("binary", () =>
    expect(empty(Uint8Array.of(0x53, 0x51, 0x4c, 0, 1, 2))).toEqual([
      "scenario.yaml:1:1: not a text file; expected YAML text in UTF-8",
    ]));
  test("another encoding", () =>
    expect(empty(Uint8Array.of(0xff, 0xfe, 0x71, 0x3a))).toEqual([
      "scenario.yaml:1:1: not a text file; expected YAML text in UTF-8",
    ]));
  test("too large", () =>
    expect(empty("#".repeat(1_000_001))).toEqual([
      "scenario.yaml:1:1: larger than 1 MB; expected a scenario, a text of some hundred lines",
    ]));

  test("missing, with a neighbour of nearly its name", () =>
    expect(problemsOf("scenarios/peak-smothing.yaml")).toEqual([
      'peak-smothing.yaml:1:1: no such file; expected a scenario; did you mean "peak-smoothing.yaml"?',
    ]));
  test("missing, in a folder of others", () =>
    expect(problemsOf(join(folderOf({ "windows.yaml": "", "faults.yaml": "" }), "other-question.yaml"))).toEqual([
      "other-question.yaml:1:1: no such file; expected a scenario: faults.yaml, windows.yaml",
    ]));
  test("a directory", () => {
    const folder = folderOf({ "inner/one.yaml": "" });
    expect(problemsOf(join(folder, "inner"))).toEqual(["inner:1:1: a directory; expected a scenario in it: one.yaml"]);
  });
  test("an assumptions log", () =>
    expect(problemsOf("scenarios/assumptions.yaml")).toEqual([
      "assumptions.yaml:1:1: this is an assumptions log; expected a scenario",
    ]));
  test.skipIf(process.getuid?.() === 0)("one that may not be read", () => {
    const folder = folderOf({ "closed.yaml": "question: What?" });
    chmodSync(join(folder, "closed.yaml"), 0);
    expect(problemsOf(join(folder, "closed.yaml"))).toEqual([
      "closed.yaml:1:1: this file may not be read; expected permission to read it",
    ]);
  });
});

describe("a base file", () => {
  test("has a source or an assumption for every figure", () => {
    const folder = folderOf({});
    mkdirSync(join(folder, "base"));
    const text = readFileSync(BASE, "utf8")
      .replace("{ value: 0.27, assumption: A-002 }", "0.27")
      .replace(/assumption: A-049 \}/, "}");
    writeFileSync(join(folder, "base", "base.yaml"), text);
    writeFileSync(join(folder, "assumptions.yaml"), readFileSync("scenarios/assumptions.yaml"));
    const lineOf = (start: string): number => text.split("\n").findIndex((line) => line.trim().startsWith(start)) + 1;
    expect(problemsOf(join(folder, "base", "base.yaml"))).toEqual([
      `base.yaml:${lineOf("smets1Share")}:16 estate.smets1Share: ` +
        "has no source; expected { value: 0.27, source: ... } or, when ours, assumption: A-...",
      `base.yaml:${lineOf("errorAfter")}:15 failures.errorAfter: ` +
        '"value" comes with a note; add source: or assumption:, or write the bare value',
    ]);
  });
});

test("a scenario may change figures without a source: they are its question", () =>
  expect(extending("estate.smets1Share: 0.5").options.get("unchanged")!.values.estate.smets1Share).toBe(0.5));
