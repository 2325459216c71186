import { ACCESS, isSmets1 } from "../../src/domain/components.ts";
import type { Plan } from "../../src/domain/plan.ts";
import type { FluidDay } from "../../src/fluid/twin.ts";

// Where the fluid twin, by what it leaves out, is no oracle for a run.

/** How long what is sent in one go, once it is known to be due, is felt. */
const AFTER_MINUTES = 30;

/**
 * Tells when, at an access component, a retry falls due before the one before it has come back. The DSP can't send it
 * then, and sends it as soon as it knows; the twin sends it on time.
 */
const overtakesAt = (plan: Plan, day: FluidDay, access: number): ((minute: number) => boolean) => {
  const { retryAfterMs, errorAfterMs } = plan.failures;
  const errorMinutes = (isSmets1(access) ? errorAfterMs.smets1 : errorAfterMs.smets2) / 60_000;
  const gap = Math.min(...retryAfterMs.slice(1).map((ms, k) => ms - retryAfterMs[k]!)) / 60_000;
  const classes = new Set(plan.rows.flatMap(({ mode, priority }) => (mode === "scheduled" ? [priority] : [])));
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const priority of classes)
    day.waitMinutes[priority * ACCESS.length + access]!.forEach((wait, minute) => {
      if (wait + errorMinutes <= gap) return;
      from = Math.min(from, minute + gap);
      to = Math.max(to, minute + wait + errorMinutes + AFTER_MINUTES);
    });
  return (minute) => minute >= from && minute < to;
};

/** The same for a component in the order of `COMPONENTS`; everything comes by the DSP. */
export const overtakes = (plan: Plan, day: FluidDay, component: number): ((minute: number) => boolean) => {
  if (component > 0) return overtakesAt(plan, day, component - 1);
  const any = ACCESS.map((_, access) => overtakesAt(plan, day, access));
  return (minute) => any.some((isIn) => isIn(minute));
};
