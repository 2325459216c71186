import { describe, expect, test } from "vitest";
import type { Plan } from "../../src/domain/plan.ts";
import type { RegistrationRules } from "../../src/domain/registration.ts";
import { type CaseHop, type TracedCase, tracedCases } from "../../src/experiment/trace-registration.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../src/kernel/time.ts";
import { caseHopCause, caseOutcome, caseTitle } from "../../src/report/trace-registration-text.ts";
import { messageCause } from "../../src/report/trace-settlement-text.ts";
import { METERS, registered, rules } from "./registered.ts";
import { journalsOf, pickedOf } from "./traced.ts";

// S-30 to S-33 in the life of one meter: what Registration is asked for, and each of its messages over the DIP.

const WORKING_DAYS = 5;

interface Changed {
  readonly perDay?: number;
  readonly switches?: Partial<RegistrationRules["switches"]>;
  readonly appointments?: Partial<RegistrationRules["appointments"]>;
  readonly change?: Partial<RegistrationRules>;
  readonly days?: number;
  readonly dip?: Partial<NonNullable<Plan["settlement"]>["dip"]>;
}

/** Every answer takes ten minutes, and every delivery two seconds. */
const AT_ONCE = { median: 2000, p99: 2000.001 };
const market = ({ perDay = 0, switches, appointments, change, days = 9, dip }: Changed): Plan => {
  const plan = registered(
    {
      asked: { fromMinute: 600, toMinute: 601 },
      switches: { ...rules.switches, perDay, leadDays: WORKING_DAYS, objectionDays: 1, ...switches },
      appointments: { ...rules.appointments, answerMs: { median: 600_000, p99: 600_000.001 }, ...appointments },
      ...change,
    },
    { measuredDays: days },
  );
  return {
    ...plan,
    settlement: { ...plan.settlement!, dip: { ...plan.settlement!.dip, deliveryMs: AT_ONCE, ...dip } },
  };
};

/** All cases of all meters, each once, and a trace to say them in. */
const casesOf = (plan: Plan, untilMs: number) => {
  const { run, dayOf, traced } = journalsOf(plan, METERS, untilMs);
  const days = Array.from({ length: Math.ceil(untilMs / DAY_MS) + 1 }, (_, i) => i - 1);
  const trace = dayOf(0);
  const lives = traced.flatMap(({ cases, meter }) => {
    const seen = new Map<string, TracedCase>();
    for (const day of cases.length === 0 ? [] : days)
      for (const one of tracedCases(plan, cases, day))
        seen.set(`${caseTitle(one)} ${one.begunMs} ${one.hops[0]?.toMs}`, one);
    return [...seen.values()].map((one) => ({ meter, one, trace }));
  });
  return { lives, traced, dayOf, book: run.market.settlement!.registration!.book };
};

const took = ({ fromMs, toMs }: CaseHop): number => toMs - fromMs;
const total = (values: ArrayLike<number>): number => Array.from(values).reduce((all, value) => all + value, 0);

