import { describe, expect, test } from "vitest";
import { BANK_HOLIDAYS, factorOf } from "../../src/domain/bank-holidays.ts";
import { dayOf, weekdayOf } from "../../src/domain/civil-time.ts";

const at = (year: number, month: number, dayOfMonth: number): number => dayOf({ year, month, dayOfMonth });

/** Easter Sunday by the algorithm of Meeus, Jones and Butcher. */
const easter = (year: number): number => {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  return at(year, Math.floor((h + l - 7 * m + 114) / 31), ((h + l - 7 * m + 114) % 31) + 1);
};
const firstMonday = (year: number, month: number): number => {
  const first = at(year, month, 1);
  return first + ((7 - weekdayOf(first)) % 7);
};
const lastMonday = (year: number, month: number): number => {
  const last = at(year, month, 31);
  return last - weekdayOf(last);
};
/** Fixed days that fall on a weekend move to the next weekdays, in order. */
const observed = (...days: readonly number[]): number[] => {
  const found: number[] = [];
  for (const day of days) {
    let moved = day;
    while (weekdayOf(moved) > 4 || found.includes(moved) || (moved !== day && days.includes(moved))) moved++;
    found.push(moved);
  }
  return found;
};

describe("bank holidays", () => {
  test.each([2026, 2027, 2028, 2029])("of England and Wales follow from the Act of 1971 in %i", (year) => {
    const expected = [
      ...observed(at(year, 1, 1)),
      easter(year) - 2,
      easter(year) + 1,
      firstMonday(year, 5),
      lastMonday(year, 5),
      lastMonday(year, 8),
      ...observed(at(year, 12, 25), at(year, 12, 26)),
    ];
    const found = [...BANK_HOLIDAYS.englandAndWales].filter((day) => day >= at(year, 1, 1) && day < at(year + 1, 1, 1));
    expect(found.sort()).toEqual(expected.sort());
  });

  test.each([2026, 2027, 2028, 2029])(
    "of Scotland in %i: 2 January and St Andrew's, early August, no Easter Monday",
    (year) => {
      const expected = [
        ...observed(at(year, 1, 1), at(year, 1, 2)),
        easter(year) - 2,
        firstMonday(year, 5),
        lastMonday(year, 5),
        ...(year === 2026 ? [at(2026, 6, 15)] : []),
        firstMonday(year, 8),
        ...observed(at(year, 11, 30)),
        ...observed(at(year, 12, 25), at(year, 12, 26)),
      ];
      const found = [...BANK_HOLIDAYS.scotland].filter((day) => day >= at(year, 1, 1) && day < at(year + 1, 1, 1));
      expect(found.sort()).toEqual(expected.sort());
    },
  );
});

describe("how much of a request there is on a day", () => {
  const factors = { weekday: 1.1, saturday: 0.5, sunday: 0.2, holiday: 0.1, monthEnd: 2 };
  const on = (day: number): number => factorOf(factors, day, 0.1);

  test("follows the weekday", () => {
    expect(on(at(2028, 1, 17))).toBe(1.1);
    expect(on(at(2028, 1, 22))).toBe(0.5);
    expect(on(at(2028, 1, 23))).toBe(0.2);
  });

  test("is that of a holiday on one, and of each nation by its share of meters where only one has it", () => {
    expect(on(at(2028, 12, 25))).toBe(0.1);
    // 4 January 2028 is a holiday in Scotland, 17 April 2028 in England and Wales.
    expect(on(at(2028, 1, 4))).toBeCloseTo(0.9 * 1.1 + 0.1 * 0.1, 12);
    expect(on(at(2028, 4, 17))).toBeCloseTo(0.9 * 0.1 + 0.1 * 1.1, 12);
  });

  test("is more at the end of a month, and 1 where nothing is said", () => {
    expect(on(at(2028, 2, 29))).toBeCloseTo(2.2, 12);
    expect(factorOf({}, at(2028, 12, 25), 0.1)).toBe(1);
    expect(factorOf({ sunday: 0.3 }, at(2028, 12, 25), 0.1)).toBe(1);
  });
});
