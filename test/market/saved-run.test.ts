import { readdirSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { bytesOf, readerOf } from "../../bench/state-in-memory.ts";
import type { Plan } from "../../src/domain/plan.ts";
import { DAY_MS } from "../../src/kernel/time.ts";
import type { RunResult } from "../../src/run/run-result.ts";
import { differences } from "./held-values.ts";
import { advance, open, planOf, readScenario, simulate } from "./native.ts";

vi.setConfig({ testTimeout: 60_000 }); // a busy machine is no fault

/** So few meters that every option of every scenario can be run, saved and taken up. */
const SCALE = 0.00005;

/** Memory of keys, of draws asked for last, of batches as far as they were asked for: it changes no answer. */
const isMemory = (path: string): boolean =>
  /\bneeds\.(meter|k0|k1)$/.test(path) || /\bfeed\.(batch$|inCopyMs\.)/.test(path);

/** Of each scenario the option that comes last, which has most of what it is about; and what no last one has. */
const FURTHER: Readonly<Record<string, readonly string[]>> = {
  "anomaly-detection": ["polls-quarantined"],
  "peak-smoothing": ["as-today"],
  registration: ["dip-out"],
  settlement: ["as-today"],
  "whole-market": ["registration-unasked"],
};

const options: { name: string; option: string; plan: Plan }[] = [];
for (const file of readdirSync("scenarios")) {
  if (!file.endsWith(".yaml") || file === "assumptions.yaml") continue;
  const scenario = await readScenario(`scenarios/${file}`, []);
  // A year's state is that of a long run of days (long-run.test.ts), and takes minutes to come to.
  for (const option of [...(FURTHER[scenario.name] ?? []), [...scenario.options.keys()].at(-1)!])
    if (scenario.options.get(option)!.values.horizon.measure < 60 * DAY_MS)
      options.push({ name: scenario.name, option, plan: planOf(scenario, option, { replication: 0, scale: SCALE }) });
}

test.each(options)(
  "$name, $option: saved at a midnight and taken up, a run holds all and ends as undisturbed",
  ({ plan }) => {
    const run = open(plan);
    advance(run, 0);
    const bytes = bytesOf((write) => run.context.sim.state.save(write));
    const other = open(plan, { from: readerOf(bytes) });
    expect(bytesOf((write) => other.context.sim.state.save(write))).toEqual(bytes);
    expect(differences(run, other, isMemory)).toEqual([]);

    let last: Uint8Array | undefined;
    const prints = ({ kernelEvents, pathFingerprint, resultFingerprint }: RunResult) => [
      kernelEvents,
      pathFingerprint,
      resultFingerprint,
    ];
    const atMidnight = (timeMs: number, save: Parameters<typeof bytesOf>[0]): void => {
      if (timeMs === plan.horizon.measuredDays * DAY_MS) last = bytesOf(save);
    };
    const whole = simulate(plan, { atMidnight });
    for (const from of [bytes, last!]) expect(prints(simulate(plan, { from: readerOf(from) }))).toEqual(prints(whole));
  },
);
