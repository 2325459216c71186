import { describe, expect, test } from "vitest";
import { openAccessRules } from "../../src/actors/access-rules.ts";
import type { AccessControl } from "../../src/domain/entry-rules.ts";
import { agentOf } from "../../src/domain/meter-word.ts";
import type { Plan } from "../../src/domain/plan.ts";
import type { RegisteredAppointments } from "../../src/domain/registered-appointments.ts";
import type { RegistrationRules } from "../../src/domain/registration.ts";
import { workingDayAfter } from "../../src/domain/working-days.ts";
import { DAY_MS, HOUR_MS } from "../../src/kernel/time.ts";
import type { RunResult } from "../../src/run/run-result.ts";
import { IMPORT } from "../../src/smoothing/settlement-reads.ts";
import { row } from "../fluid/base-rows.ts";
import { advance, close, open } from "./native.ts";
import { METERS, registered, rules } from "./registered.ts";
import { countOf } from "./small-market.ts";

/** The copy is a quarter of an hour behind at most. */
const FEED: AccessControl["feed"] = { everyMs: HOUR_MS / 4, delayMs: 0, workOffSpeed: 1000 };
/** Asked for in time for the midnight that comes. */
const MORNING = { fromMinute: 8 * 60, toMinute: 15 * 60 };
const SWITCHES = { ...rules.switches, perDay: METERS / 5 };

interface More {
  readonly feed?: Partial<AccessControl["feed"]>;
  readonly outgoingShare?: number;
  readonly horizon?: Partial<Plan["horizon"]>;
  readonly estate?: Partial<Plan["estate"]>;
}

/** Every meter is read by an agent at 02:00, half by each of two; what an outgoing one reads is a row of its own. */
const market = (change: Partial<RegistrationRules>, { feed, outgoingShare = 0, horizon, estate }: More = {}): Plan => {
  const plan = registered(change, { measuredDays: 8, ...horizon });
  const [read] = plan.rows;
  return {
    ...plan,
    rows: [...plan.rows, row({ ...read!, id: "M11", process: "outgoing-reads", need: "outgoing-agent" })],
    estate: { ...plan.estate, mdrShares: [0.5, 0.5], ...estate },
    accessControl: {
      mdrEntryMs: [],
      appointments: { changesPerMeterDay: 0, noticeMs: 0, outgoingShare, outgoingDays: 1 },
      feed: { ...FEED, ...feed },
    },
  };
};

const run = (plan: Plan, days: number) => {
  const of = open(plan, { debug: true });
  advance(of, days * DAY_MS - 1);
  const result = close(of, days * DAY_MS - 1);
  const appointments = of.context.appointments as RegisteredAppointments;
  return { of, result, appointments, book: of.market.settlement!.registration!.book };
};

const figures = ({ rules: all }: RunResult, name: string): readonly number[] =>
  all.flatMap(({ metric, value }) => (metric === name ? [value] : []));
const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);
const within = (count: number, expected: number): void =>
  expect(Math.abs(count - expected)).toBeLessThan(4 * Math.sqrt(expected));
/** Changes of MDR by the day on which they take effect, found meter by meter. */
const changesByDay = ({ of, appointments }: ReturnType<typeof run>, days: number): number[] =>
  Array.from({ length: days }, (_, day) =>
    of.context.words.reduce((count, word, meter) => {
      const at = (ms: number): number => appointments.appointedAt(meter, agentOf(word), ms);
      return count + (at(day * DAY_MS) === at(day * DAY_MS - 1) ? 0 : 1);
    }, 0),
  );

