import { describe, expect, test } from "vitest";
import { supplierOf } from "../../src/domain/meter-word.ts";
import { ADVANCED, type OtherSegments, TRADITIONAL, UNMETERED } from "../../src/domain/other-segments.ts";
import type { Plan } from "../../src/domain/plan.ts";
import type { Settlement } from "../../src/domain/settlement.ts";
import { runDates, runsOf } from "../../src/domain/settlement-runs.ts";
import { DAY_MS } from "../../src/kernel/time.ts";
import { classesOf, METERED_KINDS } from "../../src/settlement/consumption-classes.ts";
import { planWith } from "../demand/base-demand.ts";
import { row } from "../fluid/base-rows.ts";
import { advance, close, open } from "./native.ts";
import { settlement } from "./settled.ts";
import { scheduledRead, smallMarket } from "./small-market.ts";

// S-40, S-41, S-50: what is not read over the DCC is settled with everything else.

const whole = planWith(["settlement.segments.enabled=true"]).settlement!;
const agentRead = row({ ...scheduledRead, id: "M03", process: "mhhs-reads", need: "agent", role: "agent" });

interface Others {
  readonly systems?: readonly [advanced: number, unmetered: number, traditional: number];
  readonly advanced?: Partial<OtherSegments["advanced"]>;
  readonly readsAMonth?: number;
}

const SYSTEMS: readonly [number, number, number] = [2000, 500, 3000];
const METERS = 1000;
/** Smart meters that all bring whole half-hourly days: register advances are the traditional meters'. */
const PLAIN = { optOutShare: 0, partDayShare: 0, noHistoryShare: 0 };

const othersOf = ({ systems = SYSTEMS, advanced, readsAMonth }: Others): OtherSegments => {
  const base = whole.others!;
  return {
    ...base,
    advanced: { ...base.advanced, ...advanced, systems: systems[ADVANCED] },
    unmetered: { ...base.unmetered, systems: systems[UNMETERED] },
    traditional: { systems: systems[TRADITIONAL], readsAMonth: readsAMonth ?? base.traditional.readsAMonth },
  };
};

const marketWith = (others: OtherSegments | undefined, more: Partial<Settlement> = {}): Plan => ({
  ...smallMarket({
    meters: METERS,
    rows: [agentRead],
    estate: { independentShare: 1 },
    needs: { mhhs: true },
    failures: { retryAfterMs: [], attemptSmets2: 0.2, attemptSmets1: 0.2 },
  }),
  settlement: {
    ...settlement,
    central: { ...settlement.central, ...PLAIN, others: others && whole.central.others },
    others,
    ...more,
  },
});

/** A day and a half: past the hours in which data services send, and their first sweep. */
const settled = (plan: Plan) => {
  const run = open(plan, { debug: true });
  advance(run, 1.5 * DAY_MS);
  const result = close(run, 1.5 * DAY_MS);
  return { run, market: run.market.settlement!, record: result.settlement!, central: result.central! };
};

const market = settled(marketWith(othersOf({})));

/** Share of a segment's meter-days on actuals at each run, by the record. */
const sharesOf = ({ record }: typeof market, segment: number): readonly number[] => {
  const width = record.runs.length + 1;
  const cells = record.suppliers * record.gspGroups * width;
  const byRun = new Array<number>(width).fill(0);
  for (let i = 0; i < cells; i++) byRun[i % width]! += record.firstRun[(2 + segment) * cells + i]!;
  const all = byRun.reduce((sum, one) => sum + one, 0);
  let on = 0;
  return byRun.slice(0, -1).map((days) => (on += days) / all);
};

/** Days on which data may come before a run's gate, after the first. */
const daysToGates = (plan: Plan): readonly number[] =>
  runDates(plan.settlement!, plan.horizon.startDay - 1, 18 * 60).map(({ gateDay }) => gateDay - plan.horizon.startDay);

/** Over all phases of a span of days, the chance that nothing comes in so many days on end. */
const chanceOfNone = (days: number, span: number, noneIn: (overlap: number) => number): number => {
  let sum = 0;
  for (let phase = 0; phase < span; phase++) {
    let none = 1;
    for (let from = -phase; from < days; from += span) none *= noneIn(Math.min(from + span, days) - Math.max(from, 0));
    sum += none;
  }
  return sum / span;
};

