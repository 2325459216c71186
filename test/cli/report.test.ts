import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { emptyFolder } from "../own-folder.ts";
import { filesIn, mhhs, ONE_OPEN, STACK, scenario } from "./command.ts";

const textOf = (folder: string, name: string): string => readFileSync(join(folder, name), "utf8");
const bytesOf = (folder: string, name: string): string => readFileSync(join(folder, name), "hex");
/** Files of a result that are made from its record. */
const outputsIn = (folder: string): string[] =>
  filesIn(folder).filter((name) => /\.(?!sqlite)\w+$/.test(name) && name !== "experiment.json");

const made = join(emptyFolder(), "made");
const first = await mhhs(["run", scenario("second-role"), "--scale", "0.0001", "--out", made]);

test("every output comes out again from the record alone, byte for byte, elsewhere and in another time zone", async () => {
  expect(first.code, first.err).toBe(0);
  const folder = emptyFolder();
  cpSync(join(made, "results.sqlite"), join(folder, "sent.sqlite"));
  const elsewhere = { TZ: "Asia/Kathmandu", LC_ALL: "de_DE.UTF-8", LANG: "de_DE.UTF-8", HOME: "/nowhere" };
  const { code, out, err } = await mhhs(["report", "sent.sqlite", "--out", "again"], folder, elsewhere);
  expect([code, err]).toEqual([0, ONE_OPEN]);
  const again = join(folder, "again");
  const names = outputsIn(made);
  expect(names).toEqual(
    expect.arrayContaining(["summary.json", "manifest.json", "metrics.csv", "charts/load-dsp.png"]),
  );
  expect(outputsIn(again)).toEqual(names);
  // A chart's bytes hang on fonts and libraries; its data is in the page and in the CSV.
  for (const name of names.filter((one) => !one.endsWith(".png")))
    expect(bytesOf(again, name) === bytesOf(made, name), name).toBe(true);
  // The answer is the same; before it the run has printed its forecast.
  expect(first.out).toContain(out.replace(/every table: .*\nresults in again\n/, ""));
});

test("no output tells where on the machine the scenario lies", () => {
  const folder = dirname(scenario("second-role"));
  for (const name of [...outputsIn(made), "results.sqlite"])
    expect(readFileSync(join(made, name), "latin1").includes(folder), name).toBe(false);
  expect(textOf(made, "summary.md")).toContain("mhhs run second-role.yaml --option");
});

test("a run that was killed before its record was put together is reported from what it had kept", async () => {
  const folder = emptyFolder();
  cpSync(join(made, "experiment.json"), join(folder, "killed/experiment.json"));
  const asked = JSON.parse(readFileSync(join(made, "experiment.json"), "utf8")) as { runs: string[] };
  const put = (run: string): void =>
    cpSync(join(made, `runs/${run}.sqlite`), join(folder, `killed/runs/${run}.sqlite`));
  put(asked.runs[0]!);
  const one = await mhhs(["report", "killed", "--no-charts"], folder);
  expect([one.code, one.err]).toEqual([0, ONE_OPEN]);
  expect(one.out).toContain("Not finished: second-role.");
  put(asked.runs[1]!);
  const both = await mhhs(["report", "killed", "--no-charts", "--json"], folder);
  expect([both.code, both.err]).toEqual([0, ONE_OPEN]);
  expect(both.out).toBe(textOf(made, "summary.json"));
  expect(textOf(join(folder, "killed"), "summary.json")).toBe(both.out);
  expect(filesIn(join(folder, "killed"))).not.toContain("results.sqlite");
});

test("who reads a result writes nothing into its folder, and needs no right to", async () => {
  const folder = emptyFolder();
  cpSync(join(made, "runs"), join(folder, "theirs/runs"), { recursive: true });
  const before = filesIn(join(folder, "theirs"));
  const compared = await mhhs(["compare", "theirs"], folder);
  expect([compared.code, compared.err]).toEqual([0, ""]);
  const { code, err } = await mhhs(["report", "theirs", "--no-charts", "--out", "mine"], folder);
  expect([code, err]).toEqual([0, ONE_OPEN]);
  expect(filesIn(join(folder, "theirs"))).toEqual(before);
});

test("a file of somebody else's that is called as an output is not replaced", async () => {
  const folder = emptyFolder();
  cpSync(join(made, "results.sqlite"), join(folder, "sent.sqlite"));
  const files = { "manifest.json": '{"name":"my web app"}', "experiment.json": '{"schema":1}' };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  for (const to of [[], ["--out", "."]]) {
    const { code, out, err } = await mhhs(["report", "sent.sqlite", "--no-charts", ...to], folder);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toBe(
      "Can't write the outputs: manifest.json is not of mhhs run or mhhs report, and would be lost; " +
        "name another folder with --out\n",
    );
  }
  for (const [name, text] of Object.entries(files)) expect(textOf(folder, name)).toBe(text);
  expect(filesIn(folder)).toEqual(["experiment.json", "manifest.json", "sent.sqlite"]);
  // Its own outputs it replaces.
  for (const _ of ["first", "again"])
    expect((await mhhs(["report", "sent.sqlite", "--no-charts", "--out", "shown"], folder)).code).toBe(0);
});

test("runs alone, without the note of what was asked, are enough", async () => {
  const folder = emptyFolder();
  cpSync(join(made, "runs"), join(folder, "kept/runs"), { recursive: true });
  const { code, out } = await mhhs(["report", "kept", "--no-charts", "--json", "--out", "shown"], folder);
  expect([code, out]).toEqual([0, textOf(made, "summary.json")]);
  expect(outputsIn(join(folder, "kept"))).toEqual([]);
  expect(outputsIn(join(folder, "shown"))).toEqual(outputsIn(made).filter((name) => !name.endsWith(".png")));
});

test("what is no record ends with 2 and a sentence, and writes nothing", async () => {
  const folder = emptyFolder();
  mkdirSync(join(folder, "empty"));
  writeFileSync(join(folder, "text.sqlite"), "not one");
  writeFileSync(join(folder, "half.sqlite"), readFileSync(join(made, "results.sqlite")).subarray(0, 100_000));
  const before = filesIn(folder);
  for (const [result, says] of [
    ["nowhere", /^nowhere: no such file or folder; expected a result folder of mhhs run, or its results\.sqlite\n$/],
    ["empty", /^empty holds no finished run; expected results\.sqlite or runs\/\*\.sqlite, as of mhhs run\n$/],
    ["text.sqlite", /^text\.sqlite is no record: it is not a SQLite file; expected the results\.sqlite of mhhs run\n$/],
    ["half.sqlite", /^half\.sqlite is damaged \(100000 bytes of \d+\); .*\n$/],
  ] as const) {
    const { code, out, err } = await mhhs(["report", result], folder);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(says);
    expect(err).not.toMatch(STACK);
  }
  expect(filesIn(folder)).toEqual(before);
});

test("outputs that can't be written are said to be so, and the record stays as it is", async () => {
  const folder = emptyFolder();
  cpSync(join(made, "results.sqlite"), join(folder, "results.sqlite"));
  const { code, err } = await mhhs(["report", "results.sqlite", "--no-charts", "--out", "results.sqlite/out"], folder);
  expect(code).toBe(70);
  expect(err).toMatch(/^Can't write results\.sqlite\/out\/\S+: a part of the path is not a directory\n$/);
  expect(bytesOf(folder, "results.sqlite")).toBe(bytesOf(made, "results.sqlite"));
  rmSync(join(folder, "results.sqlite"));
  expect(filesIn(folder)).toEqual([]);
});
