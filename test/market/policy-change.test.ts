import { describe, expect, test } from "vitest";
import type { ScheduleChange } from "../../src/domain/campaign.ts";
import type { Plan, TrafficRow } from "../../src/domain/plan.ts";
import { HOUR_MS } from "../../src/kernel/time.ts";
import { each, row, window } from "../fluid/base-rows.ts";
import { fluidDay, planOf, readScenario, simulate } from "./native.ts";
import { countOf, type Diary, diaryOf, scheduledRead, smallMarket } from "./small-market.ts";

// S-26: Schedules can't be amended, so a change of policy costs a delete and a create for each of them.

const METERS = 1000;
const change = (more: Partial<ScheduleChange> = {}): ScheduleChange => ({
  rows: ["T01"],
  fromDay: 0,
  days: 1,
  readBackShare: 0,
  ...more,
});
const atDsp = (id: string, need: TrafficRow["need"], role: TrafficRow["role"]): TrafficRow =>
  row({
    id,
    title: id,
    process: "policy-change",
    need,
    srv: "5.1",
    role,
    profile: [window(8, 18)],
    perMeterDay: each(0),
    perDay: METERS,
  });
const DELETES = atDsp("S01", "schedule-delete", "supplier");
const CREATES = atDsp("S02", "schedule-create", "supplier");
const READS = atDsp("S03", "schedule-read", "supplier");
const agents = row({ ...scheduledRead, id: "M03", process: "mhhs-reads", need: "agent", role: "agent" });
const AGENTS = [agents, atDsp("S04", "schedule-delete", "agent"), atDsp("S05", "schedule-create", "agent")];

const market = (scheduleChange?: ScheduleChange, more: Partial<Parameters<typeof smallMarket>[0]> = {}): Plan =>
  smallMarket({
    meters: METERS,
    rows: [scheduledRead, DELETES, CREATES],
    ...more,
    needs: { ...(scheduleChange === undefined ? {} : { scheduleChange }), ...more.needs },
  });
const times = ({ at }: Diary, id: string): ReadonlyMap<number, number> =>
  new Map(
    at("dsp")
      .filter((one) => one.row === id)
      .map(({ meter, atMs }) => [meter, atMs]),
  );

describe("a policy change of all meters", () => {
  const diary = diaryOf(market(change()));

  test("shows the delete-and-create storm: 2 × meters × requests exactly", () => {
    expect(countOf(diary.result, "wanted", "S01") + countOf(diary.result, "wanted", "S02")).toBe(2 * METERS);
    expect(countOf(diary.result, "answered", "S01") + countOf(diary.result, "answered", "S02")).toBe(2 * METERS);
    expect(times(diary, "S01").size).toBe(METERS);
  });

  test("costs as much again for each further Schedule of a meter", () => {
    const two = market(change({ rows: ["T01", "M03"] }), {
      rows: [scheduledRead, DELETES, CREATES, ...AGENTS],
      estate: { independentShare: 1 },
      needs: { mhhs: true },
    });
    const { result } = diaryOf(two);
    const all = ["S01", "S02", "S04", "S05"].map((id) => countOf(result, "answered", id));
    expect(all).toEqual([METERS, METERS, METERS, METERS]);
  });

  test("sends each meter's delete before its create, in the hours of their window", () => {
    const deletes = times(diary, "S01");
    const creates = diary.at("dsp").filter((one) => one.row === "S02");
    const order = diary.at("dsp").map((one) => `${one.row}/${one.meter}`);
    const placeOf = new Map(order.map((key, place) => [key, place]));
    for (const { meter, atMs } of creates) {
      expect(atMs).toBe(deletes.get(meter));
      expect(placeOf.get(`S01/${meter}`)!).toBeLessThan(placeOf.get(`S02/${meter}`)!);
      expect(atMs).toBeGreaterThanOrEqual(8 * HOUR_MS);
      expect(atMs).toBeLessThan(18 * HOUR_MS);
    }
  });

  test("asks nothing of a meter: it ends at the DSP", () => {
    const reads = diaryOf(market()).result.components["csp.north"].carried;
    expect(diary.result.components["csp.north"].carried).toEqual(reads);
  });

  test("leaves the reads where they are, to the millisecond", () => {
    const readsOf = ({ at }: Diary) => at("dsp").filter((one) => one.row === "T01");
    expect(readsOf(diary)).toEqual(readsOf(diaryOf(market())));
  });

  test("over three days touches each Schedule once, and a later look finds what is left", () => {
    const days = (fromDay: number, measuredDays: number): Diary => {
      const plan = market(change({ days: 3, fromDay }));
      return diaryOf({ ...plan, horizon: { ...plan.horizon, measuredDays } }, measuredDays * 24 * HOUR_MS);
    };
    const all = days(0, 3);
    expect(countOf(all.result, "answered", "S01")).toBe(METERS);
    expect(times(all, "S01").size).toBe(METERS);
    const last = times(days(-2, 1), "S01");
    const lastDay = [...times(all, "S01")].filter(([, atMs]) => atMs >= 48 * HOUR_MS);
    expect(new Map(lastDay.map(([meter, atMs]) => [meter, atMs - 48 * HOUR_MS]))).toEqual(last);
  });

  test("reads back the stated share", () => {
    const { result } = diaryOf(
      market(change({ readBackShare: 0.3 }), { rows: [scheduledRead, DELETES, CREATES, READS] }),
    );
    const n = countOf(result, "answered", "S03");
    expect(Math.abs(n - 0.3 * METERS)).toBeLessThan(4 * Math.sqrt(METERS * 0.3 * 0.7));
  });

  test("moves a Schedule that sends once a month as it does a daily one", () => {
    const monthly = market(change({ rows: ["M03"] }), {
      rows: AGENTS,
      estate: { independentShare: 1 },
      needs: { mhhs: true, mhhsCycleDays: 30 },
    });
    const { result } = diaryOf(monthly);
    expect(countOf(result, "wanted", "S04")).toBe(METERS);
    expect(countOf(result, "wanted", "M03")).toBeLessThan(METERS / 10);
  });
});

