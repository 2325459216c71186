import { describe, expect, test } from "vitest";
import type { Plan } from "../../src/domain/plan.ts";
import { usersOf } from "../../src/domain/users.ts";
import { HOUR_MS } from "../../src/kernel/time.ts";
import { fluidPlanOf } from "../../src/scenario/plan.ts";
import { extending } from "../scenario/loading.ts";
import { advance, BrokenLaw, open } from "./native.ts";
import {
  ANSWER_MS,
  countOf,
  type Diary,
  diaryOf,
  type SmallMarket,
  scheduledRead,
  smallMarket,
  TWO_MS,
} from "./small-market.ts";

// S-14: what comes twice takes the way back twice; of responses = matched + duplicates, none is lost.

const METERS = 400;
const AFTER_MS = 30_000;
const market = (share: number, more: Partial<SmallMarket> = {}): Plan => {
  const estate = { supplierShares: [1] };
  const plan = smallMarket({ meters: METERS, behind: "csp.north", rows: [scheduledRead], estate, ...more });
  return share === 0 ? plan : { ...plan, duplicates: { share, afterMs: AFTER_MS } };
};
const SUPPLIER = usersOf(market(0))[0]!.name;
const duplicatesOf = ({ result }: Diary): number =>
  result.rules.filter(({ metric }) => metric === "duplicate_responses").reduce((sum, { value }) => sum + value, 0);
const timesAt = (diary: Diary, place: string): number[] => diary.at(place).map(({ atMs }) => atMs);

describe("an answer that comes twice", () => {
  test("takes the way back to its User's endpoint again, a while later, and answers nothing", () => {
    const diary = diaryOf(market(1));
    expect(duplicatesOf(diary)).toBe(METERS);
    expect(diary.at("hub")).toHaveLength(METERS);
    for (const place of ["csp.north return", "dsp return", SUPPLIER]) {
      const times = timesAt(diary, place);
      expect(times.filter((ms) => ms === TWO_MS + ANSWER_MS)).toHaveLength(METERS);
      expect(times.filter((ms) => ms === TWO_MS + ANSWER_MS + AFTER_MS)).toHaveLength(METERS);
    }
    expect(countOf(diary.result, "answered", "T01")).toBe(METERS);
    expect(diary.result.components["csp.north"].returnArrived.reduce((sum, one) => sum + one, 0)).toBe(2 * METERS);
    expect(diary.result.users[0]!.arrived.reduce((sum, one) => sum + one, 0)).toBe(2 * METERS);
  });

  test("makes others wait where the way back is narrow", () => {
    // One request a second goes out and one response a second comes back, at most.
    const narrow = (share: number): number[] => {
      const diary = diaryOf({
        ...market(share, { perSecond: { "csp.north": 1 }, capacity: { responseFactor: 1 } }),
        ...(share > 0 ? { duplicates: { share, afterMs: 0 } } : {}),
      });
      return timesAt(diary, "csp.north return");
    };
    const lastMs = (times: readonly number[]): number => Math.max(...times);
    expect(lastMs(narrow(1)) - lastMs(narrow(0))).toBe(METERS * 1000);
  });

  test("is a draw of the meter and the attempt: the same ones come twice whatever else comes, and nothing else changes", () => {
    const [none, some, more] = [0, 0.25, 0.5].map((share) => diaryOf(market(share))) as [Diary, Diary, Diary];
    const twice = (diary: Diary): Set<number> => new Set(diary.at("duplicate responses").map(({ meter }) => meter));
    expect(Math.abs(duplicatesOf(some) - METERS / 4)).toBeLessThan(4 * Math.sqrt((METERS * 3) / 16));
    expect(twice(some).size).toBe(duplicatesOf(some));
    expect([...twice(some)].every((meter) => twice(more).has(meter))).toBe(true);
    expect(some.result.ledger).toEqual(none.result.ledger);
    expect(some.at("hub")).toEqual(none.at("hub"));
  });

  test("is no error: what the network says of a meter that it cannot reach is said once", () => {
    const dark = diaryOf(market(1, { failures: { longTermDark: 1, retryAfterMs: [HOUR_MS] } }));
    expect(duplicatesOf(dark)).toBe(0);
    expect(countOf(dark.result, "expired", "T01")).toBe(METERS);
  });

  test("is refused at a full queue as any response, and the need that it repeats stays answered", () => {
    const plan = market(1, { capacity: { queueMax: 10 } });
    const slow = { ...plan, endpoints: { ...plan.endpoints, least: 0, metersPerSecond: METERS } };
    const run = open(slow, { debug: true });
    advance(run, 24 * HOUR_MS);
    const { duplicates, answered, refused } = run.context.ledger;
    expect(duplicates.made).toBe(METERS);
    expect(duplicates.delivered).toBe(METERS - duplicates.refused);
    expect(duplicates.refused).toBeGreaterThan(0);
    const sum = (counts: Float64Array): number => counts.reduce((all, one) => all + one, 0);
    expect(sum(answered) + sum(refused)).toBe(METERS);
  });

  test("breaks a law when it is lost", () => {
    const run = open(market(1), { debug: true });
    advance(run, TWO_MS + ANSWER_MS + 1);
    run.context.ledger.duplicates.made++;
    expect(() => advance(run, run.context.sim.timeMs + 1)).toThrow(BrokenLaw);
  });
});

test("a plan of a scenario in which none comes twice has no word of it", () => {
  const of = (lines: string) => fluidPlanOf(extending(lines), "unchanged", { replication: 0, scale: 1 }).duplicates;
  expect(of("duplicateResponses.share: 0.1 %")).toEqual({ share: 0.001, afterMs: AFTER_MS });
  expect(of("duplicateResponses.share: 0")).toBeUndefined();
});
