import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { dayOf } from "../../src/domain/civil-time.ts";
import { HAS_EXPORT } from "../../src/domain/meter-word.ts";
import { factorsOf } from "../../src/settlement/correction-factors.ts";
import { eachCorrection } from "../../src/settlement/period-corrections.ts";
import { settleRuns } from "../../src/settlement/settled-runs.ts";
import { imbalanceCharge, paid } from "../../src/settlement/supplier-charges.ts";
import { CLASSES } from "../../src/settlement/volume-allocation.ts";
import { ALL_AT_ONCE, RULES, systemsOf, WINTER_DAY } from "./synthetic-market.ts";

const RUNS = ["II", "SF", "R1", "RF"] as const;
const PLAIN = { ...RULES, optOutShare: 0, partDayShare: 0, noHistoryShare: 0 };

describe("settlement at its runs", () => {
  const rules = RULES;
  const of = systemsOf(20_000);
  const runs = settleRuns(RUNS, [WINTER_DAY, WINTER_DAY + 1], of, rules);

  test("how far it has come is told before each day", () => {
    const told: number[] = [];
    const days = [0, 1, 2, 3].map((day) => WINTER_DAY + day);
    settleRuns(["II"], days, systemsOf(100), rules, [], (share) => void told.push(share));
    expect(told).toEqual([0, 0.25, 0.5, 0.75]);
  });

  test("corrected volumes add up to the take of every GSP Group and period, to one in a thousand million", () => {
    for (const { bySupplier, corrections, byClass } of runs) {
      const take = corrections.takeMwh.reduce((sum, mwh) => sum + mwh, 0);
      const supplied = bySupplier.reduce((sum, { correctedMwh }) => sum + correctedMwh, 0);
      // By GSP Group, and of each the 48 of both days in turn.
      expect(
        [...eachCorrection(corrections)].map(({ group, day, settlementPeriod }) => [group, day, settlementPeriod]),
      ).toEqual(
        Array.from({ length: 14 * 96 }, (_, i) => [
          Math.floor(i / 96),
          WINTER_DAY + (Math.floor(i / 48) % 2),
          1 + (i % 48),
        ]),
      );
      expect(Math.abs(supplied - take)).toBeLessThanOrEqual(1e-9 * take);
      expect(Math.abs(byClass.corrected.reduce((sum, mwh) => sum + mwh, 0) - take)).toBeLessThanOrEqual(1e-9 * take);
    }
  });

  test("the take is what was used, what lines lose of it, and what nobody accounts for", () => {
    let importWh = 0;
    let exportWh = 0;
    for (const day of [WINTER_DAY, WINTER_DAY + 1])
      of.words.forEach((word, meter) => {
        importWh += of.demand.trueWh(meter, day);
        exportWh += (word & HAS_EXPORT) === 0 ? 0 : of.demand.exportWh!(meter, day);
      });
    const expected = (importWh * 1.08 * 1.03 - exportWh * 0.98) / 1e6;
    const take = runs[0]!.corrections.takeMwh.reduce((sum, mwh) => sum + mwh, 0);
    expect(Math.abs(take - expected)).toBeLessThan(1e-9 * expected);
    expect(runs[0]!.bySupplier.reduce((sum, { trueMwh }) => sum + trueMwh, 0)).toBeCloseTo(importWh / 1e6, 9);
  });

  test("each run has more on actuals than the one before, and no more estimates than are left", () => {
    runs.reduce((before, after) => {
      expect(after.derivations.halfHourly).toBeGreaterThan(before.derivations.halfHourly);
      expect(after.derivations.e4).toBeLessThan(before.derivations.e4);
      return after;
    });
    const counts = runs.map(
      ({ derivations: { halfHourly, e1, partDays, e4, e5 } }) => halfHourly + e1 + partDays + e4 + e5,
    );
    expect(new Set(counts).size).toBe(1);
  });

  test("what one supplier pays others are paid: the money adds up to nothing", () => {
    for (const { bySupplier, money } of runs) {
      expect(Math.abs(bySupplier.reduce((sum, { pounds }) => sum + pounds, 0))).toBeLessThan(1e-6 * money.pounds);
      expect(money.pounds).toBeGreaterThan(0);
    }
    expect(runs[0]!.money.movedPounds).toBe(runs[0]!.money.pounds);
  });

  test("losses are each class's by the line loss factor, export is negative", () => {
    const { settled } = runs[3]!.byClass;
    CLASSES.forEach(({ direction, component }, n) => {
      if (component !== "C") return;
      const factor = direction === "AI" ? 1.08 : 0.98;
      expect(settled[n + 4]!).toBeCloseTo(settled[n]! * (factor - 1), 9);
      if (direction === "AE") expect(settled[n]!).toBeLessThan(0);
    });
  });
});

