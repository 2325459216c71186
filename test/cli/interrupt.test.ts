import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { emptyFolder } from "../own-folder.ts";
import { filesIn, STACK, scenario, start } from "./command.ts";

const WITH_NODE = fileURLToPath(new URL("../../bin/with-node.cjs", import.meta.url));

/** A run that takes minutes; left alone it would outlast the test. */
const LONG_ANYWHERE = ["--scale", "0.5", "--no-preview", "--no-charts"];
const LONG = [...LONG_ANYWHERE, "--out", "out"];

const signal = async (args: readonly string[], name: "SIGINT" | "SIGTERM", folder: string, underWayMs: number) => {
  const run = start(args, folder);
  await run.says("running ");
  await after(underWayMs);
  const files = filesIn(folder).map((file) => basename(file));
  expect(files).toEqual(expect.arrayContaining(["experiment.json", "running"]));
  process.kill(-run.process.pid!, name); // to the whole group, as a terminal does
  const late = after(20_000, "late", { ref: false });
  expect(await Promise.race([run.ended, late])).not.toBe("late");
  return run.ended;
};

test.each([
  ["SIGINT", "in the folder that results go to", LONG_ANYWHERE],
  ["SIGTERM", "in one that is named", LONG],
] as const)("%s before an option is complete leaves nothing %s, and no folder", async (name, _, long) => {
  const folder = emptyFolder();
  const { code, err } = await signal(["run", scenario("second-role"), ...long], name, folder, 1500);
  expect(code).toBe(130);
  expect(err).toMatch(/Interrupted before an option was complete; nothing was written\.\n$/);
  expect(err).not.toMatch(STACK);
  expect(readdirSync(folder)).toEqual([]);
});

test("an interrupted run leaves a folder that was there before it", async () => {
  const folder = emptyFolder();
  mkdirSync(join(folder, "reports"));
  await signal(["run", scenario("second-role"), ...LONG_ANYWHERE], "SIGINT", folder, 500);
  expect(readdirSync(folder, { recursive: true })).toEqual(["reports"]);
});

test("Ctrl-C keeps the options that are complete, and says which are not", async () => {
  const folder = emptyFolder();
  writeFileSync(
    join(folder, "two.yaml"),
    `question: Does the small one stay?\nextends: ${relative(folder, scenario("base/gb-end-state"))}\n` +
      "options:\n  small: { estate.meters: 3000 }\n  large: {}\n",
  );
  const { code, out, err } = await signal(["run", "two.yaml", ...LONG, "--workers", "1"], "SIGINT", folder, 5000);
  expect(code).toBe(130);
  expect(err).not.toMatch(STACK);
  expect(out).toContain("Not finished: large.");
  expect(out).toContain("results in out");
  expect(err).toMatch(/What was complete is kept; go on with:\n {2}mhhs run two\.yaml .*--out out --resume\n$/);
  const [run, ...others] = filesIn(join(folder, "out/runs"));
  expect([run, others]).toEqual([expect.stringMatching(/^[0-9a-f]{32}\.sqlite$/), []]);
  const files = filesIn(join(folder, "out"));
  const whole = ["experiment.json", "manifest.json", "results.sqlite", "summary.json"];
  expect(files).toEqual(expect.arrayContaining(whole));
  expect(files.filter((name) => /part$|running/.test(name))).toEqual([]);
  const summary = JSON.parse(readFileSync(join(folder, "out/summary.json"), "utf8"));
  expect(summary.options.map(({ option }: { option: string }) => option)).toEqual(["small"]);
  expect(summary.unfinished).toEqual(["large"]);
  expect(JSON.parse(readFileSync(join(folder, "out/manifest.json"), "utf8")).unfinished).toEqual(["large"]);
});

test("a launcher that is killed takes the program with it, which ends as on SIGTERM", async () => {
  const folder = emptyFolder();
  const run = start(["run", scenario("second-role"), ...LONG], folder);
  await run.says("running ");
  await after(1500);
  // Not the group: the program itself gets no signal.
  process.kill(run.process.pid!, "SIGKILL");
  const late = after(20_000, "late", { ref: false });
  const ended = await Promise.race([run.ended, late]);
  if (ended === "late") process.kill(-run.process.pid!, "SIGKILL");
  expect(ended).toMatchObject({ code: null, err: expect.stringMatching(/nothing was written\.\n$/) });
  expect(filesIn(folder)).toEqual([]);
});

test.each(["SIGINT", "SIGTERM"] as const)(
  "the launcher ends on %s with 130, also where the program has no ear for signals",
  async (name) => {
    const folder = emptyFolder();
    writeFileSync(join(folder, "deaf.mjs"), "setInterval(() => {}, 1000);\nprocess.stdout.write('up');\n");
    const launcher = spawn(process.execPath, [WITH_NODE, join(folder, "deaf.mjs")]);
    await once(launcher.stdout, "data");
    launcher.kill(name);
    expect(await once(launcher, "exit")).toEqual([130, null]);
  },
);
