import { describe, expect, test } from "vitest";
import { HAS_EXPORT } from "../../src/domain/meter-word.ts";
import { Reachability } from "../../src/domain/reachability.ts";
import { openStream } from "../../src/kernel/keyed-draws.ts";
import { HOUR_MS } from "../../src/kernel/time.ts";
import { DEADLINE_HOURS } from "../../src/ledger/deadlines.ts";
import { NEEDS_MAX, Needs } from "../../src/smoothing/needs.ts";
import { row } from "../fluid/base-rows.ts";
import { ANSWER_MS, countOf, diaryOf, onDemandRead, scheduledRead, smallMarket, TWO_MS } from "./small-market.ts";

const METERS = 50;

describe("who reads what", () => {
  const ownRead = row({ ...scheduledRead, id: "M01", process: "mhhs-reads", need: "own-mdr" });

  test("a daily read that its supplier settles on is one request and two needs", () => {
    const plan = smallMarket({ meters: METERS, rows: [scheduledRead, ownRead], needs: { mhhs: true } });
    const { result, at } = diaryOf(plan);
    expect(at("dsp")).toHaveLength(METERS);
    expect(countOf(result, "answered", "T01")).toBe(METERS);
    expect(countOf(result, "answered", "M00")).toBe(METERS);
    expect(result.ledger.wanted.reduce((sum, one) => sum + one, 0)).toBe(2 * METERS);
  });

  test("a daily read that is no whole profile needs a second request, and serves one need", () => {
    const plan = smallMarket({ meters: METERS, rows: [scheduledRead, ownRead], needs: { mhhs: true, reuseShare: 0 } });
    const { result, at } = diaryOf(plan);
    expect(at("dsp")).toHaveLength(2 * METERS);
    expect(countOf(result, "answered", "M01")).toBe(METERS);
    expect(countOf(result, "wanted", "M00")).toBe(0);
  });

  test("without settlement the same read is one need", () => {
    const { result } = diaryOf(smallMarket({ meters: METERS, rows: [scheduledRead] }));
    expect(countOf(result, "wanted", "T01")).toBe(METERS);
    expect(countOf(result, "wanted", "M00")).toBe(0);
  });

  test("a read that expires fails both needs", () => {
    const plan = smallMarket({
      meters: METERS,
      rows: [scheduledRead],
      needs: { mhhs: true },
      failures: { longTermDark: 1 },
    });
    const { result } = diaryOf(plan);
    expect(countOf(result, "expired", "T01")).toBe(METERS);
    expect(countOf(result, "expired", "M00")).toBe(METERS);
  });

  const agentRead = row({
    ...scheduledRead,
    id: "M03",
    process: "mhhs-reads",
    need: "agent",
    role: "agent",
  });
  const outsourced = { meters: METERS, rows: [scheduledRead, agentRead], estate: { independentShare: 1 } } as const;

  test("where an agent reads too, both read: two requests and two needs", () => {
    const { result, at } = diaryOf(smallMarket({ ...outsourced, needs: { mhhs: true } }));
    expect(at("dsp")).toHaveLength(2 * METERS);
    expect(countOf(result, "answered", "M03")).toBe(METERS);
    expect(countOf(result, "answered", "P01")).toBe(0);
  });

  test("read once, the supplier has the agent's data an hour after the agent, and asks the DCC for nothing", () => {
    const needs = { mhhs: true, supplierReadsToo: 0, passOnMs: HOUR_MS };
    const { result, at } = diaryOf(smallMarket({ ...outsourced, needs }));
    expect(at("dsp").map(({ row }) => row)).toEqual(Array(METERS).fill("M03"));
    expect(countOf(result, "answered", "P01")).toBe(METERS);
    const totalMs = (kind: string): number => {
      const first = 8 * result.ledger.kinds.indexOf(kind);
      return result.ledger.wantedMs.slice(first, first + 8).reduce((sum, { sumMs }) => sum + sumMs, 0);
    };
    expect(totalMs("M03")).toBe(METERS * (TWO_MS + ANSWER_MS));
    expect(totalMs("P01")).toBe(METERS * (TWO_MS + ANSWER_MS + HOUR_MS));
  });

  test("data passed on at 02:10 misses no deadline that it reaches, and data passed on at 06:30 misses 06:00", () => {
    const late = { ...agentRead, profile: [{ fromMinute: 330, toMinute: 330, share: 1 }] };
    const needs = { mhhs: true, supplierReadsToo: 0, passOnMs: HOUR_MS };
    const { result } = diaryOf(smallMarket({ ...outsourced, rows: [scheduledRead, late], needs }));
    const inBy = (kind: string, hour: (typeof DEADLINE_HOURS)[number]): number => {
      const { kinds, byDeadline } = result.ledger;
      const deadline = DEADLINE_HOURS.indexOf(hour);
      return Array.from(
        { length: 8 },
        (_, access) => byDeadline[(8 * kinds.indexOf(kind) + access) * DEADLINE_HOURS.length + deadline]!,
      ).reduce((sum, one) => sum + one, 0);
    };
    expect([inBy("M03", 6), inBy("P01", 6), inBy("P01", 8)]).toEqual([METERS, 0, METERS]);
  });

  test("an answer to a second role goes to the meter's own supplier where no independent MDR reads it", () => {
    const secondRead = row({ ...agentRead, id: "R01", process: "second-role", need: "second-role" });
    const plan = smallMarket({
      meters: METERS,
      rows: [secondRead],
      estate: { supplierShares: [1, 0] },
      needs: { secondRolePerMeterDay: 1 },
    });
    expect(diaryOf(plan).at("Supplier 1")).toHaveLength(METERS);
  });
});

describe("a month at a time", () => {
  const MANY = 20_000;
  const plan = smallMarket({
    meters: MANY,
    rows: [onDemandRead],
    needs: { mhhs: true, mhhsCycleDays: 30 },
  });
  const needs = new Needs(
    plan.seed,
    0,
    plan.needs,
    plan.rows,
    new Reachability(plan.failures, openStream("m", 0, "r")),
  );
  const out = new Int32Array(NEEDS_MAX);
  const isDue = (meter: number, day: number): boolean => needs.of(meter, HAS_EXPORT, day, out) > 0;

  test("reads every meter on exactly one day in thirty", () => {
    for (let meter = 0; meter < MANY; meter++) {
      let days = 0;
      for (let day = 0; day < 30; day++) if (isDue(meter, day)) days++;
      if (days !== 1) expect.fail(`meter ${meter} is read on ${days} days of 30`);
    }
  });

  test("reads a thirtieth of the meters each day, as near as chance allows", () => {
    for (const day of [0, 1, 7, 29]) {
      let read = 0;
      for (let meter = 0; meter < MANY; meter++) if (isDue(meter, day)) read++;
      const expected = MANY / 30;
      expect(Math.abs(read - expected)).toBeLessThan(4 * Math.sqrt(expected));
    }
  });

  test("comes back to a meter thirty days later", () => {
    for (let meter = 0; meter < 100; meter++)
      for (let day = 0; day < 30; day++) expect(isDue(meter, day + 30)).toBe(isDue(meter, day));
  });
});
