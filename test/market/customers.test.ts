import { expect, test } from "vitest";
import type { DemandRules } from "../../src/domain/demand-rules.ts";
import { classShares } from "../../src/domain/use-class.ts";
import { HOUR_MS } from "../../src/kernel/time.ts";
import type { SettledRun } from "../../src/settlement/settled-runs.ts";
import { row } from "../fluid/base-rows.ts";
import { advance, close, open } from "./native.ts";
import { settlement } from "./settled.ts";
import { scheduledRead, smallMarket } from "./small-market.ts";

// What a supplier whose customers differ sees of it in settlement (S-17, S-49).

const METERS = 20_000;
const agentRead = row({ ...scheduledRead, id: "M03", process: "mhhs-reads", need: "agent", role: "agent" });
// Every meter of a class is the mean one: what is left is who has how many of which.
const DEMAND: DemandRules = { ...settlement.demand, annualSpread: 0, daySpread: 0 };
/** Two suppliers of half of the meters each. */
const HALVES = [0.5, 0.5];

const settled = (demand: DemandRules, longTermDark = 0): readonly SettledRun[] => {
  const base = smallMarket({
    meters: METERS,
    behind: "csp.central",
    rows: [agentRead],
    estate: { independentShare: 1, supplierShares: HALVES },
    needs: { mhhs: true },
    failures: { retryAfterMs: [], longTermDark },
  });
  const central = { ...settlement.central, optOutShare: 0, partDayShare: 0, noHistoryShare: 0 };
  const run = open({ ...base, settlement: { ...settlement, demand, central } });
  advance(run, 12 * HOUR_MS);
  return close(run, 12 * HOUR_MS).central!;
};

/** All homes with vehicles that there are in twenty are with the first of the two. */
const [domestic, economy7, vehicles, others] = classShares(DEMAND) as [number, number, number, number];
const MIXED: DemandRules = {
  ...DEMAND,
  bySupplier: [
    [domestic - vehicles, economy7, 2 * vehicles, others],
    [domestic + vehicles, economy7, 0, others],
  ],
};

const shareOfFirst = ({ bySupplier }: SettledRun): number => {
  const [first, second] = bySupplier.map(({ trueMwh }) => trueMwh) as [number, number];
  return first / (first + second);
};
const sum = (run: SettledRun, field: "trueMwh" | "misplacedMwh"): number =>
  run.bySupplier.reduce((all, share) => all + share[field], 0);

test("the supplier of the vehicles has more of the energy, and all meters use what they do otherwise", () => {
  const [alike] = settled(DEMAND);
  const [mixed] = settled(MIXED);
  // A vehicle's home uses more than one without: by the annual figures of the classes, a vehicle's part on top.
  const kwh = DEMAND.charging.kilowatts * ((DEMAND.charging.toMinute - DEMAND.charging.fromMinute) / 60);
  const perDayMwh = (METERS * vehicles * kwh * DEMAND.charging.nights) / 1000;
  const moved = (shareOfFirst(mixed!) - shareOfFirst(alike!)) * sum(mixed!, "trueMwh");
  // Half of the vehicles move from the second to the first; chance in who has how many meters is 1 %.
  expect(moved / (perDayMwh / 2)).toBeGreaterThan(0.8);
  expect(moved / (perDayMwh / 2)).toBeLessThan(1.2);
  expect(sum(mixed!, "trueMwh") / sum(alike!, "trueMwh")).toBeCloseTo(1, 1);
});

test("where nothing comes by the gates, its estimates are the more wrong: they have the shape of all homes", () => {
  const misplaced = (demand: DemandRules): number => {
    const [run] = settled(demand, 1);
    return sum(run!, "misplacedMwh") / sum(run!, "trueMwh");
  };
  expect(misplaced(MIXED)).toBeGreaterThan(1.5 * misplaced(DEMAND));
});
