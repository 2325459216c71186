import { BANK_HOLIDAYS, HOLIDAY_YEARS } from "./bank-holidays.ts";
import { dateOf, dateText, SATURDAY, weekdayOf } from "./civil-time.ts";

/** Monday to Friday, and no bank holiday of England and Wales: the BSC's Working Day. */
export const isWorkingDay = (day: number): boolean => {
  const { year } = dateOf(day);
  if (year < HOLIDAY_YEARS.first || year > HOLIDAY_YEARS.last)
    throw new RangeError(
      `bank holidays are known for ${HOLIDAY_YEARS.first} to ${HOLIDAY_YEARS.last}, not ${dateText(day)}`,
    );
  return weekdayOf(day) < SATURDAY && !BANK_HOLIDAYS.englandAndWales.has(day);
};

/** WD+n of a day: the n-th working day after it, whatever day it is itself. */
export const workingDayAfter = (day: number, count: number): number => {
  let at = day;
  for (let left = count; left > 0; ) if (isWorkingDay(++at)) left--;
  return at;
};
