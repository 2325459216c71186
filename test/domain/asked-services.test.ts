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

  test("of one meter are told apart, and of two that are late the later decides", () => {
    const all = new AskedServices(5, 3);
    all.ask(METER, 7, 3);
    all.ask(METER, 8, 3);
    all.ask(METER, 9, 10);
    all.made(METER, 7, 6);
    all.made(METER, 9, 10);
    expect(from(all, [3, 10])).toEqual([UNDER_WAY, UNDER_WAY]);
    all.made(METER, 8, 4);
    expect(from(all, [3, 4, 5, 6, 10])).toEqual([6, 6, 6, IN_TIME, IN_TIME]);
    expect(() => all.made(METER, 10, 4)).toThrow("nobody asked for");
  });

  test("are no more than there is room for, and one more changes nothing", () => {
    const all = new AskedServices(5, 1);
    all.ask(METER, 7, 3);
    for (const _ of [1, 2]) expect(() => all.ask(METER, 8, 3)).toThrow("more than 1 data services");
    expect(all.lateDays(4)).toBe(1);
  });

  test("leave days without a service, of those that are over", () => {
    const all = new AskedServices(5, 3);
    all.ask(METER, 7, 3);
    all.ask(METER + 1, 7, 4);
    all.made(METER, 7, 5);
    expect([3, 4, 5, 6].map((date) => all.lateDays(date))).toEqual([0, 1, 2 + 1, 2 + 2]);
  });
});
