import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { dayOf } from "../../src/domain/civil-time.ts";
import { supplierOf } from "../../src/domain/meter-word.ts";
import type { Plan } from "../../src/domain/plan.ts";
import {
  messageNumber,
  PARTIES,
  REGISTRATION_MESSAGES,
  type RegistrationMessage,
} from "../../src/domain/registration-messages.ts";
import { DAY_MS, HOUR_MS } from "../../src/kernel/time.ts";
import { codeOf } from "../tidy-rules.ts";
import { advance, open } from "./native.ts";
import { METERS, OF_TEN, registered, rules } from "./registered.ts";

// Design principles of the settlement arrangements (Design Advisory Group, 8 December 2021), each a test of its name, as
// far as Registration, appointments and changes of supplier go.

const SRC = new URL("../../src/", import.meta.url);
const code = (file: string): string => codeOf(readFileSync(new URL(file, SRC), "utf8"));
const actors = readdirSync(new URL("actors/", SRC)).map((file) => `actors/${file}`);
const messages: readonly RegistrationMessage[] = REGISTRATION_MESSAGES;

const started = (plan: Plan) => {
  const run = open(plan, { debug: true });
  const { book, cases, dates } = run.market.settlement!.registration!;
  return { run, book, cases, dates, words: run.context.words };
};
const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((all, value) => all + value, 0);
const runTo = (plan: Plan, untilMs: number) => {
  const market = started(plan);
  advance(market.run, untilMs);
  return market;
};

/** Everybody asks for everything, and much of it goes wrong. */
const busy = {
  switches: { ...rules.switches, perDay: OF_TEN, erroneousShare: 0.2, reversedAfterDays: 1 },
  newConnectionsPerDay: OF_TEN,
  serviceChangesPerDay: OF_TEN,
  exchangesPerWorkingDay: OF_TEN,
  energisationsPerDay: OF_TEN,
  appointments: { ...rules.appointments, refusedShare: 0.1, rejectedShare: 0.2, silentShare: 0.1 },
};

