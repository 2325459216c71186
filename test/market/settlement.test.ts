import { describe, expect, test } from "vitest";
import type { Plan } from "../../src/domain/plan.ts";
import type { Settlement } from "../../src/domain/settlement.ts";
import { runDates, runsOf } from "../../src/domain/settlement-runs.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../src/kernel/time.ts";
import { row, window } from "../fluid/base-rows.ts";
import { advance, BrokenLaw, close, open, simulate } from "./native.ts";
import { settlement } from "./settled.ts";
import { scheduledRead, smallMarket } from "./small-market.ts";

// S-17, S-51: whose days each Settlement Run settles on actual data, by how often meters are read.

const agentRead = row({ ...scheduledRead, id: "M03", process: "mhhs-reads", need: "agent", role: "agent" });
const exportRead = row({ ...agentRead, id: "M06", srv: "4.8.3", need: "export-agent" });

interface Market {
  readonly meters: number;
  readonly cycleDays?: number;
  readonly measuredDays?: number;
  readonly failures?: Partial<Plan["failures"]>;
  readonly more?: Partial<Settlement>;
  readonly exportShare?: number;
}

/** Agents read every meter at 02:00 every so many days, once. */
const settledMarket = ({ meters, cycleDays = 1, measuredDays = 1, failures, more, exportShare = 0 }: Market): Plan => {
  const plan = smallMarket({
    meters,
    behind: "csp.north",
    rows: [agentRead, exportRead],
    estate: { independentShare: 1, exportShare },
    needs: { mhhs: true, mhhsCycleDays: cycleDays },
    failures: { retryAfterMs: [], ...failures },
  });
  return { ...plan, horizon: { ...plan.horizon, measuredDays }, settlement: { ...settlement, ...more } };
};

/** Runs a plan up to noon of its last measured day, and settles its days. */
const settled = (plan: Plan) => {
  const run = open(plan, { debug: true });
  const endMs = plan.horizon.measuredDays * DAY_MS - DAY_MS / 2;
  advance(run, endMs);
  const result = close(run, endMs);
  return { ...run.market.settlement!, record: result.settlement! };
};

const shareAt = ({ runs, firstRun }: { runs: readonly string[]; firstRun: Float64Array }, run: number): number => {
  let on = 0;
  for (const [i, days] of firstRun.entries()) if (i % (runs.length + 1) <= run) on += days;
  return on / firstRun.reduce((sum, days) => sum + days, 0);
};

describe("the share of meter-days on actual data at each run", () => {
  const METERS = 4000;
  const DAYS = 7;
  const FAILS = 0.1;

  /**
   * A read of every `cycle` days, its phase uniform, that fails with probability f each time: of the reads that fall
   * between the data day's end and the gate at least one has to succeed.
   */
  const chance = (cycle: number, daysToGate: number): number => {
    let sum = 0;
    for (let phase = 0; phase < cycle; phase++) {
      const reads = phase > daysToGate ? 0 : Math.floor((daysToGate - phase) / cycle) + 1;
      sum += 1 - FAILS ** reads;
    }
    return sum / cycle;
  };

  test.each([1, 7, 30])("is what closed form has for a read every %i days", (cycleDays) => {
    const plan = settledMarket({ meters: METERS, cycleDays, measuredDays: DAYS, failures: { attemptSmets2: FAILS } });
    const { record } = settled(plan);
    for (const [run, name] of runsOf("final").entries()) {
      let expected = 0;
      for (let day = 0; day < DAYS; day++) {
        const { gateDay } = runDates(plan.settlement!, plan.horizon.startDay + day - 1, 18 * 60)[run]!;
        expected += chance(cycleDays, gateDay - (plan.horizon.startDay + day)) / DAYS;
      }
      // Days of one meter go together, so a meter is one sample at worst.
      const sigma = Math.sqrt((expected * (1 - expected)) / METERS);
      const found = shareAt(record, run);
      expect(Math.abs(found - expected), `${name}: ${found}, ${expected} expected`).toBeLessThanOrEqual(
        4 * sigma + 1e-9,
      );
    }
  });

  test("is, for reads at once, daily and never missed, all", () => {
    const { record } = settled(settledMarket({ meters: 200 }));
    expect(record.runs.map((_, run) => shareAt(record, run))).toEqual([1, 1, 1, 1]);
    expect(record.followed).toEqual(new Float64Array(4));
  });

  test("has nothing of meters that never answer", () => {
    const { record } = settled(settledMarket({ meters: 200, failures: { longTermDark: 1 } }));
    expect(shareAt(record, 3)).toBe(0);
  });

  test("has nothing of data that fails validation, though every message is accepted", () => {
    const dataServices = { ...settlement.dataServices, invalidShare: 1 };
    const { record } = settled(settledMarket({ meters: 200, more: { dataServices } }));
    expect(shareAt(record, 3)).toBe(0);
    expect(record.messages).toMatchObject({ sent: 200, accepted: 200, estimates: 200 });
  });
});

test("what is followed on after a run is what a longer run simulates, meter by meter", () => {
  const dark = { spellDark: 0.3, spellMeanMs: 2 * DAY_MS, longTermDark: 0.05, attemptSmets2: 0.2 };
  for (const cycleDays of [1, 3]) {
    const market = { meters: 1000, cycleDays, failures: dark, exportShare: 0.5 };
    const short = settled(settledMarket(market));
    const long = settled(settledMarket({ ...market, measuredDays: 10 }));
    for (let meter = 0; meter < market.meters; meter++)
      for (const register of [0, 1])
        expect(short.settled.firstRun(0, meter, register)).toBe(long.settled.firstRun(0, meter, register));
    expect(short.record.followed.reduce((sum, days) => sum + days)).toBeGreaterThan(100);
  }
});