describe("a switch in a market without chance", () => {
  const { lives, dayOf, traced } = casesOf(market({ perDay: 40 }), 9 * DAY_MS);
  // Asked for on the first day, which is a Monday: certain on Tuesday, and effective a week after.
  // Some meters are asked for once more while their switch is under way: those are rejected.
  const switches = lives.filter(
    ({ one }) =>
      one.kind === "switch" && !one.isFromBefore && one.inVain === undefined && Math.floor(one.begunMs / DAY_MS) === 0,
  );

  test("waits a day for the time to object, then for its midnight, and its reading follows half a day after", () => {
    expect(switches.length).toBeGreaterThan(10);
    for (const { one, trace } of switches) {
      const at = (place: string) => one.hops.filter((hop) => hop.place === place);
      expect(at("central switching").map(took)).toEqual([DAY_MS]);
      const [held] = at("Registration");
      expect([held!.fromMs, held!.toMs]).toEqual([one.begunMs + DAY_MS, one.endMs]);
      expect(one.endMs).toBe(7 * DAY_MS);
      expect(at("data service").map(took)).toEqual([12 * HOUR_MS]);
      expect(caseOutcome(trace, one)).toMatch(/took effect at the midnight of 2028-01-24 \(00:00:00\.000 01-24 UTC\)$/);
    }
  });

  test("goes from one supplier to another, and has the appointment of three services for the new one", () => {
    for (const { meter, one } of switches) {
      expect(caseTitle(one)).toMatch(/^Registration: switch from Supplier \d+ to Supplier \d+$/);
      expect(one.outgoing).not.toBe(one.supplier);
      const appointments = lives.filter(({ meter: of, one: { kind } }) => of === meter && kind === "appointment");
      expect(new Set(appointments.map(({ one: { service } }) => service))).toEqual(
        new Set(["metering service", "data service", "MDR"]),
      );
      expect(new Set(appointments.map(({ one: { supplier } }) => supplier))).toContain(one.supplier);
    }
  });

  test("tells each appointment message by message: asked, proposed, answered after ten minutes, made", () => {
    const appointments = lives.filter(({ one: { kind, endMs } }) => kind === "appointment" && endMs !== undefined);
    expect(appointments.length).toBeGreaterThan(30);
    for (const { one } of appointments) {
      const sent = one.hops.filter(({ place }) => place === "dip").map(({ message }) => message);
      expect(sent).toEqual([
        "appointment asked for",
        "appointment proposed",
        "appointment accepted",
        "appointment made",
        "de-appointment",
      ]);
      const answered = one.hops.find(({ isPartys }) => isPartys)!;
      expect([answered.place, Math.round(took(answered) / MINUTE_MS)]).toEqual([one.service, 10]);
      expect(caseHopCause(answered, one)).toBe("took 10m00s to answer: accepts");
      const delivered = one.hops.filter(({ message, place }) => message === "appointment made" && place !== "dip");
      expect(new Set(delivered.map(({ place }) => place))).toEqual(
        new Set(["dip to supplier", `dip to ${one.service}`, "dip to LDSO"]),
      );
      for (const hop of delivered) expect(Math.round(took(hop) / 1000)).toBe(2);
    }
  });

  test("has no hop that begins where nothing ended", () => {
    for (const { one } of lives) {
      const known = new Set([one.begunMs, ...one.hops.map(({ toMs }) => toMs)]);
      for (const { fromMs } of one.hops) expect(known).toContain(fromMs);
    }
  });

  test("is told on each of its days, and on no other", () => {
    const { meter, one } = switches[0]!;
    const isToldOn = (day: number): boolean =>
      dayOf(meter, day).registration!.some(({ kind, begunMs }) => kind === "switch" && begunMs === one.begunMs);
    // Its reading is sent on the day after which it takes effect.
    expect([-1, 0, 3, 7, 8].map(isToldOn)).toEqual([false, true, true, true, false]);
    const nobody = traced.find(({ cases }) => cases.length === 0)!;
    expect(dayOf(nobody.meter).registration).toEqual([]);
  });
});

test("all messages of Registration are told, and every try that a webhook didn't take, with its wait", () => {
  const { lives, traced, book } = casesOf(
    market({ perDay: 60, days: 9, dip: { webhookFails: 0.3, retryAfterMs: 10_000, doublings: 3 } }),
    9 * DAY_MS,
  );
  const messages = traced.flatMap(({ cases }) => cases.flatMap((one) => one.messages));
  expect(messages.length).toBe(total(book.sent));
  const tries = messages.flatMap(({ stays }) => stays);
  expect(tries.filter(({ isFailed }) => isFailed).length).toBe(book.failed);
  expect(tries.filter(({ place, isFailed }) => place !== "dip" && !isFailed).length).toBe(total(book.delivered));
  // Ten seconds after the first try, then 20, 40, 80 and no longer.
  const waits = new Map(tries.map(({ attempt, waitedMs, place }) => [place === "dip" ? -1 : attempt, waitedMs]));
  expect([0, 1, 2, 3, 4, 5].map((attempt) => waits.get(attempt))).toEqual([0, 10_000, 20_000, 40_000, 80_000, 80_000]);
  const second = lives
    .flatMap(({ one }) => one.hops.map((hop) => ({ one, hop })))
    .find(({ hop }) => hop.attempt === 1)!;
  expect(caseHopCause(second.hop, second.one)).toMatch(/: try 2, sent 10s after the one before: /);
});

