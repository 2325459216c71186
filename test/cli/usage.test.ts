import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { emptyFolder } from "../own-folder.ts";
import { filesIn, mhhs, STACK, scenario } from "./command.ts";

const peak = scenario("peak-smoothing");
const malformed = (name: string): string => resolve(`test/scenario/malformed/${name}.yaml`);
const small = ["--scale", "0.0002", "--no-charts"];

const WRONG: readonly (readonly [what: string, args: readonly string[], says: RegExp])[] = [
  ["no command", [], /Say what to do/],
  ["an unknown command", ["dance"], /No such command/],
  ["a misspelt command", ["runn", peak], /did you mean run\?/],
  ["no file", ["run"], /Name a scenario, or a file/],
  ["no file to check", ["check"], /Name a scenario, or a file/],
  ["an unknown scenario", ["run", "nothing-of-this-kind"], /come with the program are .*peak-smoothing, /],
  [
    "a misspelt scenario",
    ["check", "peak-smothing"],
    /No scenario or file "peak-smothing"; did you mean peak-smoothing\?/,
  ],
  ["two files to run", ["run", peak, peak], /No such command or option/],
  ["an unknown option", ["run", peak, "--frob"], /No such command or option: frob/],
  ["a misspelt option", ["run", peak, "--scael", "1"], /option: scael; did you mean --scale\?/],
  ["a misspelt option of check", ["check", peak, "--reslved"], /option: reslved; did you mean --resolved\?/],
  ["an unknown option with a hyphen", ["list", "--x-y"], /^No such command or option: x-y\.$/m],
  ["an unknown option of list", ["list", "--frob"], /No such command or option: frob/],
  ["a scale that is no number", ["run", peak, "--scale", "NaN"], /--scale NaN: expected a share above 0/],
  ["a scale in words", ["run", peak, "--scale", "all"], /--scale all: expected a share/],
  ["a scale of nothing", ["run", peak, "--scale", "0"], /--scale 0: expected a share/],
  ["a scale of two", ["run", peak, "--scale", "2"], /--scale 2: expected a share/],
  ["a scale below nothing", ["run", peak, "--scale=-0.1"], /--scale -0.1: expected a share/],
  ["a scale of more than all, in per cent", ["run", peak, "--scale", "101 %"], /--scale 101 %: expected a share/],
  ["a scale with another unit", ["run", peak, "--scale", "10 m"], /--scale 10 m: expected a share/],
  ["too few meters", ["run", peak, "--scale", "0.00003"], /keeps 900 of 30,000,000 meters; expected at least 1,000/],
  ["a scale without a value", ["run", peak, "--scale"], /--scale needs a value/],
  ["an empty scale", ["run", peak, "--scale="], /--scale is empty/],
  ["two scales", ["run", peak, "--scale", "0.1", "--scale", "0.2"], /--scale is given 2 times/],
  ["two seeds", ["run", peak, "--seed", "a", "--seed", "b"], /--seed is given 2 times/],
  ["an empty seed", ["run", peak, "--seed", ""], /--seed is empty/],
  ["half a worker", ["run", peak, "--workers", "1.5"], /--workers 1.5: expected a whole number/],
  ["no workers", ["run", peak, "--workers", "0"], /--workers 0: expected a whole number/],
  ["an unknown option name", ["run", peak, "--option", "as-tomorrow"], /no option "as-tomorrow"; it has without-mhhs/],
  [
    "a misspelt option name",
    ["run", peak, "--option", "valley-fil"],
    /"valley-fil"; did you mean valley-fill\? It has/,
  ],
  ["an option without a name", ["run", peak, "--option"], /--option needs a value/],
  ["an option without a name before another", ["run", peak, "--option", "--json"], /--option needs a value/],
  ["--set without a change", ["check", peak, "--set"], /--set needs a value/],
  ["an overlay without a file", ["run", peak, "--overlay", "--json"], /--overlay needs a value/],
  ["a missing file", ["run", "nowhere.yaml"], /nowhere\.yaml:1:1: no such file/],
  ["a folder", ["run", resolve("scenarios")], /a directory; expected a scenario in it/],
  ["a malformed file", ["run", malformed("tab")], /tab\.yaml:5:1: a tab indents this line/],
  ["a malformed file to check", ["check", malformed("many-at-once")], /horizon\.start.*\n.*horizon\.warmUp/],
  ["a wrong file after a right one", ["check", "--json", peak, malformed("no-colon")], /no-colon\.yaml:/],
  ["a value for no path", ["run", peak, "--set", "nope=1"], /nope: no such key/],
  ["a path without a value", ["check", peak, "--set", "estate.meters"], /"estate\.meters" has no "="/],
  ["an empty result folder", ["run", peak, "--out", ""], /--out is empty/],
];

test.each(WRONG)("%s ends with 2 and a sentence, and writes nothing", async (_what, args, says) => {
  const folder = emptyFolder();
  const { code, out, err } = await mhhs(args, folder);
  expect(err).toMatch(says);
  expect(err).not.toMatch(STACK);
  expect(code).toBe(2);
  expect(out).toBe("");
  expect(filesIn(folder)).toEqual([]);
});

/** Each option that may be given again, where a scenario stands after it; what it is given is refused by its own name. */
const BEFORE: readonly (readonly [args: readonly string[], says: RegExp])[] = [
  [["run", "--option", "nobody", peak], /no option "nobody"/],
  [["run", "--option", "as-today", "--option", "nobody", peak], /no option "nobody"/],
  [["run", "--set", "nope=1", peak], /nope: no such key/],
  [["run", "--overlay", "nowhere.yaml", peak], /nowhere\.yaml:1:1: no such file/],
  [["check", "--set", "nope=1", peak], /nope: no such key/],
  [["check", "--set", "nope=1", peak, peak], /nope: no such key/],
  [["check", "--overlay", "nowhere.yaml", peak], /nowhere\.yaml:1:1: no such file/],
  [["trace", "--set", "nope=1", peak], /nope: no such key/],
  [["trace", "--option", "nobody", peak], /no option "nobody"/],
];

test.each(BEFORE)(
  "%j: the scenario stands after an option, and is not taken for one more of its values",
  async (args, says) => {
    const after = [
      args[0]!,
      ...args.filter((arg, i) => i > 0 && arg === peak),
      ...args.slice(1).filter((arg) => arg !== peak),
    ];
    for (const order of [args, after]) {
      const { code, err } = await mhhs(order);
      expect(err).toMatch(says);
      expect(code).toBe(2);
    }
  },
);

test("a result folder that exists is refused before anything runs", async () => {
  const folder = emptyFolder();
  mkdirSync(join(folder, "mine"));
  writeFileSync(join(folder, "mine/notes.txt"), "keep");
  const { code, out, err } = await mhhs(["run", peak, ...small, "--out", "mine"], folder);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toBe("Can't write the results: mine exists already; name another folder with --out, or remove it\n");
  expect(filesIn(folder)).toEqual(["mine", "mine/notes.txt"]);
});

test("a result folder that can't be written is refused before anything runs", async () => {
  const folder = emptyFolder();
  writeFileSync(join(folder, "file"), "in the way");
  symlinkSync("nowhere", join(folder, "dangling"));
  for (const out of ["file/results", "/dev/null/results"]) {
    const ended = await mhhs(["run", peak, ...small, "--out", out], folder);
    expect([ended.code, ended.out]).toEqual([2, ""]);
    expect(ended.err).toMatch(/^No place for the results: Can't write .*not a directory/);
    expect(ended.err).not.toMatch(STACK);
  }
  expect(filesIn(folder)).toEqual(["dangling", "file"]);
});
