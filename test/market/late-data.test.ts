import { describe, expect, test } from "vitest";
import { ACCESS } from "../../src/domain/components.ts";
import type { Plan, TrafficRow } from "../../src/domain/plan.ts";
import { expectedPerDay } from "../../src/domain/population.ts";
import { senderShares } from "../../src/domain/users.ts";
import { bound } from "../../src/fluid/bound.ts";
import { withLateData } from "../../src/fluid/late-data.ts";
import { twinWarnings } from "../../src/fluid/warnings.ts";
import { HOUR_MS } from "../../src/kernel/time.ts";
import { row, window } from "../fluid/base-rows.ts";
import { fluidDay, planOf, readScenario, simulate } from "./native.ts";
import { ANSWER_MS, countOf, type Diary, diaryOf, scheduledRead, smallMarket } from "./small-market.ts";

// S-12: Users rely on data that comes overnight; if it came later, they might ask for it on demand. Here they look at
// 08:00 and ask until 10:00.

const METERS = 1000;
const EIGHT_MS = 8 * HOUR_MS;
const asked = (id: string, need: TrafficRow["need"], role: TrafficRow["role"] = "supplier"): TrafficRow =>
  row({ id, title: id, process: "late-data", need, srv: "4.8.1", role, profile: [window(8, 10)] });
const ELECTRICITY = asked("L01", "late-electricity");
const GAS = asked("L02", "late-gas");
const AGENT = asked("L04", "late-agent", "agent");
const spread = (read: TrafficRow): TrafficRow => ({ ...read, profile: [window(0, 22)] });
const gasRead = spread({ ...scheduledRead, id: "T03", need: "existing-gas" });
const agentRead = spread({ ...scheduledRead, id: "M03", process: "mhhs-reads", need: "agent", role: "agent" });

const market = (
  share: number,
  rows: readonly TrafficRow[] = [spread(scheduledRead), ELECTRICITY],
  more: Partial<Parameters<typeof smallMarket>[0]> = {},
): Plan =>
  smallMarket({
    meters: METERS,
    behind: "csp.north",
    rows,
    ...more,
    needs: { ...(share > 0 ? { lateDataOnDemand: share } : {}), ...more.needs },
  });
const sentTo = ({ at }: Diary, id: string, when: (atMs: number) => boolean = () => true): readonly number[] =>
  at("daily reads")
    .filter(({ row: one, atMs }) => one === id && when(atMs))
    .map(({ meter }) => meter)
    .sort((a, b) => a - b);
/** Without a queue an answer takes as long as its meter does. */
const isLate = (sentMs: number): boolean => sentMs + ANSWER_MS >= EIGHT_MS;
const within = (found: number, n: number, share: number): void =>
  expect(Math.abs(found - n * share)).toBeLessThan(4 * Math.sqrt(n * share * (1 - share)));

