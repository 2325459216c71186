import { describe, expect, test } from "vitest";
import { openDemand } from "../../src/demand/demand.ts";
import { dayOf } from "../../src/domain/civil-time.ts";
import { gspGroupOf, supplierOf } from "../../src/domain/meter-word.ts";
import { messageNumber } from "../../src/domain/registration-messages.ts";
import { HOUR_MS } from "../fluid/base-rows.ts";
import { advance, close, open } from "./native.ts";
import { METERS, OF_TEN, registered, rules } from "./registered.ts";

const DAY_MS = 24 * HOUR_MS;
const run = (plan: ReturnType<typeof registered>, untilMs: number) => {
  const of = open(plan, { debug: true });
  advance(of, untilMs);
  const { book, cases, dates } = of.market.settlement!.registration!;
  return { of, book, cases, dates, told: of.market.settlement!.told };
};
const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((all, value) => all + value, 0);

describe("appointments (S-31)", () => {
  test("a new connection asks for three services, each is made and takes effect at the next midnight", () => {
    const { book, told } = run(
      registered({ newConnectionsPerDay: OF_TEN, asked: { fromMinute: 480, toMinute: 900 } }),
      DAY_MS + HOUR_MS,
    );
    const [metering, data, mdr] = book.appointments;
    expect(metering!.asked).toBeGreaterThan(0.7 * OF_TEN);
    expect(metering!.asked).toBeLessThan(1.3 * OF_TEN);
    for (const service of [metering!, data!, mdr!]) {
      expect([service.made, service.effective, service.late]).toEqual([metering!.asked, metering!.asked, 0]);
      expect(service.effectMs.maxMs).toBeLessThanOrEqual(16 * HOUR_MS);
    }
    // Asked for, proposed, accepted, made: four each, and nobody goes.
    expect(sum(book.sent)).toBe(4 * 3 * metering!.asked);
    expect([told.registration.sent, told.registration.inDelivery]).toEqual([sum(book.sent), 0]);
    expect(told.registration.delivered).toBe(sum(book.sent));
  });

  test("a service that is replaced is told so", () => {
    const { book } = run(registered({ serviceChangesPerDay: OF_TEN }), DAY_MS);
    const made = sum(book.appointments.map((service) => service.made));
    expect(made).toBeGreaterThan(0.7 * OF_TEN);
    expect(book.sent[messageNumber("de-appointment")]).toBe(made);
  });

  test("what is asked for after the gate has closed takes effect a day later than what is asked for before", () => {
    const at = (minute: number) =>
      run(registered({ newConnectionsPerDay: OF_TEN, asked: { fromMinute: minute, toMinute: minute + 1 } }), DAY_MS)
        .book.appointments[0]!;
    // 16:00 to the midnight, and 18:00 to the one after.
    expect(at(16 * 60).effectMs.maxMs).toBeLessThanOrEqual(8 * HOUR_MS);
    expect(at(18 * 60).effectMs.maxMs).toBeGreaterThan(29 * HOUR_MS);
  });

  test("a service that answers only after the gate has closed is appointed late, and no appointment is lost", () => {
    const slow = {
      ...rules.appointments,
      answerMs: { median: 20 * HOUR_MS, p99: 21 * HOUR_MS },
      timeOutMs: 48 * HOUR_MS,
    };
    const { book } = run(registered({ newConnectionsPerDay: OF_TEN, appointments: slow }, { measuredDays: 3 }), DAY_MS);
    expect(book.appointments[0]!.late).toBe(book.appointments[0]!.made);
  });

  test("rejections are a share of what services are asked, and each is asked for anew", () => {
    const appointments = { ...rules.appointments, rejectedShare: 0.3, refusedShare: 0.2 };
    const { book } = run(
      registered({ newConnectionsPerDay: METERS / 2, appointments }, { measuredDays: 3 }),
      3 * DAY_MS - 1,
    );
    for (const counts of book.appointments) {
      expect(counts.rejected / counts.proposed).toBeCloseTo(0.3, 1);
      expect(counts.invalid / (counts.proposed + counts.invalid)).toBeCloseTo(0.2, 1);
      expect(counts.proposed).toBe(counts.accepted + counts.rejected);
    }
  });
});