test("a run ends once its own days' reads are in: what a later night's reads bring besides is followed on", () => {
  // Reads all day, half of them in vain; data is two hours on its way to MDS. The next day's reads bring data of the
  // measured one all the time.
  const base = settledMarket({ meters: 4000, failures: { attemptSmets2: 0.5 } });
  const dip = { ...settlement.dip, deliveryMs: { median: 2 * HOUR_MS, p99: 2 * HOUR_MS } };
  const rows = base.rows.map((read) => ({ ...read, profile: [window(0, 24)] }));
  const result = simulate({ ...base, rows, settlement: { ...settlement, dip } });
  const inAtMs = DAY_MS + 2 * HOUR_MS;
  expect(result.endedAtMs).toBeGreaterThan(inAtMs - 5 * MINUTE_MS);
  expect(result.endedAtMs).toBeLessThan(inAtMs + 5 * MINUTE_MS);
  // A day's half that failed comes with later reads, all of it before the last run.
  expect(shareAt(result.settlement!, 3)).toBe(1);
});

describe("messages", () => {
  test("are one for each metering system and UTC day: a month's read brings a month of them", () => {
    const market = { meters: 900, cycleDays: 30, exportShare: 1 };
    const { record } = settled(settledMarket(market));
    const readToday = record.messages.sent / (2 * 30);
    expect(Number.isInteger(readToday)).toBe(true);
    // A thirtieth of the meters, within 4 sigma.
    expect(Math.abs(readToday - 30)).toBeLessThan(4 * Math.sqrt(30));
  });

  test("of days that earlier reads missed come with the next read, as far back as it asks", () => {
    const failures = { spellDark: 0.5, spellMeanMs: 2 * DAY_MS };
    const own = { ...settlement.dataServices, readsBackDays: 1 };
    const of = (more: Partial<Settlement>) => settled(settledMarket({ meters: 500, measuredDays: 5, failures, more }));
    const all = of({});
    const onlyOwn = of({ dataServices: own });
    // All that a meter's reads bring by the end is every day up to its last read.
    expect(all.record.messages.sent).toBeGreaterThan(onlyOwn.record.messages.sent);
    expect(shareAt(all.record, 3)).toBe(1);
    expect(shareAt(onlyOwn.record, 3)).toBeLessThan(0.65);
  });

  test("reach MDS, the supplier and the LDSO once each, however often a webhook fails", () => {
    const dip = { ...settlement.dip, webhookFails: 0.3 };
    const { record } = settled(settledMarket({ meters: 1000, more: { dip } }));
    expect(record.deliveries.map(({ delivered }) => delivered)).toEqual([1000, 1000, 1000]);
    expect(record.messages).toMatchObject({ sent: 1000, accepted: 1000, rejected: 0, waiting: 0 });
    // Tries until the first success: 0.3 / 0.7 failures each, within 4 sigma.
    for (const { failed } of record.deliveries)
      expect(Math.abs(failed - (1000 * 0.3) / 0.7)).toBeLessThan(4 * Math.sqrt((1000 * 0.3) / 0.7 ** 2));
  });

  test("keep their law: one lost on the way is found within the hour", () => {
    const run = open(settledMarket({ meters: 50 }), { debug: true });
    advance(run, 3 * HOUR_MS);
    run.market.settlement!.told.accepted--;
    expect(() => advance(run, 4 * HOUR_MS)).toThrow(BrokenLaw);
    expect(() => advance(run, 4 * HOUR_MS)).toThrow(/50 sent, but 49 accepted/);
  });

  test("are rejected once the last run of their day has been, and keep their law (IF-014)", () => {
    const run = open(settledMarket({ meters: 50 }), { debug: true });
    const { gates, told } = run.market.settlement!;
    gates.firstAt = () => gates.runs.length;
    advance(run, 12 * HOUR_MS);
    expect([told.sent, told.accepted, told.rejected]).toEqual([50, 0, 50]);
    // Whom else it is for has it all the same.
    expect([...told.delivered]).toEqual([50, 50, 50]);
  });
});

describe("what a data service holds as a run begins", () => {
  test("is all up to yesterday's read, for whoever answers", () => {
    const run = open(settledMarket({ meters: 300 }));
    expect(new Set(run.market.settlement!.dataServices.heldTo.subarray(0, 300))).toEqual(new Set([-1]));
  });

  test("is up to the last read of the cycle: each tenth of the meters a day longer ago", () => {
    const METERS = 5000;
    const run = open(settledMarket({ meters: METERS, cycleDays: 10 }));
    const held = run.market.settlement!.dataServices.heldTo.subarray(0, METERS);
    for (let day = -10; day < 0; day++) {
      const there = held.filter((last) => last === day).length;
      expect(Math.abs(there - METERS / 10), `day ${day}`).toBeLessThan(4 * Math.sqrt(METERS * 0.1 * 0.9));
    }
  });

  test("lacks what a spell in the dark has lasted, which is exponential", () => {
    const METERS = 20_000;
    const failures = { spellDark: 0.2, spellMeanMs: 5 * DAY_MS };
    const run = open(settledMarket({ meters: METERS, failures }));
    const held = run.market.settlement!.dataServices.heldTo.subarray(0, METERS);
    // One in five was dark at yesterday's read; of those a share e^(-(k - 1) / 5) was at the k - 1 before it too.
    for (const k of [1, 3, 6, 9]) {
      const expected = METERS * 0.2 * Math.exp(-(k - 1) / 5);
      const lacking = held.filter((last) => last < -k).length;
      expect(Math.abs(lacking - expected), `${k} days: ${lacking}, ${expected} expected`).toBeLessThan(
        4 * Math.sqrt(expected),
      );
    }
  });
});
