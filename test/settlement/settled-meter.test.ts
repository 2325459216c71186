import { describe, expect, test } from "vitest";
import { supplierOf } from "../../src/domain/meter-word.ts";
import type { MeteringSystems } from "../../src/settlement/metering-systems.ts";
import { settledMeter } from "../../src/settlement/settled-meter.ts";
import { settleRuns } from "../../src/settlement/settled-runs.ts";
import { RULES, SUPPLIERS, systemsOf, WINTER_DAY } from "./synthetic-market.ts";

const RUNS = ["II", "SF", "R1", "RF"] as const;
const METERS = 120;
// Many with a gap in their day, and many whose register's advance is all that is read.
const rules = { ...RULES, partDayShare: 0.2, optOutShare: 0.2, shapeSampleMin: 1 };

/** Half of the meters change supplier an hour before UTC midnight, as clocks in summer have it. */
const changing = (): MeteringSystems => {
  const of = systemsOf(METERS, { rules });
  const shared = [...of.words.keys()]
    .filter((meter) => meter % 2 === 0)
    .map((meter) => {
      const outgoing = supplierOf(of.words[meter]!);
      return { meter, outgoing, incoming: (outgoing + 1) % SUPPLIERS, period: 46 };
    });
  return { ...of, goTo: () => shared };
};

describe("on a day that two suppliers share (S-33), what each meter is settled on", () => {
  const of = changing();
  const together = settleRuns(RUNS, [WINTER_DAY], of, rules);
  const meters = Array.from({ length: METERS }, (_, meter) =>
    settledMeter(meter, RUNS.length, WINTER_DAY, 0, of, rules),
  );

  test("is each supplier's as far as the day is, and adds up to what each is settled on, and pays", () => {
    const registers = meters.flat();
    together.forEach(({ bySupplier }, run) => {
      for (let supplier = 0; supplier < SUPPLIERS; supplier++) {
        const own = registers.filter((register) => register.supplier === supplier).map(({ runs }) => runs[run]!);
        const sum = (what: "correctedKwh" | "pounds"): number => own.reduce((total, one) => total + one[what], 0);
        expect(sum("correctedKwh") / 1000).toBeCloseTo(bySupplier[supplier]!.correctedMwh, 9);
        expect(sum("pounds")).toBeCloseTo(bySupplier[supplier]!.pounds, 7);
      }
    });
  });

  test("covers 46 Settlement Periods with the one and the last two with the other", () => {
    const [first, second, ...exports] = meters[0]!;
    expect(exports.length % 2).toBe(0);
    expect([first!.periods.at(-1)!.settlementPeriod, second!.periods.map((one) => one.settlementPeriod)]).toEqual([
      46,
      [47, 48],
    ]);
    expect([second!.trueKwh.length, second!.runs[0]!.kwh.length]).toEqual([2, 2]);
    expect(second!.supplier).toBe((first!.supplier + 1) % SUPPLIERS);
    for (const register of meters[1]!) expect(register.periods).toHaveLength(48);
  });
});

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
