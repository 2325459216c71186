import type { CentralRules } from "../domain/central-rules.ts";
import { DAY_SHAPES } from "../domain/demand-rules.ts";
import type { RunName } from "../domain/settlement-runs.ts";
import { type Cells, E1, E4, KINDS } from "./cells.ts";
import { DayVolumes, streamOf } from "./day-volumes.ts";
import { type LoadShapes, loadShapesOf } from "./load-shapes.ts";
import { MeterDays } from "./meter-days.ts";
import type { MeteringSystems, SharedDay } from "./metering-systems.ts";
import { shareSettled, shareTruth } from "./shared-days.ts";
import { imbalanceCharge, paid } from "./supplier-charges.ts";
import { type Allocation, allocate, CLASSES, groupTakes, type PeriodCorrection } from "./volume-allocation.ts";

/** Metering systems' days by how they came to their values. */
export interface Derivations {
  halfHourly: number;
  /** A register's advance by the load shape. */
  e1: number;
  /** Half-hourly with a gap: E2 where a register tells what is missing, E3 elsewhere. */
  partDays: number;
  e4: number;
  e5: number;
}

/** What a supplier, or a GSP Group, was settled on; import in MWh, of the measured days together. */
export interface SettledShare {
  trueMwh: number;
  accurateMwh: number;
  limitedMwh: number;
  /** Corrected, losses included, less export: settled, and as it would be with all half hours true. */
  correctedMwh: number;
  correctedTruthMwh: number;
  /** Half hour by half hour, what was settled on it too much or too little, corrected. */
  misplacedMwh: number;
  /** Paid for imbalance, net; negative: it is paid. */
  pounds: number;
}

/** The measured days at the gates of one run. Energy and money are of the metering systems kept, not scaled up. */
export interface SettledRun {
  readonly run: RunName;
  readonly derivations: Derivations;
  readonly bySupplier: readonly SettledShare[];
  readonly byGroup: readonly SettledShare[];
  /** MWh by class of `CLASSES`. */
  readonly byClass: { readonly settled: Float64Array; readonly corrected: Float64Array };
  /** By GSP Group, then in time. */
  readonly corrections: PeriodCorrection[];
  /** Load shapes that were the default ones, of those of all days. */
  readonly shapes: { defaulted: number; total: number };
  /** What changes hands for imbalance, and since the run before. */
  money: { pounds: number; movedPounds: number };
}

const share = (): SettledShare => ({
  trueMwh: 0,
  accurateMwh: 0,
  limitedMwh: 0,
  correctedMwh: 0,
  correctedTruthMwh: 0,
  misplacedMwh: 0,
  pounds: 0,
});

/** Settles each measured day at each run. Days are since 1970-01-01. */
export const settleRuns = (
  runs: readonly RunName[],
  days: readonly number[],
  of: MeteringSystems,
  rules: CentralRules,
): readonly SettledRun[] => {
  const { suppliers, groups } = of.sizes;
  const settled = runs.map((run) => emptyRun(run, suppliers, groups));
  days.forEach((day, measuredDay) => {
    let before: Float64Array | undefined;
    settleDay(
      runs.length,
      day,
      measuredDay,
      of,
      rules,
      (number, { book, truth, asTrue, shapes, volumes, allocation }) => {
        const run = settled[number]!;
        run.shapes.defaulted += shapes.defaulted;
        run.shapes.total += shapes.total;
        countDerivations(run.derivations, book.settled, book.partDays.length);
        addEnergy(run, truth, volumes, of);
        const charges = addAllocation(run, allocation, asTrue, rules, of);
        run.money.pounds += paid(charges);
        run.money.movedPounds += paid(charges.map((charge, supplier) => charge - (before?.[supplier] ?? 0)));
        before = charges;
      },
    );
  });
  for (const { corrections } of settled)
    corrections.sort((a, b) => a.group - b.group || a.day - b.day || a.settlementPeriod - b.settlementPeriod);
  return settled;
};

/** A day at the gate of a run: who is on what, the volumes of all, and what is left of them after correction. */
export interface DayAtRun {
  readonly book: MeterDays;
  readonly truth: DayVolumes;
  /** Corrected as if all half hours were true. */
  readonly asTrue: Allocation;
  readonly shapes: LoadShapes;
  readonly volumes: DayVolumes;
  readonly allocation: Allocation;
}

