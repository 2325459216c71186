import { describe, expect, test } from "vitest";
import { supplierOf, withSupplier } from "../../src/domain/meter-word.ts";
import type { MeteringSystems, SharedDay } from "../../src/settlement/metering-systems.ts";
import { type SettledRun, settleRuns } from "../../src/settlement/settled-runs.ts";
import { RULES, SUPPLIERS, systemsOf, WINTER_DAY } from "./synthetic-market.ts";

const RUNS = ["II", "SF", "R1", "RF"] as const;
const METERS = 3000;
/** Some that opted out, some with gaps or without history, some that export: whatever comes. */
const rules = { ...RULES, partDayShare: 0.1 };
const incomingOf = (word: number): number => (supplierOf(word) + 1) % SUPPLIERS;
const market = (): MeteringSystems => systemsOf(METERS, { rules });

/** Every meter changes supplier in a period of the day. */
const changing = (period: number): MeteringSystems => {
  const of = market();
  const shared = Array.from(of.words, (word, meter): SharedDay => {
    return { meter, outgoing: supplierOf(word), incoming: incomingOf(word), period };
  });
  return { ...of, goTo: () => shared };
};
const settle = (of: MeteringSystems): readonly SettledRun[] => settleRuns(RUNS, [WINTER_DAY], of, rules);
const WHAT = ["trueMwh", "accurateMwh", "limitedMwh", "correctedMwh", "misplacedMwh"] as const;

describe("a day that two suppliers share (S-33)", () => {
  const before = settle(market());
  const incoming = market();
  incoming.words.forEach((word, meter) => {
    incoming.words[meter] = withSupplier(word, incomingOf(word));
  });
  const after = settle(incoming);

  test("that changes with its first period is the incoming supplier's as a plain day is, to the last bit", () => {
    settle(changing(0)).forEach((run, n) => {
      expect(run.bySupplier).toEqual(after[n]!.bySupplier);
      expect(run.corrections).toEqual(after[n]!.corrections);
    });
  });

  test("that changes after its last period is the outgoing supplier's", () => {
    settle(changing(48)).forEach((run, n) => void expect(run.bySupplier).toEqual(before[n]!.bySupplier));
  });

  test("gives each its own periods: what one has less, the other has more, and all suppliers together the same", () => {
    settle(changing(46)).forEach((run, n) => {
      for (const what of WHAT.slice(0, 4)) {
        const total = (of: SettledRun): number => of.bySupplier.reduce((sum, one) => sum + one[what], 0);
        expect(total(run)).toBeCloseTo(total(before[n]!), 9);
      }
      expect(run.derivations).toEqual(before[n]!.derivations);
      for (let supplier = 0; supplier < SUPPLIERS; supplier++) {
        const [had, has, all] = [before, [run], after].map((runs, i) => (runs as SettledRun[])[i === 1 ? 0 : n]!);
        const moved = has!.bySupplier[supplier]!.trueMwh - had!.bySupplier[supplier]!.trueMwh;
        const ifAll = all!.bySupplier[supplier]!.trueMwh - had!.bySupplier[supplier]!.trueMwh;
        // Two of 48 half hours, of some thousand meters whose shapes are all different.
        expect(Math.abs(moved - (2 / 48) * ifAll)).toBeLessThan(0.1);
        expect(moved).not.toBe(0);
      }
    });
  });

  test("has the two half hours before UTC midnight, of the sum of all shapes, and nothing else", () => {
    const of = market();
    const moved = settle(changing(46))[3]!.bySupplier.map((one, i) => one.trueMwh - before[3]!.bySupplier[i]!.trueMwh);
    const expected = new Float64Array(SUPPLIERS);
    of.words.forEach((word, meter) => {
      const { demand } = of;
      const shape = demand.dayShape(
        demand.profileOf(meter),
        demand.shapeOf(meter, WINTER_DAY),
        (word >>> 11) & 15,
        WINTER_DAY,
      );
      const mwh = (demand.trueWh(meter, WINTER_DAY) * (shape[46]! + shape[47]!)) / 2 ** 30 / 1e6;
      expected[supplierOf(word)]! -= mwh;
      expected[incomingOf(word)]! += mwh;
    });
    moved.forEach((mwh, supplier) => void expect(mwh).toBeCloseTo(expected[supplier]!, 9));
  });
});
