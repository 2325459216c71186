import { expect, test } from "vitest";
import { brokenShares } from "../../src/run/central-record.ts";
import { settleRuns } from "../../src/settlement/settled-runs.ts";
import { RULES, systemsOf, WINTER_DAY } from "./synthetic-market.ts";

test("what all suppliers have is what all meters used; a supplier that loses a meter's energy is found (S-33)", () => {
  const of = systemsOf(500);
  const days = [WINTER_DAY];
  const runs = settleRuns(["II", "SF"], days, of, RULES);
  expect(brokenShares(runs, days, of)).toEqual([]);
  runs[1]!.bySupplier[2]!.trueMwh -= 1e-3;
  expect(brokenShares(runs, days, of)).toEqual([expect.stringMatching(/^SF: suppliers have [\d.]+ MWh of [\d.]+$/)]);
});
