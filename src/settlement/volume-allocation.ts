import { type CentralRules, weightsOn } from "../domain/central-rules.ts";
import { clockOf } from "../domain/clock-periods.ts";
import { classOf } from "./consumption-classes.ts";
import { type DayVolumes, STREAMS } from "./day-volumes.ts";
import { type CorrectionException, correctGroup } from "./group-correction.ts";

/** A class of each stream of `DayVolumes` (direction by quality): its consumption, and the losses on it. */
const CLASSES_OF_STREAM = [
  { direction: "AI", quality: "A" },
  { direction: "AI", quality: "L" },
  { direction: "AE", quality: "A" },
  { direction: "AE", quality: "L" },
] as const satisfies readonly { readonly direction: "AI" | "AE"; readonly quality: "A" | "L" }[];

/** Smart metering systems are connected by whole current; classes of consumption first, of losses next. */
export const CLASSES = (["C", "X"] as const).flatMap((component) =>
  CLASSES_OF_STREAM.map((stream) => classOf({ ...stream, segment: "S", connection: "W", component })),
);
const IS_EXPORT = 2;
const IMPORT_CLASSES = CLASSES.map(({ direction }) => direction === "AI");

/** What a GSP Group takes in a Settlement Period, and what its metering systems explain of it. */
export interface PeriodCorrection {
  readonly group: number;
  /** Date of the clock, in days since 1970-01-01. */
  readonly day: number;
  readonly settlementPeriod: number;
  readonly takeMwh: number;
  /** Before correction, losses included. */
  readonly settledMwh: number;
  /** NaN where weights could not be used. */
  readonly factor: number;
  readonly exception?: CorrectionException;
  readonly unallocatedMwh: number;
}

export interface Allocation {
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
  { lineLossFactor, unaccountedShare }: CentralRules,
  { suppliers, groups, periods }: AllocationSizes,
): Float64Array => {
  const takes = new Float64Array(groups * periods);
  for (let supplier = 0; supplier < suppliers; supplier++)
    for (let group = 0; group < groups; group++)
      for (let stream = 0; stream < STREAMS; stream++)
        for (let period = 0; period < periods; period++) {
          const mwh = truth.sums.mwh(truth.at(supplier, group, stream, period));
          takes[group * periods + period]! +=
            stream < IS_EXPORT ? mwh * lineLossFactor.import * (1 + unaccountedShare) : -mwh * lineLossFactor.export;
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
  const corrections: PeriodCorrection[] = [];
  const settled = new Float64Array(CLASSES.length);
  const corrected = new Float64Array(CLASSES.length);
  const bmUnits = new Float64Array(suppliers * groups * periods);
  const ofSupplier = new Float64Array(suppliers * CLASSES.length);
  const inGroup = new Float64Array(CLASSES.length);
  const allMultipliers = new Float64Array(groups * periods * CLASSES.length);
  const minutes = 1440 / periods;
  for (let period = 0; period < periods; period++) {
    const clock = clockOf(day, period, minutes);
    const scaling = weightsOn(rules.weights, clock.day);
    const weights = Float64Array.from(CLASSES, ({ direction, quality }) =>
      direction === "AE" ? scaling.export : quality === "A" ? scaling.accurate : scaling.limited,
    );
    for (let group = 0; group < groups; group++) {
      inGroup.fill(0);
      for (let supplier = 0; supplier < suppliers; supplier++) {
        const at = supplier * CLASSES.length;
        byClassOf(volumes, supplier, group, period, rules, ofSupplier, at);
        for (let n = 0; n < CLASSES.length; n++) inGroup[n]! += ofSupplier[at + n]!;
      }
      const take = takes[group * periods + period]!;
      const { factor, multipliers, exception, unallocatedMwh } = correctGroup(take, inGroup, weights, IMPORT_CLASSES);
      allMultipliers.set(multipliers, (group * periods + period) * CLASSES.length);
      for (let supplier = 0; supplier < suppliers; supplier++) {
        let mwh = 0;
        for (let n = 0; n < CLASSES.length; n++) mwh += ofSupplier[supplier * CLASSES.length + n]! * multipliers[n]!;
        bmUnits[(supplier * groups + group) * periods + period] = mwh;
      }
      for (let n = 0; n < CLASSES.length; n++) {
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
  { lineLossFactor }: CentralRules,
  out: Float64Array,
  at: number,
): void => {
  for (let stream = 0; stream < STREAMS; stream++) {
    const mwh = volumes.sums.mwh(volumes.at(supplier, group, stream, period));
    const isExport = stream >= IS_EXPORT;
    const consumption = isExport ? -mwh : mwh;
    out[at + stream] = consumption;
    out[at + STREAMS + stream] = consumption * ((isExport ? lineLossFactor.export : lineLossFactor.import) - 1);
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
  const ofPart = new Float64Array(CLASSES.length);
  byClassOf(volumes, supplier, group, period, rules, ofPart, 0);
  const at = (group * periods + period) * CLASSES.length;
  let mwh = 0;
  for (let n = 0; n < CLASSES.length; n++) if (IMPORT_CLASSES[n] !== isExport) mwh += ofPart[n]! * multipliers[at + n]!;
  return mwh;
};

interface CorrectedPart {
  readonly supplier: number;
  readonly group: number;
  readonly period: number;
  readonly periods: number;
  readonly isExport: boolean;
}
