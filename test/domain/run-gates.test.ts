import { describe, expect, test } from "vitest";
import { dayOf } from "../../src/domain/civil-time.ts";
import { RunGates } from "../../src/domain/run-gates.ts";
import { DAY_MS, HOUR_MS } from "../../src/kernel/time.ts";
import { settlement } from "../market/settled.ts";

/** A Monday; day 0 has the data of the Sunday before it. */
const START = dayOf({ year: 2028, month: 1, dayOfMonth: 17 });
const gates = new RunGates(settlement, START, -7, 3);

describe("gates of the final timetable, counted in working days by hand", () => {
  test("Sunday 16 January 2028: II on Thursday the 20th, SF on Tuesday the 25th, at 18:00", () => {
    expect(gates.gateMs(0, 0)).toBe(3 * DAY_MS + 18 * HOUR_MS);
    expect(gates.gateMs(0, 1)).toBe(8 * DAY_MS + 18 * HOUR_MS);
    expect(gates.runs).toEqual(["II", "SF", "R1", "RF"]);
  });

  test("Friday to Sunday have theirs on the same day, and Monday a day later", () => {
    expect([-2, -1, 0, 1].map((day) => gates.gateMs(day, 0) / DAY_MS - 0.75)).toEqual([3, 3, 3, 4]);
  });

  test("what comes at the gate is for the next run, and after the last for none", () => {
    const ii = gates.gateMs(0, 0);
    expect([gates.firstAt(0, ii - 1), gates.firstAt(0, ii)]).toEqual([0, 1]);
    expect(gates.firstAt(0, gates.gateMs(0, 3))).toBe(4);
    expect([gates.nextGateDay(0, 0), gates.nextGateDay(0, ii)]).toEqual([3, 8]);
    expect(gates.nextGateDay(0, gates.gateMs(0, 3))).toBe(Number.POSITIVE_INFINITY);
  });
});

test("where RF is moved to sooner, the last gate of all is that of the last day before", () => {
  const startDay = dayOf({ year: 2027, month: 4, dayOfMonth: 1 });
  const moved = { ...settlement, timetable: "transitional" as const };
  // Day 0 has the data of 31 March 2027, whose RF is on 25 May 2028; that of 1 April is on 27 October 2027.
  const crossing = new RunGates({ ...moved, transitionalRf: { fromDay: startDay, workingDays: 146 } }, startDay, 0, 1);
  const rf = crossing.runs.indexOf("RF");
  const dayOfGate = (day: number): number => Math.floor(crossing.gateMs(day, rf) / DAY_MS) + startDay;
  expect(dayOfGate(0)).toBe(dayOf({ year: 2028, month: 5, dayOfMonth: 25 }));
  expect(dayOfGate(1)).toBe(dayOf({ year: 2027, month: 10, dayOfMonth: 27 }));
  expect(crossing.lastMs(1)).toBe(crossing.gateMs(0, rf));
});