describe("the scenario of a policy change", async () => {
  const scenario = await readScenario("scenarios/policy-change.yaml", []);
  const plan = (option: string) => planOf(scenario, option, { replication: 0, scale: 0.0005 });
  const perDay = (option: string): number =>
    plan(option)
      .rows.filter(({ process }) => process === "policy-change")
      .reduce((sum, one) => sum + one.perDay, 0);
  // Standing Schedules: T01 23.562 m, T03 16.4934 m, M01 1.785 m, M03 7.65 m, M05 1.05 m, M06 0.45 m, M07 1.314 m.
  const SCHEDULES = 52_304_400;

  test("has two requests for each standing Schedule, spread over its days", () => {
    expect(perDay("in-a-day")).toBeCloseTo(2 * SCHEDULES, 3);
    expect(perDay("in-a-week")).toBeCloseTo((2 * SCHEDULES) / 7, 3);
    expect(perDay("as-today")).toBe(0);
    // M02 and M04: 0.315 m and 1.35 m reads on demand.
    expect(perDay("on-demand-to-schedule")).toBeCloseTo(1_665_000, 3);
  });

  test("keeps what existing use is: derived capacity and the reads of the day", () => {
    const { perSecond } = plan("in-a-day").capacity;
    expect(perSecond).toEqual(plan("as-today").capacity.perSecond);
  });

  test("is two requests for each read that a Schedule sends that day, request by request", () => {
    const result = simulate(plan("in-a-day"));
    const sum = (ids: readonly string[]): number => ids.reduce((all, id) => all + countOf(result, "wanted", id), 0);
    const schedules = sum(["T01", "T03", "M01", "M03", "M05", "M06", "M07"]);
    expect(sum(["S01", "S02", "S04", "S05"])).toBe(2 * schedules);
    expect(sum(["S01"])).toBe(sum(["S02"]));
    expect(sum(["S04"])).toBe(sum(["M03", "M06", "M07"]));
  });

  test("is known to the twin by minute: 104.6 million in ten hours of the DSP", () => {
    const at = (option: string) => fluidDay(plan(option)).demand[0]![12 * 60]!;
    expect(at("in-a-day") - at("as-today")).toBeCloseTo((2 * SCHEDULES) / 600, 3);
  });
});
