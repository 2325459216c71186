import { describe, expect, test } from "vitest";
import { dayOf } from "../../src/domain/civil-time.ts";
import { clockOf, clockPeriods, utcOf } from "../../src/domain/clock-periods.ts";

const day = (text: string): number => {
  const [year, month, dayOfMonth] = text.split("-").map(Number) as [number, number, number];
  return dayOf({ year, month, dayOfMonth });
};

/** Clock changes of 2026 to 2028: last Sundays of March and October. */
const SPRING = ["2026-03-29", "2027-03-28", "2028-03-26"].map(day);
const AUTUMN = ["2026-10-25", "2027-10-31", "2028-10-29"].map(day);

const LENGTHS = [
  { minutes: 30, short: 46, ordinary: 48, long: 50 },
  { minutes: 15, short: 92, ordinary: 96, long: 100 },
];

describe.each(LENGTHS)("Settlement Periods of $minutes minutes (PRI-015)", ({ minutes, short, ordinary, long }) => {
  const hour = 60 / minutes;

  test("a date has 48 of them, two fewer when clocks go forward, two more when they go back (in half hours)", () => {
    for (let at = day("2026-01-01"); at < day("2029-01-01"); at++)
      expect(clockPeriods(at, minutes)).toBe(SPRING.includes(at) ? short : AUTUMN.includes(at) ? long : ordinary);
  });

  test("every period of 2026 to 2028 is one Settlement Period, none is left out or counted twice", () => {
    // UTC and clock agree at both ends, which are winter midnights: the n-th period must be the n-th of the clock too.
    let clockDay = day("2026-01-01");
    let settlementPeriod = 0;
    for (let at = day("2026-01-01"); at < day("2029-01-01"); at++)
      for (let period = 0; period < ordinary; period++) {
        if (++settlementPeriod > (SPRING.includes(clockDay) ? short : AUTUMN.includes(clockDay) ? long : ordinary)) {
          clockDay++;
          settlementPeriod = 1;
        }
        expect(clockOf(at, period, minutes)).toEqual({ day: clockDay, settlementPeriod });
        expect(utcOf(clockDay, settlementPeriod, minutes)).toEqual({ day: at, period });
      }
    expect(clockDay).toBe(day("2028-12-31"));
    expect(settlementPeriod).toBe(ordinary);
  });

  test.each([
    { year: 2026, days: 365 },
    { year: 2027, days: 365 },
    { year: 2028, days: 366 },
  ])("the energy of $year is the same in UTC and by the clock", ({ year, days }) => {
    const whOf = (at: number, period: number): number => ((at * 7919 + period * 104_729) % 1_000_003) + 1;
    const totals = { utc: 0n, clock: 0n, periods: 0 };
    for (let at = day(`${year}-01-01`); at < day(`${year + 1}-01-01`); at++) {
      for (let period = 0; period < ordinary; period++) totals.utc += BigInt(whOf(at, period));
      for (let period = 1; period <= clockPeriods(at, minutes); period++) {
        const utc = utcOf(at, period, minutes);
        totals.clock += BigInt(whOf(utc.day, utc.period));
        totals.periods++;
      }
    }
    expect(totals.clock).toBe(totals.utc);
    expect(totals.periods).toBe(days * ordinary);
  });

  test("clocks that go forward leave the last hour of the UTC day to the next date", () => {
    for (const at of SPRING) {
      for (let period = 0; period < ordinary - hour; period++)
        expect(clockOf(at, period, minutes)).toEqual({ day: at, settlementPeriod: period + 1 });
      for (let period = ordinary - hour; period < ordinary; period++)
        expect(clockOf(at, period, minutes)).toEqual({ day: at + 1, settlementPeriod: period - short + 1 });
    }
  });

  test("clocks that go back begin the date with an hour of the UTC day before, and keep all of its own", () => {
    for (const at of AUTUMN) {
      for (let period = 0; period < hour; period++)
        expect(clockOf(at - 1, ordinary - hour + period, minutes)).toEqual({ day: at, settlementPeriod: period + 1 });
      for (let period = 0; period < ordinary; period++)
        expect(clockOf(at, period, minutes)).toEqual({ day: at, settlementPeriod: period + hour + 1 });
      expect(clockOf(at + 1, 0, minutes)).toEqual({ day: at + 1, settlementPeriod: 1 });
    }
  });

  test("a date of summer needs two UTC days, one of winter its own", () => {
    const summer = day("2027-07-07");
    expect(utcOf(summer, 1, minutes)).toEqual({ day: summer - 1, period: ordinary - hour });
    expect(utcOf(summer, hour + 1, minutes)).toEqual({ day: summer, period: 0 });
    const winter = day("2027-01-07");
    expect(utcOf(winter, 1, minutes)).toEqual({ day: winter, period: 0 });
    expect(utcOf(winter, ordinary, minutes)).toEqual({ day: winter, period: ordinary - 1 });
  });
});
