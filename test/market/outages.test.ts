import { describe, expect, test } from "vitest";
import { ACCESS } from "../../src/domain/components.ts";
import type { Fault, LimitFault } from "../../src/domain/faults.ts";
import type { Plan } from "../../src/domain/plan.ts";
import { HOUR_MS, MINUTE_MS } from "../../src/kernel/time.ts";
import { each, row } from "../fluid/base-rows.ts";
import { advance, close, open, planOf, readScenario, simulate } from "./native.ts";
import { optionNamed } from "./options.ts";
import { diaryOf, smallMarket } from "./small-market.ts";

const outage = (station: string, share: number, fromMs: number, toMs: number): LimitFault => ({
  kind: "outage",
  title: `outage of ${station}`,
  fromMs,
  toMs,
  stations: [{ station, share }],
});
const withFaults = (plan: Plan, ...faults: Fault[]): Plan => ({ ...plan, faults });

// 200 requests in each minute of the day, to the requests dealt out, to a CSP that carries 300 a minute.
const METERS = 288_000;
const A_SECOND = METERS / 86_400;
const CARRIED = 5;
const spreadOut = row({
  id: "T01",
  title: "T01",
  process: "daily-reads",
  need: "existing-electricity",
  srv: "4.8.1",
  role: "supplier",
  mode: "scheduled",
  profile: [{ fromMinute: 0, toMinute: 1440, share: 1 }],
  perMeterDay: each(1),
});
const everyMinute = { ...spreadOut, byAccess: ACCESS.map(() => new Float64Array(1440).fill(METERS / 1440)) };
const constantLoad = smallMarket({
  meters: METERS,
  behind: "csp.north",
  rows: [everyMinute],
  perSecond: { "csp.north": CARRIED },
});

const booksOf = (plan: Plan, untilMs: number) => {
  const run = open(plan);
  advance(run, untilMs);
  return close(run, untilMs);
};

describe("under constant load, what waits after an outage is worked off when the integral says", () => {
  // λ arrives, K is carried, of which s is left for a time T: (λ − sK) T waits, and goes at K − λ.
  for (const [share, hours] of [
    [0, 1],
    [0.2, 1],
    [0.5, 2],
  ] as const)
    test(`${100 * share} % left for ${hours} h, within 1 %`, () => {
      const lasts = hours * HOUR_MS;
      const plan = withFaults(constantLoad, outage("csp.north", share, HOUR_MS, HOUR_MS + lasts));
      const [fault] = booksOf(plan, 7 * HOUR_MS).faults;
      const [backlog] = fault!.backlogs;
      const waits = (A_SECOND - share * CARRIED) * (lasts / 1000);
      const drained = (1000 * waits) / (CARRIED - A_SECOND);
      expect(Math.abs(backlog!.atEnd! - waits) / waits).toBeLessThan(0.01);
      expect(Math.abs(backlog!.most - waits) / waits).toBeLessThan(0.01);
      expect(Math.abs(backlog!.drainedAtMs! - fault!.toMs - drained) / drained).toBeLessThan(0.01);
    });

  test("who was sent in it, or while it was worked off, and nobody else, is counted", () => {
    const plan = withFaults(constantLoad, outage("csp.north", 0, HOUR_MS, 2 * HOUR_MS));
    const { faults, ledger } = booksOf(plan, 24 * HOUR_MS);
    const [{ needs, fromMs, backlogs }] = faults as [(typeof faults)[0]];
    const answered = needs.answered.reduce((sum, one) => sum + one, 0);
    const sent = (A_SECOND * (backlogs[0]!.drainedAtMs! - fromMs)) / 1000;
    expect(Math.abs(answered - sent)).toBeLessThanOrEqual(METERS / 1440);
    expect(answered).toBeLessThan(ledger.answered.reduce((sum, one) => sum + one, 0) / 4);
    // The first in it waited for all of it, and for its answer.
    const longest = needs.longestMs.reduce((most, one) => Math.max(most, one), 0);
    expect(longest).toBeGreaterThan(HOUR_MS);
    expect(longest).toBeLessThan(HOUR_MS + MINUTE_MS);
  });
});

