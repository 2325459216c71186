import { describe, expect, test } from "vitest";
import { dayOf } from "../../src/domain/civil-time.ts";
import { EffectiveDates } from "../../src/domain/effective-dates.ts";
import { HOUR_MS } from "../../src/kernel/time.ts";

const dates = (timeBase: "utc" | "clock", month: number, dayOfMonth: number): EffectiveDates =>
  new EffectiveDates(dayOf({ year: 2027, month, dayOfMonth }), { timeBase, gateClosureMinute: 17 * 60 }, 10);

describe("midnights at which changes take effect (S-32)", () => {
  test("in winter those of the clock are those of UTC", () => {
    expect(dates("utc", 1, 11).midnightMs(1)).toBe(24 * HOUR_MS);
    expect(dates("clock", 1, 11).midnightMs(1)).toBe(24 * HOUR_MS);
  });

  test("under British Summer Time the clock's is two Settlement Periods sooner", () => {
    expect(dates("utc", 7, 12).midnightMs(1)).toBe(24 * HOUR_MS);
    expect(dates("clock", 7, 12).midnightMs(1)).toBe(23 * HOUR_MS);
  });

  test("a day on which clocks go forward is 23 hours long by the clock, and 25 on which they go back", () => {
    const spring = dates("clock", 3, 28);
    expect(spring.midnightMs(1) - spring.midnightMs(0)).toBe(23 * HOUR_MS);
    const autumn = dates("clock", 10, 31);
    expect(autumn.midnightMs(1) - autumn.midnightMs(0)).toBe(25 * HOUR_MS);
    const utc = dates("utc", 10, 31);
    expect(utc.midnightMs(1) - utc.midnightMs(0)).toBe(24 * HOUR_MS);
  });

  test("a gate closes at 17:00 of the clock on the day before, whatever the midnight is", () => {
    for (const timeBase of ["utc", "clock"] as const) {
      expect(dates(timeBase, 1, 11).gateMs(1)).toBe(17 * HOUR_MS);
      expect(dates(timeBase, 7, 12).gateMs(1)).toBe(16 * HOUR_MS);
    }
  });

  test("the first date that is open is the next until its gate closes, then the one after: never one in the past", () => {
    const winter = dates("utc", 1, 11);
    expect(winter.firstOpen(17 * HOUR_MS - 1)).toBe(1);
    expect(winter.firstOpen(17 * HOUR_MS)).toBe(2);
    for (let hour = 0; hour < 72; hour++) {
      const now = hour * HOUR_MS;
      expect(winter.midnightMs(winter.firstOpen(now))).toBeGreaterThan(now);
    }
  });
});
