import { expect, test } from "vitest";
import type { Plan } from "../../src/domain/plan.ts";
import { usersOf } from "../../src/domain/users.ts";
import { diaryOf, scheduledRead, smallMarket } from "./small-market.ts";

// S-16, S-29c: a User whose own endpoint is slow waits for its own responses, and nobody else does.

const METERS = 200;
/** Two suppliers: one serves 195 of the meters, at 0.975 responses a second; the other 5, at its least rate. */
const market = (least: number): Plan => {
  const estate = { supplierShares: [0.975, 0.025] };
  const plan = smallMarket({ meters: METERS, behind: "csp.north", rows: [scheduledRead], estate });
  return { ...plan, endpoints: { ...plan.endpoints, least, metersPerSecond: METERS } };
};

test("a slow User holds up no other", () => {
  const [large, small] = usersOf(market(1)).map(({ name }) => name);
  const quick = diaryOf(market(0.5));
  const slow = diaryOf(market(0.01));
  expect(quick.at(small!).length).toBeGreaterThan(1);
  expect(quick.at(small!).length + quick.at(large!).length).toBe(METERS);
  for (const place of ["hub", "csp.north return", "dsp return", large!])
    expect(slow.at(place)).toEqual(quick.at(place));
  // One response at once, and one every 1 ÷ (5 ÷ 200) s.
  const gaps = slow.at(small!).map(({ atMs }, i, all) => (i === 0 ? 0 : atMs - all[i - 1]!.atMs));
  expect(gaps.slice(1).every((ms) => ms === 40_000)).toBe(true);
});
