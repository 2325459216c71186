import { isSmets1 } from "../domain/components.ts";
import type { Failures } from "../domain/plan.ts";
import { stillDarkShares } from "../smoothing/gap-fill.ts";

/**
 * How scheduled reads come to fail: like any other; after another User's read of the same profile, from the cache of
 * an S1SP; or as gap filling, of meters that were dark a day ago.
 */
export const RETRY_KINDS = ["any", "later", "gap-fill"] as const;
export type RetryKind = (typeof RETRY_KINDS)[number];

const failsOf = ({ attemptSmets1, attemptSmets2 }: Failures, access: number): number =>
  isSmets1(access) ? attemptSmets1 : attemptSmets2;

/**
 * Share of first attempts that lead to a k-th retry, k = 1, 2, …: those in the dark, and those that failed k times
 * by chance.
 */
const ofAny = (failures: Failures, access: number): readonly number[] => {
  const { longTermDark, spellDark, retryAfterMs } = failures;
  const dark = longTermDark + spellDark;
  const fails = failsOf(failures, access);
  let failed = 1;
  return retryAfterMs.map(() => dark + (1 - dark) * (failed *= fails));
};

/** The same for reads that came after another User's: they fail when both did, time after time. */
const ofLater = (failures: Failures, access: number): readonly number[] => {
  const { longTermDark, spellDark } = failures;
  const dark = longTermDark + spellDark;
  return ofAny(failures, access).map((share) => dark + (share - dark) * ((share - dark) / (1 - dark)));
};

/** The same for gap filling, a day after the read that found the meter dark. */
const ofGapFill = (failures: Failures, access: number): readonly number[] => {
  const dark = stillDarkShares(failures);
  const fails = failsOf(failures, access);
  let failed = 1;
  // The k-th retry is sent when the attempt before it failed.
  return failures.retryAfterMs.map((_, k) => dark[k]! + (1 - dark[k]!) * (failed *= fails));
};

const SHARES = { any: ofAny, later: ofLater, "gap-fill": ofGapFill };

/** [kind, as in `RETRY_KINDS`][k − 1] → share of first attempts at an access component that lead to a k-th retry. */
export const retryShares = (failures: Failures, access: number): readonly (readonly number[])[] =>
  RETRY_KINDS.map((kind) => SHARES[kind](failures, access));
