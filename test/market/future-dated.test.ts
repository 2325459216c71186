import { describe, expect, test } from "vitest";
import { HOUR_MS } from "../../src/kernel/time.ts";
import { each, row, window } from "../fluid/base-rows.ts";
import { extending } from "../scenario/loading.ts";
import { fluidDay, planOf } from "./native.ts";
import { ANSWER_MS, countOf, diaryOf, smallMarket } from "./small-market.ts";

// S-26: a request sent now for a later time is held at the DSP until then.

const A_DAY = 2000;
const SIX_MS = 6 * HOUR_MS;
const reads = row({
  id: "T07",
  title: "T07",
  process: "other-users",
  need: "stream",
  srv: "4.8.1",
  role: "other",
  profile: [window(0, 24)],
  perMeterDay: each(2),
});
const dated = { ...reads, heldUntilMinute: 360 };
const market = (rows: readonly (typeof reads)[], warmUpMs = 0) => {
  const plan = smallMarket({ meters: A_DAY / 2, rows });
  return { ...plan, horizon: { ...plan.horizon, warmUpMs, measuredDays: 2 } };
};
const within = (found: number, n: number): void => expect(Math.abs(found - n)).toBeLessThanOrEqual(4 * Math.sqrt(n));

describe("future-dated requests", () => {
  const diary = diaryOf(market([dated]), 54 * HOUR_MS + 60_000);
  const released = diary.at("future dated");

  test("leave the DSP's hold at their time and at no other", () => {
    expect(new Set(released.map(({ atMs }) => atMs % (24 * HOUR_MS)))).toEqual(new Set([SIX_MS]));
    expect(diary.at("dsp").every(({ atMs }) => atMs % (24 * HOUR_MS) >= SIX_MS)).toBe(true);
  });

  test("are a day's worth each time, those held as the run begins included", () => {
    for (const day of [0, 1, 2])
      within(released.filter(({ atMs }) => atMs === SIX_MS + day * 24 * HOUR_MS).length, A_DAY);
    // Begun at 18:00 of the evening before, the first 06:00 has the whole day's too.
    const warm = diaryOf(market([dated], SIX_MS), SIX_MS + 60_000);
    within(warm.at("future dated").filter(({ atMs }) => atMs === SIX_MS).length, A_DAY);
  });

  test("go in the order in which they were sent", () => {
    const first = released.filter(({ atMs }) => atMs === SIX_MS + 24 * HOUR_MS).map(({ meter }) => meter);
    const sent = diary.at("other-users").filter(({ atMs }) => atMs >= SIX_MS && atMs < SIX_MS + 24 * HOUR_MS);
    expect(first).toEqual(sent.map(({ meter }) => meter));
  });

  test("are answered as long after their time as others after they are sent: the hold is no wait", () => {
    const { ledger } = diary.result;
    const longest = ledger.wantedMs.reduce((most, { maxMs }) => Math.max(most, maxMs), 0);
    expect(countOf(diary.result, "answered", "T07")).toBeGreaterThan(A_DAY);
    // All at once, at most a few to a hub one after the other.
    expect(longest).toBeLessThan(15 * ANSWER_MS);
  });

  test("are counted where they are held: sent, and neither ended nor at the DSP", () => {
    const { result } = diaryOf(market([dated]), 20 * HOUR_MS);
    const kept = countOf(result, "sent", "T07") - countOf(result, "answered", "T07");
    within(kept, (A_DAY * 14) / 24);
    const held = result.rules.find(({ metric }) => metric === "future_dated_held_max")!.value;
    within(held, A_DAY);
  });

  test("that are not dated keep their times", () => {
    expect(diaryOf(market([reads]), SIX_MS).at("future dated")).toEqual([]);
  });
});

describe("future-dated requests in a scenario", () => {
  const planFor = (lines: string) => {
    const scenario = extending(lines);
    return planOf(scenario, [...scenario.options.keys()][0]!, { replication: 0, scale: 0.001 });
  };
  const today = planFor("");
  const noon = planFor('policy: { T07: { heldUntil: "12:00" } }\n');

  test("are known to the twin: a day's worth in their minute, none in the others", () => {
    const demand = (plan: typeof today, minute: number) => fluidDay(plan).demand[0]![minute]!;
    expect(demand(noon, 720) - demand(today, 720)).toBeCloseTo(5.1e6 - 5.1e6 / 1440, 3);
    expect(demand(today, 300) - demand(noon, 300)).toBeCloseTo(5.1e6 / 1440, 3);
  });
});
