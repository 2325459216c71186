import { dateOf, dayOf, SATURDAY, SUNDAY, weekdayOf } from "./civil-time.ts";

/**
 * Bank holidays of Great Britain, substitute days included: gov.uk/bank-holidays for 2026 and 2027; 2028 and 2029 by
 * the Banking and Financial Dealings Act 1971. 15 June 2026 is Scotland's one-off for the World Cup, as the press
 * reports its proclamation.
 */
const ENGLAND_AND_WALES = [
  "2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28",
  "2027-01-01 2027-03-26 2027-03-29 2027-05-03 2027-05-31 2027-08-30 2027-12-27 2027-12-28",
  "2028-01-03 2028-04-14 2028-04-17 2028-05-01 2028-05-29 2028-08-28 2028-12-25 2028-12-26",
  "2029-01-01 2029-03-30 2029-04-02 2029-05-07 2029-05-28 2029-08-27 2029-12-25 2029-12-26",
];
const SCOTLAND = [
  "2026-01-01 2026-01-02 2026-04-03 2026-05-04 2026-05-25 2026-06-15 2026-08-03 2026-11-30 2026-12-25 2026-12-28",
  "2027-01-01 2027-01-04 2027-03-26 2027-05-03 2027-05-31 2027-08-02 2027-11-30 2027-12-27 2027-12-28",
  "2028-01-03 2028-01-04 2028-04-14 2028-05-01 2028-05-29 2028-08-07 2028-11-30 2028-12-25 2028-12-26",
  "2029-01-01 2029-01-02 2029-03-30 2029-05-07 2029-05-28 2029-08-06 2029-11-30 2029-12-25 2029-12-26",
];

const daysOf = (years: readonly string[]): ReadonlySet<number> =>
  new Set(
    years
      .flatMap((year) => year.split(" "))
      .map((date) => {
        const [year, month, dayOfMonth] = date.split("-").map(Number) as [number, number, number];
        return dayOf({ year, month, dayOfMonth });
      }),
  );

/** Days since 1970-01-01. */
export const BANK_HOLIDAYS = { englandAndWales: daysOf(ENGLAND_AND_WALES), scotland: daysOf(SCOTLAND) } as const;
export const HOLIDAY_YEARS = { first: 2026, last: 2029 } as const;

/** How much of a kind of request there is on each kind of day, as a factor; what isn't said is 1. */
export interface DayFactors {
  readonly weekday?: number | undefined;
  readonly saturday?: number | undefined;
  readonly sunday?: number | undefined;
  /** Bank holidays of the nation in which a meter is, whatever weekday they fall on. */
  readonly holiday?: number | undefined;
  /** On top, on the last day of a month. */
  readonly monthEnd?: number | undefined;
}

/** The factor of a day (since 1970-01-01); `scottish` is the share of meters in Scotland. */
export const factorOf = (factors: DayFactors, day: number, scottish: number): number => {
  const { weekday = 1, saturday = 1, sunday = 1, holiday, monthEnd = 1 } = factors;
  const ofWeek = weekdayOf(day);
  const ordinary = ofWeek === SATURDAY ? saturday : ofWeek === SUNDAY ? sunday : weekday;
  const off = holiday ?? ordinary;
  const south = BANK_HOLIDAYS.englandAndWales.has(day) ? off : ordinary;
  const north = BANK_HOLIDAYS.scotland.has(day) ? off : ordinary;
  const isMonthEnd = dateOf(day + 1).dayOfMonth === 1;
  return (south === north ? south : south + (north - south) * scottish) * (isMonthEnd ? monthEnd : 1);
};
