import { expect, test } from "vitest";
import { allAtMidnight, answeredAtMs } from "../../bench/all-at-midnight.ts";

const FIVE_HOURS_33_MINUTES_26_SECONDS = ((5 * 60 + 33) * 60 + 26) * 1000;

test("a million requests at midnight: the k-th is answered at ceil((k − 1) / 1.5) + 6,000 ms, each in its turn", () => {
  const { fault, lastAnswerMs } = allAtMidnight(1_000_000);
  expect(fault).toBeUndefined();
  expect(lastAnswerMs).toBe(Math.ceil(999_999 / 1.5) + 6000);
});

test("the thirty-millionth is expected at 05:33:26, to a ms", () => {
  expect([1, 2, 3, 4, 5].map(answeredAtMs)).toEqual([6000, 6001, 6002, 6002, 6003]);
  expect(Math.abs(answeredAtMs(30e6) - FIVE_HOURS_33_MINUTES_26_SECONDS)).toBeLessThanOrEqual(1);
});
