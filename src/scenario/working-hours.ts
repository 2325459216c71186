import type { WorkingDay } from "../domain/plan.ts";
import { DAY_MS, MINUTES_A_DAY } from "../kernel/time.ts";
import type { Resolved } from "./schema.ts";
import { type Reading, right, wrong } from "./units.ts";
import { hasDay, readWindow, utcMinutes, type Window } from "./window.ts";

const readHours = (text: string): Reading<Window> => {
  const window = readWindow(text);
  if ("wrong" in window) return window;
  const { fromMinute, toMinute } = window.value;
  if (toMinute > MINUTES_A_DAY || toMinute === fromMinute)
    return wrong(`"${text}" isn't inside one day; expected hours such as "Mon-Sat 08:00-18:00 local"`);
  return window;
};

/** The working hours of each measured day, in minutes of the UTC day. */
export const readWorkingDays = (
  text: string,
  { start, measure }: Pick<Resolved["horizon"], "start" | "measure">,
): Reading<readonly WorkingDay[]> => {
  const window = readHours(text);
  if ("wrong" in window) return window;
  const days = Array.from({ length: measure / DAY_MS }, (_, i) => ({
    ...utcMinutes(window.value, start + i),
    isWorking: hasDay(window.value, start + i),
  }));
  return days.some(({ fromMinute }) => fromMinute < 0)
    ? wrong(`"${text}" begins before the UTC day does; expected a later hour`)
    : right(days);
};

export const workingDaysOf = ({ performance, horizon }: Resolved): readonly WorkingDay[] => {
  const days = readWorkingDays(performance.workingHours, horizon);
  if ("wrong" in days) throw new RangeError(`performance.workingHours: ${days.wrong}`);
  return days.value;
};
