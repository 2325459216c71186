import { describe, expect, test } from "vitest";
import { dayTypeOf, seasonOf } from "../../src/demand/profile-calendar.ts";
import { sunOf } from "../../src/demand/sun.ts";
import { Weather } from "../../src/demand/weather.ts";
import { day, RULES } from "./base-demand.ts";

const [WINTER, SPRING, SUMMER, HIGH_SUMMER, AUTUMN] = [0, 1, 2, 3, 4];

describe("the calendar of the load profiles", () => {
  test("has the seasons of 2026", () => {
    // Clocks change on 29 March and 25 October; the August bank holiday is the 31st.
    const seasons = [
      ["2026-01-01", "2026-03-28", WINTER],
      ["2026-03-29", "2026-05-15", SPRING],
      ["2026-05-16", "2026-07-24", SUMMER],
      ["2026-07-25", "2026-09-06", HIGH_SUMMER],
      ["2026-09-07", "2026-10-24", AUTUMN],
      ["2026-10-25", "2026-12-31", WINTER],
    ] as const;
    let days = 0;
    for (const [from, to, season] of seasons)
      for (let one = day(from); one <= day(to); one++) {
        expect(seasonOf(one)).toBe(season);
        days++;
      }
    expect(days).toBe(365);
  });

  test("has summers of ten weeks, and high summers of six weeks and two days, in every year", () => {
    for (let year = 2020; year <= 2040; year++) {
      const counts = [0, 0, 0, 0, 0];
      for (let one = day(`${year}-01-01`); one < day(`${year + 1}-01-01`); one++) counts[seasonOf(one)]! += 1;
      expect(counts[SUMMER!]).toBe(70);
      expect(counts[HIGH_SUMMER!]).toBe(44);
    }
  });

  test("takes bank holidays for Sundays, each nation its own", () => {
    expect(dayTypeOf(day("2028-01-17"), false)).toBe(0);
    expect(dayTypeOf(day("2028-01-22"), false)).toBe(1);
    expect(dayTypeOf(day("2028-01-23"), false)).toBe(2);
    // Easter Monday is no bank holiday in Scotland, and St Andrew's Day is one there alone.
    expect(["2026-04-06", "2026-11-30"].map((text) => dayTypeOf(day(text), false))).toEqual([2, 0]);
    expect(["2026-04-06", "2026-11-30"].map((text) => dayTypeOf(day(text), true))).toEqual([0, 2]);
  });
});

describe("the sun over a GSP Group", () => {
  const LONDON = 2;
  const NORTH_SCOTLAND = 13;
  const hours = (text: string, group: number): number => {
    const { riseMinute, setMinute } = sunOf(day(text), group);
    return (setMinute - riseMinute) / 60;
  };

  test("is up for twelve hours at the equinoxes, 16 h 38 min in London at midsummer and 7 h 50 min at midwinter", () => {
    // Almanacs count the whole disc and what air bends, some ten minutes more than its centre's way. The model's year is
    // a circle: in September it is up to five days late.
    for (const equinox of ["2027-03-20", "2027-09-22"]) expect(Math.abs(hours(equinox, LONDON) - 12)).toBeLessThan(0.3);
    expect(hours("2027-06-21", LONDON) - (16 + 38 / 60)).toBeGreaterThan(-0.3);
    expect(hours("2027-06-21", LONDON) - (16 + 38 / 60)).toBeLessThan(0);
    expect(hours("2027-12-21", LONDON) - (7 + 50 / 60)).toBeGreaterThan(-0.3);
    expect(hours("2027-12-21", LONDON) - (7 + 50 / 60)).toBeLessThan(0);
  });

  test("has longer summer days and a lower noon further north", () => {
    expect(hours("2027-06-21", NORTH_SCOTLAND)).toBeGreaterThan(hours("2027-06-21", LONDON) + 1);
    expect(hours("2027-12-21", NORTH_SCOTLAND)).toBeLessThan(hours("2027-12-21", LONDON) - 1);
    // 90° − 51.5° + 23.44° at midsummer.
    expect(sunOf(day("2027-06-21"), LONDON).height).toBeCloseTo(Math.sin((61.94 * Math.PI) / 180), 3);
    expect(sunOf(day("2027-06-21"), NORTH_SCOTLAND).height).toBeLessThan(sunOf(day("2027-06-21"), LONDON).height);
  });
});

describe("the weather", () => {
  const weather = new Weather(RULES.weather, { seed: "weather", replication: 0 });
  const first = day("2026-01-01");
  const DAYS = 5000;
  const of = (group: number, later = 0): number[] =>
    Array.from({ length: DAYS }, (_, i) => (weather.demand(group, first + i + later) - 1) / RULES.weather.demand);
  const product = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, one, i) => sum + one * b[i]!, 0) / DAYS;
  // Means of five days hold as much as a fifth of the draws; four deviations of a correlation of so many.
  const WITHIN = 4 / Math.sqrt(DAYS / 5);

  test("has mean one and its spread, of use and of export", () => {
    expect(Math.abs(product(of(0), of(0)) - 1)).toBeLessThan(WITHIN);
    const mean = of(0).reduce((sum, one) => sum + one, 0) / DAYS;
    expect(Math.abs(mean)).toBeLessThan(WITHIN);
    const exported = Array.from({ length: DAYS }, (_, i) => weather.export(0, first + i));
    expect(Math.abs(exported.reduce((sum, one) => sum + one, 0) / DAYS - 1)).toBeLessThan(WITHIN);
  });

  test("is four fifths that of the day before, and unlike that of five days before", () => {
    expect(Math.abs(product(of(0), of(0, 1)) - 0.8)).toBeLessThan(WITHIN);
    expect(Math.abs(product(of(0), of(0, 5)))).toBeLessThan(WITHIN);
  });

  test("is common to two GSP Groups by the share that is said", () => {
    expect(Math.abs(product(of(0), of(13)) - 0.6)).toBeLessThan(WITHIN);
  });
});
