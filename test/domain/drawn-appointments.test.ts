import { describe, expect, test } from "vitest";
import { ORIGIN_DAY } from "../../src/domain/appointments.ts";
import { DrawnAppointments } from "../../src/domain/drawn-appointments.ts";
import type { AppointmentRules } from "../../src/domain/entry-rules.ts";
import { openStream } from "../../src/kernel/keyed-draws.ts";

const RULES: AppointmentRules = { changesPerMeterDay: 0.05, noticeMs: 0, outgoingShare: 0.25, outgoingDays: 1 };
const SHARES = [0.5, 0.3, 0.2];
const METERS = 20_000;

const open = (rules: Partial<AppointmentRules> = {}): DrawnAppointments =>
  new DrawnAppointments({ ...RULES, ...rules }, SHARES, openStream("mhhs", 0, "appointments"));
/** The MDR at the origin, by the MDRs' shares. */
const firstOf = (meter: number): number => (meter % 10 < 5 ? 1 : meter % 10 < 8 ? 2 : 3);
const meters = Array.from({ length: METERS }, (_, meter) => meter);
const within = (count: number, expected: number): void =>
  expect(Math.abs(count - expected)).toBeLessThan(4 * Math.sqrt(expected));

describe("appointments of MDRs (S-21)", () => {
  test("change as often as the scenario says, and shares stay", () => {
    const all = open();
    let changes = 0;
    for (const meter of meters)
      for (let day = 0; day < 5; day++)
        if (all.appointedOn(meter, firstOf(meter), day) !== all.appointedOn(meter, firstOf(meter), day - 1)) changes++;
    within(changes, 5 * METERS * 0.05);
    SHARES.forEach((share, mdr) => {
      const on = (day: number) => meters.filter((meter) => all.appointedOn(meter, firstOf(meter), day) === mdr + 1);
      expect(on(ORIGIN_DAY)).toHaveLength(share * METERS);
      within(on(10).length, share * METERS);
    });
  });

  test("are the same world in whatever order they are asked for", () => {
    const [forwards, backwards] = [open(), open()];
    const days = [-3, -2, -1, 0, 1, 2];
    const ask = (all: DrawnAppointments, order: readonly number[]) =>
      new Map(order.map((day) => [day, meters.slice(0, 500).map((meter) => all.appointedOn(meter, 1, day))]));
    const [one, other] = [ask(forwards, days), ask(backwards, days.toReversed())];
    for (const day of days) expect(one.get(day)).toEqual(other.get(day));
  });

  test("leave a Schedule behind in a stated share of changes, and nowhere else", () => {
    const all = open();
    let left = 0;
    for (const meter of meters) {
      const outgoing = all.outgoingOn(meter, firstOf(meter), 0);
      if (outgoing === 0) continue;
      left++;
      expect(outgoing).toBe(all.appointedOn(meter, firstOf(meter), -1));
      expect(outgoing).not.toBe(all.appointedOn(meter, firstOf(meter), 0));
    }
    within(left, METERS * 0.05 * 0.25);
  });

  test("that never change are those of the first day", () => {
    const all = open({ changesPerMeterDay: 0 });
    for (const meter of meters.slice(0, 500)) {
      expect(all.appointedOn(meter, firstOf(meter), 20)).toBe(firstOf(meter));
      expect(all.outgoingOn(meter, firstOf(meter), 20)).toBe(0);
    }
  });

  test("can't change more often than once a day", () => expect(() => open({ changesPerMeterDay: 0.9 })).toThrow("0.9"));
});
