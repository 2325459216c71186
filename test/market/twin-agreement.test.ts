import { beforeAll, describe, expect, test } from "vitest";
import { DAY_MS } from "../../src/kernel/time.ts";
import { advance, close, open } from "./native.ts";
import { everyOption, withoutAlerts } from "./options.ts";
import { type Agreement, agreementOf, emptiesInTime, mayLieOutside } from "./twin-agreement.ts";

// `agreement-at-scale.ts` does the same at any scale.
const SCALE = 0.01;
const PATIENCE_MS = 120_000;

describe("a run sends and carries what its fluid twin says", () => {
  const agreements: Agreement[] = [];

  beforeAll(() => {
    for (const { plan } of everyOption) {
      const compared = withoutAlerts(plan(SCALE));
      const run = open(compared);
      advance(run, DAY_MS);
      agreements.push(agreementOf(compared, close(run, DAY_MS)));
    }
  }, PATIENCE_MS);

  const together = (of: (agreement: Agreement) => Agreement["minutes"]) => ({
    checked: agreements.reduce((sum, agreement) => sum + of(agreement).checked, 0),
    outside: agreements.reduce((sum, agreement) => sum + of(agreement).outside, 0),
    worst: agreements.map((agreement) => `${agreement.option}: ${of(agreement).worst}`).join("\n"),
  });

  test("first attempts are within 4√n in all but one in a thousand minutes, all options and components together", () => {
    const { checked, outside, worst } = together(({ minutes }) => minutes);
    expect(checked).toBeGreaterThan(100_000);
    expect(outside, worst).toBeLessThanOrEqual(mayLieOutside(checked));
  });

  test("retries are within 2 % or 4√n in all but one in a thousand half hours", () => {
    const { checked, outside, worst } = together(({ retries }) => retries);
    expect(checked).toBeGreaterThan(3000);
    expect(outside, worst).toBeLessThanOrEqual(mayLieOutside(checked));
  });

  test("every night's queue that can be told at this scale is gone when the twin's is", () => {
    const queues = agreements.flatMap(({ option, emptying }) => emptying.map((queue) => ({ option, ...queue })));
    expect(queues.length).toBeGreaterThan(60);
    expect(queues.filter((queue) => !emptiesInTime(queue))).toEqual([]);
  });
});
