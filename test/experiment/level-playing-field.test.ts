import { describe, expect, test } from "vitest";
import { compareRoles, type Stratum, standardisedMs } from "../../src/experiment/level-playing-field.ts";
import { LatencyHistogram } from "../../src/metrics/latency-histogram.ts";

/** So many needs at each latency in ms; latencies under 256 ms are kept exactly. */
const stratum = (needs: Readonly<Record<number, number>>, unanswered = 0): Stratum => {
  const times = new LatencyHistogram();
  for (const [ms, count] of Object.entries(needs)) for (let i = 0; i < count; i++) times.record(Number(ms));
  return { times, unanswered };
};
const NOBODY = stratum({});

describe("the level playing field", () => {
  test("roles served alike at each component are level, whatever their mix; the crude ratio is not", () => {
    // Fast component: 10 ms for all. Slow: 200 ms. Agents have 90 of 100 meters on the slow one, suppliers 10 of 1,000.
    const field = compareRoles(
      "wantedMs",
      [stratum({ 10: 10 }), stratum({ 200: 90 })],
      [stratum({ 10: 990 }), stratum({ 200: 10 })],
    );
    // National mix: 1,000 fast, 100 slow of 1,100: the 95th percentile of both is among the slow tenth.
    expect(field).toMatchObject({ agentP95Ms: 200, supplierP95Ms: 200, ratio: 1 });
    // Crude: 90 % of agents' needs take 200 ms, 1 % of suppliers' do.
    expect(field).toMatchObject({ crudeAgentP95Ms: 200, crudeSupplierP95Ms: 10, crudeRatio: 20 });
  });

  test("an agent that waits twice as long everywhere has a ratio of two", () => {
    const field = compareRoles(
      "networkMs",
      [stratum({ 20: 50 }), stratum({ 240: 50 })],
      [stratum({ 10: 500 }), stratum({ 120: 500 })],
    );
    expect([field.ratio, field.crudeRatio]).toEqual([2, 2]);
  });

  test("a stratum weighs what the nation has of it, not what the role has", () => {
    // F₁: 10 ms up to a share of 1/2, 50 ms above. F₂: 100 ms for all. Weights 9 : 1, though the first has 2 needs only.
    // Σ = 0.45 at 10 ms, 0.9 at 50 ms, 1 at 100 ms.
    const strata = [stratum({ 10: 1, 50: 1 }), stratum({ 100: 998 })];
    expect([0.45, 0.46, 0.9, 0.91].map((p) => standardisedMs(p, strata, [9, 1]))).toEqual([10, 50, 50, 100]);
  });

  test("a component that only one role uses has no say in the ratio", () => {
    const field = compareRoles(
      "wantedMs",
      [stratum({ 10: 100 }), stratum({ 250: 900 })],
      [stratum({ 10: 100 }), NOBODY],
    );
    expect([field.ratio, field.crudeRatio]).toEqual([1, 25]);
  });

  test("needs never answered are later than any: the percentile among them has no value, nor has the ratio", () => {
    const field = compareRoles("wantedMs", [stratum({ 10: 94 }, 6)], [stratum({ 10: 96 }, 4)]);
    expect(field.agentP95Ms).toBe(Number.POSITIVE_INFINITY);
    expect(field.supplierP95Ms).toBe(10);
    expect(field.ratio).toBeNaN();
  });

  test("roles without a component in common can't be compared", () => {
    const field = compareRoles("wantedMs", [stratum({ 10: 5 }), NOBODY], [NOBODY, stratum({ 10: 5 })]);
    expect(field.ratio).toBeNaN();
    expect(field.crudeRatio).toBe(1);
  });
});