describe("with all on half-hourly actuals at once", () => {
  const [first, ...later] = settleRuns(
    RUNS,
    [WINTER_DAY],
    systemsOf(5000, { accepted: ALL_AT_ONCE, rules: PLAIN }),
    PLAIN,
  );

  test("nothing is in the wrong place, and no money moves", () => {
    for (const { bySupplier, money } of [first!, ...later]) {
      for (const { misplacedMwh, trueMwh, accurateMwh, limitedMwh } of bySupplier) {
        expect(misplacedMwh).toBe(0);
        expect(accurateMwh).toBe(trueMwh);
        expect(limitedMwh).toBe(0);
      }
      expect(money).toEqual({ pounds: 0, movedPounds: 0 });
    }
  });

  test("the factor carries what nobody accounts for: all of it is accurate, at a weight of a half", () => {
    // Take is 1.03 of import with losses, I·1.08·1.03 − E: CF − 1 is 0.03·I·1.08 over ½·I·1.08.
    for (let group = 0; group < 14; group++) {
      const { least, most, outside, exceptions } = factorsOf(first!.corrections, group);
      expect(least).toBeCloseTo(1.06, 9);
      expect(most).toBeCloseTo(1.06, 9);
      expect(outside).toBe(0);
      expect(exceptions).toBe(0);
    }
  });

  test("weights that had nothing but estimates to carry an error raise an exception, and lose nothing", () => {
    const before = { ...PLAIN, weights: { ...PLAIN.weights, after: { accurate: 0, limited: 1, export: 0 } } };
    const [run] = settleRuns(["II"], [WINTER_DAY], systemsOf(5000, { accepted: ALL_AT_ONCE, rules: before }), before);
    const take = run!.corrections.takeMwh.reduce((sum, mwh) => sum + mwh, 0);
    expect(run!.bySupplier.reduce((sum, { correctedMwh }) => sum + correctedMwh, 0)).toBeCloseTo(take, 9);
    expect(factorsOf(run!.corrections).exceptions).toBe(14 * 48);
  });
});

describe("clock time", () => {
  const dates = (day: number): string[] =>
    [...eachCorrection(settleRuns(["II"], [day], systemsOf(300, { rules: PLAIN }), PLAIN)[0]!.corrections)]
      .filter(({ group }) => group === 0)
      .map(({ day: date, settlementPeriod }) => `${date - day}/${settlementPeriod}`);

  test("is UTC in winter, and an hour on in summer: the last two periods are the next date's first", () => {
    expect(dates(WINTER_DAY)).toEqual(Array.from({ length: 48 }, (_, i) => `0/${i + 1}`));
    const summer = dates(dayOf({ year: 2027, month: 7, dayOfMonth: 7 }));
    expect(summer).toEqual([...Array.from({ length: 46 }, (_, i) => `0/${i + 3}`), "1/1", "1/2"]);
  });

  test("is known to volume allocation, its reports and the calendar only (PRI-014)", () => {
    const files = readdirSync("src", { recursive: true, encoding: "utf8" }).map((file) => file.replaceAll("\\", "/"));
    const users = files.filter(
      (file) => file.endsWith(".ts") && readFileSync(`src/${file}`, "utf8").includes("clock-periods.ts"),
    );
    expect(users).toEqual(["settlement/volume-allocation.ts"]);
  });
});

describe("an imbalance charge", () => {
  test("is paid by who is settled on more than it bought, and paid to who is settled on less", () => {
    // 10 MWh more than bought, 1 % of transmission losses on top, at 80 pounds.
    expect(imbalanceCharge(110, 100, 1.01, 80)).toBeCloseTo(808, 9);
    expect(imbalanceCharge(90, 100, 1.01, 80)).toBeCloseTo(-808, 9);
    expect(paid(Float64Array.of(808, -500, -308))).toBe(808);
  });
});
