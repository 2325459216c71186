import { isSmets1 } from "../domain/components.ts";
import { failuresAt } from "../domain/outage-lean.ts";
import type { Failures, NeedKind } from "../domain/plan.ts";
import { DAY_MS, MINUTE_MS } from "../kernel/time.ts";
import { stillDarkShares } from "../smoothing/gap-fill.ts";
import type { FluidPlan } from "./first-attempts.ts";
import type { Flow } from "./flows.ts";

/**
 * How scheduled reads come to fail: like any other; after another User's read of the same profile, from the cache of
 * an S1SP; or as gap filling, of meters that were dark a day ago.
 */
export const RETRY_KINDS = ["any", "later", "gap-fill"] as const;
export type RetryKind = (typeof RETRY_KINDS)[number];

interface Retried {
  readonly failures: Failures;
  /** Mean time from the read that found a meter dark to that which fills the gap. */
  readonly gapFilledAfterMs: number;
}

const failsOf = ({ attemptSmets1, attemptSmets2 }: Failures, access: number): number =>
  isSmets1(access) ? attemptSmets1 : attemptSmets2;

/**
 * Share of first attempts that lead to a k-th retry, k = 1, 2, …: those in the dark, and those that failed k times
 * by chance.
 */
const ofAny = ({ failures }: Retried, access: number): readonly number[] => {
  const { longTermDark, spellDark, retryAfterMs } = failures;
  const dark = longTermDark + spellDark;
  const fails = failsOf(failures, access);
  let failed = 1;
  return retryAfterMs.map(() => dark + (1 - dark) * (failed *= fails));
};

/** The same for reads that came after another User's: they fail when both did, time after time. */
const ofLater = (retried: Retried, access: number): readonly number[] => {
  const { longTermDark, spellDark } = retried.failures;
  const dark = longTermDark + spellDark;
  return ofAny(retried, access).map((share) => dark + (share - dark) * ((share - dark) / (1 - dark)));
};

/** The same for gap filling, so long after the read that found the meter dark. */
const ofGapFill = ({ failures, gapFilledAfterMs }: Retried, access: number): readonly number[] => {
  const dark = stillDarkShares(failures, gapFilledAfterMs);
  const fails = failsOf(failures, access);
  let failed = 1;
  // The k-th retry is sent when the attempt before it failed.
  return failures.retryAfterMs.map((_, k) => dark[k]! + (1 - dark[k]!) * (failed *= fails));
};

const SHARES = { any: ofAny, later: ofLater, "gap-fill": ofGapFill };

/** [kind, as in `RETRY_KINDS`][k − 1] → share of first attempts at an access component that lead to a k-th retry. */
export const retryShares = (retried: Retried, access: number): readonly (readonly number[])[] =>
  RETRY_KINDS.map((kind) => SHARES[kind]({ ...retried, failures: failuresAt(retried.failures, access) }, access));

/** Minute of the UTC day in which rows of a need are sent, on average over their requests; undefined without any. */
const meanMinute = ({ rows }: FluidPlan, flows: readonly Flow[], need: NeedKind): number | undefined => {
  let requests = 0;
  let minutes = 0;
  for (const { row, sent } of flows)
    if (rows[row]!.need === need)
      for (const curve of sent)
        curve.forEach((one, minute) => {
          requests += one;
          minutes += one * minute;
        });
  return requests > 0 ? minutes / requests : undefined;
};

/** What a plan's retries follow from: gap filling comes a day after the agents' reads, or as much later. */
export const retriedOf = (plan: FluidPlan, flows: readonly Flow[]): Retried => {
  const [read, fill] = [meanMinute(plan, flows, "agent"), meanMinute(plan, flows, "gap-fill")];
  const laterMs = read === undefined || fill === undefined ? 0 : (fill - read) * MINUTE_MS;
  return { failures: plan.failures, gapFilledAfterMs: DAY_MS + laterMs };
};
