import { expect, test } from "vitest";
import { buildHash, runHash } from "../../src/store/run-hash.ts";
import { optionNamed } from "../market/options.ts";

const plan = optionNamed("valley-fill").plan(0.01);
const build = buildHash();
const hash = runHash(plan, build);

test("the same plan by the same build is the same run, also in another order and in another process's copy", () => {
  expect(hash).toMatch(/^[0-9a-f]{32}$/);
  expect(buildHash()).toBe(build);
  expect(runHash(optionNamed("valley-fill").plan(0.01), build)).toBe(hash);
  expect(runHash(structuredClone(plan), build)).toBe(hash);
  const backwards = Object.fromEntries(Object.entries(plan).reverse()) as unknown as typeof plan;
  expect(runHash(backwards, build)).toBe(hash);
});

test("whatever changes what a run may find makes it another", () => {
  const [first, ...rows] = plan.rows;
  const placed = plan.rows.find(({ byAccess }) => byAccess !== undefined)!;
  const moved = placed.byAccess!.map((weights) => weights.with(720, weights[720]! + 1));
  const waits = plan.steady.waitMinutes.map((minutes) => minutes.with(1439, minutes[1439]! + 2 ** -40));
  const others = [
    runHash(
      plan,
      buildHash().replace(/^./, (digit) => (digit === "0" ? "1" : "0")),
    ),
    ...[
      { ...plan, option: "another" },
      { ...plan, seed: `${plan.seed} ` },
      { ...plan, replication: 1 },
      { ...plan, scale: 0.02 },
      { ...plan, rows: [{ ...first!, priority: 2 as const }, ...rows] },
      { ...plan, rows: plan.rows.map((row) => (row === placed ? { ...row, byAccess: moved } : row)) },
      { ...plan, failures: { ...plan.failures, attemptSmets2: plan.failures.attemptSmets2 + Number.EPSILON } },
      { ...plan, capacity: { ...plan.capacity, queueMax: Number.POSITIVE_INFINITY } },
      { ...plan, capacity: { ...plan.capacity, queueMax: Number.NaN } },
      { ...plan, steady: { waitMinutes: waits } },
    ].map((changed) => runHash(changed, build)),
  ];
  expect(new Set([hash, ...others]).size).toBe(others.length + 1);
});
