import { CATEGORY_OF, type DemandRules, PROFILE } from "../domain/demand-rules.ts";
import { gspGroupOf } from "../domain/meter-word.ts";
import type { Plan } from "../domain/plan.ts";
import type { Reachability } from "../domain/reachability.ts";
import { CLASS_DRAW, openDemandStream, UseClasses } from "../domain/use-class.ts";
import { exp, normalQuantile } from "../kernel/elementary.ts";
import { drawWith, firstKey, Quantiles, type Stream, secondKey } from "../kernel/keyed-draws.ts";
import { type DemandDay, DemandDays, GROUPS, shapeIndex } from "./demand-days.ts";

// Draws of a meter besides that of its class, then of its days.
const ANNUAL = 1;
const BELIEF = 2;
const EXPORT_ANNUAL = 3;
const EXPORT_BELIEF = 4;
const OF_DAYS = 16;
const DRAWS_A_DAY = 4;
const DAY_FACTOR = 0;
const DAY_SHAPE = 1;
const EXPORT_DAY_FACTOR = 2;
const EXPORT_DAY_SHAPE = 3;

export const WH_A_KWH = 1000;
/** The eight shapes of a day by the three high bits of a draw. */
export const SHAPE_SHIFT = 29;

/** Meters that never answer: how many, and which. */
interface OutOfReach {
  readonly share: number;
  readonly neverAnswers: (meter: number) => boolean;
}
const NOBODY: OutOfReach = { share: 0, neverAnswers: () => false };

/** Lognormal of mean one, by the spread of its logarithm. */
export const meanOne = (spread: number): Quantiles =>
  new Quantiles((p) => exp(spread * normalQuantile(p) - (spread * spread) / 2));

/**
 * What every meter truly used on every UTC day, and what a data service would believe it used. Keyed by meter and day:
 * no state that an answer hangs on, the same in whatever order, at every scale and under every option. A day is a
 * number of days since 1970-01-01; energy is whole Wh.
 */
export class Demand {
  readonly days: DemandDays;
  private readonly words: Uint32Array;
  private readonly firstNumber: number;
  private readonly stream: Stream;
  private readonly classes: UseClasses;
  /** [profile] → mean annual Wh. */
  private readonly meanWh: Float64Array;
  private readonly annual: Quantiles;
  private readonly ofDay: Quantiles;
  private readonly belief: Quantiles;
  private readonly beliefOfNever: Quantiles;
  private readonly believedShare: number;
  private readonly neverAnswers: (meter: number) => boolean;
  private readonly useOfNever: number;
  private readonly useOfOthers: number;
  // Of the meter that was asked for last.
  private meter = -1;
  private k0 = 0;
  private k1 = 0;
  private profile = 0;
  private group = 0;
  private isNever = false;
  private annualWh = 0;
  private today = Number.NaN;
  private table: DemandDay | undefined;

  constructor(
    rules: DemandRules,
    keys: { readonly seed: string; readonly replication: number },
    words: Uint32Array,
    periodMinutes: number,
    outOfReach: OutOfReach = NOBODY,
    firstNumber = 0,
  ) {
    this.days = new DemandDays(rules, keys, periodMinutes);
    this.words = words;
    this.firstNumber = firstNumber;
    this.stream = openDemandStream(keys);
    this.classes = new UseClasses(rules, words);
    this.meanWh = Float64Array.from([...this.days.curves.kwh, rules.exportKwh], (one) => one * WH_A_KWH);
    this.annual = meanOne(rules.annualSpread);
    this.ofDay = meanOne(rules.daySpread);
    this.belief = meanOne(rules.belief.spread);
    this.believedShare = 1 + rules.belief.bias;
    const { use, beliefSpread } = rules.neverAnswer;
    this.neverAnswers = outOfReach.neverAnswers;
    this.beliefOfNever = meanOne(beliefSpread);
    // Over all meters the mean stays.
    this.useOfOthers = 1 / (1 + outOfReach.share * (use - 1));
    this.useOfNever = use * this.useOfOthers;
  }

  gspGroupOf(meter: number): number {
    return gspGroupOf(this.words[meter]!);
  }

  /** Profile of a meter's import, by number in `PROFILES`. */
  profileOf(meter: number): number {
    this.turnTo(meter);
    return this.profile;
  }

  /** What the meter measured on a day. */
  trueWh(meter: number, day: number): number {
    this.turnTo(meter);
    const level =
      this.of(day).levels[shapeIndex(this.profile, this.group, this.drawOf(day, DAY_SHAPE) >>> SHAPE_SHIFT)]!;
    return Math.round(this.annualWh * level * this.ofDay.at(this.drawOf(day, DAY_FACTOR)));
  }

  /** Which of its profile's eight shapes the day of a meter has. */
  shapeOf(meter: number, day: number): number {
    this.turnTo(meter);
    return this.drawOf(day, DAY_SHAPE) >>> SHAPE_SHIFT;
  }

