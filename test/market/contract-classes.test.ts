import { describe, expect, test } from "vitest";
import type { Contract } from "../../src/domain/contracts.ts";
import type { Plan } from "../../src/domain/plan.ts";
import { countOf, diaryOf, onDemandRead, scheduledRead, smallMarket } from "./small-market.ts";

// S-25: a CSP's contract by class of requests is held against what was sent of the class.

const METERS = 30;
const contract = (component: Contract["component"], requests: readonly string[], requestClass = "reads"): Contract => ({
  component,
  requestClass,
  requests,
  intervalMinutes: 30,
  perHalfHour: new Array<number>(48).fill(1),
});
const market = (contracts: readonly Contract[], failures?: Partial<Plan["failures"]>): Plan => ({
  ...smallMarket({
    meters: METERS,
    behind: "csp.north",
    rows: [scheduledRead, { ...onDemandRead, srv: "4.8.3" }],
    estate: { exportShare: 1 },
    needs: { mhhs: true },
    ...(failures === undefined ? {} : { failures }),
  }),
  contracts,
});
/** By half hour, those with any. */
const counted = (counts: Uint32Array): Record<number, number> =>
  Object.fromEntries([...counts.entries()].filter(([, count]) => count > 0));

describe("attempts of a class of requests", () => {
  test("are counted in the half hour in which they are sent, at their component alone", () => {
    const { result } = diaryOf(
      market([
        contract("csp.north", [], "all"),
        contract("csp.north", ["4.8.1"]),
        contract("csp.north", ["4.8.3"], "export"),
        contract("csp.south", ["4.8.1"]),
      ]),
    );
    // All are sent at 02:00, in the fifth half hour.
    expect(result.contractClasses.map(counted)).toEqual([{ 4: METERS }, { 4: METERS }, {}]);
    expect(result.scalars["csp.north.contract.reads.attempts"]).toBe(METERS);
  });

  test("are of the request that a SMETS2 meter is sent, where SMETS1 meters are sent another", () => {
    const plan = market([contract("csp.north", ["4.1.1"]), contract("csp.north", ["4.2"], "registers")]);
    const rows = plan.rows.map((row) => (row.id === "T01" ? { ...row, srv: "4.1.1", srvOnSmets2: "4.2" } : row));
    expect(diaryOf({ ...plan, rows }).result.contractClasses.map(counted)).toEqual([{}, { 4: METERS }]);
  });

  test("are retries too", () => {
    const { result } = diaryOf(
      market([contract("csp.north", ["4.8.1"])], { attemptSmets2: 1, retryAfterMs: [3_600_000, 14_400_000] }),
    );
    expect(counted(result.contractClasses[0]!)).toEqual({ 4: METERS, 6: METERS, 12: METERS });
    expect(countOf(result, "attempts", "T01")).toBe(3 * METERS);
  });

  test("are nobody's business where no contract has classes, and nothing else is changed by those that have", () => {
    const without = diaryOf(market([])).result;
    const having = diaryOf(market([contract("csp.north", ["4.8.1"])])).result;
    expect(without.contractClasses).toEqual([]);
    expect(having.pathFingerprint).toEqual(without.pathFingerprint);
  });
});
