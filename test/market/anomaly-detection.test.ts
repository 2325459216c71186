import { describe, expect, test } from "vitest";
import type { AnomalyDetection } from "../../src/domain/entry-rules.ts";
import type { Plan } from "../../src/domain/plan.ts";
import { HOUR_MS } from "../../src/kernel/time.ts";
import { advance, BrokenLaw, open } from "./native.ts";
import { countOf, type Diary, diaryOf, onDemandRead, scheduledRead, smallMarket, TWO_MS } from "./small-market.ts";

const METERS = 1000;
const DELAY_MS = 4.5 * HOUR_MS;
/** Thresholds that only what is forecast decides. */
const RULE: AnomalyDetection = {
  overMs: HOUR_MS,
  warning: 1.5,
  quarantine: 3,
  dcc: 100,
  least: 1,
  forecast: { supplier: 1, agent: 1, other: 1, network: 1 },
  notifyMs: HOUR_MS / 2,
  actionMs: 4 * HOUR_MS,
  action: "release",
};
const onDemand = {
  ...scheduledRead,
  mode: "on-demand",
  priority: 0,
  profile: [{ fromMinute: 120, toMinute: 140, share: 1 }],
} as const;

/** One supplier reads each meter once, on demand, between 02:00 and 02:20; what it forecasts is a share of that. */
const market = (forecast: number, rule: Partial<AnomalyDetection> = {}, rows: Plan["rows"] = [onDemand]): Plan => ({
  ...smallMarket({ meters: METERS, behind: "csp.north", rows, estate: { supplierShares: [1] } }),
  anomalyDetection: { ...RULE, forecast: { ...RULE.forecast, supplier: forecast }, ...rule },
});

const figure = ({ result }: Diary, name: string): number =>
  result.rules.filter(({ metric }) => metric === name).reduce((sum, { value }) => sum + value, 0);
const warned = (diary: Diary): number => figure(diary, "anomaly_warnings");