describe("changes of MDR without a switch, by cases of Registration (S-21, S-30)", () => {
  const PER_DAY = 0.05;
  const changing = { mdrChangesPerMeterDay: PER_DAY, asked: MORNING };

  test("are as many a day as the scenario says, before the run as in it, and take effect at its midnights", () => {
    const found = run(market(changing), 8);
    const byDay = changesByDay(found, 8);
    for (const count of byDay) within(count, METERS * PER_DAY);
    // The first midnight is the run's start: what took effect then is none of the run's.
    expect(figures(found.result, "mdr_changes")).toEqual([sum(byDay.slice(1))]);
    expect(found.book.appointments[2]!.effective).toBe(sum(byDay.slice(1)));
    // Each is a case with its messages; nobody else's service is touched.
    expect(found.book.appointments.slice(0, 2).map(({ asked }) => asked)).toEqual([0, 0]);
  });

  test("have room before the run, however many they are for its meters", () => {
    // Nine in ten meters a day, of 24 days: more than 170,000 of 8,000 meters.
    const many = market({ mdrChangesPerMeterDay: 0.45, asked: MORNING }, { estate: { meters: 4 * METERS } });
    const { context } = open(many);
    const all = context.appointments!.changesOf(context.words)(Number.NEGATIVE_INFINITY, 0);
    within(all, 0.45 * 24 * 4 * METERS);
  });

  test("reach the copy in time where its feed is faster than their notice: nobody is refused or let in wrongly", () => {
    const { result } = run(market(changing), 4);
    for (const name of ["access_refused", "wrong_refusals", "wrong_grants", "mdr_changes_late"])
      expect(sum(figures(result, name)), name).toBe(0);
    expect(sum(figures(result, "appointments_checked"))).toBe(4 * METERS);
  });

  test("that the copy has only in the morning refuse each new MDR one night, and let in each that was before", () => {
    // Asked for from 08:00 on and known 20 h later: not at 02:00, and by the next 02:00.
    const found = run(market(changing, { feed: { delayMs: 20 * HOUR_MS }, outgoingShare: 1 }), 8);
    const byDay = changesByDay(found, 8);
    expect(figures(found.result, "wrong_refusals")).toEqual(byDay);
    expect(figures(found.result, "wrong_grants")).toEqual(byDay);
    expect(figures(found.result, "mdr_changes_late")).toEqual([sum(byDay.slice(1))]);
    expect(countOf(found.result, "refused", "M03")).toBe(sum(byDay));
    // Its Schedule goes on for the day, and is let in (M11).
    expect(countOf(found.result, "answered", "M11")).toBe(sum(byDay));
  });

  test("bring no data while their feed is late, before the run and after it as in it", () => {
    const delayMs = 3 * DAY_MS;
    const { of, appointments } = run(market(changing, { feed: { delayMs } }), 1);
    const { words } = of.context;
    const { reads } = of.market.settlement!;
    /** At 02:00, when it is read, the copy has what was registered three days before. */
    const isLetIn = (meter: number, day: number): boolean => {
      const atMs = day * DAY_MS + 2 * HOUR_MS;
      const [first, knownMs] = [agentOf(words[meter]!), atMs - delayMs - FEED.everyMs];
      return appointments.knownAt(meter, first, atMs, knownMs) === appointments.appointedAt(meter, first, atMs);
    };
    const found = { last: [] as number[], next: [] as number[] };
    const expected = { last: [] as number[], next: [] as number[] };
    for (let meter = 0; meter < words.length; meter++) {
      found.last.push(reads.lastDayBefore(IMPORT, meter, words[meter]!, 0, -20));
      found.next.push(reads.firstAfter(IMPORT, meter, words[meter]!, DAY_MS, 20 * DAY_MS));
      let [last, next] = [-1, 1];
      while (!isLetIn(meter, last)) last--;
      while (!isLetIn(meter, next)) next++;
      expected.last.push(last);
      expected.next.push(next * DAY_MS + 2 * HOUR_MS);
    }
    expect(found).toEqual(expected);
    // A twentieth of all by each of three midnights, half of them to the MDR that is there: of the run's end too.
    for (const refused of [expected.last.filter((day) => day < -1), expected.next.filter((atMs) => atMs > 2 * DAY_MS)])
      expect(refused.length).toBeGreaterThan((METERS * PER_DAY) / 2);
  });

  test("outside the run as in it, a retry after midnight is of the MDR that sent the read the evening before", () => {
    const evening = (day: number): number => (day - 1) * DAY_MS + 22 * HOUR_MS;
    for (const [delayMs, letsOldIn] of [
      [0, false],
      [3 * DAY_MS, true],
    ] as const) {
      const { of, appointments } = run(market(changing, { feed: { delayMs } }), 3);
      const { words } = of.context;
      const { letsIn } = openAccessRules(of.context, undefined);
      const mdrAt = (meter: number, ms: number): number => appointments.appointedAt(meter, agentOf(words[meter]!), ms);
      let changed = 0;
      for (let meter = 0; meter < words.length; meter++) {
        // Its only change for days is the one at the second midnight.
        const days = [-4, -3, -2, -1, 0, 1].map((day) => mdrAt(meter, day * DAY_MS));
        if (mdrAt(meter, 2 * DAY_MS) === days[0] || days.some((mdr) => mdr !== days[0])) continue;
        const asks = (sentMs: number, attemptMs: number): boolean =>
          letsIn(0, meter, words[meter]!, 2, sentMs, attemptMs);
        const [retryMs, newMs] = [2 * DAY_MS + 2 * HOUR_MS, 2 * DAY_MS + 3 * HOUR_MS];
        expect([asks(evening(2), retryMs), asks(newMs, newMs)]).toEqual([letsOldIn, !letsOldIn]);
        changed++;
      }
      expect(changed).toBeGreaterThan((METERS * PER_DAY) / 4);
    }
  });

  test("leave Schedules of outgoing MDRs behind, which a copy in step refuses (M11)", () => {
    const found = run(market(changing, { outgoingShare: 1 }), 4);
    const changes = sum(changesByDay(found, 4));
    expect(countOf(found.result, "refused", "M11")).toBe(changes);
    expect(figures(found.result, "access_refused")).toEqual([0, 0, changes, 0]);
    expect(countOf(found.result, "answered", "M03")).toBe(4 * METERS);
  });

  test("that Registration makes late change the truth late, and refuse nobody", () => {
    const slow = {
      ...rules.appointments,
      answerMs: { median: 20 * HOUR_MS, p99: 21 * HOUR_MS },
      timeOutMs: 2 * DAY_MS,
    };
    const found = run(market({ ...changing, appointments: slow }), 5);
    const [, , mdrs] = found.book.appointments;
    expect([mdrs!.made > 0, mdrs!.late]).toEqual([true, mdrs!.made]);
    expect(sum(figures(found.result, "wrong_refusals"))).toBe(0);
    // Those from before the run were made at once; of the first day's the midnight after next is the first.
    const [atStart, first, second] = changesByDay(found, 3);
    within(atStart!, METERS * PER_DAY);
    expect(first).toBe(0);
    within(second!, METERS * PER_DAY);
  });

  test("wait at a feed that is out, and an outage is blamed for those whom it had refused", () => {
    // Nothing comes from noon of day 1 to 06:00 of day 3; a batch in six hours, worked off a day's in an hour.
    const feed = { everyMs: 6 * HOUR_MS, workOffSpeed: 24 };
    const fault = { kind: "registration-feed", title: "out", fromMs: 1.5 * DAY_MS, toMs: 3.25 * DAY_MS } as const;
    const found = run({ ...market(changing, { feed }), faults: [fault] }, 5);
    const byDay = changesByDay(found, 5);
    const refusals = figures(found.result, "wrong_refusals");
    // Changes of day 1 registered after the batch of 06:00, and those of day 2: at 02:00 of days 2 and 3. A meter that
    // changed twice, and came back, is refused nobody on the second.
    expect(refusals[2]).toBe(byDay[2]);
    expect(refusals[3]).toBeLessThanOrEqual(byDay[2]! + byDay[3]!);
    within(refusals[3]!, (METERS * (1 - (1 - 2 * PER_DAY) ** 2)) / 2);
    expect([refusals[1], refusals[4]]).toEqual([0, 0]);
    const [{ backlogs, needs }] = found.result.faults as [RunResult["faults"][number]];
    expect(sum([...needs.outOfStep])).toBe(refusals[2]! + refusals[3]!);
    expect(backlogs[0]!.atEnd).toBe(byDay[2]! + byDay[3]!);
    // Eight batches, of noon of day 1 to 06:00 of day 3, a quarter of an hour each.
    expect(backlogs[0]!.drainedAtMs).toBe(fault.toMs + (8 * HOUR_MS) / 4);
  });
});

