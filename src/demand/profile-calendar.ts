import { BANK_HOLIDAYS } from "../domain/bank-holidays.ts";
import { dateOf, dayOf, lastSundayOf, SATURDAY, weekdayOf } from "../domain/civil-time.ts";
import { DAYS_A_WEEK } from "../kernel/time.ts";

// Seasons and types of day of the classical load profiles, as their data sheet defines them (see load-profiles-1997).

const WINTER = 0;
const SPRING = 1;
const SUMMER = 2;
const HIGH_SUMMER = 3;
const AUTUMN = 4;

/** Monday of the August bank holiday of England and Wales: the last one of the month. */
const augustBankHoliday = (year: number): number => {
  const last = dayOf({ year, month: 8, dayOfMonth: 31 });
  return last - weekdayOf(last);
};

/** Season of a clock day, in the order of the load profiles. */
export const seasonOf = (day: number): number => {
  const { year } = dateOf(day);
  if (day < lastSundayOf(year, 3) || day >= lastSundayOf(year, 10)) return WINTER;
  const holiday = augustBankHoliday(year);
  const firstSaturdayBefore = holiday - 2;
  if (day > holiday + 6) return AUTUMN;
  if (day >= firstSaturdayBefore - 5 * DAYS_A_WEEK) return HIGH_SUMMER;
  return day >= firstSaturdayBefore - 15 * DAYS_A_WEEK ? SUMMER : SPRING;
};

/** Weekday 0, Saturday 1, Sunday or bank holiday 2, of a clock day. */
export const dayTypeOf = (day: number, scottish: boolean): number => {
  const holidays = scottish ? BANK_HOLIDAYS.scotland : BANK_HOLIDAYS.englandAndWales;
  if (holidays.has(day)) return 2;
  return Math.max(0, weekdayOf(day) - SATURDAY + 1);
};

/** Which of a profile's fifteen curves a clock day has. */
export const curveOf = (day: number, scottish: boolean): number => 3 * seasonOf(day) + dayTypeOf(day, scottish);
