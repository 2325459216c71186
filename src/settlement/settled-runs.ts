import type { CentralRules } from "../domain/central-rules.ts";
import { DAY_SHAPES } from "../domain/demand-rules.ts";
import type { RunName } from "../domain/settlement-runs.ts";
import { type Cells, E1, E4, KINDS } from "./cells.ts";
import { classesOf, METERED_KINDS, SMART_KINDS } from "./consumption-classes.ts";
import { DayVolumes } from "./day-volumes.ts";
import { type LoadShapes, loadShapesOf } from "./load-shapes.ts";
import { MeterDays } from "./meter-days.ts";
import type { MeteringSystems, SharedDay } from "./metering-systems.ts";
import { emptyCorrections, type PeriodCorrections, putCorrection } from "./period-corrections.ts";
import { shareSettled, shareTruth } from "./shared-days.ts";
import { imbalanceCharge, paid } from "./supplier-charges.ts";
import { type Allocation, allocate, groupTakes } from "./volume-allocation.ts";

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
  /** MWh by class of `classesOf`; truth is all accurate, and without losses. */
  readonly byClass: {
    readonly truth: Float64Array;
    readonly settled: Float64Array;
    readonly corrected: Float64Array;
  };
  /** By GSP Group, then in time. */
  readonly corrections: PeriodCorrections;
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

/**
 * Settles each measured day at each run: of smart meters, and of others that are read otherwise. Days since 1970.
 * `onSettled` is told of the share of them that is done, 0 at first.
 */
export const settleRuns = (
  runs: readonly RunName[],
  days: readonly number[],
  of: MeteringSystems,
  rules: CentralRules,
  others: readonly MeteringSystems[] = [],
  onSettled: (share: number) => void = () => {},
): readonly SettledRun[] => {
  const periods = days.length * of.periods;
  const settled = runs.map((run) => emptyRun(run, of.sizes, periods, kindsWith(others)));
  days.forEach((day, measuredDay) => {
    onSettled(measuredDay / days.length);
    let before: Float64Array | undefined;
    settleDay(
      runs.length,
      day,
      measuredDay,
      of,
      rules,
      (number, { books, truth, asTrue, allShapes, volumes, allocation }) => {
        const run = settled[number]!;
        for (const { defaulted, total } of allShapes) {
          run.shapes.defaulted += defaulted;
          run.shapes.total += total;
        }
        for (const book of books) countDerivations(run.derivations, book.settled, book.partDays.length);
        addEnergy(run, truth, volumes, of);
        const charges = addAllocation(run, allocation, asTrue, rules, of);
        keepCorrections(run.corrections, allocation, measuredDay * of.periods, periods);
        run.money.pounds += paid(charges);
        run.money.movedPounds += paid(charges.map((charge, supplier) => charge - (before?.[supplier] ?? 0)));
        before = charges;
      },
      others,
    );
  });
  return settled;
};

/** A day at the gate of a run: who is on what, the volumes of all, and what is left of them after correction. */
export interface DayAtRun {
  /** Of smart meters, then of the others. */
  readonly books: readonly MeterDays[];
  readonly truth: DayVolumes;
  /** Corrected as if all half hours were true. */
  readonly asTrue: Allocation;
  /** Of smart meters, and of all that have their own. */
  readonly shapes: LoadShapes;
  readonly allShapes: readonly LoadShapes[];
  readonly volumes: DayVolumes;
  readonly allocation: Allocation;
}

/** What is metered and settled alike, in how many kinds: more where others are settled than smart meters. */
export const kindsWith = (others: readonly MeteringSystems[]): number =>
  others.length === 0 ? SMART_KINDS : METERED_KINDS.length;

