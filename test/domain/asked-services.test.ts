import { describe, expect, test } from "vitest";
import { AskedServices, IN_TIME, UNDER_WAY } from "../../src/domain/asked-services.ts";

const METER = 2;
const from = (all: AskedServices, days: readonly number[]): number[] =>
  days.map((day) => all.appointedFrom(METER, day));

describe("data services that were asked for (S-31, S-42)", () => {
  test("are not appointed from the first date that was asked for until Registration has made it", () => {
    const all = new AskedServices(5, 3);
    all.ask(METER, 7, 3);
    expect(from(all, [2, 3, 100])).toEqual([IN_TIME, UNDER_WAY, UNDER_WAY]);
    all.made(METER, 7, 5);
    expect(from(all, [2, 3, 4, 5])).toEqual([IN_TIME, 5, 5, IN_TIME]);
    expect(all.appointedFrom(METER + 1, 4)).toBe(IN_TIME);
  });

  test("that are made for the date that was asked for are late for no day", () => {
    const all = new AskedServices(5, 3);
    all.ask(METER, 7, 3);
    all.made(METER, 7, 3);
    expect(from(all, [2, 3, 4])).toEqual([IN_TIME, IN_TIME, IN_TIME]);
    expect(all.lateDays(100)).toBe(0);
  });

  test("of one meter are told apart, and of two from one date the one that was asked for last decides", () => {
    const all = new AskedServices(5, 3);
    all.ask(METER, 7, 3);
    all.ask(METER, 8, 3);
    all.ask(METER, 9, 10);
    all.made(METER, 7, 6);
    all.made(METER, 9, 10);
    expect(from(all, [3, 9, 10])).toEqual([UNDER_WAY, UNDER_WAY, IN_TIME]);
    all.made(METER, 8, 4);
    expect(from(all, [3, 4, 5, 6, 10])).toEqual([4, IN_TIME, IN_TIME, IN_TIME, IN_TIME]);
    expect(all.lateDays(20)).toBe(1);
    expect(() => all.made(METER, 10, 4)).toThrow("nobody asked for");
  });

  test("that come after one that is under way have the data from their date on, whichever was asked for first", () => {
    for (const isFirst of [true, false]) {
      const all = new AskedServices(5, 3);
      if (isFirst) all.ask(METER, 7, 5);
      all.ask(METER, 8, 10);
      if (!isFirst) all.ask(METER, 7, 5);
      all.made(METER, 8, 10);
      expect(from(all, [4, 5, 9, 10, 12])).toEqual([IN_TIME, UNDER_WAY, UNDER_WAY, IN_TIME, IN_TIME]);
      expect([5, 7, 10, 20].map((date) => all.lateDays(date))).toEqual([0, 2, 5, 5]);
      // Made at last, for a date on which it has nothing left.
      all.made(METER, 7, 14);
      expect(from(all, [5, 9, 10, 13, 14])).toEqual([14, 14, IN_TIME, IN_TIME, IN_TIME]);
      expect(all.lateDays(20)).toBe(5);
    }
  });

  test("that are late one upon the other are late for each day once", () => {
    const all = new AskedServices(5, 3);
    all.ask(METER, 7, 5);
    all.ask(METER, 8, 10);
    all.made(METER, 7, 11);
    all.made(METER, 8, 12);
    // Days 5 to 9 of the one, 10 and 11 of the other.
    expect(from(all, [5, 9, 10, 11, 12])).toEqual([11, 11, 12, 12, IN_TIME]);
    expect(all.lateDays(20)).toBe(7);
  });

  test("leave days without a service, of those that are over", () => {
    const all = new AskedServices(5, 3);
    all.ask(METER, 7, 3);
    all.ask(METER + 1, 7, 4);
    all.made(METER, 7, 5);
    expect([3, 4, 5, 6].map((date) => all.lateDays(date))).toEqual([0, 1, 2 + 1, 2 + 2]);
  });
});
