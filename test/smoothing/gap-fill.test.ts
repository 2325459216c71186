import { expect, test } from "vitest";
import type { Failures } from "../../src/domain/plan.ts";
import { HOUR_MS } from "../../src/kernel/time.ts";
import { stillDarkShares } from "../../src/smoothing/gap-fill.ts";

const failures: Failures = {
  longTermDark: 0.03,
  spellDark: 0.02,
  spellMeanMs: 120 * HOUR_MS,
  attemptSmets2: 0.02,
  attemptSmets1: 0.05,
  retryAfterMs: [HOUR_MS, 4 * HOUR_MS, 10 * HOUR_MS],
  errorAfterMs: { smets2: 0, smets1: 0 },
};

/** Two states, dark and light, as a chain of short steps: the chance to be dark after so many hours, dark at first. */
const darkAfterHours = (hours: number): number => {
  const stepHours = 0.001;
  const stationary = 0.02 / 0.97;
  const leave = stepHours / 120;
  const enter = (leave * stationary) / (1 - stationary);
  let dark = 1;
  for (let step = 0; step < Math.round(hours / stepHours); step++) dark += (1 - dark) * enter - dark * leave;
  return dark;
};

test("of meters that were dark a day ago, those in spells are dark again as a chain of two states says", () => {
  const expected = [[24], [24, 1], [24, 1, 3], [24, 1, 3, 6]].map((waits) => {
    const inSpell = waits.reduce((all, hours) => all * darkAfterHours(hours), 1);
    return (0.03 + 0.02 * inSpell) / 0.05;
  });
  stillDarkShares(failures, 24 * HOUR_MS).forEach((share, k) => {
    expect(share).toBeCloseTo(expected[k]!, 5);
  });
});

test("the later a gap is filled, the more of its meters have come back", () => {
  const expected = (0.03 + 0.02 * darkAfterHours(33)) / 0.05;
  expect(stillDarkShares(failures, 33 * HOUR_MS)[0]).toBeCloseTo(expected, 5);
  expect(expected).toBeLessThan(stillDarkShares(failures, 24 * HOUR_MS)[0]!);
});

test("a meter that never answers is dark for good, and spells that have no length are forgotten in a day", () => {
  expect(stillDarkShares({ ...failures, spellDark: 0 }, 24 * HOUR_MS)).toEqual([1, 1, 1, 1]);
  const [afterADay] = stillDarkShares({ ...failures, spellMeanMs: 1 }, 24 * HOUR_MS);
  expect(afterADay).toBeCloseTo((0.03 + (0.02 * 0.02) / 0.97) / 0.05, 12);
  expect(stillDarkShares({ ...failures, longTermDark: 0, spellDark: 0 }, 24 * HOUR_MS)).toEqual([0, 0, 0, 0]);
});
