import { utcMinuteOf, WEEKDAYS, weekdayOf } from "../domain/civil-time.ts";
import { MINUTES_A_DAY } from "../kernel/time.ts";
import { nearest } from "./near.ts";
import { type Reading, right, shown, wrong } from "./units.ts";

/** A time of day in which requests are sent; `toMinute` passes 1,440 when it crosses midnight. */
export interface Window {
  readonly fromMinute: number;
  readonly toMinute: number;
  readonly clock: "utc" | "local";
  /** By number of weekday, Monday first: true on the days that have it. */
  readonly days: readonly boolean[];
}

const EXPECTED = `expected a window such as "00:00-06:00", "22:00-04:00 UTC" or "Mon-Sat 08:00-18:00 local"`;
const DAYS = "([A-Za-z]+(?:\\s*[-–,]\\s*[A-Za-z]+)*)";
const TIME = "(\\d{1,2}:\\d{2})";
const WINDOW = new RegExp(`^(?:${DAYS}\\s+)?${TIME}\\s*[-–]\\s*${TIME}(?:\\s+(\\S+))?$`);
const EVERY_DAY = WEEKDAYS.map(() => true);

/** True for text that means hours; other words are names of windows. */
export const looksLikeHours = (text: string): boolean => /\d:\d|\d\s*[-–]\s*\d/.test(text);

export const readWindow = (raw: unknown): Reading<Window> => {
  if (typeof raw !== "string") return wrong(`${shown(raw)} stands here; ${EXPECTED}`);
  const match = WINDOW.exec(raw.trim());
  if (match === null) return wrong(`${shown(raw)} isn't a window; ${EXPECTED}`);
  const days = readDays(match[1]);
  if ("wrong" in days) return days;
  const clock = readClock(match[4]);
  if ("wrong" in clock) return clock;
  const from = readTime(match[2]!);
  if ("wrong" in from) return from;
  const to = readTime(match[3]!);
  if ("wrong" in to) return to;
  if (from.value === MINUTES_A_DAY) return wrong(`a window can't begin at 24:00; write 00:00`);
  const toMinute = to.value < from.value ? to.value + MINUTES_A_DAY : to.value;
  return right({ fromMinute: from.value, toMinute, clock: clock.value, days: days.value });
};

/** Minute of the UTC day of a time as "06:00". */
export const readTimeOfDay = (text: string): Reading<number> => {
  const expected = 'expected a UTC time of day before 24:00, as in "06:00"';
  if (!/^\d{1,2}:\d{2}$/.test(text)) return wrong(`"${text}" isn't a time of day; ${expected}`);
  const time = readTime(text);
  return "wrong" in time || time.value < MINUTES_A_DAY ? time : wrong(`${text} ends a day; ${expected}`);
};

const readTime = (text: string): Reading<number> => {
  const [hour, minute] = text.split(":").map(Number) as [number, number];
  if (hour > 24 || minute > 59 || (hour === 24 && minute > 0))
    return wrong(`${text} isn't a time of day; expected 00:00 to 24:00`);
  return right(60 * hour + minute);
};

const readClock = (text: string | undefined): Reading<"utc" | "local"> => {
  const word = (text ?? "UTC").toLowerCase();
  if (word === "utc" || word === "local") return right(word);
  return wrong(`"${text}" isn't a clock; expected UTC or local (UTC when it isn't said)`);
};

const readDays = (text: string | undefined): Reading<readonly boolean[]> => {
  if (text === undefined) return right(EVERY_DAY);
  const days = WEEKDAYS.map(() => false);
  for (const part of text.split(",")) {
    const ends = part.split(/[-–]/).map((name) => name.trim());
    const numbers = ends.map((name) => (WEEKDAYS as readonly string[]).indexOf(name));
    const unknown = ends[numbers.indexOf(-1)];
    if (unknown !== undefined) {
      const near = nearest(unknown, WEEKDAYS);
      return wrong(
        `"${unknown}" isn't a weekday; expected ${WEEKDAYS.join(", ")}${near ? `; did you mean "${near}"?` : ""}`,
      );
    }
    const [first, last] = [numbers[0]!, numbers.at(-1)!];
    for (let day = first; ; day = (day + 1) % 7) {
      days[day] = true;
      if (day === last) break;
    }
  }
  return right(days);
};

/** True when requests are sent in this window on a day (days since 1970-01-01). */
export const hasDay = (window: Window, day: number): boolean => window.days[weekdayOf(day)]!;

/** The window in UTC minutes of a day; begins before 0 when local midnight does. */
export const utcMinutes = (window: Window, day: number): { readonly fromMinute: number; readonly toMinute: number } =>
  window.clock === "utc"
    ? { fromMinute: window.fromMinute, toMinute: window.toMinute }
    : { fromMinute: utcMinuteOf(day, window.fromMinute), toMinute: utcMinuteOf(day, window.toMinute) };
