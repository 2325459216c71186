import type { CentralRules } from "../domain/central-rules.ts";
import { isSmets1 } from "../domain/components.ts";
import { DAY_SHAPES, PROFILE } from "../domain/demand-rules.ts";
import { accessOf, gspGroupOf, HAS_EXPORT, supplierOf } from "../domain/meter-word.ts";
import { type Cells, E1, E4, KINDS } from "./cells.ts";
import { DayVolumes, streamOf } from "./day-volumes.ts";
import { MeterDays } from "./meter-days.ts";
import type { MeteringSystems, SharedDay } from "./metering-systems.ts";
import type { PeriodCorrection } from "./period-corrections.ts";
import { type DayAtRun, kindsWith, settleDay, volumesOf } from "./settled-runs.ts";
import { shareSettled, shareTruth } from "./shared-days.ts";
import { imbalanceCharge } from "./supplier-charges.ts";
import { correctedShare } from "./volume-allocation.ts";

/** How a metering system's day came to its values: measured half hours, or a method of the estimation ladder. */
export const DERIVATIONS = ["half-hourly", "E1", "E2", "E3", "E4", "E5"] as const;
export type Derivation = (typeof DERIVATIONS)[number];

/** What one register is settled on at one run, for one UTC day. */
export interface RegisterAtRun {
  readonly derivation: Derivation;
  /** Data of the meter had come; else all of it is an estimate. */
  readonly isActual: boolean;
  /** Period by period. */
  readonly kwh: readonly number[];
  /** After losses and GSP Group Correction; export negative. */
  readonly correctedKwh: number;
  /** Part of its supplier's imbalance charge; negative: it is paid. */
  readonly pounds: number;
}

/** One register of a meter on one UTC day, as far as the day is one supplier's. */
export interface SettledRegister {
  /** Number of its supplier. */
  readonly supplier: number;
  readonly isExport: boolean;
  /** Since 1970-01-01. */
  readonly utcDay: number;
  /** Settlement Periods that its periods of the UTC day are. */
  readonly periods: readonly Pick<PeriodCorrection, "day" | "settlementPeriod">[];
  readonly trueKwh: readonly number[];
  readonly runs: readonly RegisterAtRun[];
}

const KWH_A_MWH = 1000;

/** Whose a UTC day is: from a period on, before another. */
interface Span {
  readonly supplier: number;
  readonly from: number;
  readonly to: number;
}

const spansOf = (supplier: number, shared: readonly SharedDay[], periods: number): readonly Span[] =>
  [{ incoming: supplier, period: 0 }, ...shared]
    .map(({ incoming, period: from }, i) => ({ supplier: incoming, from, to: shared[i]?.period ?? periods }))
    .filter(({ from, to }) => from < to);

/**
 * What a meter is settled on at each run: its own book of the day, by the load shapes and with the corrections that all
 * meters together made. A day that two suppliers share is a register of each.
 */
export const settledMeter = (
  meter: number,
  runs: number,
  day: number,
  measuredDay: number,
  of: MeteringSystems,
  rules: CentralRules,
  others: readonly MeteringSystems[] = [],
): readonly SettledRegister[] => {
  const shared = (of.goTo?.(measuredDay) ?? []).filter((one) => one.meter === meter);
  const word = of.words[meter]!;
  const { periods } = of;
  const own = new MeterDays(day, measuredDay, of, meter);
  const kinds = kindsWith(others);
  const truth = new DayVolumes(day, of, kinds);
  truth.addCells(own.truth);
  shareTruth(truth, shared, own, of);
  const group = gspGroupOf(word);
  const spans = spansOf(supplierOf(word), shared, periods);
  const registers = ((word & HAS_EXPORT) === 0 ? [false] : [false, true]).flatMap((isExport) =>
    spans.map((span) => ({
      span,
      isExport,
      supplier: span.supplier,
      utcDay: day,
      periods: [] as SettledRegister["periods"],
      trueKwh: kwhOf(truth, group, isExport, span),
      runs: [] as RegisterAtRun[],
    })),
  );
  const atRun = (run: number, { shapes, asTrue, allocation }: DayAtRun): void => {
    if (run > 0) own.goTo(run);
    const volumes = volumesOf(own, shapes, of, kinds, shared);
    shareSettled(volumes, shared, run, own, shapes, of);
    // Volume allocation alone knows the clock.
    const ofGroup = asTrue.corrections.filter((one) => one.group === group);
    for (const register of registers) {
      const { isExport, supplier, span } = register;
      register.periods = ofGroup
        .slice(span.from, span.to)
        .map(({ day: date, settlementPeriod }) => ({ day: date, settlementPeriod }));
      const part = { supplier, group, periods, isExport };
      let correctedKwh = 0;
      let pounds = 0;
      for (let period = span.from; period < span.to; period++) {
        const mwh = correctedShare(volumes, allocation, rules, { ...part, period });
        const trueMwh = correctedShare(truth, asTrue, rules, { ...part, period });
        correctedKwh += mwh * KWH_A_MWH;
        pounds += imbalanceCharge(mwh, trueMwh, rules.transmissionLossMultiplier, rules.imbalancePrice);
      }
      const kwh = kwhOf(volumes, group, isExport, span);
      register.runs.push({ ...derivationOf(own, word, isExport), kwh, correctedKwh, pounds });
    }
  };
  settleDay(runs, day, measuredDay, of, rules, atRun, others);
  return registers.map(({ span: _, ...register }) => register);
};

const kwhOf = (volumes: DayVolumes, group: number, isExport: boolean, { supplier, from, to }: Span): number[] =>
  Array.from({ length: to - from }, (_, i) =>
    [false, true].reduce((sum, isLimited) => {
      const stream = streamOf(isExport, isLimited);
      return sum + KWH_A_MWH * volumes.sums.mwh(volumes.at(supplier, group, stream, from + i));
    }, 0),
  );

/** Where a register stands in the book of its meter alone. */
const derivationOf = (
  { settled, partDays }: MeterDays,
  word: number,
  isExport: boolean,
): Pick<RegisterAtRun, "derivation" | "isActual"> => {
  if (!isExport && partDays.length > 0) return { derivation: isSmets1(accessOf(word)) ? "E3" : "E2", isActual: true };
  const kind = kindIn(settled, isExport);
  if (kind < DAY_SHAPES) return { derivation: "half-hourly", isActual: true };
  if (kind === E1) return { derivation: "E1", isActual: true };
  return { derivation: kind === E4 ? "E4" : "E5", isActual: false };
};

/** Cells of exports are of a profile of their own. */
const kindIn = ({ systems }: Cells, isExport: boolean): number => {
  const profiles = PROFILE.export + 1;
  const cell = systems.findIndex(
    (count, index) => count > 0 && (Math.floor(index / KINDS) % profiles === PROFILE.export) === isExport,
  );
  return cell % KINDS;
};