describe("changes of MDR that a change of supplier brings (S-21, S-33)", () => {
  test("take effect with the switch: half of those that switch get the other MDR", () => {
    const found = run(market({ switches: SWITCHES }), 8);
    const { context, market: parts } = found.of;
    const changes = parts.settlement!.changes!;
    for (const [day, count] of changesByDay(found, 8).entries()) {
      const at = (word: number, meter: number, ms: number): number => changes.supplierAt(word, meter, ms);
      const switched = context.words.reduce(
        (sum, word, meter) => sum + (at(word, meter, day * DAY_MS) === at(word, meter, day * DAY_MS - 1) ? 0 : 1),
        0,
      );
      // Those of the midnight on which the run begins were before it: they have changed MDR all the same.
      if (day === 0) expect(count).toBeGreaterThan(0);
      else if (switched === 0) expect(count, `day ${day}`).toBe(0);
      else within(count, switched / 2);
    }
  });

  test("are wrong at the DSP while its feed is later than their notice, of the run and of before it", () => {
    // Certain a working day after they were asked for, and registered that day: in effect four working days later. At
    // 02:00 a copy eight days late has what was registered up to the ninth day before.
    const delayDays = 8;
    const found = run(market({ switches: SWITCHES }, { feed: { delayMs: delayDays * DAY_MS } }), 8);
    const { of, appointments } = found;
    const { startDay } = of.plan.horizon;
    const knownDate = (day: number): number => {
      let date = Number.NEGATIVE_INFINITY;
      for (let asked = day - 30; asked < day; asked++)
        if (workingDayAfter(startDay + asked, 1) - startDay < day - delayDays)
          date = workingDayAfter(startDay + asked, 5) - startDay;
      return Math.min(date, day);
    };
    const expected = Array.from({ length: 8 }, (_, day) =>
      of.context.words.reduce((count, word, meter) => {
        const at = (date: number): number => appointments.appointedAt(meter, agentOf(word), date * DAY_MS);
        return count + (at(day) === at(knownDate(day)) ? 0 : 1);
      }, 0),
    );
    expect(Math.min(...expected)).toBeGreaterThan(100);
    expect(figures(found.result, "wrong_refusals")).toEqual(expected);
    // In step with four days' notice.
    const inStep = run(market({ switches: SWITCHES }, { feed: { delayMs: 3 * DAY_MS } }), 8);
    expect(sum(figures(inStep.result, "wrong_refusals"))).toBe(0);
  });

  test("don't come where the MDR stays, is the customer's own, or is the supplier itself", () => {
    const changes = (
      switches: Partial<RegistrationRules["switches"]>,
      estate: Partial<Plan["estate"]> = {},
    ): number => {
      const found = run(market({ switches: { ...SWITCHES, ...switches } }, { estate }), 4);
      expect(found.book.switches.effective).toBeGreaterThan(0);
      return sum(figures(found.result, "mdr_changes"));
    };
    expect(changes({})).toBeGreaterThan(0);
    expect(changes({ mdrStaysShare: 1 })).toBe(0);
    expect(changes({}, { customersAgentShare: 1 })).toBe(0);
    expect(changes({}, { independentShare: 0 })).toBe(0);
    within(changes({ mdrStaysShare: 0.5 }), changes({}) / 2);
  });

  test("are taken back with an erroneous switch: the supplier that it goes back to has its MDR again", () => {
    const switches = { ...SWITCHES, erroneousShare: 1, reversedAfterDays: 1 };
    const found = run(market({ switches }, { horizon: { measuredDays: 16 } }), 16);
    const { of, appointments } = found;
    const { changes } = of.market.settlement!;
    let back = 0;
    for (const [meter, word] of of.context.words.entries()) {
      const supplier = (day: number): number => changes!.supplierAt(word, meter, day * DAY_MS);
      const mdr = (day: number): number => appointments.appointedAt(meter, agentOf(word), day * DAY_MS);
      // On a Tuesday to a Friday it goes, and two midnights later comes back.
      for (let day = 1; day < 14; day++)
        if (supplier(day) !== supplier(day - 1) && supplier(day + 2) === supplier(day - 1)) {
          expect(mdr(day + 2), `meter ${meter}, day ${day}`).toBe(mdr(day - 1));
          if (mdr(day) !== mdr(day - 1)) back++;
        }
    }
    expect(back).toBeGreaterThan(100);
  });
});

describe("the same world", () => {
  test("the same meters change to the same MDRs, however late the DSP hears of it", () => {
    const mdrs = (feed: Partial<AccessControl["feed"]>): number[] => {
      const { of, appointments } = run(market({ switches: SWITCHES, mdrChangesPerMeterDay: 0.02 }, { feed }), 5);
      return Array.from(of.context.words, (word, meter) => appointments.appointedAt(meter, agentOf(word), 5 * DAY_MS));
    };
    expect(mdrs({ delayMs: 6 * DAY_MS })).toEqual(mdrs({}));
  });

  test("where nothing changes, requests are as without access control", () => {
    const { accessControl: _, ...without } = market({});
    const [on, off] = [run(market({}), 2), run(without, 2)];
    expect(on.result.ledger).toEqual(off.result.ledger);
    expect(sum(figures(on.result, "mdr_changes"))).toBe(0);
  });
});
