import { describe, expect, test } from "vitest";
import { HELD, REJECTED_NOT_APPOINTED } from "../../src/domain/exceptions.ts";
import type { Plan } from "../../src/domain/plan.ts";
import type { RegistrationRules } from "../../src/domain/registration.ts";
import { DAY_MS, HOUR_MS } from "../../src/kernel/time.ts";
import * as C from "../../src/ledger/registration-case.ts";
import { advance, close, open } from "./native.ts";
import { METERS, registered, rules } from "./registered.ts";

// Whose data waits for Registration, where its own cases say so (S-42, S-44). All meters are read at 02:00; what is
// asked for from 08:00 to 15:00 is asked for the midnight that comes.

const DATA_SERVICE = 1;
const A_FEW = METERS / 50;
const ASKED = { fromMinute: 8 * 60, toMinute: 15 * 60 };
/** A switch that is certain at once, and takes effect on the next working day. */
const AT_ONCE = { ...rules.switches, leadDays: 1, objectionDays: 0, perDay: A_FEW };

const market = (answerHours: number, isChecked: boolean, change: Partial<RegistrationRules>): Plan => {
  const answerMs = { median: answerHours * HOUR_MS, p99: (answerHours + 0.1) * HOUR_MS };
  const appointments = { ...rules.appointments, answerMs, timeOutMs: 8 * DAY_MS };
  const plan = registered({ asked: ASKED, appointments, ...change }, { measuredDays: 12 });
  const { settlement } = plan;
  const registration = { lateShare: 0, lateMs: 0, isChecked };
  return {
    ...plan,
    settlement: { ...settlement!, dataServices: { ...settlement!.dataServices, registration } },
  };
};

const run = (plan: Plan, days: number) => {
  const of = open(plan, { debug: true });
  advance(of, days * DAY_MS);
  const { told, registration, settled, gates, exceptions } = of.market.settlement!;
  const suppliers = plan.estate.supplierShares.length;
  const totalOf = (type: number): number =>
    exceptions.totals.subarray(type * suppliers, (type + 1) * suppliers).reduce((sum, one) => sum + one, 0);
  return { of, told, registration: registration!, settled, gates, totalOf };
};

/** Data services asked for that aren't appointed yet, as the cases of Registration have them: meter and first date. */
const underWay = ({ registration }: ReturnType<typeof run>): readonly (readonly [number, number])[] => {
  const { cases } = registration;
  return Array.from({ length: 4 * METERS }, (_, row) => row).flatMap((row) => {
    const what = cases.get(row, C.WHAT);
    const isAsked = C.stateOf(what) >= C.ASKED_FOR && C.stateOf(what) !== C.OVER;
    return isAsked && C.serviceOf(what) === DATA_SERVICE
      ? [[cases.get(row, C.METER), cases.get(row, C.FIRST_DATE)]]
      : [];
  });
};