/** Settles a day at each run in turn; the book goes on with them. */
export const settleDay = (
  runs: number,
  day: number,
  measuredDay: number,
  of: MeteringSystems,
  rules: CentralRules,
  atRun: (run: number, settled: DayAtRun) => void,
): void => {
  const shared = of.goTo?.(measuredDay) ?? [];
  const book = new MeterDays(day, measuredDay, of);
  const truth = new DayVolumes(day, of);
  truth.addCells(book.truth);
  shareTruth(truth, shared, book, of);
  const sizes = { suppliers: of.sizes.suppliers, groups: of.sizes.groups, periods: of.periods };
  const takes = groupTakes(truth, rules, sizes);
  const asTrue = allocate(day, truth, takes, rules, sizes);
  for (let run = 0; run < runs; run++) {
    if (run > 0) book.goTo(run);
    const shapes = loadShapesOf(book, of);
    const volumes = volumesOf(book, shapes, of, shared);
    shareSettled(volumes, shared, run, book, shapes, of);
    atRun(run, { book, truth, asTrue, shapes, volumes, allocation: allocate(day, volumes, takes, rules, sizes) });
  }
};

/** What stands in a book, half hour by half hour; days with a gap that two suppliers share are divided. */
export const volumesOf = (
  book: MeterDays,
  shapes: LoadShapes,
  of: MeteringSystems,
  shared: readonly SharedDay[] = [],
): DayVolumes => {
  const volumes = new DayVolumes(book.day, of);
  volumes.addCells(book.settled, shapes);
  const inDay = new Map(shared.map((one) => [one.meter, one]));
  for (const meter of book.partDays) volumes.addPartDay(meter, shapes, inDay.get(meter));
  return volumes;
};

const emptyRun = (run: RunName, suppliers: number, groups: number): SettledRun => ({
  run,
  derivations: { halfHourly: 0, e1: 0, partDays: 0, e4: 0, e5: 0 },
  bySupplier: Array.from({ length: suppliers }, share),
  byGroup: Array.from({ length: groups }, share),
  byClass: { settled: new Float64Array(CLASSES.length), corrected: new Float64Array(CLASSES.length) },
  corrections: [],
  shapes: { defaulted: 0, total: 0 },
  money: { pounds: 0, movedPounds: 0 },
});

const countDerivations = (derivations: Derivations, cells: Cells, partDays: number): void => {
  derivations.partDays += partDays;
  for (let cell = 0; cell < cells.systems.length; cell++) {
    const kind = cell % KINDS;
    const systems = cells.systems[cell]!;
    if (kind < DAY_SHAPES) derivations.halfHourly += systems;
    else if (kind === E1) derivations.e1 += systems;
    else if (kind === E4) derivations.e4 += systems;
    else derivations.e5 += systems;
  }
};

/** Import by supplier and by GSP Group: what it truly was, and what of it was settled on measured totals. */
const addEnergy = (run: SettledRun, truth: DayVolumes, volumes: DayVolumes, of: MeteringSystems): void => {
  const accurate = streamOf(false, false);
  const limited = streamOf(false, true);
  for (let supplier = 0; supplier < of.sizes.suppliers; supplier++)
    for (let group = 0; group < of.sizes.groups; group++)
      for (let period = 0; period < of.periods; period++) {
        const trueMwh = truth.sums.mwh(truth.at(supplier, group, accurate, period));
        const accurateMwh = volumes.sums.mwh(volumes.at(supplier, group, accurate, period));
        const limitedMwh = volumes.sums.mwh(volumes.at(supplier, group, limited, period));
        for (const part of [run.bySupplier[supplier]!, run.byGroup[group]!]) {
          part.trueMwh += trueMwh;
          part.accurateMwh += accurateMwh;
          part.limitedMwh += limitedMwh;
        }
      }
};

/** Adds a day's corrected volumes, and says what each supplier is charged for it. */
const addAllocation = (
  run: SettledRun,
  { bmUnits, byClass, corrections }: Allocation,
  asTrue: Allocation,
  { transmissionLossMultiplier, imbalancePrice }: CentralRules,
  { sizes: { suppliers, groups }, periods }: MeteringSystems,
): Float64Array => {
  const charges = new Float64Array(suppliers);
  for (let supplier = 0; supplier < suppliers; supplier++)
    for (let group = 0; group < groups; group++)
      for (let period = 0; period < periods; period++) {
        const at = (supplier * groups + group) * periods + period;
        const mwh = bmUnits[at]!;
        const truth = asTrue.bmUnits[at]!;
        const pounds = imbalanceCharge(mwh, truth, transmissionLossMultiplier, imbalancePrice);
        charges[supplier]! += pounds;
        for (const part of [run.bySupplier[supplier]!, run.byGroup[group]!]) {
          part.correctedMwh += mwh;
          part.correctedTruthMwh += truth;
          part.misplacedMwh += Math.abs(mwh - truth);
          part.pounds += pounds;
        }
      }
  for (let n = 0; n < CLASSES.length; n++) {
    run.byClass.settled[n]! += byClass.settled[n]!;
    run.byClass.corrected[n]! += byClass.corrected[n]!;
  }
  run.corrections.push(...corrections);
  return charges;
};