/** Settles a day at each run in turn, of smart meters and of what is read otherwise; the books go on with the runs. */
export const settleDay = (
  runs: number,
  day: number,
  measuredDay: number,
  of: MeteringSystems,
  rules: CentralRules,
  atRun: (run: number, settled: DayAtRun) => void,
  others: readonly MeteringSystems[] = [],
): void => {
  const parts = [of, ...others];
  const sharedOf = parts.map((part) => part.goTo?.(measuredDay) ?? []);
  const [shared = []] = sharedOf;
  const kinds = kindsWith(others);
  const books = parts.map((one) => new MeterDays(day, measuredDay, one));
  const truth = new DayVolumes(day, of, kinds);
  for (const [i, part] of parts.entries()) {
    truth.addCells(books[i]!.truth, undefined, part);
    shareTruth(truth, sharedOf[i]!, books[i]!, part);
  }
  const sizes = { suppliers: of.sizes.suppliers, groups: of.sizes.groups, periods: of.periods };
  const takes = groupTakes(truth, rules, sizes);
  const asTrue = allocate(day, truth, takes, rules, sizes);
  for (let run = 0; run < runs; run++) {
    if (run > 0) for (const book of books) book.goTo(run);
    const shapes = loadShapesOf(books[0]!, of);
    const allShapes = [shapes];
    const volumes = volumesOf(books[0]!, shapes, of, kinds, shared);
    shareSettled(volumes, shared, run, books[0]!, shapes, of);
    for (const [i, part] of others.entries()) {
      // Whoever has the categories of smart meters has their load shapes.
      const own = part.categories === of.categories ? shapes : loadShapesOf(books[i + 1]!, part);
      if (own !== shapes) allShapes.push(own);
      volumes.addCells(books[i + 1]!.settled, own, part);
      shareSettled(volumes, sharedOf[i + 1]!, run, books[i + 1]!, own, part);
    }
    const allocation = allocate(day, volumes, takes, rules, sizes);
    atRun(run, { books, truth, asTrue, shapes, allShapes, volumes, allocation });
  }
};

/** What stands in a book of smart meters, period by period; days with a gap that two suppliers share are divided. */
export const volumesOf = (
  book: MeterDays,
  shapes: LoadShapes,
  of: MeteringSystems,
  kinds = SMART_KINDS,
  shared: readonly SharedDay[] = [],
): DayVolumes => {
  const volumes = new DayVolumes(book.day, of, kinds);
  volumes.addCells(book.settled, shapes);
  const inDay = new Map(shared.map((one) => [one.meter, one]));
  for (const meter of book.partDays) volumes.addPartDay(meter, shapes, inDay.get(meter));
  return volumes;
};

/** Of all measured days' periods. */
const emptyRun = (
  run: RunName,
  { suppliers, groups }: MeteringSystems["sizes"],
  periods: number,
  kinds: number,
): SettledRun => ({
  run,
  derivations: { halfHourly: 0, e1: 0, partDays: 0, e4: 0, e5: 0 },
  bySupplier: Array.from({ length: suppliers }, share),
  byGroup: Array.from({ length: groups }, share),
  byClass: {
    truth: new Float64Array(classesOf(kinds).length),
    settled: new Float64Array(classesOf(kinds).length),
    corrected: new Float64Array(classesOf(kinds).length),
  },
  corrections: emptyCorrections(groups * periods),
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

/** By supplier and GSP Group what import truly was, and what of it was settled on measured totals; truth by class. */
const addEnergy = (run: SettledRun, truth: DayVolumes, volumes: DayVolumes, of: MeteringSystems): void => {
  for (let supplier = 0; supplier < of.sizes.suppliers; supplier++)
    for (let group = 0; group < of.sizes.groups; group++)
      for (let period = 0; period < of.periods; period++)
        for (let stream = 0; stream < volumes.streams; stream++) {
          const trueMwh = truth.sums.mwh(truth.at(supplier, group, stream, period));
          const isExport = METERED_KINDS[stream >> 1]!.direction === "AE";
          run.byClass.truth[stream]! += isExport ? -trueMwh : trueMwh;
          if (isExport) continue;
          const mwh = volumes.sums.mwh(volumes.at(supplier, group, stream, period));
          for (const part of [run.bySupplier[supplier]!, run.byGroup[group]!]) {
            part.trueMwh += trueMwh;
            if (stream % 2 === 0) part.accurateMwh += mwh;
            else part.limitedMwh += mwh;
          }
        }
};

/** Adds a day's corrected volumes, and says what each supplier is charged for it. */
const addAllocation = (
  run: SettledRun,
  { bmUnits, byClass }: Allocation,
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
  for (let n = 0; n < byClass.settled.length; n++) {
    run.byClass.settled[n]! += byClass.settled[n]!;
    run.byClass.corrected[n]! += byClass.corrected[n]!;
  }
  return charges;
};

/** Puts a day's corrections where they belong: by GSP Group, and of each the `periods` of all measured days in turn. */
const keepCorrections = (
  into: PeriodCorrections,
  { corrections }: Allocation,
  firstOfDay: number,
  periods: number,
): void => {
  const groups = into.group.length / periods;
  for (const [i, one] of corrections.entries())
    putCorrection(into, one.group * periods + firstOfDay + Math.floor(i / groups), one);
};
