import { describe, expect, test } from "vitest";
import { expectedPerDay } from "../../src/domain/population.ts";
import { isGranted } from "../../src/domain/service-requests.ts";
import { fluidPlanOf } from "../../src/scenario/plan.ts";
import { planOf, simulate } from "../market/native.ts";
import { countOf } from "../market/small-market.ts";
import { extending, load } from "./loading.ts";

// S-33: the new supplier's credentials reach the meter at the midnight of the change.

const RUN = { replication: 0, scale: 1 };
const GAS = 0.7;
const planWith = (lines: string) => fluidPlanOf(extending(lines), "unchanged", RUN);
const perDay = (lines: string, id: string): number => {
  const plan = planWith(lines);
  const found = plan.rows.find((row) => row.id === id);
  return found === undefined ? 0 : expectedPerDay(found, plan.estate).reduce((sum, count) => sum + count, 0);
};
const USUAL = "existing.changesOfSupplier.perDay: 7_500 /d";

describe("changes of supplier", () => {
  test("are among suppliers' requests in the base case, as calibration has them", () => {
    expect(perDay("seed: any", "T10")).toBe(0);
    expect(perDay("seed: any", "T08")).toBeCloseTo(15_300_000, 3);
  });

  test("stand apart where they are given, a gas meter with the electricity meter, and all that suppliers send stays", () => {
    expect(perDay(USUAL, "T10")).toBeCloseTo(7500 * (1 + GAS), 6);
    expect(perDay(USUAL, "T08") + perDay(USUAL, "T10")).toBeCloseTo(15_300_000, 3);
    expect(perDay(`${USUAL}\nexisting.changesOfSupplier.requestsPerMeter: 4`, "T10")).toBeCloseTo(
      30_000 * (1 + GAS),
      6,
    );
  });

  test("are 6.23, a supplier's to send, which the DSP holds for midnight and has a day's target as what is future dated", () => {
    const row = planWith(USUAL).rows.find(({ id }) => id === "T10")!;
    expect(row).toMatchObject({ srv: "6.23", role: "supplier", heldUntilMinute: 0, targetMs: { smets2: 86_400_000 } });
    expect([false, true].map((smets1) => isGranted(row.srv, row.role, smets1))).toEqual([true, true]);
    expect(isGranted(row.srv, "agent", false)).toBe(false);
  });

  test("leave a capacity that is derived from a day's use as it was but for their midnight", () => {
    // 12,750 requests less than 0.002 % of what existing use asks by 08:00: nothing once rounded up.
    expect(planWith(`capacity: derived\n${USUAL}`).capacity).toEqual(planWith("capacity: derived").capacity);
  });
});

test("a failed supplier's meters get theirs at midnight, and none is lost on the way", () => {
  const scale = 0.0001;
  const plan = planOf(load("scenarios/change-of-supplier.yaml"), "supplier-fails", { replication: 0, scale });
  const result = simulate(plan);
  const expected = 1_000_000 * (1 + GAS) * scale;
  // Those of the day before are held as the run begins, those of the measured day until the next midnight.
  const wanted = countOf(result, "wanted", "T10");
  expect(Math.abs(wanted - expected)).toBeLessThan(4 * Math.sqrt(expected));
  expect(countOf(result, "answered", "T10") + countOf(result, "expired", "T10")).toBe(wanted);
});
