import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { emptyFolder } from "../own-folder.ts";
import { filesIn, mhhs, ONE_OPEN, STACK, scenario } from "./command.ts";

const TWO = ["run", scenario("second-role"), "--scale", "0.0001", "--no-charts", "--workers", "1"];

/** Runs the command where no file may grow above so many KiB: it ends as on a full disk, without a device to fill. */
const withinKiB = (kib: number, args: readonly string[], cwd: string): Promise<{ code: number | null; err: string }> =>
  new Promise((done, failed) => {
    const limited = `trap '' XFSZ; ulimit -f ${kib}; exec node "$@"`;
    const child = spawn("bash", ["-c", limited, "bash", resolve("bin/mhhs.cjs"), ...args], {
      cwd,
      stdio: ["ignore", "ignore", "pipe"],
    });
    let err = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
    child.on("error", failed);
    child.on("close", (code) => done({ code, err }));
  });

test("where not even one run can be kept, nothing is left, and the sentence says why", async () => {
  const folder = emptyFolder();
  const { code, err } = await withinKiB(1024, [...TWO, "--out", "out"], folder);
  expect(code).toBe(70);
  expect(err).toMatch(
    /^running .*\nCan't write out\/runs\/[0-9a-f]{32}\.sqlite: the file is larger than this session may write\n$/,
  );
  expect(filesIn(folder)).toEqual([]);
});

test("where the record can't be put together, the runs are kept, and --resume ends as if nothing had been", async () => {
  const folder = emptyFolder();
  const { code, err } = await withinKiB(2304, [...TWO, "--out", "out"], folder);
  expect(code).toBe(70);
  expect(err).toContain("Can't write out/results.sqlite: the file is larger than this session may write\n");
  expect(err).toMatch(/What was complete is kept; go on with:\n {2}mhhs run .* --out out --resume\n$/);
  expect(err).not.toMatch(STACK);
  expect(filesIn(folder).filter((name) => !name.startsWith("out/runs/"))).toEqual([
    "out",
    "out/experiment.json",
    "out/runs",
  ]);
  expect(filesIn(join(folder, "out/runs"))).toHaveLength(2);

  const resumed = await mhhs([...TWO, "--out", "out", "--resume", "--json"], folder);
  const undisturbed = await mhhs([...TWO, "--out", "other", "--json"], folder);
  expect([resumed.code, resumed.err]).toEqual([0, ONE_OPEN]);
  expect(resumed.out).toBe(undisturbed.out);
  expect(readFileSync(join(folder, "out/summary.json"), "utf8")).toBe(undisturbed.out);
});

test("a place where nothing can be written is refused before anything runs", async () => {
  const folder = emptyFolder();
  // Not even root writes there, which a folder without rights would not keep out.
  const { code, out, err } = await mhhs([...TWO, "--out", "/proc/results"], folder);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toMatch(/^No place for the results: Can't write \/proc\/results: .+\n$/);
  expect(err).not.toMatch(STACK);
  expect(existsSync("/proc/results")).toBe(false);
  expect(filesIn(folder)).toEqual([]);
});
