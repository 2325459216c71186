import { MINUTES_A_DAY } from "../kernel/time.ts";

/** A date of the Gregorian calendar; months and days count from 1. */
export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly dayOfMonth: number;
}

export const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;
export const SATURDAY = 5;
export const SUNDAY = 6;

/** `clockOffsetMinutes` knows the rule of these years, as far as anybody does; others are refused. */
export const FIRST_YEAR = 2020;
export const LAST_YEAR = 2040;

/** Days since 1970-01-01. Years run from March, so that a leap day ends one; 400 years have 146,097 days. */
export const dayOf = ({ year, month, dayOfMonth }: CivilDate): number => {
  const marchYear = month > 2 ? year : year - 1;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + dayOfMonth - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
};

/** The date of a number of days since 1970-01-01. */
export const dateOf = (day: number): CivilDate => {
  const sinceMarch0 = day + 719_468;
  const era = Math.floor(sinceMarch0 / 146_097);
  const dayOfEra = sinceMarch0 - era * 146_097;
  const leapDays = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    dayOfMonth: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
  };
};

/** True for a date that the calendar has: 29 February only in leap years. */
export const isDate = (date: CivilDate): boolean => {
  const again = dateOf(dayOf(date));
  return again.year === date.year && again.month === date.month && again.dayOfMonth === date.dayOfMonth;
};

/** Days of the calendar month that a day lies in. */
export const daysInMonth = (day: number): number => {
  const { year, month } = dateOf(day);
  const next = month === 12 ? { year: year + 1, month: 1 } : { year, month: month + 1 };
  return dayOf({ ...next, dayOfMonth: 1 }) - dayOf({ year, month, dayOfMonth: 1 });
};

/** As ISO 8601 writes it: 2028-01-17. */
export const dateText = (day: number): string => {
  const { year, month, dayOfMonth } = dateOf(day);
  return `${year}-${String(month).padStart(2, "0")}-${String(dayOfMonth).padStart(2, "0")}`;
};

/** Index into `WEEKDAYS`; day 0 was a Thursday. */
export const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;

/** The Sunday on which clocks change. */
export const lastSundayOf = (year: number, month: 3 | 10): number => {
  const last = dayOf({ year, month, dayOfMonth: 31 });
  return last - ((weekdayOf(last) - SUNDAY + 7) % 7);
};

/**
 * Clock time less UTC in Great Britain, in minutes, at a minute counted from the midnight that begins `day` in UTC:
 * 60 from 01:00 UTC of the last Sunday of March to 01:00 UTC of the last Sunday of October (Summer Time Order 2002).
 */
export const clockOffsetMinutes = (day: number, utcMinute: number): number => {
  const at = day * MINUTES_A_DAY + utcMinute;
  const { year } = dateOf(Math.floor(at / MINUTES_A_DAY));
  if (year < FIRST_YEAR || year > LAST_YEAR) throw new RangeError(`no clock-change rule for the year ${year}`);
  const forward = lastSundayOf(year, 3) * MINUTES_A_DAY + 60;
  const back = lastSundayOf(year, 10) * MINUTES_A_DAY + 60;
  return at >= forward && at < back ? 60 : 0;
};

/**
 * The UTC minute, counted from the UTC midnight that begins `day`, at which clocks show a time of that date. May be
 * negative. A time that clocks show twice means the first; one that they skip means as if they had not gone forward.
 */
export const utcMinuteOf = (day: number, clockMinute: number): number =>
  clockOffsetMinutes(day, clockMinute - 60) === 60 ? clockMinute - 60 : clockMinute;
