import { type CentralRules, isRevised, weightsOn } from "../domain/central-rules.ts";
import { clockOf } from "../domain/clock-periods.ts";
import { MINUTES_A_DAY } from "../kernel/time.ts";
import { type ConsumptionClass, classesOf, METERED_KINDS, type Metered, SMART_KINDS } from "./consumption-classes.ts";
import type { DayVolumes } from "./day-volumes.ts";
import { correctGroup } from "./group-correction.ts";
import type { PeriodCorrection } from "./period-corrections.ts";

/** Of smart metering systems, connected by whole current: of consumption first, of losses next. */
export const CLASSES = classesOf(SMART_KINDS);

/** What passes the GSP Group's boundary for each unit metered. */
const lossFactorOf = ({ direction, connection }: Metered, { lineLossFactor, others }: CentralRules): number => {
  if (direction === "AE") return lineLossFactor.export;
  if (connection === "H") return others!.lineLossFactor.highVoltage;
  return connection === "E" ? others!.lineLossFactor.extraHighVoltage : lineLossFactor.import;
};

/** The Scaling Weight of a class on a date of the clock. */
const weightOf = (
  { direction, segment, quality }: Pick<ConsumptionClass, "direction" | "segment" | "quality">,
  { weights, others }: CentralRules,
  day: number,
): number => {
  const scaling = weightsOn(weights, day);
  if (direction === "AE") return scaling.export;
  if (quality === "L") return scaling.limited;
  if (segment === "S" || !isRevised(weights, day)) return scaling.accurate;
  return segment === "A" ? others!.weights.advanced : others!.weights.unmetered;
};

export interface Allocation {
  /** Of each period of the UTC day in turn, GSP Group by GSP Group. */
  readonly corrections: readonly PeriodCorrection[];
  /** MWh by class, before and after correction. */
  readonly byClass: { readonly settled: Float64Array; readonly corrected: Float64Array };
  /** Corrected MWh of each supplier's base BM Unit: [supplier][GSP Group][period of the UTC day]. */
  readonly bmUnits: Float64Array;
  /** What volumes were multiplied by: [GSP Group][period of the UTC day][class]. */
  readonly multipliers: Float64Array;
}

export interface AllocationSizes {
  readonly suppliers: number;
  readonly groups: number;
  readonly periods: number;
}

/** GSP Group Takes of a UTC day, [GSP Group][period]: the truth, its losses, and what nobody accounts for. */
export const groupTakes = (
  truth: DayVolumes,
  rules: CentralRules,
  { suppliers, groups, periods }: AllocationSizes,
): Float64Array => {
  const takes = new Float64Array(groups * periods);
  for (let supplier = 0; supplier < suppliers; supplier++)
    for (let group = 0; group < groups; group++)
      for (let stream = 0; stream < truth.streams; stream++) {
        const kind = METERED_KINDS[stream >> 1]!;
        const lossFactor = lossFactorOf(kind, rules);
        for (let period = 0; period < periods; period++) {
          const mwh = truth.sums.mwh(truth.at(supplier, group, stream, period));
          takes[group * periods + period]! +=
            kind.direction === "AI" ? mwh * lossFactor * (1 + rules.unaccountedShare) : -mwh * lossFactor;
        }
      }
  return takes;
};

/**
 * Volume allocation of a UTC day: its periods become Settlement Periods of the clock, losses are put on, each GSP Group
 * is corrected to its take, and what is left is each supplier's.
 */
export const allocate = (
  day: number,
  volumes: DayVolumes,
  takes: Float64Array,
  rules: CentralRules,
  { suppliers, groups, periods }: AllocationSizes,
): Allocation => {
  const classes = classesOf(volumes.streams / 2);
  const isImport = classes.map(({ direction }) => direction === "AI");
  const corrections: PeriodCorrection[] = [];
  const settled = new Float64Array(classes.length);
  const corrected = new Float64Array(classes.length);
  const bmUnits = new Float64Array(suppliers * groups * periods);
  const ofSupplier = new Float64Array(suppliers * classes.length);
  const inGroup = new Float64Array(classes.length);
  const allMultipliers = new Float64Array(groups * periods * classes.length);
  const minutes = MINUTES_A_DAY / periods;
  for (let period = 0; period < periods; period++) {
    const clock = clockOf(day, period, minutes);
    const weights = Float64Array.from(classes, (one) => weightOf(one, rules, clock.day));
    for (let group = 0; group < groups; group++) {
      inGroup.fill(0);
      for (let supplier = 0; supplier < suppliers; supplier++) {
        const at = supplier * classes.length;
        byClassOf(volumes, supplier, group, period, rules, ofSupplier, at);
        for (let n = 0; n < classes.length; n++) inGroup[n]! += ofSupplier[at + n]!;
      }
      const take = takes[group * periods + period]!;
      const { factor, multipliers, exception, unallocatedMwh } = correctGroup(take, inGroup, weights, isImport);
      allMultipliers.set(multipliers, (group * periods + period) * classes.length);
      for (let supplier = 0; supplier < suppliers; supplier++) {
        let mwh = 0;
        for (let n = 0; n < classes.length; n++) mwh += ofSupplier[supplier * classes.length + n]! * multipliers[n]!;
        bmUnits[(supplier * groups + group) * periods + period] = mwh;
      }
      for (let n = 0; n < classes.length; n++) {
        settled[n]! += inGroup[n]!;
        corrected[n]! += inGroup[n]! * multipliers[n]!;
      }
      corrections.push({
        group,
        ...clock,
        takeMwh: take,
        settledMwh: inGroup.reduce((sum, mwh) => sum + mwh, 0),
        factor,
        ...(exception === undefined ? {} : { exception }),
        unallocatedMwh,
      });
    }
  }
  return { corrections, byClass: { settled, corrected }, bmUnits, multipliers: allMultipliers };
};

/** Volumes of a supplier in a GSP Group and period by class, export negative, and the losses on them. */
const byClassOf = (
  volumes: DayVolumes,
  supplier: number,
  group: number,
  period: number,
  rules: CentralRules,
  out: Float64Array,
  at: number,
): void => {
  const { streams } = volumes;
  for (let stream = 0; stream < streams; stream++) {
    const kind = METERED_KINDS[stream >> 1]!;
    const mwh = volumes.sums.mwh(volumes.at(supplier, group, stream, period));
    const consumption = kind.direction === "AE" ? -mwh : mwh;
    out[at + stream] = consumption;
    out[at + streams + stream] = consumption * (lossFactorOf(kind, rules) - 1);
  }
};

/**
 * What some of a GSP Group's volumes come to in a period once all of them have been corrected, in MWh: of import or of
 * export. Shares of all metering systems add up to the supplier's own.
 */
export const correctedShare = (
  volumes: DayVolumes,
  { multipliers }: Pick<Allocation, "multipliers">,
  rules: CentralRules,
  { supplier, group, period, periods, isExport }: CorrectedPart,
): number => {
  const classes = classesOf(volumes.streams / 2);
  const ofPart = new Float64Array(classes.length);
  byClassOf(volumes, supplier, group, period, rules, ofPart, 0);
  const at = (group * periods + period) * classes.length;
  let mwh = 0;
  for (const [n, { direction }] of classes.entries())
    if ((direction === "AE") === isExport) mwh += ofPart[n]! * multipliers[at + n]!;
  return mwh;
};

interface CorrectedPart {
  readonly supplier: number;
  readonly group: number;
  readonly period: number;
  readonly periods: number;
  readonly isExport: boolean;
}