const expectShares = (found: readonly number[], expected: readonly number[], systems: number): void => {
  for (const [i, name] of runsOf("final").entries()) {
    const sigma = Math.sqrt((expected[i]! * (1 - expected[i]!)) / systems);
    expect(Math.abs(found[i]! - expected[i]!), `${name}: ${found[i]}, ${expected[i]} expected`).toBeLessThanOrEqual(
      4 * sigma + 1e-9,
    );
  }
};

describe("meter-days on actual data at each run (S-40)", () => {
  const days = daysToGates(market.run.plan);

  test("of advanced systems are all but those whose communications stay down", () => {
    const advanced = { liveShare: 0.6, repairDays: 10 };
    const found = sharesOf(settled(marketWith(othersOf({ advanced }))), ADVANCED);
    // Down for all of a spell with chance 0.4; each spell it reaches into is another chance.
    const expected = days.map((n) => 1 - chanceOfNone(n + 1, 10, () => 0.4));
    expectShares(found, expected, SYSTEMS[ADVANCED]);
    expect(found[0]).toBeLessThan(0.9);
  });

  test("of unmetered systems are all, by their inventories", () => {
    expect(sharesOf(market, UNMETERED)).toEqual([1, 1, 1, 1]);
  });

  test("of traditional meters are those that somebody has read since (S-41)", () => {
    const found = sharesOf(market, TRADITIONAL);
    const expected = days.map((n) => 1 - chanceOfNone(n + 1, 30, (overlap) => 1 - (0.19 * overlap) / 30));
    expectShares(found, expected, SYSTEMS[TRADITIONAL]);
  });
});

test("smart meters in traditional mode, which never answer, are settled on registers that somebody reads (S-41)", () => {
  const plan = marketWith(othersOf({ systems: [0, 0, 0] }));
  const dark = settled({ ...plan, failures: { ...plan.failures, longTermDark: 1 } });
  const shares = [0, 1, 2, 3].map((run) => {
    let on = 0;
    for (let meter = 0; meter < METERS; meter++) if (dark.market.settled.firstRunOf(meter, 0) <= run) on++;
    return on / METERS;
  });
  expectShares(
    shares,
    daysToGates(plan).map((n) => 1 - chanceOfNone(n + 1, 30, (overlap) => 1 - (0.19 * overlap) / 30)),
    METERS,
  );
  // Every day on actuals is a part of a register's advance: no half hour of theirs was ever read.
  for (const [i, { derivations }] of dark.central.entries()) {
    expect([derivations.halfHourly, derivations.partDays]).toEqual([0, 0]);
    expect(derivations.e1).toBe(Math.round(shares[i]! * METERS));
  }
});

test("what is followed on after a run is what a longer run simulates, system by system", () => {
  const others = othersOf({ advanced: { liveShare: 0.5, repairDays: 3 }, readsAMonth: 0.9 });
  const plan = marketWith(others);
  const dark = { ...plan, failures: { ...plan.failures, longTermDark: 0.3 } };
  const short = settled(dark);
  const run = open({ ...dark, horizon: { ...dark.horizon, measuredDays: 10 } }, { debug: true });
  advance(run, 10 * DAY_MS);
  close(run, 10 * DAY_MS);
  const long = run.market.settlement!;
  for (let index = 0; index < short.market.otherServices!.others.count; index++)
    expect(short.market.otherServices!.otherDays.firstRunOf(index, 0)).toBe(
      long.otherServices!.otherDays.firstRunOf(index, 0),
    );
  for (let meter = 0; meter < METERS; meter++)
    expect(short.market.settled.firstRunOf(meter, 0)).toBe(long.settled.firstRunOf(meter, 0));
});

test("smart meters fare as they do without the others", () => {
  const { record } = settled(marketWith(undefined));
  expect(market.record.firstRun.subarray(0, record.firstRun.length)).toEqual(record.firstRun);
  // And nothing of the others is said where they aren't settled.
  expect(record.firstRun).toHaveLength(2 * record.suppliers * record.gspGroups * (record.runs.length + 1));
});

