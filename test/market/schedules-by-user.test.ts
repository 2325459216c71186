import { describe, expect, test } from "vitest";
import { supplierOf } from "../../src/domain/meter-word.ts";
import type { Plan, TrafficRow } from "../../src/domain/plan.ts";
import { senderShares, usersOf } from "../../src/domain/users.ts";
import { DAY_MS, HOUR_MS } from "../../src/kernel/time.ts";
import { fluidPlanOf } from "../../src/scenario/plan.ts";
import { each, row, window } from "../fluid/base-rows.ts";
import { extending } from "../scenario/loading.ts";
import { advance, close, open } from "./native.ts";
import { countOf, diaryOf, type Entry, scheduledRead, smallMarket } from "./small-market.ts";

// S-26: each User moves its own Schedules, at a pace of its own.

const METERS = 4000;
const atDsp = (id: string, need: TrafficRow["need"]): TrafficRow =>
  row({
    id,
    title: id,
    process: "policy-change",
    need,
    srv: "5.1",
    role: "supplier",
    profile: [window(8, 18)],
    perMeterDay: each(0),
    perDay: METERS,
  });
/** Half of the meters each; the first supplier takes a day, the second four. */
const plan: Plan = {
  ...smallMarket({
    meters: METERS,
    rows: [scheduledRead, atDsp("S01", "schedule-delete"), atDsp("S02", "schedule-create")],
    estate: { supplierShares: [0.5, 0.5] },
    needs: {
      scheduleChange: {
        rows: ["T01"],
        fromDay: 0,
        days: 4,
        readBackShare: 0,
        daysBy: { supplier: [1, 4], agent: [4] },
      },
    },
  }),
};
const ofDays = (measuredDays: number): Plan => ({ ...plan, horizon: { ...plan.horizon, measuredDays } });
const words = open(plan).context.words;
const deletesOf = (entries: readonly Entry[], supplier: number): Entry[] =>
  entries.filter(({ row: id, meter }) => id === "S01" && supplierOf(words[meter]!) === supplier);

describe("Users that take a time of their own for a change of policy", () => {
  const entries = diaryOf(ofDays(4), 4 * DAY_MS).at("dsp");
  const meters = [0, 1].map((supplier) => words.reduce((n, word) => n + (supplierOf(word) === supplier ? 1 : 0), 0));

  test("have each moved every Schedule once when their time is over, and none after it", () => {
    for (const supplier of [0, 1]) {
      const deletes = deletesOf(entries, supplier);
      expect(deletes).toHaveLength(meters[supplier]!);
      expect(new Set(deletes.map(({ meter }) => meter)).size).toBe(meters[supplier]!);
    }
    expect(Math.max(...deletesOf(entries, 0).map(({ atMs }) => atMs))).toBeLessThan(DAY_MS);
  });

  test("move a day's part of them in a day, in the hours of the window", () => {
    for (const day of [0, 1, 2, 3]) {
      const today = deletesOf(entries, 1).filter(({ atMs }) => Math.floor(atMs / DAY_MS) === day);
      const expected = meters[1]! / 4;
      expect(Math.abs(today.length - expected)).toBeLessThan(4 * Math.sqrt((expected * 3) / 4));
      for (const { atMs } of today) {
        expect(atMs % DAY_MS).toBeGreaterThanOrEqual(8 * HOUR_MS);
        expect(atMs % DAY_MS).toBeLessThan(18 * HOUR_MS);
      }
      // Spread over these hours: half come before 13:00.
      const early = today.filter(({ atMs }) => atMs % DAY_MS < 13 * HOUR_MS).length;
      expect(Math.abs(early - today.length / 2)).toBeLessThan(2 * Math.sqrt(today.length));
    }
  });

  test("send in proportion to their meters and their pace: what anomaly detection takes for their forecast", () => {
    const run = open(ofDays(1));
    advance(run, DAY_MS);
    const { users } = close(run, DAY_MS);
    const sent = users.map(({ needs }) => needs.find(({ kind }) => kind === "S01")?.sent ?? 0);
    const all = sent.reduce((sum, one) => sum + one, 0);
    // A half in a day, and a quarter of the other half: four to one.
    const shares = senderShares({ id: "S01", role: "supplier", need: "schedule-delete" }, plan);
    expect([...shares.slice(0, 2)]).toEqual([0.8, 0.2]);
    expect(shares).toHaveLength(usersOf(plan).length);
    expect(Math.abs(sent[0]! - 0.8 * all)).toBeLessThan(4 * Math.sqrt(0.16 * all));
    expect(countOf(close(run, DAY_MS), "answered", "S02")).toBe(all);
  });
});

describe("a scenario of them", () => {
  const perDay = (lines: string, id: string): number =>
    fluidPlanOf(extending(lines), "unchanged", { replication: 0, scale: 1 }).rows.find((one) => one.id === id)!.perDay;
  const ALL = "scheduleChange: { rows: [T01, M03], over: 8 d }";

  test("has as many requests a day as the paces of its Users together", () => {
    // Supplier 1 has 0.24 of the meters; of six MDRs the largest has 1 ÷ (1 + 1/2 + … + 1/6) of the agents'.
    const mdr1 = 1 / (1 + 1 / 2 + 1 / 3 + 1 / 4 + 1 / 5 + 1 / 6);
    const own = `${ALL}\nscheduleChange.overByUser: { Supplier 1: 2 d, MDR 1: 16 d }`;
    expect(perDay(own, "S02") / perDay(ALL, "S02")).toBeCloseTo(0.24 * 4 + 0.76, 12);
    expect(perDay(own, "S05") / perDay(ALL, "S05")).toBeCloseTo(mdr1 / 2 + 1 - mdr1, 12);
  });
});