describe("Users whose data has not come by the hour (S-12)", () => {
  test("ask for just those reads that have not come, in the hours after it, when all of them react", () => {
    const diary = diaryOf(market(1));
    const late = sentTo(diary, "T01", isLate);
    expect(late.length).toBeGreaterThan(600);
    expect(sentTo(diary, "L01")).toEqual(late);
    for (const { atMs } of diary.at("daily reads").filter((one) => one.row === "L01"))
      expect(atMs >= EIGHT_MS && atMs < 10 * HOUR_MS).toBe(true);
  });

  test("a share of the meters is asked, the same ones of a larger share, and none where nobody reacts", () => {
    const late = new Set(sentTo(diaryOf(market(1)), "L01"));
    const half = sentTo(diaryOf(market(0.5)), "L01");
    const quarter = sentTo(diaryOf(market(0.25)), "L01");
    within(half.length, late.size, 0.5);
    within(quarter.length, late.size, 0.25);
    expect(half.filter((meter) => !late.has(meter))).toEqual([]);
    expect(quarter.filter((meter) => !half.includes(meter))).toEqual([]);
    expect(sentTo(diaryOf(market(0)), "L01")).toEqual([]);
  });

  test("the Schedule's read comes all the same: what is asked for is on top", () => {
    const { result } = diaryOf(market(1));
    expect(countOf(result, "answered", "T01")).toBe(METERS);
    const late = countOf(result, "sent", "L01");
    expect(countOf(result, "wanted", "L01")).toBe(late);
    expect(countOf(result, "answered", "L01")).toBe(late);
    const demand = result.components["csp.north"].demandFirst.reduce((sum, requests) => sum + requests, 0);
    expect(demand).toBe(METERS + late);
  });

  test("what waits in a queue is late too: at one read in 28.8 s from 02:00, 750 are out by 08:00", () => {
    const queued = market(1, [scheduledRead, ELECTRICITY], { perSecond: { "csp.north": 1 / 28.8 } });
    // After the first, the k-th leaves at k × 28.8 s and has come 10 s later: k ≤ (21,600 − 10) ÷ 28.8 = 749.7.
    expect(countOf(diaryOf(queued, 30 * HOUR_MS).result, "sent", "L01")).toBe(METERS - 750);
  });

  test("overnight data that comes overnight makes nobody ask", () => {
    const { result } = diaryOf(market(1, [scheduledRead, ELECTRICITY]));
    expect(countOf(result, "answered", "T01")).toBe(METERS);
    expect(countOf(result, "wanted", "L01")).toBe(0);
  });

  test("a meter out of reach is asked once, and no Schedule asks it again", () => {
    const { result } = diaryOf(market(1, [scheduledRead, ELECTRICITY], { failures: { longTermDark: 1 } }));
    expect(countOf(result, "sent", "L01")).toBe(METERS);
    expect(countOf(result, "retries", "L01")).toBe(0);
    expect(countOf(result, "dark", "L01")).toBe(METERS);
  });

  test("each day has its own: what came yesterday is not there today", () => {
    const plan = market(1);
    const two = diaryOf({ ...plan, horizon: { ...plan.horizon, measuredDays: 2 } }, 48 * HOUR_MS);
    for (const day of [0, 1]) {
      const ofDay = (atMs: number): boolean => Math.floor(atMs / (24 * HOUR_MS)) === day;
      const late = sentTo(two, "T01", (atMs) => ofDay(atMs) && isLate(atMs % (24 * HOUR_MS)));
      expect(sentTo(two, "L01", ofDay)).toEqual(late);
    }
  });

  test("suppliers ask for either fuel of a home alike, agents for themselves", () => {
    const rows = [spread(scheduledRead), gasRead, agentRead, ELECTRICITY, GAS, AGENT];
    const estate = { gasShare: 1, independentShare: 1 };
    const of = (share: number) => diaryOf(market(share, rows, { estate, needs: { mhhs: true } }));
    const [half, all] = [of(0.5), of(1)];
    for (const [read, late] of [
      ["T01", "L01"],
      ["T03", "L02"],
      ["M03", "L04"],
    ] as const)
      expect(sentTo(all, late)).toEqual(sentTo(all, read, isLate));
    const suppliers = new Set(sentTo(half, "L01"));
    const lateOfBoth = sentTo(half, "T01", isLate).filter((meter) => sentTo(half, "T03", isLate).includes(meter));
    const gas = new Set(sentTo(half, "L02"));
    expect(lateOfBoth.filter((meter) => suppliers.has(meter) !== gas.has(meter))).toEqual([]);
    const agents = new Set(sentTo(half, "L04"));
    expect([...suppliers].some((meter) => !agents.has(meter))).toBe(true);
  });

  test("each gets what it asked for itself, an agent at its own endpoint", () => {
    const rows = [spread(scheduledRead), agentRead, ELECTRICITY, AGENT];
    const both = diaryOf(market(1, rows, { estate: { independentShare: 1 }, needs: { mhhs: true } }), 48 * HOUR_MS);
    const answersAt = (endpoints: RegExp) =>
      new Set(both.entries.filter(({ place }) => endpoints.test(place)).map(({ row: one }) => one));
    expect(answersAt(/^Supplier/)).toEqual(new Set(["T01", "L01"]));
    expect(answersAt(/^MDR/)).toEqual(new Set(["M03", "L04"]));
  });

  test("what an MDR that is no User yet asks for is refused at the DSP, as its reads are", () => {
    const plan = market(1, [agentRead, AGENT], {
      estate: { independentShare: 1, mdrShares: [1] },
      needs: { mhhs: true },
    });
    const refused = diaryOf({
      ...plan,
      accessControl: {
        mdrEntryMs: [48 * HOUR_MS],
        appointments: { changesPerMeterDay: 0, noticeMs: 0, outgoingShare: 0, outgoingDays: 1 },
        feed: { everyMs: HOUR_MS, delayMs: 0, workOffSpeed: 1000 },
      },
    });
    expect(countOf(refused.result, "refused", "L04")).toBe(METERS);
    expect(refused.at("hub")).toEqual([]);
  });
});

