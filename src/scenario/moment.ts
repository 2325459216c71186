import { dayOf, isDate } from "../domain/civil-time.ts";
import { DAY_MS, MINUTE_MS } from "../kernel/time.ts";
import { type Reading, right, shown, wrong } from "./units.ts";
import type { Written } from "./written.ts";

/** An instant: of the calendar, or of the run, whose first measured day is day 1. */
export type Moment = { readonly epochMs: number } | { readonly runDay: number; readonly ofDayMs: number };

export const MOMENT_EXPECTED = "a UTC time, as in 2028-01-17T01:00Z, or of the run, as in day 1 01:00";

const ABSOLUTE = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})Z$/;
const OF_RUN = /^day (-?\d{1,3}) (\d{2}):(\d{2})$/;

export const MOMENT_WRITTEN: Written = {
  type: "string",
  anyOf: [{ pattern: ABSOLUTE.source }, { pattern: OF_RUN.source }],
  examples: ["2028-01-17T01:00Z", "day 1 01:00"],
};

const ofDay = (hour: string, minute: string): number | undefined =>
  Number(hour) < 24 && Number(minute) < 60 ? (60 * Number(hour) + Number(minute)) * MINUTE_MS : undefined;

export const readMoment = (raw: unknown): Reading<Moment> => {
  const text = typeof raw === "string" ? raw.trim() : "";
  const [, year, month, dayOfMonth, hour, minute] = ABSOLUTE.exec(text) ?? [];
  const [, runDay, runHour, runMinute] = OF_RUN.exec(text) ?? [];
  const ofDayMs = ofDay(hour ?? runHour ?? "", minute ?? runMinute ?? "");
  if (year !== undefined) {
    const civil = { year: Number(year), month: Number(month), dayOfMonth: Number(dayOfMonth) };
    if (!isDate(civil) || ofDayMs === undefined)
      return wrong(`${text} isn't in the calendar; expected a time that exists`);
    return right({ epochMs: dayOf(civil) * DAY_MS + ofDayMs });
  }
  if (runDay === undefined) return wrong(`${shown(raw)} isn't a time; expected ${MOMENT_EXPECTED}`);
  if (ofDayMs === undefined) return wrong(`${text} isn't a time of a day; expected 00:00 to 23:59`);
  return right({ runDay: Number(runDay), ofDayMs });
};

/** ms since the first measured midnight, which begins `startDay`. */
export const momentMs = (moment: Moment, startDay: number): number =>
  "epochMs" in moment ? moment.epochMs - startDay * DAY_MS : (moment.runDay - 1) * DAY_MS + moment.ofDayMs;