describe("switches (S-33)", () => {
  const perDay = OF_TEN;
  test("take effect five working days after they were asked for, those of the week before the run among them", () => {
    const { book } = run(registered({ switches: { ...rules.switches, perDay } }, { measuredDays: 5 }), 5 * DAY_MS - 1);
    // Monday's to Thursday's midnights: asked for on Monday to Thursday of the week before, and over its weekend none.
    expect(book.switches.effective).toBeGreaterThan(0.7 * 4 * perDay);
    expect(book.switches.asked).toBeGreaterThan(0.7 * 5 * perDay);
  });

  test("come to nothing by their shares, and the others are certain after the time to object", () => {
    const switches = { ...rules.switches, perDay, rejectedShare: 0.2, objectedShare: 0.2, withdrawnShare: 0.2 };
    const { book } = run(registered({ switches }, { measuredDays: 5 }), 5 * DAY_MS - 1);
    const { asked, rejected, objected, withdrawn, secured } = book.switches;
    expect(rejected / asked).toBeCloseTo(0.2, 1);
    expect(objected).toBeGreaterThan(0);
    expect(withdrawn).toBeGreaterThan(0);
    expect(secured / (secured + objected + withdrawn)).toBeCloseTo(0.5, 1);
  });

  test("bring an appointment of each service for the day of the switch, seventeen messages in all", () => {
    const switches = { ...rules.switches, perDay };
    const { book } = run(registered({ switches }, { measuredDays: 12 }), 12 * DAY_MS - 1);
    for (const counts of book.appointments) {
      expect(counts.late).toBe(0);
      expect(counts.made).toBeGreaterThan(0.95 * book.switches.secured);
    }
    // Notice, and for each of three services five messages; the reading at the change is one more.
    const notices = book.sent[messageNumber("change of supplier notified")]!;
    expect(notices).toBe(book.switches.secured);
    const readings = book.switches.readOnData + book.switches.readEstimated;
    expect(book.sent[messageNumber("reading at the change")]).toBe(readings);
    expect(sum(book.sent) - notices - readings).toBe(15 * book.appointments[0]!.made);
  });

  test("of the wrong meter are taken back", () => {
    const switches = { ...rules.switches, perDay, erroneousShare: 0.5, reversedAfterDays: 2 };
    const { book } = run(registered({ switches }, { measuredDays: 7 }), 7 * DAY_MS - 1);
    expect(book.switches.erroneous / book.switches.effective).toBeGreaterThan(0.25);
    expect(book.switches.reversed).toBeGreaterThan(0);
  });

  test("have a reading at the change: on data where the night's read has brought it, an estimate where not", () => {
    const switches = { ...rules.switches, perDay };
    const plan = registered({ switches }, { measuredDays: 3 });
    const read = run(plan, 2 * DAY_MS).book.switches;
    expect([read.readOnData > 0, read.readEstimated]).toEqual([true, 0]);
    const dark = run({ ...plan, failures: { ...plan.failures, longTermDark: 1 } }, 2 * DAY_MS).book.switches;
    expect([dark.readOnData, dark.readEstimated]).toEqual([0, read.readOnData]);
  });
});

describe("the same world", () => {
  test("the same meters go to the same suppliers, whatever becomes of their appointments and of other requests", () => {
    const switches = { ...rules.switches, perDay: OF_TEN };
    const suppliers = (change: Parameters<typeof registered>[0]): number[] =>
      Array.from(
        run(registered({ switches, ...change }, { measuredDays: 3 }), 3 * DAY_MS).of.context.words,
        supplierOf,
      );
    const as = suppliers({});
    const appointments = { ...rules.appointments, rejectedShare: 0.5, silentShare: 0.2 };
    expect(suppliers({ appointments, exchangesPerWorkingDay: OF_TEN, energisationsPerDay: OF_TEN })).toEqual(as);
    expect(suppliers({ switches: rules.switches })).not.toEqual(as);
  });
});

