import { describe, expect, test } from "vitest";
import { openDemand } from "../../src/demand/demand.ts";
import { dayOf } from "../../src/domain/civil-time.ts";
import { gspGroupOf, supplierOf } from "../../src/domain/meter-word.ts";
import { messageNumber } from "../../src/domain/registration-messages.ts";
import { workingDayAfter } from "../../src/domain/working-days.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../src/kernel/time.ts";
import { MADE, TRIES_MAX } from "../../src/ledger/registration-case.ts";
import { advance, close, open } from "./native.ts";
import { METERS, OF_TEN, registered, rules } from "./registered.ts";

const run = (plan: ReturnType<typeof registered>, untilMs: number) => {
  const of = open(plan, { debug: true });
  advance(of, untilMs);
  const { book, cases, dates } = of.market.settlement!.registration!;
  expect(cases.broken()).toBeUndefined();
  const { told, changes } = of.market.settlement!;
  return { of, book, cases, dates, told, changes };
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

describe("a supplier's time-out (PRI-026)", () => {
  const asks = (answerMs: { median: number; p99: number }, deliveryMs: { median: number; p99: number }) => {
    const appointments = { ...rules.appointments, answerMs, timeOutMs: HOUR_MS };
    const plan = registered(
      { newConnectionsPerDay: OF_TEN, asked: { fromMinute: 480, toMinute: 540 }, appointments },
      { measuredDays: 3 },
    );
    const { settlement } = plan;
    const slow = { ...plan, settlement: { ...settlement!, dip: { ...settlement!.dip, deliveryMs } } };
    return run(slow, 3 * DAY_MS + HOUR_MS).book;
  };

  test("that comes while the word of what is made is on its way brings that word again, and no second appointment", () => {
    // Asked, proposed, answered and accepted after 15, 30, 40 and 55 minutes; known after 70, and at 60 asked again.
    const { appointments } = asks(
      { median: 10 * MINUTE_MS, p99: 10.1 * MINUTE_MS },
      { median: 15 * MINUTE_MS, p99: 15.5 * MINUTE_MS },
    );
    for (const counts of appointments) {
      const { asked } = counts;
      expect([counts.made, counts.effective, counts.late]).toEqual([asked, asked, 0]);
      expect([counts.proposed, counts.resent, counts.repeated]).toEqual([asked, asked, asked]);
    }
  });

  test("about as long as the answer takes has each appointment made and take effect once", () => {
    const { appointments, inState } = asks(
      { median: 59.8 * MINUTE_MS, p99: 61 * MINUTE_MS },
      { median: 2000, p99: 30_000 },
    );
    for (const { asked, made, accepted, resent } of appointments) {
      expect([made, accepted]).toEqual([asked, asked]);
      expect(resent).toBeGreaterThan(0);
    }
    // What was made after the last day's gate has still to take effect.
    const effective = sum(appointments.map((counts) => counts.effective));
    expect(effective + inState[MADE]!).toBe(sum(appointments.map(({ asked }) => asked)));
    expect(inState[MADE]).toBeLessThan(0.01 * effective);
  });

  test("is all that brings a request on whose last try was refused", () => {
    const appointments = { ...rules.appointments, refusedShare: 0.95 };
    const { book } = run(registered({ newConnectionsPerDay: OF_TEN, appointments }, { measuredDays: 2 }), DAY_MS);
    for (const counts of book.appointments) {
      expect(counts.invalid).toBeLessThanOrEqual(TRIES_MAX * counts.asked);
      expect((counts.asked - counts.made) / counts.asked).toBeCloseTo(0.95 ** TRIES_MAX, 1);
    }
  });
});

describe("switches (S-33)", () => {
  const perDay = OF_TEN;
  test("take effect five working days after they were asked for, those of the week before the run among them", () => {
    const plan = registered({ switches: { ...rules.switches, perDay } }, { measuredDays: 5 });
    const { book, changes } = run(plan, 5 * DAY_MS - 1);
    // Monday's to Thursday's midnights: asked for on Monday to Thursday of the week before, and over its weekend none.
    expect(book.switches.effective).toBeGreaterThan(0.7 * 4 * perDay);
    expect(book.switches.asked).toBeGreaterThan(0.7 * 5 * perDay);
    expect(book.switches.effective).toBe(changes!.counts().all);
  });

  test("come to nothing by their shares, and the others are certain after the time to object", () => {
    const switches = { ...rules.switches, perDay, rejectedShare: 0.2, objectedShare: 0.2, withdrawnShare: 0.2 };
    const { book } = run(registered({ switches }, { measuredDays: 5 }), 5 * DAY_MS - 1);
    const { asked, rejected, objected, withdrawn, secured } = book.switches;
    expect(rejected / asked).toBeCloseTo(0.2, 1);
    expect(objected).toBeGreaterThan(0);
    expect(withdrawn).toBeGreaterThan(0);
    expect(secured / (secured + objected + withdrawn)).toBeCloseTo(0.5, 1);
    // What was asked for in the run: those of its last day are still to be decided.
    const decided = rejected + book.switches.beingSwitched + objected + withdrawn + secured;
    expect(decided).toBeLessThanOrEqual(asked);
    expect(decided).toBeGreaterThan(0.7 * asked);
  });

  test("bring an appointment of each service for the day of the switch, seventeen messages in all", () => {
    // Without a time to object those from before the run are certain before it, and their notices have gone out.
    const switches = { ...rules.switches, perDay, objectionDays: 0 };
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

  test("of the wrong meter are taken back ten working days later, farther ahead than an event can be sent", () => {
    const switches = { ...rules.switches, perDay: METERS / 50, erroneousShare: 0.5 };
    const days = 30;
    const plan = registered({ switches }, { measuredDays: days });
    const of = open(plan, { debug: true });
    const counts = of.market.settlement!.registration!.book.switches;
    const { changes } = of.market.settlement!;
    /** By date, those that had taken effect after its midnight. */
    const erroneous: number[] = [];
    const { startDay } = plan.horizon;
    for (let date = 0; date < days; date++) {
      advance(of, date * DAY_MS + HOUR_MS);
      erroneous.push(counts.erroneous);
      // Found out in the morning of the tenth working day, and taken back at the midnight after.
      let last = date;
      while (last >= 0 && workingDayAfter(startDay + last, switches.reversedAfterDays) + 1 > startDay + date) last--;
      expect(counts.reversed, `date ${date}`).toBe(last < 0 ? 0 : erroneous[last]);
      expect(counts.effective + counts.reversed).toBe(changes!.counts().all);
    }
    expect(counts.erroneous / counts.effective).toBeCloseTo(0.5, 1);
    expect(counts.reversed).toBeGreaterThan(0);
  });

  test("are not asked for while one of the meter is under way: each takes it from who has it, and gives it back to him", () => {
    const switches = { ...rules.switches, perDay: METERS / 4, erroneousShare: 0.5, reversedAfterDays: 1 };
    const of = open(registered({ switches }, { measuredDays: 16 }), { debug: true });
    const { changes, registration } = of.market.settlement!;
    const { change } = changes!;
    const outgoing = new Int32Array(METERS).fill(-1);
    let same = 0;
    let back = 0;
    changes!.change = (words, meter, atMs, supplier) => {
      if (supplierOf(words[meter]!) === supplier) same++;
      if (outgoing[meter] === supplier) back++;
      outgoing[meter] = supplierOf(words[meter]!);
      change.call(changes, words, meter, atMs, supplier);
    };
    advance(of, 16 * DAY_MS - 1);
    const counts = registration!.book.switches;
    expect(same).toBe(0);
    expect(counts.reversed).toBeGreaterThan(0);
    expect(back).toBeGreaterThanOrEqual(counts.reversed);
    expect(counts.beingSwitched).toBeGreaterThan(0);
  });

  test("have a reading up to ten days after the change", () => {
    const switches = { ...rules.switches, perDay };
    const days = 22;
    const plan = registered({ switches, readingAfterMs: 10 * DAY_MS }, { measuredDays: days });
    const of = open(plan, { debug: true });
    const counts = of.market.settlement!.registration!.book.switches;
    const effective: number[] = [];
    for (let date = 0; date < days; date++) {
      advance(of, date * DAY_MS + HOUR_MS);
      effective.push(counts.effective);
      expect(counts.readOnData + counts.readEstimated, `date ${date}`).toBe(effective[date - 10] ?? 0);
    }
    expect(effective[days - 11]).toBeGreaterThan(0);
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