describe("principles of Registration", () => {
  test("PRI-001: Registration is the single owner of who supplies a meter: nobody else writes it", () => {
    // Words of meters are written at one place of the loop, which Registration alone calls.
    const writers = actors.filter((file) =>
      /\bchanges!?\.change\(|(?<!this\.)\bwords\[[^\]]*\]\s*[|&]?=[^=]/.test(code(file)),
    );
    expect(writers).toEqual(["actors/registration-service.ts"]);
  });

  test("PRI-001: and it changes at a midnight that Registration agreed to, never in between", () => {
    const { run, words, dates } = started(registered(busy, { measuredDays: 4 }));
    const suppliers = (): number[] => Array.from(words, supplierOf);
    let held = suppliers();
    for (let hour = 1; hour < 96; hour++) {
      advance(run, hour * HOUR_MS);
      const now = suppliers();
      const changed = now.filter((supplier, meter) => supplier !== held[meter]).length;
      const isMidnight = [1, 2, 3].some(
        (date) => dates.midnightMs(date) >= (hour - 1) * HOUR_MS && dates.midnightMs(date) < hour * HOUR_MS,
      );
      expect(changed > 0, `hour ${hour}`).toBe(isMidnight);
      held = now;
    }
  });

  test("PRI-002: new services do not talk to their predecessors: there is no way to one", () => {
    const parties = new Set<string>([...PARTIES, "service", "outgoing service"]);
    for (const { name, from, to } of messages)
      for (const end of [from, ...to]) expect(parties.has(end), `${name}: ${end}`).toBe(true);
    // Half-hourly and non-half-hourly data collectors and aggregators of the legacy arrangements.
    expect([...parties].filter((party) => /\b(NHH|HH)D?[CA]\b|collector|aggregator|legacy/i.test(party))).toEqual([]);
    // An outgoing service is told by Registration that it goes, and is not asked for anything.
    const toOutgoing = messages.filter(({ to }) => to.includes("outgoing service"));
    expect(toOutgoing.map(({ name, from }) => [name, from])).toEqual([["de-appointment", "Registration"]]);
    expect(messages.some(({ from }) => from === "outgoing service")).toBe(false);
  });

  test("PRI-003 (first): between Registration and services all goes both ways: no request stays without an outcome", () => {
    const appointments = { ...busy.appointments, silentShare: 0 };
    const { book } = runTo(
      registered({ ...busy, appointments, asked: { fromMinute: 480, toMinute: 481 } }, { measuredDays: 4 }),
      3 * DAY_MS,
    );
    for (const counts of book.appointments) {
      expect(counts.proposed).toBe(counts.accepted + counts.rejected);
      expect([counts.made, counts.rejected > 0, counts.invalid > 0]).toEqual([counts.asked, true, true]);
    }
    const sent = (...names: readonly Parameters<typeof messageNumber>[0][]): number =>
      sum(names.map((name) => book.sent[messageNumber(name)]!));
    expect(sent("appointment proposed")).toBe(sent("appointment accepted", "appointment rejected"));
    expect(sent("appointment asked for")).toBe(sent("request refused", "rejection passed on", "appointment made"));
  });

  test("PRI-007: a service's rejection goes to the supplier by way of Registration", () => {
    for (const { name, from, to } of messages)
      if (/service|MDR/.test(from) && /appointment/.test(name)) expect(to, name).toEqual(["Registration"]);
    const { book } = runTo(registered(busy, { measuredDays: 3 }), 2 * DAY_MS);
    const rejections = sum(book.appointments.map(({ rejected }) => rejected));
    expect(rejections).toBeGreaterThan(0);
    expect(book.sent[messageNumber("rejection passed on")]).toBe(rejections);
  });

  test("PRI-008: nobody keeps a record of who opted out but who makes the data", () => {
    const files = [...actors, "ledger/registration-case.ts", "ledger/registration-book.ts", "domain/registration.ts"];
    expect(files.filter((file) => /opt(s|ed)?[-_]?out/i.test(code(file)))).toEqual([]);
    const kept = readdirSync(new URL("settlement/", SRC)).filter((file) =>
      /optedOut/i.test(code(`settlement/${file}`)),
    );
    // Where a day's values are made, and the world's own draw of it; aggregation and allocation have no word of it.
    expect(kept).toEqual(["meter-days.ts", "metering-systems.ts"]);
  });

  test("PRI-011: a service takes what Registration sends it as right: it answers all alike, valid or not before", () => {
    // Its answer is of the request alone: nothing that the receiving file knows could tell standing data from other.
    expect(code("actors/appointed-services.ts")).not.toMatch(/words|dates|gateMs|INVALID|DATE/);
    const late = runTo(registered({ ...busy, appointments: rules.appointments }, { measuredDays: 3 }), 2 * DAY_MS);
    for (const { proposed, accepted, rejected } of late.book.appointments)
      expect([accepted, rejected]).toEqual([proposed, 0]);
  });

  test("PRI-012: Registration validates before it sends: what is not valid, no service hears of", () => {
    const appointments = { ...rules.appointments, refusedShare: 0.5 };
    const { book } = runTo(registered({ newConnectionsPerDay: OF_TEN, appointments }), 20 * HOUR_MS);
    const asked = book.sent[messageNumber("appointment asked for")]!;
    const invalid = sum(book.appointments.map((one) => one.invalid));
    const tooLate = sum(book.appointments.map((one) => one.tooLate));
    expect(invalid / asked).toBeCloseTo(0.5, 1);
    expect(book.sent[messageNumber("appointment proposed")]).toBe(asked - invalid - tooLate);
    expect(book.sent[messageNumber("request refused")]).toBe(invalid + tooLate);
  });

  test("PRI-016: a role is not an organisation: a supplier that is its own MDR is asked like any other", () => {
    const counts = [0, 1].map((independentShare) => {
      const { book } = runTo(registered(busy, { measuredDays: 3 }, { independentShare }), 2 * DAY_MS);
      return [...book.sent, ...book.delivered];
    });
    expect(sum(counts[0]!)).toBeGreaterThan(10 * OF_TEN);
    // The reading at a change is on data or an estimate, and is sent all the same.
    expect(counts[0]).toEqual(counts[1]);
  });

  for (const [base, hours] of [
    ["utc", 24],
    ["clock", 23],
  ] as const)
    test(`PRI-018: under Summer Time appointments begin at the midnight of ${base === "utc" ? "UTC" : "the clock (CR036)"}`, () => {
      const startDay = dayOf({ year: 2028, month: 7, dayOfMonth: 12 });
      const { run, book } = started(
        registered(
          { newConnectionsPerDay: OF_TEN, timeBase: base, asked: { fromMinute: 480, toMinute: 600 } },
          { startDay },
        ),
      );
      advance(run, hours * HOUR_MS - 1);
      expect(book.appointments.map(({ effective }) => effective)).toEqual([0, 0, 0]);
      advance(run, hours * HOUR_MS + 1);
      for (const { effective, made } of book.appointments) expect([effective > 0, effective]).toEqual([true, made]);
    });

  test("PRI-020: nothing is appointed in the past: what is too late is refused, then taken forward", () => {
    // Asked for shortly before the gate closes, with a way of ten minutes to Registration.
    const plan = registered(
      { newConnectionsPerDay: METERS, asked: { fromMinute: 16 * 60 + 50, toMinute: 17 * 60 } },
      { measuredDays: 2 },
    );
    const slow = { ...plan.settlement!.dip, deliveryMs: { median: 300_000, p99: 900_000 } };
    const { run, book, cases, dates } = started({ ...plan, settlement: { ...plan.settlement!, dip: slow } });
    advance(run, 22 * HOUR_MS);
    const [metering] = book.appointments;
    expect(metering!.tooLate).toBeGreaterThan(0);
    expect([metering!.made, metering!.late > 0]).toEqual([metering!.asked, true]);
    // Whatever was made is for a midnight that is still to come.
    for (let row = 0; row < cases.rows.inUseMax; row++)
      expect(dates.midnightMs(cases.get(row, 3))).toBeGreaterThan(22 * HOUR_MS);
  });

  test("PRI-026: who asked watches the time-out: what no service answers is sent again, and not before", () => {
    const appointments = { ...rules.appointments, silentShare: 0.3, timeOutMs: 4 * HOUR_MS };
    const { run, book } = started(
      registered({ newConnectionsPerDay: OF_TEN, appointments, asked: { fromMinute: 480, toMinute: 481 } }),
    );
    const resent = (): number => sum(book.appointments.map((one) => one.resent));
    advance(run, 12 * HOUR_MS - 1);
    expect(resent()).toBe(0);
    const silent = book.appointments.map(({ asked, made }) => asked - made);
    expect(sum(silent) / sum(book.appointments.map(({ asked }) => asked))).toBeCloseTo(0.3, 1);
    advance(run, 12 * HOUR_MS + 120_000);
    expect(resent()).toBe(sum(silent));
    // 0.3⁶ of them are without an outcome after the fifth.
    advance(run, 31 * HOUR_MS);
    expect(sum(book.appointments.map(({ asked, made }) => asked - made))).toBeLessThan(0.02 * 3 * OF_TEN);
  });
});
