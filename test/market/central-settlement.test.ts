import { describe, expect, test } from "vitest";
import type { CentralRules } from "../../src/domain/central-rules.ts";
import type { Plan } from "../../src/domain/plan.ts";
import { DAY_MS } from "../../src/kernel/time.ts";
import { brokenRun } from "../../src/run/central-record.ts";
import { factorsOf } from "../../src/settlement/correction-factors.ts";
import type { SettledRun } from "../../src/settlement/settled-runs.ts";
import { row } from "../fluid/base-rows.ts";
import { advance, close, open } from "./native.ts";
import { settlement } from "./settled.ts";
import { scheduledRead, smallMarket } from "./small-market.ts";

// S-17, S-49, S-51: from the reads of a market to what suppliers are settled on.

const METERS = 3000;

const agentRead = row({ ...scheduledRead, id: "M03", process: "mhhs-reads", need: "agent", role: "agent" });
const exportRead = row({ ...agentRead, id: "M06", srv: "4.8.3", need: "export-agent" });

interface Market {
  readonly cycleDays?: number;
  readonly failures?: Partial<Plan["failures"]>;
  readonly central?: Partial<CentralRules>;
}

/** Agents read every meter at 02:00 every so many days; what is settled at each run. */
const settled = ({ cycleDays = 1, failures = {}, central = {} }: Market): readonly SettledRun[] => {
  const base = smallMarket({
    meters: METERS,
    behind: "csp.central",
    rows: [agentRead, exportRead],
    estate: { independentShare: 1, exportShare: 0.1 },
    needs: { mhhs: true, mhhsCycleDays: cycleDays },
    failures: { retryAfterMs: [], ...failures },
  });
  const plan: Plan = {
    ...base,
    settlement: {
      ...settlement,
      central: { ...settlement.central, optOutShare: 0, partDayShare: 0, noHistoryShare: 0, ...central },
    },
  };
  const run = open(plan);
  advance(run, DAY_MS / 2);
  return close(run, DAY_MS / 2).central!;
};

const total = ({ bySupplier }: SettledRun, field: keyof SettledRun["bySupplier"][number]): number =>
  bySupplier.reduce((sum, share) => sum + share[field], 0);
const energyShare = (run: SettledRun): number => total(run, "accurateMwh") / total(run, "trueMwh");

describe("energy on actuals", () => {
  test("is all of it, with nothing in the wrong place, where every meter answers every day", () => {
    for (const run of settled({})) {
      expect(energyShare(run)).toBe(1);
      expect(total(run, "misplacedMwh")).toBe(0);
      expect(run.money).toEqual({ pounds: 0, movedPounds: 0 });
      // 3 % that nobody accounts for, on accurate import of weight a half.
      expect(factorsOf(run.corrections).mean).toBeCloseTo(1.06, 9);
    }
  });

  test("is none of it where no meter ever answers, and suppliers are settled on the take all the same", () => {
    for (const run of settled({ failures: { longTermDark: 1 } })) {
      expect(energyShare(run)).toBe(0);
      expect(run.derivations).toMatchObject({ halfHourly: 0, e1: 0, partDays: 0 });
      expect(run.shapes.defaulted).toBe(run.shapes.total);
      const take = run.corrections.takeMwh.reduce((sum, mwh) => sum + mwh, 0);
      expect(Math.abs(total(run, "correctedMwh") - take)).toBeLessThan(1e-9 * take);
    }
  });

  // Of a month's phases those that are read in the days to the gate: 4 of 30 to II, 9 to SF, all to R1.
  test("of reads once in 30 days is as the gates have it, and what was used is the same as of daily reads", () => {
    const daily = settled({});
    const monthly = settled({ cycleDays: 30 });
    for (const [i, run] of monthly.entries()) expect(total(run, "trueMwh")).toBe(total(daily[i]!, "trueMwh"));
    const shares = monthly.map(energyShare);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares[0]).toBeLessThan(0.25);
    expect(shares[1]).toBeLessThan(0.45);
    expect(shares[2]).toBe(1);
    expect(total(monthly[0]!, "misplacedMwh")).toBeGreaterThan(total(monthly[1]!, "misplacedMwh"));
    expect(total(monthly[1]!, "misplacedMwh")).toBeGreaterThan(0);
    expect(total(monthly[2]!, "misplacedMwh")).toBe(0);
    expect(monthly[2]!.money.movedPounds).toBeGreaterThan(0);
  });
});

test("a home that opted out is settled on its true total, by a shape that isn't its own (S-34)", () => {
  const [first] = settled({ central: { optOutShare: 1 } });
  expect(first!.derivations.e1).toBeGreaterThan(2000);
  expect(energyShare(first!)).toBeCloseTo(1, 12);
  expect(total(first!, "limitedMwh")).toBe(0);
  expect(total(first!, "misplacedMwh")).toBeGreaterThan(0);
});

describe("the laws of settlement", () => {
  const [run] = settled({ cycleDays: 30 });
  const systems = Object.values(run!.derivations).reduce((sum, one) => sum + one, 0);

  test("hold", () => expect(brokenRun(run!, systems)).toEqual([]));

  test("a metering system too few, energy of nobody, and money of nobody break them", () => {
    expect(brokenRun(run!, systems + 1)).toEqual([`II settles ${systems} metering systems' days of ${systems + 1}`]);
    const [supplier, ...others] = run!.bySupplier;
    const withMore = (more: Partial<typeof supplier>) => ({
      ...run!,
      bySupplier: [{ ...supplier!, ...more }, ...others],
    });
    expect(brokenRun(withMore({ correctedMwh: supplier!.correctedMwh + 0.001 }), systems)[0]).toMatch(
      /^II settles suppliers on .* MWh and leaves 0 of .* taken$/,
    );
    expect(brokenRun(withMore({ pounds: supplier!.pounds + 1 }), systems)[0]).toMatch(
      /^II leaves .* pounds with nobody$/,
    );
  });
});
