import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { killAndResume } from "../../bench/kills.ts";
import { emptyFolder } from "../own-folder.ts";
import { filesIn, mhhs, ONE_OPEN, STACK, scenario, start } from "./command.ts";

const TWO = ["run", scenario("second-role"), "--scale", "0.0001", "--no-charts"];
const GO_ON = /\n {2}mhhs run \S+second-role\.yaml --scale 0\.0001 --no-charts --out (\S+) --resume\n$/;
const textOf = (...path: string[]): string => readFileSync(join(...path), "utf8");
const runsIn = (folder: string): string[] => filesIn(join(folder, "runs"));

/** Two options, run undisturbed into `out` of a folder of their own. */
const undisturbed = async (): Promise<string> => {
  const folder = emptyFolder();
  const { code, err } = await mhhs([...TWO, "--out", "out"], folder);
  expect(code, err).toBe(0);
  return folder;
};
const whole = await undisturbed();

/** The same folder as if the program had been killed after its first run. */
const cutShort = (): string => {
  const folder = emptyFolder();
  const asked = JSON.parse(textOf(whole, "out/experiment.json")) as { runs: string[] };
  cpSync(join(whole, "out/experiment.json"), join(folder, "out/experiment.json"));
  cpSync(join(whole, `out/runs/${asked.runs[0]}.sqlite`), join(folder, `out/runs/${asked.runs[0]}.sqlite`));
  writeFileSync(join(folder, "out/.summary.json.7.part"), "half");
  writeFileSync(join(folder, "out/running"), "");
  return folder;
};

test("a run that was killed at any moment resumes to the undisturbed result, and no file was ever half there", async () => {
  const { kills, finished, faults } = await killAndResume(4, "four moments");
  expect([kills, finished > 0, faults]).toEqual([4, true, []]);
});

test("--resume runs what is missing and nothing else, and leaves the result of an undisturbed run", async () => {
  const folder = cutShort();
  const [kept] = runsIn(join(folder, "out"));
  const before = textOf(folder, `out/runs/${kept}`);
  const { code, out, err } = await mhhs([...TWO, "--out", "out", "--resume"], folder);
  expect([code, err.split("\n")[0]]).toEqual([0, expect.stringMatching(/^running 1 option of 2 on 1 core: /)]);
  expect(out).toContain("results in out");
  expect(textOf(folder, `out/runs/${kept}`)).toBe(before);
  for (const name of ["summary.json", "metrics.csv", "half-hours.csv"])
    expect(textOf(folder, "out", name)).toBe(textOf(whole, "out", name));
  expect(filesIn(folder).filter((name) => !/\.sqlite$/.test(name))).toEqual(
    filesIn(whole).filter((name) => !/\.sqlite$/.test(name)),
  );
});

test("a kept run that was damaged since is named, and made again once it is removed", async () => {
  const folder = cutShort();
  const [kept] = runsIn(join(folder, "out"));
  const file = join(folder, `out/runs/${kept}`);
  writeFileSync(file, readFileSync(file).subarray(0, 50_000));
  const { code, err } = await mhhs([...TWO, "--out", "out", "--resume"], folder);
  expect(code).toBe(2);
  expect(err).toMatch(
    /out\/runs\/[0-9a-f]{32}\.sqlite is damaged .*; with the file removed, --resume makes it again\n/,
  );
  rmSync(file);
  const again = await mhhs([...TWO, "--out", "out", "--resume"], folder);
  expect([again.code, again.err.split("\n")[0]]).toEqual([0, expect.stringMatching(/^running 1 option of 2 /)]);
  expect(textOf(folder, "out/summary.json")).toBe(textOf(whole, "out/summary.json"));
});

test("--resume of a finished result runs nothing, and makes the outputs again", async () => {
  const folder = emptyFolder();
  cpSync(join(whole, "out"), join(folder, "out"), { recursive: true });
  rmSync(join(folder, "out/metrics.csv"));
  const { code, err } = await mhhs([...TWO, "--out", "out", "--resume"], folder);
  expect([code, err]).toEqual([0, ONE_OPEN]);
  expect(textOf(folder, "out/metrics.csv")).toBe(textOf(whole, "out/metrics.csv"));
});

test("--resume judges by the thresholds and the question that the scenario has now, and says so", async () => {
  const folder = emptyFolder();
  const write = (question: string, limit: string): void =>
    writeFileSync(
      join(folder, "one.yaml"),
      `question: ${question}\nextends: ${scenario("second-role")}\n` +
        `thresholds: [{ metric: "demand_share:dsp", is: "max < ${limit}" }]\n`,
    );
  const args = ["run", "one.yaml", "--option", "second-role", "--scale", "0.0001", "--no-charts", "--out", "out"];
  write("Before?", "100");
  expect((await mhhs(args, folder)).code).toBe(0);
  write("After?", "0.01");
  for (const gone of ["", "summary.json", "results.sqlite"]) {
    if (gone !== "") rmSync(join(folder, "out", gone));
    const { code, err } = await mhhs([...args, "--resume"], folder);
    expect([code, err.split("\n")[0]]).toEqual([1, expect.stringMatching(/^note: .* thresholds have changed since/)]);
    expect(err).toMatch(/\n✗ second-role: expected demand_share:dsp max < 0\.01, found /);
    const { question, thresholds } = JSON.parse(textOf(folder, "out/summary.json"));
    expect([question, thresholds.map(({ is }: { is: string }) => is)]).toEqual(["After?", ["max < 0.01"]]);
    expect(textOf(folder, "out/manifest.json")).not.toContain("Before?");
  }
});