describe("anomaly detection at the DSP (S-27)", () => {
  test("a User that sends what it forecast is neither warned nor held, and all is as without thresholds", () => {
    const { anomalyDetection: _, ...without } = market(1);
    const [on, off] = [diaryOf(market(1)), diaryOf(without)];
    expect(warned(on) + figure(on, "quarantined")).toBe(0);
    expect(on.entries).toEqual(off.entries);
    expect(on.result.ledger).toEqual(off.result.ledger);
  });

  test("above the warning threshold it is warned once an interval, and nothing is held", () => {
    // 1,000 where 600 were forecast: more than 1.5 times, not 3 times.
    const once = diaryOf(market(0.6));
    expect(warned(once)).toBe(1);
    expect(figure(once, "quarantined")).toBe(0);
    // In two hours, with 500 in each of two intervals and 300 forecast for either.
    const twice = market(0.6, {}, [{ ...onDemand, profile: [{ fromMinute: 120, toMinute: 240, share: 1 }] }]);
    expect(warned(diaryOf(twice))).toBe(2);
  });

  test("is not warned at the threshold, but above it", () => {
    // 1.6 × 625 = 1,000.
    expect(warned(diaryOf(market(0.625, { warning: 1.6 })))).toBe(0);
    expect(warned(diaryOf(market(0.624, { warning: 1.6 })))).toBe(1);
  });

  test("what is above the quarantine threshold waits for the action file, and goes on then", () => {
    // 3 × 200 pass; the rest follow when the User has been told and has acted.
    const diary = diaryOf(market(0.2));
    const passed = diary.at("dsp").filter(({ atMs }) => atMs < TWO_MS + HOUR_MS);
    const later = diary.at("dsp").filter(({ atMs }) => atMs >= TWO_MS + HOUR_MS);
    expect(passed).toHaveLength(600);
    expect(later).toHaveLength(400);
    const held = diary.at("anomaly detection").filter(({ atMs }) => atMs < TWO_MS + HOUR_MS);
    expect(new Set(later.map(({ atMs }) => atMs))).toEqual(new Set([held[0]!.atMs + DELAY_MS]));
    // The first 600 in time pass.
    expect(passed.at(-1)!.atMs).toBeLessThanOrEqual(held[0]!.atMs);
    for (const name of ["quarantined", "quarantined_of_kind", "quarantine_released", "quarantined_max"])
      expect(figure(diary, name)).toBe(400);
    expect(countOf(diary.result, "answered", "T01")).toBe(METERS);
  });

  test("what comes after one action file waits for the next", () => {
    // Half of the reads while the first set waits, half as its file is carried out, some 4.5 h later.
    const profile = [
      { fromMinute: 120, toMinute: 140, share: 0.5 },
      { fromMinute: 390, toMinute: 420, share: 0.5 },
    ];
    const diary = diaryOf(market(0.02, {}, [{ ...onDemand, profile }]));
    const marks = diary.at("anomaly detection").map(({ atMs }) => atMs);
    const first = marks[0]! + DELAY_MS;
    // A mark is made as a request is held, and as it is let go.
    const next = marks.find((atMs) => atMs > first)! + DELAY_MS;
    const letGo = diary.at("dsp").flatMap(({ atMs }) => (marks.includes(atMs) ? [atMs] : []));
    expect(new Set(letGo)).toEqual(new Set([first, next]));
    expect(countOf(diary.result, "answered", "T01")).toBe(METERS);
  });

  test("or is dropped, as a scenario says: it is refused, and no device hears of it", () => {
    const diary = diaryOf(market(0.2, { action: "drop" }));
    expect(countOf(diary.result, "refused", "T01")).toBe(400);
    expect(figure(diary, "quarantine_dropped")).toBe(400);
    expect(diary.at("hub")).toHaveLength(600);
  });

  test("each kind of request has thresholds of its own", () => {
    // All meters export: a second kind, as many, at the same time. Two kinds of 600 pass.
    const plan = market(0.2, {}, [onDemand, { ...onDemandRead, srv: "4.8.3", profile: onDemand.profile }]);
    const diary = diaryOf({
      ...plan,
      estate: { ...plan.estate, exportShare: 1 },
      needs: { ...plan.needs, mhhs: true },
    });
    expect(diary.result.rules.filter(({ metric }) => metric === "quarantined_of_kind")).toEqual([
      { metric: "quarantined_of_kind", place: "4.8.1", value: 400 },
      { metric: "quarantined_of_kind", place: "4.8.3", value: 400 },
    ]);
    expect(warned(diary)).toBe(2);
  });

  test("the DCC's own threshold is on all that a User sends", () => {
    // 1.5 × 400 of all its requests together, where its own threshold would let 1,200 pass.
    const diary = diaryOf(market(0.4, { dcc: 1.5 }));
    expect(figure(diary, "quarantined")).toBe(400);
    expect(figure(diary, "quarantined_by_dcc")).toBe(400);
  });

  test("few requests are never anomalous, whatever was forecast", () => {
    const diary = diaryOf(market(0, { least: METERS }));
    expect(warned(diary) + figure(diary, "quarantined")).toBe(0);
    expect(figure(diaryOf(market(0, { least: METERS - 1 })), "quarantined")).toBe(1);
  });

  test("what Schedules send is not counted", () => {
    const scheduled = [{ ...scheduledRead, profile: onDemand.profile }];
    expect(figure(diaryOf(market(0, {}, scheduled)), "quarantined")).toBe(0);
  });

  test("counting begins anew with each interval", () => {
    // 500 in each of two hours, 300 pass in each: 3 times a fifth of 500.
    const rows = [{ ...onDemand, profile: [{ fromMinute: 120, toMinute: 240, share: 1 }] }];
    const diary = diaryOf(market(0.2, {}, rows));
    const passed = (hour: number): number =>
      diary.at("dsp").filter(({ atMs }) => atMs >= hour * HOUR_MS && atMs < (hour + 1) * HOUR_MS).length;
    expect(passed(2)).toBe(300);
    expect(passed(3)).toBe(300);
  });

  test("a request that is lost in quarantine breaks a law", () => {
    const run = open(market(0.2), { debug: true });
    advance(run, TWO_MS + HOUR_MS);
    const station = run.context.audit.stations.find(({ name }) => name === "anomaly detection")!;
    expect(station.inside()).toBe(400);
    station.out++;
    expect(() => advance(run, run.context.sim.timeMs + 1)).toThrow(BrokenLaw);
  });
});
