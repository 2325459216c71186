import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { emptyFolder } from "../own-folder.ts";
import { type Ended, ESCAPE, filesIn, mhhs, scenario } from "./command.ts";

const SMALL = ["--scale", "0.0005"];
const textOf = (...path: string[]): string => readFileSync(join(...path), "utf8");
const summaryOf = (folder: string): string => textOf(folder, "out/summary.json");

/** Runs second-role small and without charts into `out`, and returns the folder around it. */
const runTwo = async (...more: string[]): Promise<string> => {
  const folder = emptyFolder();
  const args = ["run", scenario("second-role"), "--scale", "0.0002", "--no-charts", "--out", "out", ...more];
  const { code, err } = await mhhs(args, folder);
  expect(code, err).toBe(0);
  return folder;
};

describe("a run of every smoothing option", async () => {
  const folder = emptyFolder();
  const ended: Ended = await mhhs(["run", scenario("smoothing-options"), ...SMALL, "--out", "a/new/folder"], folder, {
    NO_COLOR: "1",
  });

  test("ends well, and says what it is too small to judge", () => {
    expect(ended.code).toBe(0);
    // Where no terminal redraws it, progress is a line an option every 30 s: a busy machine may come to some.
    const said = ended.err.replaceAll(/^[a-z0-9-]+ +\d+ % +day .*\n/gm, "");
    expect(said).toMatch(/^running .*\n– 1 of 2 thresholds of severity error was not judged\n$/);
  });

  test("leaves its results whole, and nothing beside them", () => {
    const components = ["dsp", "csp.north", "csp.central", "csp.south", "csp.4g", "s1sp.ioc", "s1sp.moc", "s1sp.foc"];
    expect(filesIn(folder)).toEqual(
      [
        "a",
        "a/new",
        "a/new/folder",
        "a/new/folder/charts",
        ...components.map((name) => `a/new/folder/charts/load-${name}.png`),
        "a/new/folder/charts/frontier-all.png",
        "a/new/folder/charts/frontier-mhhs.png",
        "a/new/folder/costs.csv",
        "a/new/folder/experiment.json",
        "a/new/folder/half-hours.csv",
        "a/new/folder/junit.xml",
        "a/new/folder/latency",
        ...filesIn(join(folder, "a/new/folder/latency")).map((name) => `a/new/folder/latency/${name}`),
        "a/new/folder/manifest.json",
        "a/new/folder/metrics.csv",
        "a/new/folder/performance.csv",
        "a/new/folder/report.html",
        "a/new/folder/results.sqlite",
        "a/new/folder/runs",
        ...filesIn(join(folder, "a/new/folder/runs")).map((name) => `a/new/folder/runs/${name}`),
        "a/new/folder/summary.json",
        "a/new/folder/summary.md",
      ].sort(),
    );
  });

  test("leaves a latency spectrum of every option", () => {
    const spectra = filesIn(join(folder, "a/new/folder/latency"));
    expect(spectra.every((name) => name.endsWith(".hgrm"))).toBe(true);
    const { runs } = JSON.parse(textOf(folder, "a/new/folder/manifest.json")) as { runs: { option: string }[] };
    expect(new Set(spectra.map((name) => name.split(".")[0]))).toEqual(new Set(runs.map(({ option }) => option)));
  });

  test("writes a manifest that says how to make it again", () => {
    const manifest = JSON.parse(textOf(folder, "a/new/folder/manifest.json"));
    expect(manifest).toMatchObject({ schema: 1, seed: "mhhs-2028", scale: 0.0005, unfinished: [] });
    // The scenario adds options to those that it extends.
    const options = ["peak-smoothing", "smoothing-options"].flatMap((name) =>
      Object.keys(parse(readFileSync(scenario(name), "utf8")).options),
    );
    expect(manifest.runs.map(({ option }: { option: string }) => option)).toEqual(options);
    expect(Object.keys(manifest.scenario.resolved)).toEqual(options);
    expect(manifest.runs[0].pathFingerprint).toHaveProperty("s1sp.foc");
  });

  test("writes a summary whose figures all have values", () => {
    const summary = JSON.parse(textOf(folder, "a/new/folder/summary.json"));
    expect(summary).toMatchObject({ schema: 1, meters: 15_000, unfinished: [] });
    expect(summary.frontiers.map(({ moves }: { moves: string }) => moves)).toEqual(["mhhs", "all"]);
    for (const { components } of summary.options)
      for (const { peakShare, boundShare, distance } of components)
        for (const figure of [peakShare, boundShare, distance]) expect(figure).toBeGreaterThan(0);
  });

  test("answers within 100 columns, without escape codes", () => {
    expect(ended.out.split("\n").filter((line) => line.length > 100)).toEqual([]);
    expect(ended.out + ended.err).not.toMatch(ESCAPE);
    expect(ended.out).not.toMatch(/NaN|undefined|Infinity|\[object/);
    for (const part of ["FORECAST OF THE FLUID TWIN", "ANSWER", "results in a/new/folder"])
      expect(ended.out).toContain(part);
  });

  test("answers a screen or so at a glance: of seventeen options two rows each, and all of it with --details", async () => {
    expect(ended.out.split("\n").length).toBeLessThanOrEqual(2 * 17 + 36);
    const details = await mhhs(["report", "a/new/folder", "--details", "--no-charts"], folder);
    for (const part of ["ANSWER", "LOAD", "HARM", "Left out:", "results in a/new/folder"])
      expect(details.out).toContain(part);
    expect(details.out.split("\n").length).toBeGreaterThan(300);
    expect(details.out.split("\n").filter((line) => line.length > 100)).toEqual([]);
  });
});

test("the folder is named for the scenario and the time where none is given", async () => {
  const folder = emptyFolder();
  const { out } = await mhhs(["run", scenario("reads-only"), "--scale", "0.0002", "--no-charts"], folder);
  const [path] = /reports\/runs\/reads-only-\d{8}-\d{6}/.exec(out)!;
  expect(filesIn(folder)).toContain(`${path}/summary.json`);
});

test("one option alone has the same figures as among others", async () => {
  const [all, one] = await Promise.all([runTwo(), runTwo("--option", "second-role")]);
  const figuresOf = (folder: string) => {
    const found = JSON.parse(summaryOf(folder)).options.find(
      ({ option }: { option: string }) => option === "second-role",
    );
    return { ...found, harm: undefined, costs: undefined, changes: undefined }; // they need the reference beside it
  };
  expect(figuresOf(one)).toEqual(figuresOf(all));
});

test("the same seed gives the same summary: twice, on 1 or 2 workers, with charts or without", async () => {
  const folders = [
    await runTwo(),
    await runTwo("--workers", "1"),
    await runTwo("--workers", "2"),
    await runTwo("--charts"),
  ];
  expect(new Set(folders.map(summaryOf)).size).toBe(1);
  expect(filesIn(folders[3]!)).toContain("out/charts/load-dsp.png");
});

test("another seed gives another summary", async () => {
  const [one, other] = await Promise.all([runTwo("--seed", "one"), runTwo("--seed", "two")]);
  expect(summaryOf(one)).not.toBe(summaryOf(other).replaceAll('"two"', '"one"'));
});

test("a scenario that comes with the program runs by its name, from any folder, at a scale in per cent", async () => {
  const folder = emptyFolder();
  const args = ["run", "second-role", "--scale", "0.02 %", "--no-charts", "--out", "out"];
  const { code, err } = await mhhs(args, folder);
  expect(code, err).toBe(0);
  expect(summaryOf(folder)).toBe(summaryOf(await runTwo()));
});

test("a file of the folder goes before the scenario of the same name", async () => {
  const folder = emptyFolder();
  writeFileSync(join(folder, "second-role"), "question: 1\n");
  const { code, err } = await mhhs(["check", "second-role"], folder);
  expect([code, err]).toEqual([2, expect.stringMatching(/^second-role:1:11 question: 1 is read/m)]);
});

test("a changed value is in the manifest and in the result", async () => {
  const folder = await runTwo("--set", "estate.independentShare=0.5");
  expect(JSON.parse(summaryOf(folder)).set).toEqual(["estate.independentShare=0.5"]);
  const manifest = JSON.parse(textOf(folder, "out/manifest.json"));
  expect(manifest.set).toEqual(["estate.independentShare=0.5"]);
  expect(manifest.scenario.resolved["second-role"]).toMatch(/independentShare:\s+value: 0\.5\n/);
});
