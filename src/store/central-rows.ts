import type { RunName } from "../domain/settlement-runs.ts";
import { classesOf } from "../settlement/consumption-classes.ts";
import {
  eachCorrection,
  emptyCorrections,
  type PeriodCorrections,
  putCorrection,
} from "../settlement/period-corrections.ts";
import type { SettledRun, SettledShare } from "../settlement/settled-runs.ts";
import * as T from "./central-tables.ts";
import type { Get, Put } from "./rows.ts";

const PARTS = ["supplier", "group"] as const;

/** Each kind of metering has four classes: consumption and losses, accurate and limited. */
const kindsIn = (classes: number): number => classes / 4;

export const putCentral = (run: number, central: readonly SettledRun[], put: Put): void => {
  for (const [number, settled] of central.entries()) {
    const at = { run, settlement_run: settled.run };
    const { derivations, shapes, money, bySupplier, byGroup, byClass, corrections } = settled;
    put(T.settledRun, {
      run,
      number,
      settlement_run: settled.run,
      half_hourly: derivations.halfHourly,
      e1: derivations.e1,
      part_days: derivations.partDays,
      e4: derivations.e4,
      e5: derivations.e5,
      shapes_defaulted: shapes.defaulted,
      shapes: shapes.total,
      pounds: money.pounds,
      moved_pounds: money.movedPounds,
    });
    for (const by of PARTS)
      for (const [part, share] of (by === "supplier" ? bySupplier : byGroup).entries())
        put(T.settledEnergy, {
          ...at,
          by,
          number: part,
          true_mwh: share.trueMwh,
          accurate_mwh: share.accurateMwh,
          limited_mwh: share.limitedMwh,
          corrected_mwh: share.correctedMwh,
          corrected_truth_mwh: share.correctedTruthMwh,
          misplaced_mwh: share.misplacedMwh,
          pounds: share.pounds,
        });
    for (const [n, { id, ...words }] of classesOf(kindsIn(byClass.settled.length)).entries())
      put(T.settledClass, {
        ...at,
        class: id,
        ...words,
        true_mwh: byClass.truth[n]!,
        mwh: byClass.settled[n]!,
        corrected_mwh: byClass.corrected[n]!,
      });
    for (const one of eachCorrection(corrections))
      put(T.groupCorrection, {
        ...at,
        gsp_group: one.group,
        settlement_day: one.day,
        settlement_period: one.settlementPeriod,
        take_mwh: one.takeMwh,
        settled_mwh: one.settledMwh,
        factor: one.factor,
        exception: one.exception ?? "none",
        unallocated_mwh: one.unallocatedMwh,
      });
  }
};

const getCorrections = (at: { run: number; settlement_run: RunName }, get: Get): PeriodCorrections => {
  const rows = get(T.groupCorrection, at);
  const corrections = emptyCorrections(rows.length);
  for (const [i, { exception, ...one }] of rows.entries())
    putCorrection(corrections, i, {
      group: one.gsp_group,
      day: one.settlement_day,
      settlementPeriod: one.settlement_period,
      takeMwh: one.take_mwh,
      settledMwh: one.settled_mwh,
      factor: one.factor,
      ...(exception === "none" ? {} : { exception }),
      unallocatedMwh: one.unallocated_mwh,
    });
  return corrections;
};

/** Undefined where settlement was off. */
export const getCentral = (run: number, get: Get): readonly SettledRun[] | undefined => {
  const said = get(T.settledRun, { run });
  if (said.length === 0) return undefined;
  return said.map((row): SettledRun => {
    const at = { run, settlement_run: row.settlement_run };
    const classes = new Map(get(T.settledClass, at).map((one) => [one.class, one]));
    const ordered = classesOf(kindsIn(classes.size));
    const shares = (by: "supplier" | "group"): SettledShare[] =>
      get(T.settledEnergy, { ...at, by }).map((one) => ({
        trueMwh: one.true_mwh,
        accurateMwh: one.accurate_mwh,
        limitedMwh: one.limited_mwh,
        correctedMwh: one.corrected_mwh,
        correctedTruthMwh: one.corrected_truth_mwh,
        misplacedMwh: one.misplaced_mwh,
        pounds: one.pounds,
      }));
    return {
      run: row.settlement_run,
      derivations: {
        halfHourly: row.half_hourly,
        e1: row.e1,
        partDays: row.part_days,
        e4: row.e4,
        e5: row.e5,
      },
      bySupplier: shares("supplier"),
      byGroup: shares("group"),
      byClass: {
        truth: Float64Array.from(ordered, ({ id }) => classes.get(id)!.true_mwh),
        settled: Float64Array.from(ordered, ({ id }) => classes.get(id)!.mwh),
        corrected: Float64Array.from(ordered, ({ id }) => classes.get(id)!.corrected_mwh),
      },
      corrections: getCorrections(at, get),
      shapes: { defaulted: row.shapes_defaulted, total: row.shapes },
      money: { pounds: row.pounds, movedPounds: row.moved_pounds },
    };
  });
};