  /** What its data service estimates without a reading: the annual use that it holds, as its category used the day. */
  believedWh(meter: number, day: number): number {
    this.turnTo(meter);
    const level = this.of(day).categoryLevels[CATEGORY_OF[this.profile]! * GROUPS + this.group]!;
    return Math.round(this.annualWh * this.error(BELIEF) * level);
  }

  /** A day's part of a register's advance over months, as its category used the day: single days even out in it. */
  advanceWh(meter: number, day: number): number {
    this.turnTo(meter);
    return Math.round(this.annualWh * this.of(day).categoryLevels[CATEGORY_OF[this.profile]! * GROUPS + this.group]!);
  }

  /** Annual use that its data service holds. */
  believedAnnualWh(meter: number): number {
    this.turnTo(meter);
    return Math.round(this.annualWh * this.error(BELIEF));
  }

  /** What the mean meter of a load shape category uses on a day: all that is known of one without an annual use. */
  defaultWh(category: number, gspGroup: number, day: number): number {
    const meanWh = this.days.categoryKwh(category) * WH_A_KWH;
    return Math.round(meanWh * this.of(day).categoryLevels[category * GROUPS + gspGroup]!);
  }

  /** What the export register of the meter measured on a day: of a meter that has one. */
  exportWh(meter: number, day: number): number {
    this.turnTo(meter);
    const shape = this.drawOf(day, EXPORT_DAY_SHAPE) >>> SHAPE_SHIFT;
    const level = this.of(day).levels[shapeIndex(PROFILE.export, this.group, shape)]!;
    return Math.round(this.annualExportWh() * level * this.ofDay.at(this.drawOf(day, EXPORT_DAY_FACTOR)));
  }

  exportShapeOf(meter: number, day: number): number {
    this.turnTo(meter);
    return this.drawOf(day, EXPORT_DAY_SHAPE) >>> SHAPE_SHIFT;
  }

  believedExportWh(meter: number, day: number): number {
    this.turnTo(meter);
    const level = this.of(day).categoryLevels[CATEGORY_OF[PROFILE.export]! * GROUPS + this.group]!;
    return Math.round(this.annualExportWh() * this.error(EXPORT_BELIEF) * level);
  }

  /** Periods of a UTC day of a profile in a GSP Group, in 2⁻³⁰ of the day's energy. */
  dayShape(profile: number, shape: number, gspGroup: number, day: number): Int32Array {
    return this.of(day).shapes[shapeIndex(profile, gspGroup, shape)]!;
  }

  /** The shape of all meters of a load shape category together: what a data service falls back on. */
  defaultShape(category: number, gspGroup: number, day: number): Int32Array {
    return this.of(day).categoryShapes[category * GROUPS + gspGroup]!;
  }

  /** Several things are asked of a meter one after the other: what is its own is worked out once. */
  private turnTo(meter: number): void {
    if (meter === this.meter) return;
    const number = this.firstNumber + meter;
    const k0 = firstKey(this.stream, number);
    const k1 = secondKey(this.stream, number, k0);
    this.meter = meter;
    this.k0 = k0;
    this.k1 = k1;
    this.profile = this.classes.of(meter, drawWith(k0, k1, CLASS_DRAW));
    this.group = gspGroupOf(this.words[meter]!);
    this.isNever = this.neverAnswers(meter);
    const use = this.isNever ? this.useOfNever : this.useOfOthers;
    this.annualWh = this.meanWh[this.profile]! * this.annual.at(drawWith(k0, k1, ANNUAL)) * use;
  }

  private drawOf(day: number, what: number): number {
    return drawWith(this.k0, this.k1, OF_DAYS + day * DRAWS_A_DAY + what);
  }

  private annualExportWh(): number {
    return this.meanWh[PROFILE.export]! * this.annual.at(drawWith(this.k0, this.k1, EXPORT_ANNUAL));
  }

  /** What is held of a meter's annual use ÷ what is true. */
  private error(of: typeof BELIEF | typeof EXPORT_BELIEF): number {
    const belief = this.isNever ? this.beliefOfNever : this.belief;
    return this.believedShare * belief.at(drawWith(this.k0, this.k1, of));
  }

  /** Meter after meter asks for the same day. */
  private of(day: number): DemandDay {
    if (day !== this.today || this.table === undefined) {
      this.table = this.days.of(day);
      this.today = day;
    }
    return this.table;
  }
}

/** Opens the demand of the meters of a run with settlement. `words` are the meters' own, `reachability` the run's. */
export const openDemand = (
  { settlement, failures, seed, replication }: Pick<Plan, "settlement" | "failures" | "seed" | "replication">,
  words: Uint32Array,
  reachability: Reachability,
): Demand => {
  if (settlement === undefined) throw new RangeError("nothing is settled, so there is no demand");
  return new Demand(settlement.demand, { seed, replication }, words, settlement.periodMinutes, {
    share: failures.longTermDark,
    neverAnswers: (meter) => reachability.neverAnswers(meter),
  });
};
