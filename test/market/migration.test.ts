import { describe, expect, test } from "vitest";
import type { Plan } from "../../src/domain/plan.ts";
import { expectedPerDay } from "../../src/domain/population.ts";
import { cacheScalar } from "../../src/metrics/cache-metrics.ts";
import { fluidPlanOf } from "../../src/scenario/plan.ts";
import { row } from "../fluid/base-rows.ts";
import { extending } from "../scenario/loading.ts";
import { fluidDay } from "./native.ts";
import { countOf, diaryOf, scheduledRead, smallMarket } from "./small-market.ts";

// S-36: as migration goes on, a growing share of meters is read for settlement, and each day some join them.

const METERS = 2000;
const agentRead = row({ ...scheduledRead, id: "M03", process: "mhhs-reads", need: "agent", role: "agent" });
const market = (migratedShare: number, independentShare: number, more: Partial<Plan["needs"]> = {}): Plan =>
  smallMarket({
    meters: METERS,
    behind: "s1sp.moc",
    rows: [scheduledRead, agentRead],
    estate: { independentShare },
    needs: { mhhs: true, migratedShare, ...more },
  });
const within = (count: number, share: number): void =>
  expect(Math.abs(count - METERS * share)).toBeLessThan(4 * Math.sqrt(METERS * share * (1 - share)));
const readAs = (plan: Plan, id: string): Set<number> =>
  new Set(
    diaryOf(plan)
      .at("hub")
      .flatMap(({ meter, row: of }) => (of === id ? [meter] : [])),
  );

describe("meters that have migrated", () => {
  test("are read for settlement, and no other; later in migration they are the same ones and more", () => {
    const [quarter, half] = [readAs(market(0.25, 1), "M03"), readAs(market(0.5, 1), "M03")];
    within(quarter.size, 0.25);
    within(half.size, 0.5);
    expect([...quarter].every((meter) => half.has(meter))).toBe(true);
    expect(readAs(market(0.25, 1), "T01").size).toBe(METERS);
  });

  test("are those alone whose supplier settles on a read that it makes already (M00)", () => {
    const { result } = diaryOf(market(0.25, 0));
    within(countOf(result, "wanted", "M00"), 0.25);
    expect(countOf(result, "answered", "T01")).toBe(METERS);
  });

  test("are those alone whose supplier leaves the read to its agent (O9)", () => {
    const { result } = diaryOf(market(0.25, 1, { supplierReadsToo: 0 }));
    const read = countOf(result, "answered", "M03");
    expect(countOf(result, "answered", "T01")).toBe(METERS - read);
    expect(countOf(result, "answered", "P01")).toBe(read);
  });

  test("are those alone of which a cache has a second read", () => {
    const plan = { ...market(0.25, 1), cache: { lifetimeMs: 86_400_000, hitWork: 0 } };
    const { result } = diaryOf({
      ...plan,
      rows: [scheduledRead, { ...agentRead, profile: [{ fromMinute: 180, toMinute: 180, share: 1 }] }],
    });
    const hits = result.scalars[cacheScalar("s1sp.moc", "hits")]!;
    expect(hits).toBe(countOf(result, "answered", "M03"));
  });
});

describe("a scenario of migration", () => {
  const plan = (lines: string) => fluidPlanOf(extending(lines), "unchanged", { replication: 0, scale: 1 });
  const perDay = (lines: string, id: string): number => {
    const of = plan(lines);
    const found = of.rows.find((one) => one.id === id);
    return found === undefined ? 0 : expectedPerDay(found, of.estate).reduce((sum, one) => sum + one, found.perDay);
  };
  const HALF = "migration: { migrated: 50 %, perDay: 117_000 /d }";

  test("has half of what MHHS reads when half of the meters have migrated, and as much existing use", () => {
    for (const id of ["M01", "M02", "M03", "M04", "M05", "M06", "M07", "M08", "M09"])
      expect(perDay(HALF, id)).toBeCloseTo(perDay("seed: any", id) / 2, 4);
    for (const id of ["T01", "T08", "T09"]) expect(perDay(HALF, id)).toBe(perDay("seed: any", id));
  });

  test("has a first read, and two Schedules created, for each meter that migrates in a day", () => {
    expect(perDay(HALF, "M12")).toBeCloseTo(117_000, 4);
    expect(perDay(HALF, "M10")).toBeCloseTo(60_000 / 2 + 2 * 117_000, 4);
    expect(perDay(`${HALF}\nmigration.each: { schedules: 4, reads: 0 }`, "M10")).toBeCloseTo(30_000 + 468_000, 4);
  });

  test("that has ended has no word of it, and one without MHHS nothing that migrates", () => {
    expect(plan("seed: any").needs.migratedShare).toBeUndefined();
    expect(perDay("seed: any", "M12")).toBe(0);
    expect(perDay(`${HALF}\nmhhs.enabled: false`, "M12")).toBe(0);
    expect(perDay(`${HALF}\nmhhs.enabled: false`, "M10")).toBe(0);
  });

  test("has in the twin's demand the share of it that has migrated", () => {
    const sent = (lines: string): number => fluidDay(plan(lines)).demand[0]!.reduce((sum, one) => sum + one, 0);
    const without = sent("mhhs.enabled: false");
    expect((sent("migration.migrated: 50 %") - without) / (sent("seed: any") - without)).toBeCloseTo(0.5, 9);
  });
});
