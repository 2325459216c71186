import { describe, expect, test } from "vitest";
import type { RegistrationRules } from "../../src/domain/registration.ts";
import { DAYS_BEFORE, NoRoomInRun, openRoom, roomBytes, roomInRun } from "../../src/domain/registration-room.ts";
import { DAY_MS } from "../../src/kernel/time.ts";
import { rules } from "../market/registered.ts";

const plan = {
  estate: { meters: 30e6, supplierShares: [0.5, 0.5], mdrShares: [0.5, 0.25, 0.25] },
  horizon: { measuredDays: 29, tailMsMax: DAY_MS / 2 },
  accessControl: {} as never,
};
const DAYS = 30 + DAYS_BEFORE;
const roomOf = (changed: Partial<RegistrationRules>, meters: number) =>
  roomInRun(plan, { ...rules, ...changed }, meters, meters);

describe("room for what Registration makes (S-30, S-31)", () => {
  test("goes by how often MDRs change, the days and the meters, not by the meters alone", () => {
    for (const meters of [30_000, 300_000, 3_000_000]) {
      // Of three MDRs by these shares 1 − 3/8 of the successors are another.
      const draws = ((0.25 * 8) / 5) * meters * DAYS;
      const room = roomOf({ mdrChangesPerMeterDay: 0.25 }, meters)["appointments of MDRs"];
      expect(room).toBeGreaterThan(draws + 6 * Math.sqrt(draws));
      expect(room).toBeLessThan(1.02 * draws);
    }
  });

  test("has a place for each switch, and two for one of the wrong meter's", () => {
    // Half of the draws give the supplier that it has; 1 % of the meters a day are 300 of 30,000.
    const room = roomOf({ switches: { ...rules.switches, perDay: 150_000, erroneousShare: 1 } }, 30_000);
    for (const entries of Object.values(room)) expect(entries).toBeGreaterThan(2 * 300 * DAYS);
  });

  test("has a place for each data service that is asked for: 300,000 meters at one in eight a day, for a month", () => {
    const busy = { newConnectionsPerDay: 30e6 / 16, serviceChangesPerDay: 30e6 / 16 };
    expect(roomOf(busy, 300_000)["data services asked for"]).toBeGreaterThan(37_500 * 30);
  });

  test("is next to nothing where nothing changes, and nothing for MDRs that nobody holds requests against", () => {
    const still = { ...plan, estate: { ...plan.estate, supplierShares: [1], mdrShares: [1] } };
    expect(Object.values(roomInRun(still, rules, 3e7, 3e7))).toEqual([64, 64, 64]);
    expect(roomInRun({ ...still, accessControl: undefined }, rules, 3e7, 3e7)["appointments of MDRs"]).toBe(0);
  });

  test("a run isn't opened whose tables would have to hold more than 2^26 - 1 entries", () => {
    // A quarter of 30 million meters a day, for 94 days: 705 million.
    const absurd = { ...rules, newConnectionsPerDay: 7.5e6 };
    expect(() => openRoom(plan, absurd, 30e6, 30e6)).toThrow(NoRoomInRun);
    expect(() => openRoom(plan, absurd, 30e6, 30e6)).toThrow("more than 67108863 data services asked for");
    expect(openRoom(plan, absurd, 300_000, 300_000)).toEqual(roomInRun(plan, absurd, 300_000, 300_000));
  });

  test("takes 16 bytes for each data service that is asked for", () => {
    const busy = { ...rules, newConnectionsPerDay: 3e6 };
    const [asked, more] = [busy, rules].map((one) => roomInRun(plan, one, 30e6, 30e6)["data services asked for"]);
    expect(roomBytes(plan, busy, 30e6, 30e6) - roomBytes(plan, rules, 30e6, 30e6)).toBe(16 * (asked! - more!));
  });
});