test("--resume without --out takes the scenario's newest unfinished result", async () => {
  const folder = emptyFolder();
  const put = (name: string, from: string, startedAt: string): void => {
    const path = join(folder, "reports/runs", name);
    cpSync(from, path, { recursive: true });
    const note = JSON.parse(textOf(path, "experiment.json"));
    writeFileSync(join(path, "experiment.json"), JSON.stringify({ ...note, startedAt }));
  };
  const cut = cutShort();
  put("second-role-1", join(cut, "out"), "2026-01-01T00:00:00.000Z");
  put("second-role-2", join(cut, "out"), "2026-01-02T00:00:00.000Z");
  put("second-role-3", join(whole, "out"), "2026-01-03T00:00:00.000Z");
  mkdirSync(join(folder, "reports/runs/mine"));
  const { code, out } = await mhhs([...TWO, "--resume"], folder);
  expect(code).toBe(0);
  expect(out).toContain("results in reports/runs/second-role-2");
  expect(runsIn(join(folder, "reports/runs/second-role-1"))).toHaveLength(1);
});

test("a result that is not finished is refused without --resume, with the command that goes on with it", async () => {
  const folder = cutShort();
  const { code, out, err } = await mhhs([...TWO, "--out", "out"], folder);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toMatch(/^Can't write the results: out exists already; .*; it is not finished, and goes on with:/);
  expect(GO_ON.exec(err)?.[1]).toBe("out");
  expect(runsIn(join(folder, "out"))).toHaveLength(1);
});

test("what was asked otherwise, or changed since, is not resumed", async () => {
  const folder = cutShort();
  const note = join(folder, "out/experiment.json");
  const asked = JSON.parse(readFileSync(note, "utf8"));
  const says = async (...more: string[]): Promise<string> => {
    const { code, out, err } = await mhhs([...TWO, "--out", "out", "--resume", ...more], folder);
    expect([code, out]).toEqual([2, ""]);
    expect(err).not.toMatch(STACK);
    return err;
  };
  expect(await says("--seed", "other")).toMatch(/^Can't resume out: seed was mhhs-2028, now other\. .*goes on with:/);
  expect(await says("--seed", "other")).toMatch(GO_ON);
  expect(await says("--set", "estate.independentShare=0.5", "--option", "second-role")).toMatch(
    /: --set was none, now estate\.independentShare=0\.5; options was without-mhhs, second-role, now second-role\. /,
  );
  writeFileSync(note, JSON.stringify({ ...asked, build: "0" }));
  expect(await says()).toMatch(/^Can't resume out: the program has been changed since, so that .* Run it anew/);
  writeFileSync(note, JSON.stringify({ ...asked, program: "mhhs-sim 0.0.1" }));
  expect(await says()).toMatch(/: it was begun by mhhs-sim 0\.0\.1, and this is mhhs-sim \d/);
  writeFileSync(note, JSON.stringify({ ...asked, runs: ["0", "1"] }));
  expect(await says()).toMatch(/: the scenario has been changed since/);
  expect(runsIn(join(folder, "out"))).toHaveLength(1);
});

test("what is nothing to resume is said to be so", async () => {
  const folder = emptyFolder();
  mkdirSync(join(folder, "mine"));
  writeFileSync(join(folder, "mine/notes.txt"), "keep");
  const other = await mhhs([...TWO, "--out", "mine", "--resume"], folder);
  expect([other.code, other.err]).toEqual([
    2,
    "Nothing to resume: mine is not a result folder of mhhs run; name another with --out\n",
  ]);
  const none = await mhhs([...TWO, "--resume"], folder);
  expect(none.code).toBe(2);
  expect(none.err).toMatch(/^Nothing to resume: no unfinished result of second-role in reports\/runs; run it without/);
  // Another program's file may be called as the note is.
  writeFileSync(join(folder, "mine/experiment.json"), '{"schema":1}');
  for (const args of [["--resume"], []]) {
    const { code, err } = await mhhs([...TWO, "--out", "mine", ...args], folder);
    expect([code, err]).toEqual([2, expect.stringMatching(/mine (is not a result folder|exists already)/)]);
  }
  expect(filesIn(folder)).toEqual(["mine", "mine/experiment.json", "mine/notes.txt"]);
});

test("two runs do not work in one folder", async () => {
  const folder = emptyFolder();
  const long = ["run", scenario("second-role"), "--scale", "0.5", "--no-preview", "--out", "out"];
  const first = start(long, folder);
  await first.says("running ");
  const second = await mhhs([...long, "--resume"], folder);
  expect([second.code, second.err]).toEqual([2, "Another mhhs run is at work in out; wait for it, or end it\n"]);
  process.kill(-first.process.pid!, "SIGTERM");
  expect((await first.ended).code).toBe(130);
  expect(existsSync(join(folder, "out"))).toBe(false);
});
