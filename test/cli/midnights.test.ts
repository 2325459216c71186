import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { emptyFolder } from "../own-folder.ts";
import { filesIn, mhhs, STACK, start } from "./command.ts";

vi.setConfig({ testTimeout: 120_000 }); // a busy machine is no fault

// Three options of several days with as many rules of their own: caches and reads under dual control; allocation and a
// fault; settlement with its thresholds. Each goes on in a process that knows nothing but the file.
const YAML = `question: What is left of a run that is killed?
extends: base/gb-end-state
horizon: { start: 2028-01-17, measure: 3 d, warmUp: 6 h, tailMax: 36 h }
options:
  cached: { smets1Cache.enabled: true, secondRole.perMeterDay: 1 /meter-day }
  held:
    allocation.enabled: true
    faults: [{ at: day 2 20:00, for: 8 h, component: s1sp.moc, capacity: 0 }]
  settled: { settlement.enabled: true }
thresholds:
  - { metric: "night_queue:*", is: "max <= 12:00", severity: warn }
`;

const RUN = [
  "run",
  "days.yaml",
  "--scale",
  "0.0001",
  "--no-charts",
  "--workers",
  "1",
  "--save-every",
  "0",
  "--out",
  "out",
];

const folderWith = (): string => {
  const folder = emptyFolder();
  writeFileSync(join(folder, "days.yaml"), YAML);
  return folder;
};

const FIGURES = ["summary.json", "metrics.csv", "half-hours.csv"];
const figuresIn = (folder: string): string[] => FIGURES.map((name) => readFileSync(join(folder, "out", name), "utf8"));
const midnightsIn = (folder: string): string[] =>
  existsSync(join(folder, "out/runs"))
    ? filesIn(join(folder, "out/runs")).filter((name) => /\.midnight$/.test(name))
    : [];

const undisturbed = folderWith();
const whole = await mhhs(RUN, undisturbed);
test("a run that saves its midnights leaves none of them", () => {
  expect(whole.code, whole.err).toBe(0);
  expect(filesIn(join(undisturbed, "out/runs"))).toEqual(
    Array(3).fill(expect.stringMatching(/^[0-9a-f]{32}\.sqlite$/)),
  );
});

/** Ends a run by a signal soon after one of its midnights was saved, with so many options finished. */
const endAfterMidnight = async (folder: string, name: NodeJS.Signals, args: readonly string[]): Promise<boolean> => {
  const run = start(args, folder);
  let isOver = false;
  void run.ended.then(() => (isOver = true));
  const before = midnightsIn(folder).join();
  while (!isOver && (midnightsIn(folder).length === 0 || midnightsIn(folder).join() === before)) await after(5);
  const isUnderWay = !isOver;
  if (isUnderWay) process.kill(-run.process.pid!, name);
  await run.ended;
  return isUnderWay;
};

test("killed after a midnight of each option, it goes on from there to the undisturbed result", async () => {
  const folder = folderWith();
  let kills = 0;
  let args: readonly string[] = RUN;
  // Each time the next option: what it was at is taken up first.
  while (kills < 3 && (await endAfterMidnight(folder, "SIGKILL", args))) {
    kills++;
    args = [...RUN, "--resume"];
    expect(midnightsIn(folder)).not.toEqual([]);
  }
  expect(kills).toBe(3);
  const { code, err } = await mhhs([...RUN, "--resume"], folder);
  expect(code, err).toBe(0);
  expect(err).toMatch(/^settled goes on from day \d 00:00$/m);
  expect(figuresIn(folder)).toEqual(figuresIn(undisturbed));
  expect(midnightsIn(folder)).toEqual([]);
});

test("Ctrl-C before an option is complete keeps its midnight, and says how to go on", async () => {
  const folder = folderWith();
  const run = start(RUN, folder);
  while (midnightsIn(folder).length === 0) await after(5);
  process.kill(-run.process.pid!, "SIGINT");
  const { code, err } = await run.ended;
  expect(code).toBe(130);
  expect(err).not.toMatch(STACK);
  expect(err).toMatch(/What was complete is kept, .*midnight.*; go on with:\n {2}mhhs run days\.yaml .*--resume\n$/);
  expect(filesIn(join(folder, "out")).filter((name) => /part$|running/.test(name))).toEqual([]);

  const [saved] = midnightsIn(folder).map((name) => join(folder, "out/runs", name));
  const bytes = readFileSync(saved!);
  for (const damaged of [bytes.subarray(0, bytes.length - 9), Buffer.alloc(0)]) {
    writeFileSync(saved!, damaged);
    const refused = await mhhs([...RUN, "--resume"], folder);
    expect(refused.code).toBe(2);
    // The last word is what helps; to go on as it stands would end here again.
    expect(refused.err).toMatch(/\.midnight is damaged; with the file removed, --resume begins its run anew\n$/);
    expect(refused.err).not.toMatch(/goes on from|go on with/);
    expect(refused.err).not.toMatch(STACK);
  }
  rmSync(saved!);
  const { code: ended } = await mhhs([...RUN, "--resume"], folder);
  expect(ended).toBe(0);
  expect(figuresIn(folder)).toEqual(figuresIn(undisturbed));
});
