import { describe, expect, test } from "vitest";
import type { Allocation } from "../../src/domain/entry-rules.ts";
import type { Plan } from "../../src/domain/plan.ts";
import { HOUR_MS } from "../../src/kernel/time.ts";
import { userOf } from "../../src/ledger/request.ts";
import { advance, BrokenLaw, open } from "./native.ts";
import { countOf, diaryOf, onDemandRead, scheduledRead, smallMarket, THREE_READS, TWO_MS } from "./small-market.ts";

const RULE: Allocation = { threshold: 0.9, release: 0.95, overSeconds: 60, above: "wait", exempt: [] };
/** Five suppliers, and a network that serves every meter and asks for nothing. */
const FIVE = {
  supplierShares: [0.4, 0.3, 0.15, 0.1, 0.05],
  mdrShares: [],
  gspGroupShares: [1],
  gspGroupNorth: [1],
  gspGroupSouth: [0],
};
const METERS = 12_000;
const CAPACITY = 20;
const THRESHOLD = 0.9 * CAPACITY;

const market = (rule: Partial<Allocation> = {}, meters = METERS): Plan => {
  // A read of each meter between 02:00 and 02:06: 33 a second where the threshold is 18.
  const plan = smallMarket({
    meters,
    behind: "csp.north",
    rows: [{ ...scheduledRead, profile: [{ fromMinute: 120, toMinute: 126, share: 1 }] }],
    estate: FIVE,
    perSecond: { dsp: CAPACITY },
  });
  return { ...plan, endpoints: { ...plan.endpoints, otherUsers: 0 }, allocation: { ...RULE, ...rule } };
};

/** The level by bisection: nothing of the program's own arithmetic. */
const levelOf = (wants: readonly number[], parts: readonly number[]): number => {
  const used = (level: number): number =>
    wants.reduce((sum, want, u) => sum + Math.min(want, Math.max(parts[u]!, level)), 0);
  if (used(1e9) <= THRESHOLD) return Number.POSITIVE_INFINITY;
  let [low, high] = [0, 1e9];
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2;
    if (used(middle) <= THRESHOLD) low = middle;
    else high = middle;
  }
  return low;
};

