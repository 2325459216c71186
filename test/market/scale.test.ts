import { expect, test } from "vitest";
import { DAY_MS } from "../../src/kernel/time.ts";
import type { RunResult } from "../../src/run/run-result.ts";
import { advance, close, open } from "./native.ts";
import { optionNamed, withoutAlerts } from "./options.ts";
import { scaleAgreementOf } from "./scale.ts";

/** First attempts of a day; what becomes of them later is left out. */
const sentAt = (scale: number): RunResult => {
  const plan = withoutAlerts(optionNamed("as-today").plan(scale));
  const run = open({ ...plan, horizon: { ...plan.horizon, warmUpMs: 0 } });
  advance(run, DAY_MS);
  return close(run, DAY_MS);
};

test("two meters in a thousand have the day's shape of two in a hundred, half hour by half hour at every component", () => {
  const { checked, outside, worstAt } = scaleAgreementOf(sentAt(0.002), sentAt(0.02));
  expect(checked).toBe(8 * 48);
  expect(outside, worstAt).toBeLessThanOrEqual(Math.ceil(checked / 1000));
}, 120_000);
