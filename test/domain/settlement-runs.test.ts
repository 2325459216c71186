import { describe, expect, test } from "vitest";
import { dateOf, dateText, dayOf } from "../../src/domain/civil-time.ts";
import {
  type RunTimetable,
  runDates,
  runsOf,
  TIMETABLES,
  type TimetableName,
} from "../../src/domain/settlement-runs.ts";
import { isWorkingDay, workingDayAfter } from "../../src/domain/working-days.ts";

const day = (text: string): number => {
  const [year, month, dayOfMonth] = text.split("-").map(Number) as [number, number, number];
  return dayOf({ year, month, dayOfMonth });
};
const SIX_PM = 1080;
const MOVED = { fromDay: day("2027-04-01"), workingDays: 146 };
const by = (timetable: TimetableName): RunTimetable => ({ timetable, transitionalRf: MOVED });

describe("working days of England and Wales", () => {
  // Weekdays of the year, less its bank holidays: 261 − 8 in each of them but 2028, a leap year that begins on a
  // Saturday and has 260 weekdays; 2027's Christmas falls at a weekend and moves, 8 bank holidays all the same.
  test.each([
    [2026, 253],
    [2027, 253],
    [2028, 252],
    [2029, 253],
  ])("%i has %i of them", (year, expected) => {
    let count = 0;
    for (let at = day(`${year}-01-01`); at < day(`${year + 1}-01-01`); at++) count += isWorkingDay(at) ? 1 : 0;
    expect(count).toBe(expected);
  });

  test.each([
    ["2028-01-17", true],
    ["2028-01-15", false],
    ["2028-01-16", false],
    ["2027-12-27", false],
    ["2028-01-03", false],
    ["2028-01-04", true],
    ["2028-04-14", false],
    ["2028-04-17", false],
    // St Andrew's is Scotland's.
    ["2028-11-30", true],
  ])("%s: %s", (text, expected) => expect(isWorkingDay(day(text))).toBe(expected));

  test("a year without known bank holidays is refused", () => {
    expect(() => isWorkingDay(day("2030-01-02"))).toThrow("bank holidays are known for 2026 to 2029, not 2030-01-02");
    expect(() => workingDayAfter(day("2025-12-30"), 1)).toThrow("not 2025-12-31");
  });
});

