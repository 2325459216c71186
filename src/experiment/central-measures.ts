import type { RunName } from "../domain/settlement-runs.ts";
import { centralRunMetrics, centralSplitMetrics } from "../metrics/central-metrics.ts";
import type { RunResult } from "../run/run-result.ts";
import { classesOf, type Quality } from "../settlement/consumption-classes.ts";
import { factorsOf } from "../settlement/correction-factors.ts";
import type { SettledRun, SettledShare } from "../settlement/settled-runs.ts";
import type { Scalar } from "./metric-values.ts";
import type { RecordedPlan } from "./record.ts";
import { gspGroupName, supplierName } from "./settlement-measures.ts";

/** What a Settlement Run makes of the measured days; MWh and money a Settlement Day, at full scale. */
export interface CentralRun {
  readonly run: RunName;
  readonly energyShare: number;
  readonly misplacedShare: number;
  readonly misplacedMwh: number;
  readonly supplierErrorMost: number;
  readonly factorLeast: number;
  readonly factorMean: number;
  readonly factorMost: number;
  readonly factorsOutsideShare: number;
  readonly exceptions: number;
  readonly imbalancePounds: number;
  readonly movedPounds: number;
}

/** The same of a segment, a supplier or a GSP Group: a value for each run. */
export interface CentralSplit {
  readonly by: "segment" | "supplier" | "GSP Group";
  readonly name: string;
  /** Import of the measured days, GWh at full scale. */
  readonly gwh: number;
  readonly energyShares: readonly number[];
  readonly errors: readonly number[];
  /** Mean correction factor of a GSP Group; suppliers have none. */
  readonly factors: readonly number[];
  /** What a supplier pays for imbalance that is settlement's error, a Settlement Day; below 0 it is paid. */
  readonly pounds: readonly number[];
}

export interface CentralMeasures {
  readonly runs: readonly CentralRun[];
  readonly splits: readonly CentralSplit[];
}

const MWH_A_GWH = 1000;

const sumOf = (shares: readonly SettledShare[], field: keyof SettledShare): number =>
  shares.reduce((sum, share) => sum + share[field], 0);

const supplierError = ({ correctedMwh, correctedTruthMwh }: SettledShare): number =>
  (correctedMwh - correctedTruthMwh) / correctedTruthMwh;
const groupError = ({ accurateMwh, limitedMwh, trueMwh }: SettledShare): number =>
  (accurateMwh + limitedMwh - trueMwh) / trueMwh;
const hasEnergy = ({ trueMwh }: SettledShare): boolean => trueMwh > 0;

const centralRun = (settled: SettledRun, days: number, scale: number): CentralRun => {
  const { run, bySupplier, corrections, money } = settled;
  const factors = factorsOf(corrections);
  // What one supplier has too much of another has too little: counted once.
  const misplacedMwh = sumOf(bySupplier, "misplacedMwh") / 2;
  return {
    run,
    energyShare: sumOf(bySupplier, "accurateMwh") / sumOf(bySupplier, "trueMwh"),
    misplacedShare: misplacedMwh / sumOf(bySupplier, "correctedTruthMwh"),
    misplacedMwh: misplacedMwh / days / scale,
    supplierErrorMost: Math.max(...bySupplier.filter(hasEnergy).map((one) => Math.abs(supplierError(one)))),
    factorLeast: factors.least,
    factorMean: factors.mean,
    factorMost: factors.most,
    factorsOutsideShare: factors.outside / corrections.group.length,
    exceptions: factors.exceptions,
    imbalancePounds: money.pounds / days / scale,
    movedPounds: money.movedPounds / days / scale,
  };
};

/** Segments as central settlement has them, where it is of more than smart meters; import alone. */
export const SETTLED_SEGMENTS = { S: "smart and traditional", A: "advanced", U: "unmetered" } as const;

const segmentsOf = (central: readonly SettledRun[], scale: number): readonly CentralSplit[] => {
  const classes = classesOf(central[0]!.byClass.settled.length / 4);
  if (classes.every(({ segment }) => segment === "S")) return [];
  return Object.entries(SETTLED_SEGMENTS).map(([segment, name]): CentralSplit => {
    const sum = (values: Float64Array, quality?: Quality): number =>
      classes.reduce((all, one, n) => {
        const isCounted = one.segment === segment && one.component === "C" && one.direction === "AI";
        return isCounted && (quality === undefined || one.quality === quality) ? all + values[n]! : all;
      }, 0);
    return {
      by: "segment",
      name,
      gwh: sum(central[0]!.byClass.truth) / scale / MWH_A_GWH,
      energyShares: central.map(({ byClass }) => sum(byClass.settled, "A") / sum(byClass.truth)),
      errors: central.map(({ byClass }) => (sum(byClass.settled) - sum(byClass.truth)) / sum(byClass.truth)),
      factors: [],
      pounds: [],
    };
  });
};

/** What central settlement makes of the measured days; undefined where settlement is off. */
export const centralMeasures = (
  { horizon, scale }: RecordedPlan,
  { central }: RunResult,
): CentralMeasures | undefined => {
  if (central === undefined) return undefined;
  const gwhOf = ({ trueMwh }: SettledShare): number => trueMwh / scale / MWH_A_GWH;
  const energyShares = (of: (run: SettledRun) => SettledShare): number[] =>
    central.map((run) => of(run).accurateMwh / of(run).trueMwh);
  const [first] = central;
  const suppliers = first!.bySupplier.map(
    (share, supplier): CentralSplit => ({
      by: "supplier",
      name: supplierName(supplier),
      gwh: gwhOf(share),
      energyShares: energyShares(({ bySupplier }) => bySupplier[supplier]!),
      errors: central.map(({ bySupplier }) => supplierError(bySupplier[supplier]!)),
      factors: [],
      pounds: central.map(({ bySupplier }) => bySupplier[supplier]!.pounds / horizon.measuredDays / scale),
    }),
  );
  const groups = first!.byGroup.map(
    (share, group): CentralSplit => ({
      by: "GSP Group",
      name: gspGroupName(group),
      gwh: gwhOf(share),
      energyShares: energyShares(({ byGroup }) => byGroup[group]!),
      errors: central.map(({ byGroup }) => groupError(byGroup[group]!)),
      factors: central.map(({ corrections }) => factorsOf(corrections, group).mean),
      pounds: [],
    }),
  );
  return {
    runs: central.map((run) => centralRun(run, horizon.measuredDays, scale)),
    splits: [...segmentsOf(central, scale), ...suppliers, ...groups].filter(({ gwh }) => gwh > 0),
  };
};

/** Every scalar of central settlement: run by run, and of each its suppliers and GSP Groups; none where it is off. */
export const centralScalars = (central: CentralMeasures | undefined): readonly Scalar[] => {
  if (central === undefined) return [];
  const { runs, splits } = central;
  return [
    ...runs.flatMap((one) =>
      Object.entries(centralRunMetrics).map(([field, metric]) => ({
        metric,
        place: one.run,
        value: one[field as keyof typeof centralRunMetrics],
      })),
    ),
    ...splits.flatMap(({ by, name, energyShares, errors, pounds }) =>
      runs.flatMap(({ run }, i) => [
        { metric: centralSplitMetrics.energyShare, place: `${run} ${name}`, value: energyShares[i] },
        { metric: centralSplitMetrics.error, place: `${run} ${name}`, value: errors[i] },
        ...(by === "supplier"
          ? [{ metric: centralSplitMetrics.pounds, place: `${run} ${name}`, value: pounds[i] }]
          : []),
      ]),
    ),
  ];
};