describe("meter exchanges and energisation", () => {
  test("are told to Registration, which tells supplier, data service and distributor: four deliveries", () => {
    const { book } = run(registered({ exchangesPerWorkingDay: OF_TEN, energisationsPerDay: OF_TEN }), DAY_MS);
    expect(book.exchanges).toBeGreaterThan(0.7 * OF_TEN);
    expect(book.energisations).toBeGreaterThan(0.7 * OF_TEN);
    expect(sum(book.delivered)).toBe(4 * (book.exchanges + book.energisations));
  });
});

describe("who settles which period after a switch (S-33)", () => {
  const switches = { ...rules.switches, perDay: METERS / 4 };
  /** Energy of the measured days by supplier, from who has each meter at each half hour. */
  const expected = (of: ReturnType<typeof run>["of"]): Float64Array => {
    const { plan, context, market } = of;
    const { words } = context;
    const changes = market.settlement!.changes!;
    const demand = openDemand(plan, words, of.reachability);
    const mwh = new Float64Array(plan.estate.supplierShares.length);
    for (let measured = 0; measured < plan.horizon.measuredDays; measured++) {
      const day = plan.horizon.startDay + measured - 1;
      words.forEach((word, meter) => {
        const wh = demand.trueWh(meter, day);
        const shape = demand.dayShape(demand.profileOf(meter), demand.shapeOf(meter, day), gspGroupOf(word), day);
        for (let period = 0; period < 48; period++) {
          const atMs = (measured - 1) * DAY_MS + period * 1_800_000;
          mwh[changes.supplierAt(word, meter, atMs)]! += (wh * shape[period]!) / 2 ** 30 / 1e6;
        }
      });
    }
    return mwh;
  };
  const settled = (timeBase: "utc" | "clock", startDay: number) => {
    const plan = registered({ switches, timeBase }, { startDay, measuredDays: 4 });
    const of = open(plan, { debug: true });
    advance(of, 4 * DAY_MS);
    return { of, result: close(of, 4 * DAY_MS) };
  };
  const JULY = dayOf({ year: 2028, month: 7, dayOfMonth: 12 });
  const MARCH = dayOf({ year: 2028, month: 3, dayOfMonth: 25 });
  const OCTOBER = dayOf({ year: 2028, month: 10, dayOfMonth: 28 });

  for (const [when, startDay] of [
    ["in July", JULY],
    ["as clocks go forward", MARCH],
    ["as clocks go back", OCTOBER],
  ] as const)
    test(`each supplier has the half hours from its midnight on, of UTC or of the clock, ${when}`, () => {
      for (const timeBase of ["utc", "clock"] as const) {
        const { of, result } = settled(timeBase, startDay);
        const wanted = expected(of);
        for (const { bySupplier } of result.central!)
          bySupplier.forEach(({ trueMwh }, supplier) => void expect(trueMwh).toBeCloseTo(wanted[supplier]!, 9));
      }
    });

  test("at the clock's midnight two half hours a changed meter are another's than at UTC's, under Summer Time only", () => {
    const moved = (startDay: number): number => {
      const [utc, clock] = (["utc", "clock"] as const).map((base) => settled(base, startDay).result.central![0]!);
      return utc!.bySupplier.reduce(
        (sum, one, supplier) => sum + Math.abs(one.trueMwh - clock!.bySupplier[supplier]!.trueMwh),
        0,
      );
    };
    const sharedDays = (base: "utc" | "clock", startDay: number): number =>
      settled(base, startDay).result.rules.find(({ metric }) => metric === "shared_days")!.value;
    const changed = settled("clock", JULY).of.market.settlement!.changes!.counts().all;
    expect([sharedDays("utc", JULY), sharedDays("clock", JULY)]).toEqual([0, changed]);
    expect(moved(JULY)).toBeGreaterThan(0);
    expect(moved(dayOf({ year: 2028, month: 1, dayOfMonth: 17 }))).toBe(0);
  });
});
