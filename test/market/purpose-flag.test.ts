import { describe, expect, test } from "vitest";
import type { Plan, PurposeFlag } from "../../src/domain/plan.ts";
import { HOUR_MS } from "../../src/kernel/time.ts";
import { row, window } from "../fluid/base-rows.ts";
import { type Diary, diaryOf, scheduledRead, smallMarket } from "./small-market.ts";

// S-10, S-29a: requests may say that they are for MHHS; those that do go later and lower.

const METERS = 2000;
const overnight = [window(0, 6)];
const existing = { ...scheduledRead, profile: overnight };
const agents = row({
  ...existing,
  id: "M03",
  process: "mhhs-reads",
  need: "agent",
  role: "agent",
});
const agentsOnDemand = row({ ...agents, id: "M04", mode: "on-demand", priority: 0 });

const flag = (taggedShare: number, withoutShare = 0): PurposeFlag => ({
  taggedShare,
  withoutShare,
  priority: 2,
  profile: [window(6, 22)],
});
const market = (purposeFlag?: PurposeFlag, more: Partial<Parameters<typeof smallMarket>[0]> = {}): Plan =>
  smallMarket({
    meters: METERS,
    rows: [existing, agents, agentsOnDemand],
    estate: { independentShare: 1 },
    needs: { mhhs: true, mhhsOnDemandShare: 0.5, ...(purposeFlag === undefined ? {} : { purposeFlag }) },
    ...more,
  });

/** Meters whose reads of a row left the DSP in these hours. */
const metersAt = ({ at }: Diary, id: string, fromHour: number, toHour: number): ReadonlySet<number> =>
  new Set(
    at("dsp")
      .filter((one) => one.row === id && one.atMs >= fromHour * HOUR_MS && one.atMs < toHour * HOUR_MS)
      .map(({ meter }) => meter),
  );
const within = (found: number, n: number, share: number): void =>
  expect(Math.abs(found - n * share)).toBeLessThan(4 * Math.sqrt(n * share * (1 - share)));

const today = diaryOf(market());
const flagged = diaryOf(market(flag(0.9)));

describe("the purpose flag", () => {
  const scheduled = metersAt(today, "M03", 0, 24).size;

  test("sends the stated share of scheduled MHHS reads in the hours of those that carry it", () => {
    expect(metersAt(today, "M03", 6, 24).size).toBe(0);
    expect(metersAt(flagged, "M03", 0, 24).size).toBe(scheduled);
    within(metersAt(flagged, "M03", 6, 24).size, scheduled, 0.9);
    expect(metersAt(flagged, "M03", 22, 24).size).toBe(0);
  });

  test("leaves what does not carry it as it is today, to the millisecond", () => {
    const untagged = metersAt(flagged, "M03", 0, 6);
    expect(untagged.size).toBeGreaterThan(50);
    const ofUntagged = ({ at }: Diary) => at("dsp").filter(({ row, meter }) => row !== "M03" || untagged.has(meter));
    expect(ofUntagged(flagged)).toEqual(ofUntagged(today));
  });

  test("is no word of reads that suppliers make today, and keeps reads on demand at their hour", () => {
    for (const id of ["T01", "M04"]) expect(metersAt(flagged, id, 6, 24).size).toBe(0);
    expect(metersAt(flagged, "M04", 0, 6)).toEqual(metersAt(today, "M04", 0, 6));
  });

  test("is on the same meters day after day, and more honest Users tag those and others", () => {
    const days = diaryOf({ ...market(flag(0.5)), horizon: { ...market().horizon, measuredDays: 2 } }, 48 * HOUR_MS);
    const first = metersAt(days, "M03", 6, 24);
    expect(metersAt(days, "M03", 30, 48)).toEqual(first);
    const more = metersAt(flagged, "M03", 6, 24);
    expect([...first].filter((meter) => !more.has(meter))).toEqual([]);
    expect(more.size).toBeGreaterThan(first.size);
  });

  test("is of no effect where a device can't take it (S-29a)", () => {
    const some = diaryOf(market(flag(0.9, 0.4)));
    within(metersAt(some, "M03", 6, 24).size, scheduled, 0.9 * 0.6);
    const none = diaryOf(market(flag(1, 1)));
    expect(none.at("dsp")).toEqual(today.at("dsp"));
  });
});

describe("what carries the flag", () => {
  const AT_TWO = [{ fromMinute: 120, toMinute: 120, share: 1 }];
  // All at 02:00 through a DSP of one a second: the order of departures is the order of service.
  const queue = (taggedShare: number): readonly string[] =>
    diaryOf(
      market(
        { ...flag(taggedShare), profile: AT_TWO },
        {
          meters: 100,
          rows: [existing, agents, agentsOnDemand].map((one) => ({ ...one, profile: AT_TWO })),
          perSecond: { dsp: 1 },
        },
      ),
    )
      .at("dsp")
      .slice(1) // the first found nobody waiting
      .map(({ row }) => row);

  test("is served below all else, on demand too", () => {
    const order = queue(1);
    const lastOther = order.lastIndexOf("T01");
    expect(order.slice(0, lastOther + 1).every((id) => id === "T01")).toBe(true);
    expect(new Set(order.slice(lastOther + 1))).toEqual(new Set(["M03", "M04"]));
  });

  test("and without it on demand comes first, and scheduled reads as they were sent", () => {
    const order = queue(0);
    expect(order.slice(0, order.lastIndexOf("M04") + 1).every((id) => id === "M04")).toBe(true);
  });
});