test("their messages go over the DIP to MDS, their supplier and their LDSO, and each is accounted for", () => {
  const { told, otherServices } = market.market;
  const { others } = otherServices!;
  expect(told.sent).toBe(told.accepted + told.rejected);
  expect(told.rejected).toBe(0);
  const only = settled(marketWith(othersOf({ systems: [100, 0, 0], advanced: { liveShare: 1 } })));
  const alone = settled(marketWith(undefined));
  const counts = only.market.told.bySupplier.map((all, i) => all - alone.market.told.bySupplier[i]!);
  const expected = new Array<number>(counts.length).fill(0);
  // Midnight to noon of the second day: the first day's data and the second's, each once.
  for (const word of only.market.otherServices!.others.words) expected[supplierOf(word)]! += 2;
  expect([...counts]).toEqual(expected);
  expect(others.count).toBe(SYSTEMS.reduce((sum, one) => sum + one));
});

describe("energy of the whole market", () => {
  const { central } = market;
  const classes = classesOf(METERED_KINDS.length);

  test("is settled in classes by segment and connection, and truth is what each system used (S-50)", () => {
    const [first] = central;
    const kinds = first!.byClass.truth.map((mwh, n) => (classes[n]!.quality === "A" ? mwh : 0));
    expect(kinds.filter((mwh) => mwh > 0)).toHaveLength(METERED_KINDS.length - 1); // nobody exports here
    // All unmetered energy is accurate, and is what it truly was: an inventory is its own method.
    const unmetered = classes.findIndex(({ segment, component }) => segment === "U" && component === "C");
    for (const { byClass } of central) {
      expect(byClass.settled[unmetered]).toBeCloseTo(byClass.truth[unmetered]!, 9);
      expect(byClass.settled[unmetered + 1]).toBe(0);
    }
  });

  test("is on measured totals as its meter-days are: a register's advance is one, an estimate none", () => {
    const shares = sharesOf(market, TRADITIONAL);
    expect(central[3]!.derivations.e1).toBe(Math.round(shares[3]! * SYSTEMS[TRADITIONAL]));
    for (const [i, run] of central.entries()) {
      const { halfHourly, e1, partDays, e4, e5 } = run.derivations;
      expect(halfHourly + e1 + partDays + e4 + e5).toBe(METERS + SYSTEMS.reduce((sum, one) => sum + one));
      if (i > 0) expect(run.derivations.e1).toBeGreaterThanOrEqual(central[i - 1]!.derivations.e1);
    }
  });

  test("losses are each connection's: 8 % at low voltage, 3 % at high, 1 % at extra high", () => {
    const { settled: mwh } = central[3]!.byClass;
    const half = classes.length / 2;
    for (let n = 0; n < half; n++) {
      if (mwh[n] === 0) continue;
      const { connection } = classes[n]!;
      const factor = connection === "H" ? 1.03 : connection === "E" ? 1.01 : 1.08;
      expect(mwh[n + half]!).toBeCloseTo(mwh[n]! * (factor - 1), 9);
    }
  });

  test("is corrected by weights of its own: advanced data a tenth, half of what other accurate data carries is theirs", () => {
    const { settled: before, corrected: after } = central[3]!.byClass;
    const excess = (segment: string, connection: string): number => {
      const n = classes.findIndex((one) => one.segment === segment && one.connection === connection);
      return after[n]! / before[n]! - 1;
    };
    // Over a day's periods the factor differs, so the ratio of weights, 0.1 to 0.5, holds but for their shapes.
    expect(excess("A", "L") / excess("S", "W")).toBeGreaterThan(0.15);
    expect(excess("A", "L") / excess("S", "W")).toBeLessThan(0.25);
    expect(excess("U", "U") / excess("S", "W")).toBeGreaterThan(0.7);
  });
});

test("shares of energy are the scenario's: advanced half of it, unmetered a hundredth", () => {
  const { advanced, unmetered, traditional } = whole.others!;
  const ofAdvanced = advanced.annualKwh.reduce((sum, kwh, i) => sum + kwh * advanced.connectionShares[i]!, 0);
  const kwh = ofAdvanced * advanced.systems;
  const smart = (0.92 * 3140 + 0.08 * 13_552) * (30e6 + traditional.systems);
  const all = kwh + unmetered.annualKwh * unmetered.systems + smart;
  expect(kwh / all).toBeCloseTo(0.5, 12);
  expect((unmetered.annualKwh * unmetered.systems) / all).toBeCloseTo(0.01, 12);
  // Homes and small businesses take what is published of them: some 36 % and 13 %.
  expect((0.92 * 3140 * (30e6 + traditional.systems)) / all).toBeCloseTo(0.36, 1);
});