describe("allocation by User (O8, S-16, S-23)", () => {
  test("equals its formula at every second with five Users", () => {
    const run = open(market());
    const { sim, ledger } = run.context;
    const { isOn, limits, letIn } = run.market.allocation!;
    // The network's meters are the suppliers' meters: each supplier's part is half its share of them.
    const parts = [...FIVE.supplierShares, 1].map((share) => (THRESHOLD * share) / 2);
    const bySecond = new Map<number, number[]>();
    const send = ledger.send.bind(ledger);
    ledger.send = (info) => {
      const second = Math.floor(sim.timeMs / 1000);
      const counts = bySecond.get(second) ?? parts.map(() => 0);
      counts[userOf(info)]!++;
      bySecond.set(second, counts);
      send(info);
    };
    advance(run, TWO_MS);
    const sent = parts.map(() => 0);
    const allowed = parts.map(() => 0);
    let [on, begins, ends] = [0, -1, -1];
    for (let second = TWO_MS / 1000; second < TWO_MS / 1000 + 900; second++) {
      const rates = parts.map((_, u) => {
        let arrived = 0;
        for (let s = second - 60; s < second; s++) arrived += bySecond.get(s)?.[u] ?? 0;
        return arrived / 60;
      });
      const arriving = rates.reduce((sum, rate) => sum + rate, 0);
      const held = parts.map((_, u) => sent[u]! - letIn[u]!);
      const before = Array.from(letIn);
      const wasOn = isOn();
      // To the end of this second's first millisecond: the limits are those of the second.
      sim.run(second * 1000 + 1);
      expect(isOn()).toBe(wasOn ? !(arriving < 0.95 * THRESHOLD && held.every((n) => n === 0)) : arriving > THRESHOLD);
      if (isOn() && begins < 0) begins = second;
      if (!isOn() && begins > 0 && ends < 0) ends = second;
      if (isOn()) {
        on++;
        const fair = levelOf(
          held.map((n, u) => n + rates[u]!),
          parts,
        );
        parts.forEach((part, u) => {
          expect(limits[u]).toBeCloseTo(Math.max(part, fair), 6);
          allowed[u]! += limits[u]!;
        });
      }
      sim.run((second + 1) * 1000);
      for (const [u, n] of (bySecond.get(second) ?? []).entries()) sent[u]! += n;
      if (isOn())
        parts.forEach((_, u) => {
          expect(letIn[u]! - before[u]!).toBeLessThanOrEqual(limits[u]! + 1);
          // Whoever still waits has had all that it was allowed.
          if (sent[u]! > letIn[u]!) expect(letIn[u]! - before[u]!).toBeGreaterThan(limits[u]! - 1);
        });
    }
    // Some 33 a second fill a minute with more than 18 × 60 after some 32 s; 12,000 reads at 18 a second take 11 min.
    expect(begins - TWO_MS / 1000).toBeGreaterThan(25);
    expect(begins - TWO_MS / 1000).toBeLessThan(40);
    expect(on).toBeGreaterThan(500);
    expect(ends).toBeGreaterThan(0);
    expect(sent.reduce((sum, n) => sum + n, 0)).toBe(METERS);
    expect(Array.from(letIn)).toEqual([...sent]);
  });

  test("holds the User that asks for too much, and nobody else", () => {
    // Below the threshold but for one supplier, whose meters are all read in one second.
    const all = market({}, 3000);
    const diary = diaryOf({
      ...all,
      estate: { ...all.estate, supplierShares: [0.97, 0.03] },
      rows: [{ ...scheduledRead, profile: [{ fromMinute: 120, toMinute: 121, share: 1 }] }],
    });
    const held = new Set(diary.at("allocation").map(({ meter }) => meter));
    const of = (metric: string): readonly string[] =>
      diary.result.rules.flatMap((one) => (one.metric === metric ? [one.place] : []));
    expect(held.size).toBeGreaterThan(1000);
    expect(of("allocation_held")).toEqual(["Supplier 1"]);
    expect(countOf(diary.result, "answered", "T01")).toBe(3000);
  });

  test("counts demand when it is sent, so that holding Users back lowers no peak of it", () => {
    const { allocation: _, ...trust } = market();
    const sent = [market(), market({ above: "refuse" }), trust].map((plan) => {
      const { components } = diaryOf(plan).result;
      return [components.dsp, components["csp.north"]].map(({ demandFirst }) => Array.from(demandFirst));
    });
    expect(sent[0]).toEqual(sent[2]);
    expect(sent[1]).toEqual(sent[2]);
    expect(Math.max(...sent[0]![0]!)).toBeGreaterThan(1500);
  });

  test("lets a User's requests on demand go before its scheduled ones", () => {
    const plan = smallMarket({
      ...THREE_READS,
      meters: 2000,
      behind: "csp.north",
      estate: { ...FIVE, exportShare: 1, supplierShares: [1] },
      perSecond: { dsp: CAPACITY },
      rows: [scheduledRead, onDemandRead].map((row) => ({
        ...row,
        profile: [{ fromMinute: 120, toMinute: 122, share: 1 }],
      })),
    });
    // A threshold over every request but the first minute's: what is held is of both kinds.
    const diary = diaryOf({ ...plan, allocation: RULE });
    const held = diary.at("allocation");
    const lastOnDemand = held.findLastIndex(({ row }) => row === "M05");
    const after = held.slice(lastOnDemand + 1).map(({ row }) => row);
    expect(after.length).toBeGreaterThan(500);
    expect(new Set(after)).toEqual(new Set(["T01"]));
  });

  test("refuses above the limit where a scenario says so, and no device hears of it", () => {
    const { result, at } = diaryOf(market({ above: "refuse" }));
    const refused = countOf(result, "refused", "T01");
    expect(refused).toBeGreaterThan(1000);
    expect(at("hub")).toHaveLength(METERS - refused);
    expect(
      result.rules.filter(({ metric }) => metric === "allocation_refused").reduce((n, one) => n + one.value, 0),
    ).toBe(refused);
  });

  test("never holds what is exempt", () => {
    const { result } = diaryOf(market({ exempt: ["daily-reads"] }));
    expect(result.rules.filter(({ metric }) => metric === "allocation_held")).toEqual([]);
  });

  test("a request that is lost in a User's queue breaks a law", () => {
    const run = open(market(), { debug: true });
    advance(run, TWO_MS + HOUR_MS / 20);
    run.context.audit.stations.find(({ name }) => name === "allocation")!.in++;
    expect(() => advance(run, run.context.sim.timeMs + 1)).toThrow(BrokenLaw);
  });
});
