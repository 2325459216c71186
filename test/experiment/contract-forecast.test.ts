import { describe, expect, test } from "vitest";
import type { Contract } from "../../src/domain/contracts.ts";
import { contractForecasts } from "../../src/experiment/contract-forecast.ts";
import { each, row } from "../fluid/base-rows.ts";
import { smallMarket } from "../market/small-market.ts";

// S-24, S-25: what is asked of contracts, by the twin, before anything runs.

const METERS = 36_000;
/** One read of every meter from 02:00 to 02:30, and the retries of those that fail. */
const read = row({
  id: "T01",
  title: "read",
  process: "daily-reads",
  srv: "4.1.1",
  srvOnSmets2: "4.2",
  role: "supplier",
  mode: "scheduled",
  profile: [{ fromMinute: 120, toMinute: 150, share: 1 }],
  need: "existing-electricity",
  perMeterDay: each(1),
});
const contract = (component: Contract["component"], more: Partial<Contract> = {}): Contract => ({
  component,
  requestClass: "all",
  requests: [],
  intervalMinutes: 30,
  perHalfHour: new Array<number>(48).fill(30_000),
  ...more,
});
const market = (behind: "csp.north" | "s1sp.moc", attemptSmets2 = 0) =>
  smallMarket({
    meters: METERS,
    behind,
    rows: [read],
    failures: { attemptSmets2, retryAfterMs: [3_600_000] },
  });

describe("the forecast against contract", () => {
  test("is of first attempts by half hour at a CSP, and says when it is over", () => {
    const [north, south] = contractForecasts(market("csp.north"), [contract("csp.north"), contract("csp.south")]);
    expect(north!.peakShare).toBeCloseTo(1.2, 6);
    expect(north).toMatchObject({ peakAtMinute: 120, overShare: 1 / 48, firstOverAtMinute: 120 });
    expect(south).toMatchObject({ peakShare: 0, overShare: 0, firstOverAtMinute: undefined });
  });

  test("counts retries where they come: half of all fail, an hour later they are sent again", () => {
    const profile = Array.from({ length: 48 }, (_, i) => (i === 6 ? 9000 : 90_000));
    const [north] = contractForecasts(market("csp.north", 0.5), [contract("csp.north", { perHalfHour: profile })]);
    // Those of the minute of sending come within the minute after: a few may fall into the next half hour.
    expect(north!.peakShare).toBeGreaterThan(1.9);
    expect(north!.peakShare).toBeLessThanOrEqual(2.01);
    expect(north!.peakAtMinute).toBe(180);
  });

  test("is by the minute at an S1SP", () => {
    const [moc] = contractForecasts(market("s1sp.moc"), [contract("s1sp.moc", { intervalMinutes: 1 })]);
    // 36,000 in 30 minutes are 1,200 of the 1,000 of a minute.
    expect(moc!.peakShare).toBeCloseTo(1.2, 6);
    expect(moc!.overShare).toBeCloseTo(30 / 1440, 12);
  });

  test("of a class is of the requests that SMETS2 meters are sent", () => {
    const classes = ["4.2", "4.1.1"].map((srv) => contract("csp.north", { requestClass: srv, requests: [srv] }));
    const [sent, unsent] = contractForecasts(market("csp.north", 0.5), classes);
    expect(sent!.peakShare).toBeCloseTo(1.2, 6);
    expect(unsent!.peakShare).toBe(0);
  });

  test("has no figure where the contract is private", () => {
    const perHalfHour = new Array<number>(48).fill(Number.NaN);
    const [hidden] = contractForecasts(market("csp.north"), [contract("csp.north", { perHalfHour })]);
    expect(hidden).toMatchObject({ peakShare: Number.NaN, overShare: Number.NaN, firstOverAtMinute: undefined });
  });
});