describe("faults that overlap at one station compose", () => {
  test("the lowest holds, whichever began first, and the whole comes back after the last", () => {
    const plan = withFaults(
      constantLoad,
      outage("csp.north", 0.5, HOUR_MS, 4 * HOUR_MS),
      outage("csp.north", 0.1, 2 * HOUR_MS, 3 * HOUR_MS),
      outage("csp.north", 0.8, 2 * HOUR_MS, 5 * HOUR_MS),
    );
    const { components, firstMinuteMs } = booksOf(plan, 6 * HOUR_MS);
    const { carried } = components["csp.north"];
    const midnight = -firstMinuteMs / MINUTE_MS;
    const inMinute = (hour: number, minute: number): number => carried[midnight + 60 * hour + minute]!;
    const full = 60 * CARRIED;
    const expected = [
      [1, 0.5],
      [2, 0.1],
      [3, 0.5],
      [4, 0.8],
      [5, 1],
    ] as const;
    for (const [hour, share] of expected)
      for (const minute of [1, 30, 58]) expect(Math.abs(inMinute(hour, minute) - share * full)).toBeLessThanOrEqual(1);
  });
});

describe("an outage of one part", () => {
  test("of the way back holds answers, and no request", () => {
    const plan = withFaults(constantLoad, outage("csp.north return", 0, HOUR_MS, 2 * HOUR_MS));
    const { components, faults } = booksOf(plan, 3 * HOUR_MS);
    expect(Math.max(...components["csp.north"].queuedMax)).toBeLessThan(METERS / 1440);
    const waits = A_SECOND * 3600;
    expect(Math.abs(faults[0]!.backlogs[0]!.atEnd! - waits) / waits).toBeLessThan(0.01);
  });

  test("of a User's endpoint holds up nobody but that User", () => {
    const whole = diaryOf(smallMarketOfUsers);
    const down = diaryOf(withFaults(smallMarketOfUsers, outage("Supplier 1", 0, 0, 12 * HOUR_MS)));
    const others = (place: string) => place.startsWith("Supplier") && place !== "Supplier 1";
    const delivered = (diary: typeof whole, holds: (place: string) => boolean) =>
      diary.entries.filter(({ place }) => holds(place));
    expect(delivered(whole, others).length).toBeGreaterThan(100);
    expect(delivered(down, others)).toEqual(delivered(whole, others));
    const own = delivered(down, (place) => place === "Supplier 1");
    expect(own).toHaveLength(delivered(whole, (place) => place === "Supplier 1").length);
    expect(Math.min(...own.map(({ atMs }) => atMs))).toBe(12 * HOUR_MS);
  });

  test("of one DCO delays its own cohort alone (S-07)", () => {
    const whole = diaryOf(dualControl);
    const down = diaryOf(withFaults(dualControl, outage("dco.moc", 0, 0, 12 * HOUR_MS)));
    for (const cohort of ["ioc", "foc"]) {
      expect(whole.at(`dco.${cohort}`).length).toBeGreaterThan(5);
      expect(down.at(`dco.${cohort}`)).toEqual(whole.at(`dco.${cohort}`));
    }
    expect(down.at("dco.moc").filter(({ atMs }) => atMs < 12 * HOUR_MS)).toEqual([]);
    expect(down.at("dco.moc")).toHaveLength(whole.at("dco.moc").length);
  });

  test("a DCO at half its rate takes twice as long for each", () => {
    const slow = diaryOf(withFaults(dualControl, outage("dco.moc", 0.5, 0, 24 * HOUR_MS)));
    const gap = (diary: ReturnType<typeof diaryOf>): number => {
      const times = diary.at("dco.moc").map(({ atMs }) => atMs);
      return Math.min(...times.slice(1).map((atMs, i) => atMs - times[i]!));
    };
    expect(gap(slow)).toBeGreaterThanOrEqual(2 * (1000 / dualControl.dco.perSecond));
  });
});