describe("the twin and requests for late data (S-12)", () => {
  test("has a half of what is not back by 08:00 of 22 even hours, without a queue", () => {
    const { rows, estate } = withLateData(market(0.5));
    const perDay = expectedPerDay(rows[1]!, estate);
    // Those sent from 07:59:50 on.
    expect(perDay[0]).toBeCloseTo((0.5 * METERS * (14 * 3600 + 10)) / (22 * 3600), 6);
    expect(perDay.slice(1).every((requests) => requests === 0)).toBe(true);
  });

  test("has what fails three times by then: retries come 1, 4 and 10 h after the read", () => {
    const fails = 0.5;
    const failing = market(1, [scheduledRead, ELECTRICITY], { failures: { attemptSmets2: fails } });
    const { rows, estate } = withLateData(failing);
    // Read at 02:00, 03:00 and 06:00; the last retry, at noon, is too late.
    expect(expectedPerDay(rows[1]!, estate)[0]).toBeCloseTo(METERS * fails ** 3, 6);
  });

  test("has nothing of it in the bound, since it follows from the schedule", async () => {
    const scenario = await readScenario("scenarios/customer-behaviour.yaml", []);
    const of = (option: string) => planOf(scenario, option, { replication: 0, scale: 1 });
    expect(bound(of("valley-fill-all-50"), "all").peak).toEqual(bound(of("valley-fill-all"), "all").peak);
  });

  test("has it sent by those who wait for it", () => {
    const plan = market(0.5);
    const [first, ...others] = plan.estate.supplierShares;
    // All meters of the first supplier have an agent: it reads none of them for settlement, and asks for none.
    const estate = { ...plan.estate, independentShare: first!, agentShares: [1, ...others.map(() => 0)] };
    const late = senderShares(asked("L03", "late-own-mdr"), { ...plan, estate });
    expect(late[0]).toBe(0);
    expect(late[1]).toBeCloseTo(others[0]! / (1 - first!), 12);
  });

  test("says that what a fault keeps past the hour is not in it", () => {
    const outage = { kind: "outage" } as unknown as Plan["faults"][number];
    const says = (plan: Plan) => twinWarnings(plan).filter((sentence) => sentence.includes("late data")).length;
    expect(says(market(0.5))).toBe(0);
    expect(says({ ...market(0.5), faults: [outage] })).toBe(1);
    expect(says({ ...market(0), faults: [outage] })).toBe(0);
  });
});

describe("scenarios/customer-behaviour.yaml (S-12)", async () => {
  const scenario = await readScenario("scenarios/customer-behaviour.yaml", []);
  const plan = (option: string) => planOf(scenario, option, { replication: 0, scale: 0.001 });

  test("a run asks for what the twin says, within 4√n by row and component", () => {
    for (const option of ["full-trt-25", "valley-fill-all-50"]) {
      const of = plan(option);
      const { ledger } = simulate(of);
      of.rows.forEach((one, i) => {
        if (one.process !== "late-data") return;
        expectedPerDay(one, of.estate).forEach((perDay, access) => {
          const n = perDay * of.scale;
          const found = ledger.sent[i * 8 + access]!;
          expect(Math.abs(found - n), `${option} ${one.id} ${ACCESS[access]}`).toBeLessThan(4 * Math.sqrt(n + 1));
        });
      });
    }
  });

  test("reads of existing use and of MHHS are the same whether anybody reacts", () => {
    const reads = (option: string) => {
      const of = plan(option);
      const { ledger } = simulate(of);
      return of.rows.flatMap(({ id, process }, i) =>
        process === "late-data" ? [] : [[id, ...ledger.sent.slice(8 * i, 8 * i + 8)]],
      );
    };
    expect(reads("full-trt-50")).toEqual(reads("full-trt"));
  });

  test("today's use, and what capacity is derived from, know nothing of it", () => {
    expect(plan("full-trt-50").capacity).toEqual(plan("full-trt").capacity);
    expect(plan("full-trt").rows.some(({ process }) => process === "late-data")).toBe(false);
    expect(plan("full-trt").needs.lateDataOnDemand).toBeUndefined();
  });

  test("a quarter that reacts doubles the peak at the DSP of reads spread over the day", () => {
    const peak = (option: string) =>
      fluidDay(planOf(scenario, option, { replication: 0, scale: 1 })).demand[0]!.reduce((a, b) => Math.max(a, b), 0);
    // 22 h of which 14 are late: a quarter of them in 2 h are 0.25 × 14 ÷ 2 = 1.75 times the even rate on top; the rest
    // of the day's requests is as much again.
    const ratio = peak("valley-fill-all-25") / peak("valley-fill-all");
    expect(ratio).toBeGreaterThan(1.5);
    expect(ratio).toBeLessThan(2.75);
  });
});
