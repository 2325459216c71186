import { describe, expect, test } from "vitest";
import { supplierOf } from "../../src/domain/meter-word.ts";
import { settledMeter } from "../../src/settlement/settled-meter.ts";
import { settleRuns } from "../../src/settlement/settled-runs.ts";
import { RULES, SUPPLIERS, systemsOf, WINTER_DAY } from "./synthetic-market.ts";

const RUNS = ["II", "SF", "R1", "RF"] as const;
const METERS = 120;
// Many with a gap in their day, and many whose register's advance is all that is read.
const rules = { ...RULES, partDayShare: 0.2, optOutShare: 0.2, shapeSampleMin: 1 };

describe("what each meter is settled on", () => {
  const of = systemsOf(METERS, { rules });
  const together = settleRuns(RUNS, [WINTER_DAY], of, rules);
  const meters = Array.from({ length: METERS }, (_, meter) => ({
    supplier: supplierOf(of.words[meter]!),
    registers: settledMeter(meter, RUNS.length, WINTER_DAY, 0, of, rules),
  }));
  const sumOf = (supplier: number, run: number, what: "correctedKwh" | "pounds"): number =>
    meters.reduce(
      (sum, one) =>
        sum + (one.supplier === supplier ? one.registers.reduce((of2, { runs }) => of2 + runs[run]![what], 0) : 0),
      0,
    );

  test("adds up over its meters to what each supplier is settled on, and pays", () => {
    together.forEach(({ bySupplier }, run) => {
      for (let supplier = 0; supplier < SUPPLIERS; supplier++) {
        expect(sumOf(supplier, run, "correctedKwh") / 1000).toBeCloseTo(bySupplier[supplier]!.correctedMwh, 9);
        expect(sumOf(supplier, run, "pounds")).toBeCloseTo(bySupplier[supplier]!.pounds, 7);
      }
    });
  });

  test("is derived as often in each way as settlement counts", () => {
    together.forEach(({ derivations }, run) => {
      const count = (...kinds: string[]): number =>
        meters.flatMap(({ registers }) => registers).filter(({ runs }) => kinds.includes(runs[run]!.derivation)).length;
      expect({
        halfHourly: count("half-hourly"),
        e1: count("E1"),
        partDays: count("E2", "E3"),
        e4: count("E4"),
        e5: count("E5"),
      }).toEqual(derivations);
    });
  });

  test("is the truth where its half hours are measured, and never for longer than a run", () => {
    for (const { registers } of meters)
      for (const { runs, trueKwh } of registers)
        runs.forEach(({ derivation, isActual, kwh }, run) => {
          if (derivation === "half-hourly") expect(kwh).toEqual(trueKwh);
          if (run > 0 && runs[run - 1]!.isActual) expect(isActual).toBe(true);
        });
  });

  test("covers the Settlement Periods of its UTC day: in winter one date's 48", () => {
    const { periods } = meters[0]!.registers[0]!;
    expect(periods.map(({ settlementPeriod }) => settlementPeriod)).toEqual(
      Array.from({ length: 48 }, (_, i) => i + 1),
    );
    expect(new Set(periods.map(({ day }) => day))).toEqual(new Set([WINTER_DAY]));
  });
});
