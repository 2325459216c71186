import { CATEGORY_OF, type DemandRules, PROFILE } from "../domain/demand-rules.ts";
import { cumulative, gspGroupOf, pick } from "../domain/meter-word.ts";
import { exp, normalQuantile } from "../kernel/elementary.ts";
import { drawWith, firstKey, openStream, Quantiles, type Stream, secondKey } from "../kernel/keyed-draws.ts";
import { type DemandDay, DemandDays, GROUPS, shapeIndex } from "./demand-days.ts";

// Draws of a meter, then of its days.
const CLASS = 0;
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

const WH_A_KWH = 1000;
/** The eight shapes of a day by the three high bits of a draw. */
const SHAPE_SHIFT = 29;

/** Lognormal of mean one, by the spread of its logarithm. */
const meanOne = (spread: number): Quantiles =>
  new Quantiles((p) => exp(spread * normalQuantile(p) - (spread * spread) / 2));

const dayDraw = (day: number, what: number): number => OF_DAYS + day * DRAWS_A_DAY + what;

/**
 * What every meter truly used on every UTC day, and what a data service would believe it used. Keyed by meter and day:
 * no state that an answer hangs on, the same in whatever order, at every scale and under every option. A day is a number
 * of days since 1970-01-01; energy is whole Wh.
 */
export class Demand {
  readonly days: DemandDays;
  private readonly words: Uint32Array;
  private readonly stream: Stream;
  private readonly classes: Float64Array;
  /** [profile] → mean annual Wh. */
  private readonly meanWh: Float64Array;
  private readonly annual: Quantiles;
  private readonly ofDay: Quantiles;
  private readonly belief: Quantiles;
  private readonly believedShare: number;
  private today = Number.NaN;
  private table: DemandDay | undefined;

  constructor(
    rules: DemandRules,
    keys: { readonly seed: string; readonly replication: number },
    words: Uint32Array,
    periodMinutes: number,
  ) {
    this.days = new DemandDays(rules, keys, periodMinutes);
    this.words = words;
    this.stream = openStream(keys.seed, keys.replication, "demand");
    const { shares, kwh } = this.days.curves;
    this.classes = cumulative(shares);
    this.meanWh = Float64Array.from([...kwh, rules.exportKwh], (one) => one * WH_A_KWH);
    this.annual = meanOne(rules.annualSpread);
    this.ofDay = meanOne(rules.daySpread);
    this.belief = meanOne(rules.belief.spread);
    this.believedShare = 1 + rules.belief.bias;
  }

  gspGroupOf(meter: number): number {
    return gspGroupOf(this.words[meter]!);
  }

  /** Profile of a meter's import, by number in `PROFILES`. */
  profileOf(meter: number): number {
    const k0 = firstKey(this.stream, meter);
    return this.profileWith(k0, secondKey(this.stream, meter, k0));
  }

  /** What the meter measured on a day. */
  trueWh(meter: number, day: number): number {
    const k0 = firstKey(this.stream, meter);
    const k1 = secondKey(this.stream, meter, k0);
    const profile = this.profileWith(k0, k1);
    const shape = drawWith(k0, k1, dayDraw(day, DAY_SHAPE)) >>> SHAPE_SHIFT;
    const level = this.of(day).levels[shapeIndex(profile, this.gspGroupOf(meter), shape)]!;
    const annualWh = this.meanWh[profile]! * this.annual.at(drawWith(k0, k1, ANNUAL));
    return Math.round(annualWh * level * this.ofDay.at(drawWith(k0, k1, dayDraw(day, DAY_FACTOR))));
  }

  /** Which of its profile's eight shapes the day of a meter has. */
  shapeOf(meter: number, day: number): number {
    const k0 = firstKey(this.stream, meter);
    return drawWith(k0, secondKey(this.stream, meter, k0), dayDraw(day, DAY_SHAPE)) >>> SHAPE_SHIFT;
  }

  /** What its data service estimates without a reading: the annual use that it holds, as its category used the day. */
  believedWh(meter: number, day: number): number {
    const k0 = firstKey(this.stream, meter);
    const k1 = secondKey(this.stream, meter, k0);
    const profile = this.profileWith(k0, k1);
    const level = this.of(day).categoryLevels[CATEGORY_OF[profile]! * GROUPS + this.gspGroupOf(meter)]!;
    return Math.round(this.believedYear(profile, drawWith(k0, k1, ANNUAL), drawWith(k0, k1, BELIEF)) * level);
  }

  /** Annual use that its data service holds. */
  believedAnnualWh(meter: number): number {
    const k0 = firstKey(this.stream, meter);
    const k1 = secondKey(this.stream, meter, k0);
    const profile = this.profileWith(k0, k1);
    return Math.round(this.believedYear(profile, drawWith(k0, k1, ANNUAL), drawWith(k0, k1, BELIEF)));
  }

  /** What the export register of the meter measured on a day: of a meter that has one. */
  exportWh(meter: number, day: number): number {
    const k0 = firstKey(this.stream, meter);
    const k1 = secondKey(this.stream, meter, k0);
    const shape = drawWith(k0, k1, dayDraw(day, EXPORT_DAY_SHAPE)) >>> SHAPE_SHIFT;
    const level = this.of(day).levels[shapeIndex(PROFILE.export, this.gspGroupOf(meter), shape)]!;
    const annualWh = this.meanWh[PROFILE.export]! * this.annual.at(drawWith(k0, k1, EXPORT_ANNUAL));
    return Math.round(annualWh * level * this.ofDay.at(drawWith(k0, k1, dayDraw(day, EXPORT_DAY_FACTOR))));
  }

  exportShapeOf(meter: number, day: number): number {
    const k0 = firstKey(this.stream, meter);
    return drawWith(k0, secondKey(this.stream, meter, k0), dayDraw(day, EXPORT_DAY_SHAPE)) >>> SHAPE_SHIFT;
  }

  believedExportWh(meter: number, day: number): number {
    const k0 = firstKey(this.stream, meter);
    const k1 = secondKey(this.stream, meter, k0);
    const level = this.of(day).categoryLevels[CATEGORY_OF[PROFILE.export]! * GROUPS + this.gspGroupOf(meter)]!;
    const yearWh = this.believedYear(PROFILE.export, drawWith(k0, k1, EXPORT_ANNUAL), drawWith(k0, k1, EXPORT_BELIEF));
    return Math.round(yearWh * level);
  }

  /** Periods of a UTC day of a profile in a GSP Group, in 2⁻³⁰ of the day's energy. */
  dayShape(profile: number, shape: number, gspGroup: number, day: number): Int32Array {
    return this.of(day).shapes[shapeIndex(profile, gspGroup, shape)]!;
  }

  /** The shape of all meters of a load shape category together: what a data service falls back on. */
  defaultShape(category: number, gspGroup: number, day: number): Int32Array {
    return this.of(day).categoryShapes[category * GROUPS + gspGroup]!;
  }

  private profileWith(k0: number, k1: number): number {
    return pick(this.classes, drawWith(k0, k1, CLASS));
  }

  private believedYear(profile: number, annual: number, error: number): number {
    return this.meanWh[profile]! * this.annual.at(annual) * this.believedShare * this.belief.at(error);
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

/** Opens the demand of the meters of a run. `words` are the meters' own. */
export const openDemand = (
  rules: DemandRules,
  keys: { readonly seed: string; readonly replication: number },
  words: Uint32Array,
  periodMinutes: number,
): Demand => new Demand(rules, keys, words, periodMinutes);