const smallMarketOfUsers = smallMarket({
  meters: 1000,
  rows: [spreadOut],
});

const dualControl = smallMarket({
  meters: 600,
  estate: { smets1Share: 1 },
  rows: [
    row({
      id: "T08",
      title: "T08",
      process: "supplier-requests",
      need: "stream",
      srv: "1.1.1",
      role: "supplier",
      profile: [{ fromMinute: 0, toMinute: 1440, share: 1 }],
      perMeterDay: each(0.5),
    }),
  ],
  dco: { perSecond: 0.05, dualControlShare: 1 },
});

describe("a customer who tops up in the evening (S-54)", () => {
  // Behind CSP North 0.2017 of meters, of which 0.95 are in reach and 0.96 of those answer; SMETS1 answers 0.90 of 0.95.
  const north = 6.05 / 30;
  const answering = 0.95 * (0.73 * 0.96 + 0.27 * 0.9);
  const keepsTarget = 1 - (north * 0.95 * 0.96) / answering;

  test("waits for as long as CSP North is down, if it is behind it", async () => {
    const SCALE_OF_MANY = 0.005;
    const plan = planOf(await readScenario("scenarios/outage.yaml", []), "evening", {
      replication: 0,
      scale: SCALE_OF_MANY,
    });
    const { ledger, faults } = simulate(plan);
    const first = 8 * ledger.kinds.indexOf("T05");
    const count = (column: Float64Array): number => column.slice(first, first + 8).reduce((sum, one) => sum + one, 0);
    const { answered, inTarget } = faults[0]!.needs;
    const n = count(answered);
    expect(n).toBeGreaterThan(1000);
    const off = Math.abs(count(inTarget) / n - keepsTarget);
    expect(off).toBeLessThan(4 * Math.sqrt((keepsTarget * (1 - keepsTarget)) / n));
  });
});

describe("the books of a run with faults", () => {
  const SCALE = 0.0005;
  const everything = ACCESS.map((name) => outage(name, 0.5, -HOUR_MS, 3 * HOUR_MS));
  const faults: readonly Fault[] = [
    ...everything,
    outage("dsp", 0, 2 * HOUR_MS, 3 * HOUR_MS),
    outage("dsp return", 0.1, 9 * HOUR_MS, 11 * HOUR_MS),
    outage("dco.ioc", 0, 9 * HOUR_MS, 12 * HOUR_MS),
    outage("Supplier 2", 0.01, 0, 20 * HOUR_MS),
  ];
  const plan = withFaults(optionNamed("as-today").plan(SCALE), ...faults);

  test("balance at every hour, and two runs are the same to the last event", () => {
    const first = simulate(plan, { debug: true });
    const second = simulate(plan);
    expect(second.pathFingerprint).toEqual(first.pathFingerprint);
    expect(second.resultFingerprint).toBe(first.resultFingerprint);
    const { ledger } = first;
    const ended = ledger.wanted.map((_, i) => ledger.answered[i]! + ledger.refused[i]! + ledger.expired[i]!);
    expect(ended).toEqual(ledger.wanted);
  });

  test("of a fault that lasts all through the run are the ledger's", () => {
    const always = (fromMs: number, toMs: number): Fault => outage("dco.foc", 0.999, fromMs, toMs);
    const sharp = withFaults(optionNamed("as-today").plan(SCALE), always(-6 * HOUR_MS, 60 * HOUR_MS));
    const { ledger, faults: found } = simulate(sharp);
    for (const count of ["answered", "refused", "expired", "inTarget"] as const)
      expect([count, found[0]!.needs[count]]).toEqual([count, ledger[count]]);
  });

  test("a day on which nothing goes wrong has none of it", () => {
    const { context, market } = open(optionNamed("as-today").plan(SCALE));
    expect(context.ledger.constructor.name).toBe("Ledger");
    expect(market.faults).toEqual([]);
  });
});
