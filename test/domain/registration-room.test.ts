import { describe, expect, test } from "vitest";
import { DAYS_BEFORE, roomForDataServices, roomForMdrs } from "../../src/domain/registration-room.ts";
import { rules } from "../market/registered.ts";

const ESTATE = { meters: 30e6, supplierShares: [0.5, 0.5], mdrShares: [0.5, 0.25, 0.25] };
const DAYS = 30 + DAYS_BEFORE;

describe("room for what Registration makes (S-30, S-31)", () => {
  test("goes by how often MDRs change, the days and the meters, not by the meters alone", () => {
    for (const meters of [30_000, 300_000, 3_000_000]) {
      // Of three MDRs by these shares 1 − 3/8 of the successors are another.
      const draws = ((0.25 * 8) / 5) * meters * DAYS;
      const room = roomForMdrs({ ...rules, mdrChangesPerMeterDay: 0.25 }, ESTATE, meters, 30);
      expect(room).toBeGreaterThan(draws + 6 * Math.sqrt(draws));
      expect(room).toBeLessThan(1.02 * draws);
    }
  });

  test("has a place for each switch, and two for one of the wrong meter's", () => {
    // Half of the draws give the supplier that it has; 1 % of the meters a day are 300 of 30,000.
    const switches = { ...rules.switches, perDay: 150_000, erroneousShare: 1 };
    for (const roomOf of [roomForMdrs, roomForDataServices])
      expect(roomOf({ ...rules, switches }, ESTATE, 30_000, 30)).toBeGreaterThan(2 * 300 * DAYS);
  });

  test("has a place for each data service that is asked for: 300,000 meters at one in eight a day, for a month", () => {
    const busy = { ...rules, newConnectionsPerDay: 30e6 / 16, serviceChangesPerDay: 30e6 / 16 };
    expect(roomForDataServices(busy, ESTATE, 300_000, 30)).toBeGreaterThan(37_500 * 30);
  });

  test("is next to nothing where nothing changes", () => {
    expect(roomForMdrs(rules, { ...ESTATE, mdrShares: [1] }, 3e7, 30)).toBe(64);
    expect(roomForDataServices(rules, { ...ESTATE, supplierShares: [1] }, 3e7, 30)).toBe(64);
  });
});
