// A worker thread of fingerprints.ts: runs one option, and takes it up again where it was saved.

import { isDeepStrictEqual } from "node:util";
import { readScenario } from "../src/cli/scenarios.ts";
import { DAY_MS } from "../src/kernel/time.ts";
import { simulate } from "../src/run/run.ts";
import type { RunResult } from "../src/run/run-result.ts";
import { planOf } from "../src/scenario/plan.ts";
import type { Found, Task } from "./fingerprints.ts";
import { bytesOf, readerOf } from "./state-in-memory.ts";

const SCALE = 0.0005;
/** A run of more days than six weeks has fewer meters. */
const LONG_DAYS = 60;
const LONG_SCALE = 0.00005;

/** Of each component's fingerprint, so much is recorded: enough to say where two paths part. */
export const MARK_DIGITS = 4;

const isAlike = (one: RunResult, other: RunResult): boolean =>
  one.resultFingerprint === other.resultFingerprint && isDeepStrictEqual(one.pathFingerprint, other.pathFingerprint);

export default async ({ file, option }: Task): Promise<Found> => {
  const scenario = await readScenario(file, []);
  const isLong = scenario.options.get(option)!.values.horizon.measure > LONG_DAYS * DAY_MS;
  const scale = isLong ? LONG_SCALE : SCALE;
  const plan = planOf(scenario, option, { replication: 0, scale });
  let last: Uint8Array | undefined;
  const result = simulate(plan, {
    atMidnight: (timeMs, save) => {
      if (timeMs === plan.horizon.measuredDays * DAY_MS) last = bytesOf(save);
    },
  });
  if (last === undefined) throw new RangeError(`${file}, option ${option}, never came to its last measured midnight`);
  const { all, ...components } = result.pathFingerprint;
  return {
    scenario: scenario.name,
    option,
    scale: String(scale),
    seed: plan.seed,
    path: all!,
    result: result.resultFingerprint,
    marks: Object.values(components)
      .map((print) => print.slice(0, MARK_DIGITS))
      .join(""),
    reason: "",
    components: Object.keys(components),
    endsAlikeTakenUp: isAlike(result, simulate(plan, { from: readerOf(last) })),
  };
};
