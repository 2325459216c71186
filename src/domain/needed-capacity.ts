import { MINUTES_A_DAY } from "../kernel/time.ts";
import { EVENING_MINUTE, WORKING_DAY_MINUTE } from "./night.ts";

/** What comes in the last half hour before then may still be on its way: a burst drains. */
const LAST_MINUTES = 30;
/** A queue of the evening before is part of the night's. */
const EVENING_MINUTES = MINUTES_A_DAY - EVENING_MINUTE;

/**
 * The least that a component must carry in a minute for nothing of the night to wait at 08:00, given its attempts as
 * they are sent: a queue is gone by T if and only if no stretch that ends at T brings more than is carried in it.
 * `midnight` is the day's first minute, and the place of a minute its remainder by the length.
 */
export const neededPerMinute = (attempts: ArrayLike<number>, midnight: number): number => {
  const end = midnight + WORKING_DAY_MINUTE;
  const begin = Math.max(0, midnight - EVENING_MINUTES);
  let sum = 0;
  let needed = 0;
  for (let minute = end - 1; minute >= begin; minute--) {
    sum += attempts[minute % attempts.length]!;
    const minutes = end - minute;
    if (minutes >= LAST_MINUTES) needed = Math.max(needed, sum / minutes);
  }
  return needed;
};