describe("a case that doesn't go through says why", () => {
  const of = (changed: Changed, days = 3) => casesOf(market({ days, ...changed }), days * DAY_MS).lives;

  test.each([
    ["rejectedShare", "rejected", /; rejected by central switching$/],
    ["objectedShare", "objected", /; came to nothing: the outgoing supplier objected$/],
    ["withdrawnShare", "withdrawn", /; came to nothing: withdrawn by the supplier that asked$/],
  ] as const)("a switch under %s 1", (share, why, words) => {
    const lives = of({ perDay: 40, switches: { [share]: 1 } });
    expect(lives.length).toBeGreaterThan(10);
    const ended = lives.filter(({ one: { endMs, inVain } }) => endMs !== undefined && inVain !== "beingSwitched");
    expect(ended.length).toBeGreaterThan(10);
    for (const { one, trace } of ended) {
      expect(one.inVain).toBe(why);
      expect(caseOutcome(trace, one)).toMatch(words);
    }
  });

  test("a service that never answers is asked again after the supplier's time-out", () => {
    const lives = of({ change: { newConnectionsPerDay: 20 }, appointments: { silentShare: 1, timeOutMs: HOUR_MS } }, 1);
    const { one } = lives.find(({ one: { kind } }) => kind === "appointment")!;
    const waits = one.hops.filter(({ place }) => place === "supplier");
    expect(waits.slice(0, 3).map(took)).toEqual([HOUR_MS, HOUR_MS, HOUR_MS]);
    expect(caseHopCause(waits[0]!, one)).toBe("no outcome for 1h00m: its time-out, asks again");
    expect(one.tries).toBe(1 + waits.length);
  });

  test("a request that fails validation, and one that a service rejects, is asked again at once", () => {
    const invalid = of({ change: { newConnectionsPerDay: 20 }, appointments: { refusedShare: 1 } }, 1);
    const rejected = of({ change: { newConnectionsPerDay: 20 }, appointments: { rejectedShare: 1 } }, 1);
    const causes = (lives: typeof invalid) => lives.flatMap(({ one }) => one.hops.map((hop) => caseHopCause(hop, one)));
    expect(causes(invalid)).toContain("request refused, since it failed validation: passed at once");
    expect(causes(rejected)).toContain("rejection passed on: passed at once");
    expect(causes(rejected)).toContain("took 10m00s to answer: rejects");
    for (const { one } of invalid) expect(one.hops.some(({ isPartys }) => isPartys)).toBe(false);
  });
});

test("a meter is picked that changes supplier on the day", () => {
  const plan = market({ perDay: 40, days: 8 });
  const picked = (day: number): number | undefined => pickedOf(plan, "switched", day);
  // Nobody's is effective on the first Sunday: switches take effect on working days.
  expect(picked(6)).toBeUndefined();
  const meter = picked(7)!;
  const { registration } = journalsOf(plan, METERS, 8 * DAY_MS).dayOf(meter, 7);
  expect(registration!.some(({ kind, endMs }) => kind === "switch" && endMs === 7 * DAY_MS)).toBe(true);
});

test("what the DIP loses while it is down is its outage's, and not a webhook's", () => {
  const plan = market({
    change: { newConnectionsPerDay: 20 },
    days: 1,
    dip: { deliveryMs: { median: HOUR_MS, p99: 3_600_001 } },
  });
  const title = "DIP out of service";
  const outage = {
    title,
    kind: "outage" as const,
    fromMs: 10.5 * HOUR_MS,
    toMs: 12 * HOUR_MS,
    stations: [{ station: "dip", share: 0 }],
  };
  const { lives } = casesOf({ ...plan, faults: [outage] }, DAY_MS);
  const lost = lives.flatMap(({ one }) => one.hops.filter(({ isFailed }) => isFailed));
  expect(lost.length).toBeGreaterThan(0);
  // Asked for at ten, delivered at eleven: not in the outage, but the next is.
  expect(messageCause(lost[0]!)).toBe(`not delivered; while: ${title}`);
  for (const { toMs, fault } of lost)
    expect([fault, toMs >= outage.fromMs && toMs < outage.toMs]).toEqual([title, true]);
});