describe("settlement runs", () => {
  const gates = (timetable: (typeof TIMETABLES)[number], text: string): string[] =>
    runDates(by(timetable), day(text), SIX_PM).map(({ run, gateDay }) => `${run} ${dateText(gateDay)}`);

  // Counted on a calendar. 30 August 2027, 27 and 28 December 2027, 3 January, 14 and 17 April 2028 are bank holidays.
  test.each([
    ["2027-07-05", "II 2027-07-09", "SF 2027-07-14", "R1 2027-08-16", "RF 2027-11-01"],
    ["2027-07-10", "II 2027-07-15", "SF 2027-07-20", "R1 2027-08-20", "RF 2027-11-05"],
    ["2027-12-23", "II 2027-12-31", "SF 2028-01-06", "R1 2028-02-08", "RF 2028-04-26"],
    ["2028-04-10", "II 2028-04-18", "SF 2028-04-21", "R1 2028-05-25", "RF 2028-08-10"],
  ])("final timetable of %s: %s, %s, %s, %s", (text, ...expected) => expect(gates("final", text)).toEqual(expected));

  test("the transitional and the legacy timetable settle the same day later", () => {
    expect(gates("transitional", "2026-01-05").slice(0, 3)).toEqual([
      "II 2026-01-09",
      "SF 2026-01-26",
      "R1 2026-02-27",
    ]);
    expect(gates("legacy", "2026-01-05").slice(0, 3)).toEqual(["II 2026-01-12", "SF 2026-01-27", "R1 2026-02-27"]);
    expect(runsOf("transitional")).toEqual(["II", "SF", "R1", "RF"]);
    expect(runsOf("legacy")).toEqual(["II", "SF", "R1", "R2", "R3", "RF"]);
  });

  // Counted on a calendar. 3 and 31 May, 30 August, 27 and 28 December 2027, 3 January, 14 and 17 April, 1 May 2028.
  test.each([
    ["2027-02-01", "RF 2028-03-27"],
    ["2027-03-31", "RF 2028-05-25"],
    ["2027-04-01", "RF 2027-10-27"],
    ["2027-06-30", "RF 2028-01-26"],
  ])("the transitional timetable has RF at fourteen months, of days from 1 April 2027 at seven: %s, %s", (text, rf) => {
    expect(gates("transitional", text).at(-1)).toBe(rf);
  });

  test("seven months it is to nine days, of every Settlement Day from 1 April 2027 to the final timetable", () => {
    for (let at = day("2027-04-01"); at < day("2027-07-02"); at++) {
      const { year, month, dayOfMonth } = dateOf(at);
      const then = new Date(Date.UTC(year, month - 1 + 7, Math.min(dayOfMonth, 28)));
      const { gateDay } = runDates(by("transitional"), at, SIX_PM).at(-1)!;
      expect(Math.abs(gateDay - then.getTime() / 86_400_000)).toBeLessThanOrEqual(9);
    }
  });

  test("the legacy and the final timetable know nothing of it", () => {
    expect(gates("legacy", "2027-04-01").at(-1)).toBe("RF 2028-05-26");
    expect(gates("final", "2027-04-01").at(-1)).toBe("RF 2027-07-30");
  });

  test("a gate is at its UTC minute of its day", () => {
    const [first] = runDates(by("final"), day("2028-01-17"), SIX_PM);
    expect(first!.gateMs).toBe(Date.UTC(2028, 0, 21, 18));
  });

  test.each(TIMETABLES)(
    "the runs of the %s timetable follow one another for every day of 2026 and 2027",
    (timetable) => {
      for (let at = day("2026-01-01"); at < day("2028-01-01"); at++) {
        const dates = runDates(by(timetable), at, SIX_PM);
        expect(dates.map(({ run }) => run)).toEqual(runsOf(timetable));
        for (const [i, { gateDay }] of dates.entries()) {
          expect(isWorkingDay(gateDay)).toBe(true);
          expect(gateDay).toBeGreaterThan(i === 0 ? at : dates[i - 1]!.gateDay);
        }
      }
    },
  );

  // Calendar days from a Settlement Day of 2027 to its gate: least, mean, most.
  test.each([
    ["final", "II", 4, 5.5, 11],
    ["final", "SF", 9, 10, 14],
    ["transitional", "SF", 19, 21.4, 26],
    ["legacy", "SF", 22, 23.1, 27],
    ["final", "R1", 40, 43.1, 47],
    ["final", "RF", 116, 121, 125],
  ] as const)("%s %s comes %d to %f to %d calendar days later", (timetable, run, least, mean, most) => {
    const lags: number[] = [];
    for (let at = day("2027-01-01"); at < day("2028-01-01"); at++)
      lags.push(runDates(by(timetable), at, SIX_PM).find((one) => one.run === run)!.gateDay - at);
    expect(Math.min(...lags)).toBe(least);
    expect(Math.max(...lags)).toBe(most);
    expect(lags.reduce((sum, lag) => sum + lag, 0) / lags.length).toBeCloseTo(mean, run === "RF" ? 0 : 1);
  });
});

describe("the RF that moves by Settlement Day", () => {
  /** Of each day on which RF falls due, how many of the RF that was, and of the one that is sooner. */
  const due = new Map<string, { before: number; sooner: number }>();
  for (let at = day("2026-01-02"); at <= day("2028-03-31"); at++) {
    const { gateDay, workingDays } = runDates(by("transitional"), at, SIX_PM).find(({ run }) => run === "RF")!;
    const on = due.get(dateText(gateDay)) ?? { before: 0, sooner: 0 };
    if (workingDays === MOVED.workingDays) on.sooner++;
    else on.before++;
    due.set(dateText(gateDay), on);
  }
  const rfOn = (text: string) => due.get(text) ?? { before: 0, sooner: 0 };
  const workingDaysFrom = (from: string, to: string): readonly string[] => {
    const found: string[] = [];
    for (let at = day(from); at <= day(to); at++) if (isWorkingDay(at)) found.push(dateText(at));
    return found;
  };

  test("goes on as before through the summer of 2027: one on each working day, and none that is sooner", () => {
    for (const text of workingDaysFrom("2027-04-01", "2027-10-26")) {
      expect(rfOn(text).before, text).toBeGreaterThanOrEqual(1);
      expect(rfOn(text).sooner, text).toBe(0);
    }
  });

  test("falls due twice on each working day from 27 October 2027 to 25 May 2028, then once", () => {
    for (const text of workingDaysFrom("2027-10-27", "2028-05-25")) {
      expect(rfOn(text).before, text).toBeGreaterThanOrEqual(1);
      expect(rfOn(text).sooner, text).toBeGreaterThanOrEqual(1);
    }
    for (const text of workingDaysFrom("2028-05-26", "2028-07-31")) expect(rfOn(text).before, text).toBe(0);
  });
});
