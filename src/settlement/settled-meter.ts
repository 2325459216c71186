import type { CentralRules } from "../domain/central-rules.ts";
import { isSmets1 } from "../domain/components.ts";
import { DAY_SHAPES, PROFILE } from "../domain/demand-rules.ts";
import { accessOf, gspGroupOf, HAS_EXPORT, supplierOf } from "../domain/meter-word.ts";
import { type Cells, E1, E4, KINDS } from "./cells.ts";
import { DayVolumes, streamOf } from "./day-volumes.ts";
import { MeterDays } from "./meter-days.ts";
import type { MeteringSystems } from "./metering-systems.ts";
import { type DayAtRun, kindsWith, settleDay, volumesOf } from "./settled-runs.ts";
import { imbalanceCharge } from "./supplier-charges.ts";
import { correctedShare, type PeriodCorrection } from "./volume-allocation.ts";

/** How a metering system's day came to its values: measured half hours, or a method of the estimation ladder. */
export const DERIVATIONS = ["half-hourly", "E1", "E2", "E3", "E4", "E5"] as const;
export type Derivation = (typeof DERIVATIONS)[number];

/** What one register is settled on at one run, for one UTC day. */
export interface RegisterAtRun {
  readonly derivation: Derivation;
  /** Data of the meter had come; else all of it is an estimate. */
  readonly isActual: boolean;
  /** Period by period of the UTC day. */
  readonly kwh: readonly number[];
  /** After losses and GSP Group Correction; export negative. */
  readonly correctedKwh: number;
  /** Part of its supplier's imbalance charge; negative: it is paid. */
  readonly pounds: number;
}

/** One register of a meter on one UTC day. */
export interface SettledRegister {
  readonly isExport: boolean;
  /** Since 1970-01-01. */
  readonly utcDay: number;
  /** Settlement Periods that the periods of the UTC day are. */
  readonly periods: readonly Pick<PeriodCorrection, "day" | "settlementPeriod">[];
  readonly trueKwh: readonly number[];
  readonly runs: readonly RegisterAtRun[];
}

const KWH_A_MWH = 1000;

/**
 * What a meter is settled on at each run: its own book of the day, by the load shapes and with the corrections that all
 * meters together made.
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
  of.goTo?.(measuredDay);
  const word = of.words[meter]!;
  const { periods } = of;
  const own = new MeterDays(day, measuredDay, of, meter);
  const kinds = kindsWith(others);
  const truth = new DayVolumes(day, of, kinds);
  truth.addCells(own.truth);
  const registers = ((word & HAS_EXPORT) === 0 ? [false] : [false, true]).map((isExport) => ({
    isExport,
    utcDay: day,
    periods: [] as SettledRegister["periods"],
    trueKwh: kwhOf(truth, word, isExport, periods),
    runs: [] as RegisterAtRun[],
  }));
  const atRun = (run: number, { shapes, asTrue, allocation }: DayAtRun): void => {
    if (run > 0) own.goTo(run);
    const volumes = volumesOf(own, shapes, of, kinds);
    // Volume allocation alone knows the clock.
    const ofGroup = asTrue.corrections.filter(({ group }) => group === gspGroupOf(word));
    for (const register of registers) {
      register.periods = ofGroup.map(({ day: date, settlementPeriod }) => ({ day: date, settlementPeriod }));
      const { isExport } = register;
      const part = { supplier: supplierOf(word), group: gspGroupOf(word), periods, isExport };
      let correctedKwh = 0;
      let pounds = 0;
      for (let period = 0; period < periods; period++) {
        const mwh = correctedShare(volumes, allocation, rules, { ...part, period });
        const trueMwh = correctedShare(truth, asTrue, rules, { ...part, period });
        correctedKwh += mwh * KWH_A_MWH;
        pounds += imbalanceCharge(mwh, trueMwh, rules.transmissionLossMultiplier, rules.imbalancePrice);
      }
      const kwh = kwhOf(volumes, word, isExport, periods);
      register.runs.push({ ...derivationOf(own, word, isExport), kwh, correctedKwh, pounds });
    }
  };
  settleDay(runs, day, measuredDay, of, rules, atRun, others);
  return registers;
};

const kwhOf = (volumes: DayVolumes, word: number, isExport: boolean, periods: number): number[] =>
  Array.from({ length: periods }, (_, period) =>
    [false, true].reduce((sum, isLimited) => {
      const stream = streamOf(isExport, isLimited);
      return sum + KWH_A_MWH * volumes.sums.mwh(volumes.at(supplierOf(word), gspGroupOf(word), stream, period));
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
