import type { Failures } from "../domain/plan.ts";
import { exp } from "../kernel/elementary.ts";

/** Chance that a meter in a dark spell is so too after a time: spells, and the light between, last exponentially. */
const inSpellAfter = ({ longTermDark, spellDark, spellMeanMs }: Failures, afterMs: number): number => {
  const light = 1 - longTermDark - spellDark;
  if (light <= 0) return 1;
  const stationary = spellDark / (1 - longTermDark);
  return stationary + (1 - stationary) * exp((-afterMs * (1 - longTermDark)) / (spellMeanMs * light));
};

/**
 * Share of the meters that gap filling reads which are dark in the first attempt, and up to the k-th retry, k = 1, 2,
 * and so on: they were dark so long ago, most still are, and stay so for hours.
 */
export const stillDarkShares = (failures: Failures, darkBeforeMs: number): readonly number[] => {
  const { longTermDark, spellDark, retryAfterMs } = failures;
  const dark = longTermDark + spellDark;
  if (dark === 0) return [0, ...retryAfterMs.map(() => 0)];
  let inSpell = inSpellAfter(failures, darkBeforeMs);
  let beforeMs = 0;
  const share = (): number => (longTermDark + spellDark * inSpell) / dark;
  return [
    share(),
    ...retryAfterMs.map((afterMs) => {
      inSpell *= inSpellAfter(failures, afterMs - beforeMs);
      beforeMs = afterMs;
      return share();
    }),
  ];
};
