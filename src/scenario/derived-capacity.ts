import { ACCESS, type AccessName, COMPONENTS, type ComponentName } from "../domain/components.ts";
import type { Estate, Failures, TrafficRow } from "../domain/plan.ts";
import { expectedPerDay } from "../domain/population.ts";
import { MINUTE_MS, MINUTES_A_DAY } from "../kernel/time.ts";
import { releasedMinuteShares } from "../smoothing/shape.ts";

/** Overnight work is due by 08:00 UTC: the seconds from midnight to then. */
const NIGHT_MINUTES = 480;
const NIGHT_SECONDS = 60 * NIGHT_MINUTES;

/** Share of a steady day's attempts that fall from 00:00 to 08:00 when each comes `delayMinutes` after its minute. */
const shareByNight = (minutes: Float64Array, delayMinutes: number): number => {
  const whole = Math.floor(delayMinutes);
  const part = delayMinutes - whole;
  let share = 0;
  for (let m = 0; m < MINUTES_A_DAY; m++) {
    const due = (m + whole) % MINUTES_A_DAY;
    if (due < NIGHT_MINUTES) share += minutes[m]! * (1 - part);
    if ((due + 1) % MINUTES_A_DAY < NIGHT_MINUTES) share += minutes[m]! * part;
  }
  return share;
};

/** Chance that the k-th automatic retry is made: the meter is dark, or all attempts before it failed. */
export const retryChances = (
  { longTermDark, spellDark, retryAfterMs }: Failures,
  attempt: number,
): readonly number[] => {
  const dark = longTermDark + spellDark;
  let failed = 1;
  return retryAfterMs.map(() => {
    failed *= attempt;
    return dark + (1 - dark) * failed;
  });
};

/** Attempts of the rows, retries included, that fall due at an access component from 00:00 to 08:00 of a steady day. */
export const attemptsByNight = (
  rows: readonly TrafficRow[],
  estate: Estate,
  failures: Failures,
  access: number,
): number => {
  const chances = retryChances(
    failures,
    access >= ACCESS.indexOf("s1sp.ioc") ? failures.attemptSmets1 : failures.attemptSmets2,
  );
  let attempts = 0;
  for (const row of rows) {
    const minutes = releasedMinuteShares(row, access);
    let share = shareByNight(minutes, 0);
    if (row.mode === "scheduled")
      for (const [k, afterMs] of failures.retryAfterMs.entries())
        share += chances[k]! * shareByNight(minutes, afterMs / MINUTE_MS);
    attempts += expectedPerDay(row, estate)[access]! * share;
  }
  return attempts;
};

export type Headroom = Readonly<Record<ComponentName, number>>;

/**
 * The least rate at which existing use has left each queue by 08:00 UTC, times its headroom; not rounded. Retries are
 * counted from the time of sending, and the window is front-loaded, so a station never idles before its queue is empty.
 */
export const exactCapacity = (
  existing: readonly TrafficRow[],
  estate: Estate,
  failures: Failures,
  headroom: Headroom,
): Readonly<Record<ComponentName, number>> => {
  const exact = {} as Record<ComponentName, number>;
  let all = 0;
  for (const [access, name] of ACCESS.entries()) {
    const attempts = attemptsByNight(existing, estate, failures, access);
    all += attempts;
    exact[name satisfies AccessName] = (headroom[name] * attempts) / NIGHT_SECONDS;
  }
  exact.dsp = (headroom.dsp * all) / NIGHT_SECONDS;
  return exact;
};

const roundedUp = (exact: number, step: number): number => Math.max(step, Math.ceil(exact / step - 1e-9) * step);

/** Capacities as people would state them: rounded up to 5 requests a second, the DSP's to 10. */
export const statedCapacity = (
  exact: Readonly<Record<ComponentName, number>>,
): Readonly<Record<ComponentName, number>> => {
  const stated = {} as Record<ComponentName, number>;
  for (const name of COMPONENTS) stated[name] = roundedUp(exact[name], name === "dsp" ? 10 : 5);
  return stated;
};
