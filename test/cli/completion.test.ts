import { expect, test } from "vitest";
import { emptyFolder } from "../own-folder.ts";
import { filesIn, mhhs } from "./command.ts";

/** What the script for completion is told of a command line, the last word unfinished. */
const after = async (...words: string[]): Promise<string[]> => {
  const folder = emptyFolder();
  const { code, out, err } = await mhhs(["--get-yargs-completions", "mhhs", ...words], folder);
  expect([code, err, filesIn(folder)]).toEqual([0, "", []]);
  return out.split("\n").filter((word) => word !== "");
};

test("a command is completed", async () => expect(await after("ex")).toContain("explain"));

test("a scenario is completed by its name, an option of it too", async () => {
  expect(await after("run", "pe")).toEqual(["peak-smoothing"]);
  expect(await after("run", "peak-smoothing", "--option", "va")).toEqual(["valley-fill"]);
  expect(await after("run", "no-such-scenario.yaml", "--option", "va")).toEqual([]);
});

test("the name of an option of the command is completed", async () =>
  expect(await after("run", "peak-smoothing", "--s")).toContain("--scale"));

test("a word to explain is completed", async () =>
  expect(await after("explain", "estate.independent")).toEqual(["estate.independentMdrs", "estate.independentShare"]));

test("a command line that is whole is not run", async () =>
  expect(await after("run", "reads-only", "--scale", "0.0001", "--no-charts", "--json")).toEqual(
    expect.not.arrayContaining(["{"]),
  ));

test("the script for a shell is printed", async () =>
  expect((await mhhs(["completion"])).out).toMatch(/mhhs --get-yargs-completions/));
