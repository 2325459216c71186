import { describe, expect, test } from "vitest";
import {
  clockOffsetMinutes,
  dateOf,
  dateText,
  dayOf,
  isDate,
  utcMinuteOf,
  WEEKDAYS,
  weekdayOf,
} from "../../src/domain/civil-time.ts";

const day = (text: string): number => {
  const [year, month, dayOfMonth] = text.split("-").map(Number);
  return dayOf({ year: year!, month: month!, dayOfMonth: dayOfMonth! });
};

describe("calendar", () => {
  // 2,000 days from 1970-01-01 is 1975-06-24, and 10,957 is 2000-01-01 (30 × 365 + 7 leap days).
  test.each([
    ["1970-01-01", 0],
    ["1975-06-24", 2000],
    ["2000-01-01", 10_957],
    ["2000-02-29", 11_016],
    ["2000-03-01", 11_017],
    ["1969-12-31", -1],
    ["2028-01-17", 21_200],
  ])("%s is day %i", (text, expected) => {
    expect(day(text)).toBe(expected);
    expect(dateText(expected)).toBe(text);
  });

  test("every day of 2020 to 2040 goes there and back, one after the other", () => {
    for (let d = day("2020-01-01"); d <= day("2040-12-31"); d++) expect(dayOf(dateOf(d))).toBe(d);
    expect(day("2040-12-31") - day("2020-01-01") + 1).toBe(21 * 365 + 6);
  });

  test.each([
    ["1970-01-01", "Thu"],
    ["2000-01-01", "Sat"],
    ["2028-01-17", "Mon"],
    ["2028-01-16", "Sun"],
    ["2028-02-29", "Tue"],
    ["1969-12-31", "Wed"],
  ])("%s is a %s", (text, weekday) => expect(WEEKDAYS[weekdayOf(day(text))]).toBe(weekday));

  test("29 February exists in leap years only, and no month has a day 0 or 31 June", () => {
    expect(isDate({ year: 2028, month: 2, dayOfMonth: 29 })).toBe(true);
    expect(isDate({ year: 2027, month: 2, dayOfMonth: 29 })).toBe(false);
    expect(isDate({ year: 2028, month: 6, dayOfMonth: 31 })).toBe(false);
    expect(isDate({ year: 2028, month: 1, dayOfMonth: 0 })).toBe(false);
    expect(isDate({ year: 2028, month: 13, dayOfMonth: 1 })).toBe(false);
  });
});

describe("British clocks", () => {
  // Published dates of the clock changes: the last Sundays of March and October.
  test.each([
    ["2020-03-29", "2020-10-25"],
    ["2024-03-31", "2024-10-27"],
    ["2026-03-29", "2026-10-25"],
    ["2027-03-28", "2027-10-31"],
    ["2028-03-26", "2028-10-29"],
    ["2040-03-25", "2040-10-28"],
  ])("go forward on %s and back on %s, at 01:00 UTC", (forward, back) => {
    expect(clockOffsetMinutes(day(forward), 59)).toBe(0);
    expect(clockOffsetMinutes(day(forward), 60)).toBe(60);
    expect(clockOffsetMinutes(day(back), 59)).toBe(60);
    expect(clockOffsetMinutes(day(back), 60)).toBe(0);
  });

  test("08:00 is 08:00 UTC in winter and 07:00 UTC in summer", () => {
    expect(utcMinuteOf(day("2028-01-17"), 480)).toBe(480);
    expect(utcMinuteOf(day("2028-07-17"), 480)).toBe(420);
    expect(utcMinuteOf(day("2028-03-26"), 480)).toBe(420);
    expect(utcMinuteOf(day("2028-10-29"), 480)).toBe(480);
  });

  test("a summer midnight is in the UTC day before", () => expect(utcMinuteOf(day("2028-07-17"), 0)).toBe(-60));

  test("the date of a change has 23 or 25 hours by the clock", () => {
    const hours = (text: string) => (utcMinuteOf(day(text), 1440) - utcMinuteOf(day(text), 0)) / 60;
    expect(hours("2028-03-26")).toBe(23);
    expect(hours("2028-10-29")).toBe(25);
    expect(hours("2028-03-27")).toBe(24);
  });

  test("a skipped time runs on as if clocks had stayed; a repeated one means the first", () => {
    expect(utcMinuteOf(day("2028-03-26"), 90)).toBe(90);
    expect(utcMinuteOf(day("2028-10-29"), 90)).toBe(30);
  });

  test("years without a known rule are refused", () =>
    expect(() => clockOffsetMinutes(day("2041-06-01"), 0)).toThrow("no clock-change rule for the year 2041"));
});
