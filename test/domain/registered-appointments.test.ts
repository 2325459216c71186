import { describe, expect, test } from "vitest";
import { RegisteredAppointments } from "../../src/domain/registered-appointments.ts";
import { openStream } from "../../src/kernel/keyed-draws.ts";
import { DAY_MS, HOUR_MS } from "../../src/kernel/time.ts";

const METER = 3;
const FIRST = 1;
const ALL = Number.POSITIVE_INFINITY;

const open = (outgoingShare = 1, outgoingDays = 1): RegisteredAppointments =>
  new RegisteredAppointments({ outgoingShare, outgoingDays }, 10, openStream("mhhs", 0, "appointments"), 4);
/** MDR 2 from day 6, registered at noon of day 1; then MDR 3 from day 3, registered at noon of day 2. */
const twoChanges = (): RegisteredAppointments => {
  const all = open();
  all.register(METER, FIRST, 2, DAY_MS + 12 * HOUR_MS, 6 * DAY_MS);
  all.register(METER, FIRST, 3, 2 * DAY_MS + 12 * HOUR_MS, 3 * DAY_MS);
  return all;
};

describe("appointments of MDRs as Registration made them (S-21, S-30)", () => {
  test("hold from their midnights, whichever was registered first", () => {
    const all = twoChanges();
    const on = [0, 2, 3 - 1 / DAY_MS, 3, 5, 6, 20].map((day) => all.appointedAt(METER, FIRST, day * DAY_MS));
    expect(on).toEqual([1, 1, 1, 3, 3, 2, 2]);
    expect(all.appointedAt(METER + 1, 4, 20 * DAY_MS)).toBe(4);
  });

  test("are known of by a copy as they were registered, and no sooner", () => {
    const all = twoChanges();
    const known = (registeredMs: number) =>
      [2, 4, 7].map((day) => all.knownAt(METER, FIRST, day * DAY_MS, registeredMs));
    expect(known(DAY_MS + 12 * HOUR_MS - 1)).toEqual([1, 1, 1]);
    expect(known(DAY_MS + 12 * HOUR_MS)).toEqual([1, 1, 2]);
    expect(known(2 * DAY_MS + 12 * HOUR_MS)).toEqual([1, 3, 2]);
    expect(known(ALL)).toEqual([1, 3, 2]);
    expect([2.4, 2.5].map((day) => all.isInStep(20 * DAY_MS, day * DAY_MS))).toEqual([false, true]);
    expect(open().isInStep(20 * DAY_MS, Number.NEGATIVE_INFINITY)).toBe(true);
  });

  test("are no change where the same MDR would be appointed all the same", () => {
    const all = twoChanges();
    const count = (): number => all.changesOf()(Number.NEGATIVE_INFINITY, ALL);
    expect(count()).toBe(2);
    all.register(METER, FIRST, 2, 3 * DAY_MS, 7 * DAY_MS);
    expect(count()).toBe(2);
    all.register(METER, FIRST, 1, 3 * DAY_MS, 7 * DAY_MS);
    expect(count()).toBe(3);
  });

  test("hold again from their midnight where an earlier one is registered after them", () => {
    const all = open();
    all.register(METER, FIRST, 3, DAY_MS, 5 * DAY_MS);
    all.register(METER, FIRST, 3, 2 * DAY_MS, 10 * DAY_MS);
    all.register(METER, FIRST, 1, 3 * DAY_MS, 7 * DAY_MS);
    expect([4, 6, 8, 11].map((day) => all.appointedAt(METER, FIRST, day * DAY_MS))).toEqual([1, 3, 1, 3]);
    expect(all.changesOf()(0, ALL)).toBe(3);
    expect(all.tookEffect(0, 20 * DAY_MS, () => ALL)).toEqual({ all: 3, late: 0 });
  });

  test("are one change where the same MDR is appointed for two midnights, whichever is registered first", () => {
    for (const days of [
      [10, 5],
      [5, 10],
    ]) {
      const all = open(1, 6);
      for (const [i, day] of days.entries()) all.register(METER, FIRST, 2, (i + 1) * DAY_MS, day * DAY_MS);
      expect(all.changesOf()(0, ALL)).toBe(1);
      expect(all.tookEffect(0, 5 * DAY_MS, () => ALL).all).toBe(1);
      expect(all.tookEffect(5 * DAY_MS, 20 * DAY_MS, () => ALL).all).toBe(0);
      // Who was before the change reads on for its days, whatever else is put down meanwhile.
      expect([4, 5, 10, 11].map((day) => all.outgoingOn(METER, FIRST, day))).toEqual([0, 1, 1, 0]);
    }
  });

  test("of one midnight, that counts which was registered last", () => {
    const all = open();
    all.register(METER, FIRST, 2, DAY_MS, 6 * DAY_MS);
    all.register(METER, FIRST, 3, 2 * DAY_MS, 6 * DAY_MS);
    expect(all.appointedAt(METER, FIRST, 6 * DAY_MS)).toBe(3);
    expect(all.knownAt(METER, FIRST, 6 * DAY_MS, DAY_MS)).toBe(2);
    expect([all.changesOf()(0, DAY_MS), all.changesOf()(0, ALL)]).toEqual([1, 1]);
    expect(all.tookEffect(0, ALL, () => ALL).all).toBe(1);
  });

  test("wait at the feed from when they were registered until its copy has them", () => {
    const between = twoChanges().changesOf();
    const at = DAY_MS + 12 * HOUR_MS;
    expect([between(0, at - 1), between(0, at), between(at, at + DAY_MS - 1), between(at, at + DAY_MS)]).toEqual([
      0, 1, 0, 1,
    ]);
    expect(between(3 * DAY_MS, DAY_MS)).toBe(0);
  });

  test("are late where they take effect before the copy has them", () => {
    const all = twoChanges();
    const told = (behindMs: number) => all.tookEffect(0, 10 * DAY_MS, (atMs) => atMs - behindMs);
    // Half a day's notice, and four days and a half.
    expect([told(12 * HOUR_MS), told(12 * HOUR_MS + 1), told(5 * DAY_MS)]).toEqual([
      { all: 2, late: 0 },
      { all: 2, late: 1 },
      { all: 2, late: 2 },
    ]);
    expect(all.tookEffect(3 * DAY_MS, 6 * DAY_MS - 1, () => 0)).toEqual({ all: 0, late: 0 });
  });

  test("leave a Schedule behind for its days, with who was appointed before, at either midnight", () => {
    for (const midnightMs of [6 * DAY_MS, 6 * DAY_MS - HOUR_MS]) {
      const all = open(1, 2);
      all.register(METER, FIRST, 2, DAY_MS, midnightMs);
      expect([5, 6, 7, 8].map((day) => all.outgoingOn(METER, FIRST, day))).toEqual([0, 1, 1, 0]);
    }
    const none = open(0, 2);
    none.register(METER, FIRST, 2, DAY_MS, 6 * DAY_MS);
    expect(none.outgoingOn(METER, FIRST, 6)).toBe(0);
  });

  test("are never retrospective, and are put down in their order (PRI-020)", () => {
    const all = open();
    expect(() => all.register(METER, FIRST, 2, DAY_MS, DAY_MS - 1)).toThrow("before it is registered");
    all.register(METER, FIRST, 2, DAY_MS, 2 * DAY_MS);
    expect(() => all.register(METER, FIRST, 3, DAY_MS - 1, 2 * DAY_MS)).toThrow("before what came before it");
  });

  test("are no more than there is room for", () => {
    const all = twoChanges();
    for (const day of [7, 8]) all.register(METER, FIRST, 1, 3 * DAY_MS, day * DAY_MS);
    expect(() => all.register(METER, FIRST, 1, 3 * DAY_MS, 9 * DAY_MS)).toThrow("more than 4 appointments");
  });
});
