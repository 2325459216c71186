import {
  emptyCorrections,
  type PeriodCorrection,
  type PeriodCorrections,
  putCorrection,
} from "../../src/settlement/period-corrections.ts";
import type { SettledRun, SettledShare } from "../../src/settlement/settled-runs.ts";
import { CLASSES } from "../../src/settlement/volume-allocation.ts";

// A Settlement Run of two suppliers and one GSP Group, with figures that can be worked out by hand.

const correctionsOf = (periods: readonly PeriodCorrection[]): PeriodCorrections => {
  const corrections = emptyCorrections(periods.length);
  for (const [i, one] of periods.entries()) putCorrection(corrections, i, one);
  return corrections;
};

/** 1,000 MWh of which so many are accurate; 22.24 of the 2,224 that are settled in all, too much or too little. */
const share = (accurateMwh: number, more: Partial<SettledShare> = {}): SettledShare => ({
  trueMwh: 1000,
  accurateMwh,
  limitedMwh: 1000 - accurateMwh,
  correctedMwh: 1112,
  correctedTruthMwh: 1112,
  misplacedMwh: 0,
  pounds: 0,
  ...more,
});

/** A run with as much on accurate data, for which each of two suppliers pays or is paid. */
export const settledRun = (run: SettledRun["run"], accurateMwh: number, pounds: number): SettledRun => ({
  run,
  derivations: { halfHourly: 70, e1: 4, partDays: 1, e4: 20, e5: 5 },
  bySupplier: [
    share(accurateMwh, { correctedMwh: 1123.12, misplacedMwh: 22.24, pounds }),
    share(accurateMwh, { correctedMwh: 1100.88, misplacedMwh: 22.24, pounds: 0 - pounds }),
  ],
  byGroup: [share(accurateMwh, { trueMwh: 2000, accurateMwh: 2 * accurateMwh, limitedMwh: 1990 - 2 * accurateMwh })],
  byClass: {
    truth: Float64Array.from(CLASSES, (_, n) => n + 0.25),
    settled: Float64Array.from(CLASSES, (_, n) => n + 0.5),
    corrected: Float64Array.from(CLASSES, (_, n) => n + 0.75),
  },
  corrections: correctionsOf([
    { group: 0, day: 21_199, settlementPeriod: 1, takeMwh: 46, settledMwh: 44, factor: 1.05, unallocatedMwh: 0 },
    { group: 0, day: 21_199, settlementPeriod: 2, takeMwh: 46, settledMwh: 40, factor: 1.15, unallocatedMwh: 0 },
    {
      group: 0,
      day: 21_199,
      settlementPeriod: 3,
      takeMwh: 46,
      settledMwh: 40,
      factor: Number.NaN,
      exception: "no-weighted-volume",
      unallocatedMwh: 0,
    },
    { group: 0, day: 21_199, settlementPeriod: 4, takeMwh: 46, settledMwh: 44, factor: 1, unallocatedMwh: 0 },
  ]),
  shapes: { defaulted: 3, total: 42 },
  money: { pounds, movedPounds: pounds / 2 },
});