describe("a data service that Registration appoints late", () => {
  for (const [reason, change] of [
    ["of a new connection", { newConnectionsPerDay: A_FEW }],
    ["that takes another's place", { serviceChangesPerDay: 2 * A_FEW }],
    ["of a new supplier", { switches: AT_ONCE }],
  ] as const) {
    test(`${reason} holds the days from which it was asked for, until its midnight (PRI-019)`, () => {
      // Asked for on Monday, day 0; answered 90 h later, on day 4 before 10:00, and appointed from day 5. The data of
      // days 1 to 3 is read on days 2 to 4, and waits; that of day 4 is read as the appointment holds.
      const plan = market(90, true, change);
      const inIt = run(plan, 4.5);
      const waiting = new Set<string>();
      for (const [meter, firstDate] of underWay(inIt))
        for (let utcDay = firstDate; utcDay <= 3; utcDay++) waiting.add(`${meter}/${utcDay}`);
      expect(waiting.size).toBeGreaterThan(3 * A_FEW);
      expect([inIt.told.held, inIt.totalOf(HELD)]).toEqual([waiting.size, waiting.size]);
      expect([inIt.told.rejected, inIt.told.accepted]).toEqual([0, 5 * METERS - waiting.size]);

      // Each is sent at its midnight, once.
      const after = run(plan, 5 + 1 / 24);
      const left = new Set<string>();
      for (const [meter, firstDate] of underWay(after))
        for (let utcDay = firstDate; utcDay <= 3; utcDay++) left.add(`${meter}/${utcDay}`);
      expect(after.told.held).toBe(left.size);
      expect(after.told.accepted).toBe(5 * METERS - left.size);
      expect(after.totalOf(HELD)).toBe(waiting.size);
    });
  }

  test("that doesn't ask is told by IF-014, each midnight anew, until it is appointed", () => {
    const change = { newConnectionsPerDay: A_FEW };
    const [asks, doesNot] = [true, false].map((isChecked) => run(market(90, isChecked, change), 4.5));
    // Held until the next midnight between.
    expect(doesNot!.told.held).toBe(asks!.told.held);
    // What was read on day 2 has been rejected then, and at the midnights of days 3 and 4.
    const tries = underWay(doesNot!).reduce((sum, [, firstDate]) => {
      for (let utcDay = firstDate; utcDay <= 3; utcDay++) sum += 4 - utcDay;
      return sum;
    }, 0);
    expect(doesNot!.totalOf(REJECTED_NOT_APPOINTED)).toBe(doesNot!.told.rejected);
    expect(doesNot!.told.rejected / tries).toBeGreaterThan(0.97); // a meter with two cases is rejected once
    expect(doesNot!.told.rejected).toBeLessThanOrEqual(tries);
    const [ever, never] = [true, false].map((isChecked) => run(market(90, isChecked, change), 9.5).told);
    expect(ever!.accepted).toBe(never!.accepted);
    expect(never!.accepted + never!.rejected).toBe(never!.sent);
  });

  test("is late for no day where it was made in time", () => {
    for (const isChecked of [true, false]) {
      const inTime = run(market(1 / 6, isChecked, { newConnectionsPerDay: A_FEW, switches: AT_ONCE }), 4.5);
      expect(inTime.registration.book.appointments[DATA_SERVICE]!.made).toBeGreaterThan(3 * A_FEW);
      expect([inTime.told.held, inTime.told.rejected, inTime.totalOf(HELD)]).toEqual([0, 0, 0]);
      const { rules: figures } = close(inTime.of, 4.5 * DAY_MS);
      expect(figures.find(({ metric }) => metric === "days_without_service")).toMatchObject({ value: 0 });
    }
  });

  test("has its days counted, up to the midnight that has been", () => {
    const late = run(market(90, true, { newConnectionsPerDay: A_FEW }), 4.5);
    // Of a meter with two of them each day counts once.
    const first = new Map<number, number>();
    for (const [meter, date] of underWay(late)) first.set(meter, Math.min(date, first.get(meter) ?? date));
    const days = [...first.values()].reduce((sum, date) => sum + Math.max(0, 4 - date), 0);
    const { rules: figures } = close(late.of, 4.5 * DAY_MS);
    expect(figures.filter(({ metric }) => metric === "days_without_service")).toEqual([
      { metric: "days_without_service", place: "data service", value: days },
    ]);
  });

  test("is so many days late as its midnight is after the one that was asked for", () => {
    // Those asked for on day 0, all for day 1, are the ones that are made by noon of day 4: for day 5.
    const { book } = run(market(90, true, { newConnectionsPerDay: A_FEW }), 4.5).registration;
    const { made, late, daysLate, daysLateMost } = book.appointments[DATA_SERVICE]!;
    expect(made).toBeGreaterThan(0.5 * A_FEW);
    expect([late, daysLate, daysLateMost]).toEqual([made, 4 * made, 4]);
  });

  test("after the gate of a day's first run has it settled at a later one", () => {
    // Asked for on Monday, day 0, and answered seven days later: from Tuesday, day 8. The first run of day 1 has its
    // gate on Monday, four working days on.
    const late = run(market(7 * 24, true, { newConnectionsPerDay: A_FEW }), 10.5);
    const { settled, gates } = late;
    const firstGateMs = gates.gateMs(2, 0);
    expect(firstGateMs).toBeLessThan(8 * DAY_MS);
    let later = 0;
    for (let meter = 0; meter < METERS; meter++) if (settled.firstRun(2, meter, 0) === 1) later++;
    const { asked } = run(market(7 * 24, true, { newConnectionsPerDay: A_FEW }), 1).registration.book.appointments[
      DATA_SERVICE
    ]!;
    expect(later).toBe(asked);
    const inTime = run(market(1 / 6, true, { newConnectionsPerDay: A_FEW }), 10.5);
    for (let meter = 0; meter < METERS; meter++) expect(inTime.settled.firstRun(2, meter, 0)).toBe(0);
  });

  test("that is under way as the run ends is followed on to the midnight that it may next hold from", () => {
    const late = run(market(90, true, { newConnectionsPerDay: A_FEW }), 4.5);
    expect(late.told.held).toBeGreaterThan(0);
    const { settlement } = close(late.of, 4.5 * DAY_MS);
    const cells = settlement!.runs.length + 1;
    const none = settlement!.firstRun.filter((_, i) => i % cells > 0).reduce((sum, one) => sum + one, 0);
    expect(none).toBe(0);
  });
});
