import { clockOffsetMinutes, dateOf, dayOf } from "../domain/civil-time.ts";
import { CATEGORIES, CATEGORY_OF, DAY_SHAPES, type DemandRules, PROFILE, PROFILES } from "../domain/demand-rules.ts";
import { classShares } from "../domain/use-class.ts";
import { cosine } from "../kernel/elementary.ts";
import { MINUTES_A_DAY } from "../kernel/time.ts";
import { type ClassCurves, classCurvesOf } from "./class-curves.ts";
import { chargeIn, sunFactor, useFactor } from "./day-shapes.ts";
import { curveOf } from "./profile-calendar.ts";
import { type SunnyDay, sunOf } from "./sun.ts";
import { Weather } from "./weather.ts";
import { wholeShape } from "./whole-shape.ts";

const { PI } = Math;
export const GROUPS = 14;
/** _N and _P: their bank holidays are Scotland's. */
const isScottish = (group: number): boolean => group >= 12;
/** A home in the dark and the cold uses more while people are awake. */
const isAwake = (hour: number): boolean => hour >= 6 && hour < 23;

/** Index of a profile, GSP Group and shape in the columns of a day. */
export const shapeIndex = (profile: number, group: number, shape: number): number =>
  (profile * GROUPS + group) * DAY_SHAPES + shape;

/** What one UTC day asks of an average meter. */
export interface DemandDay {
  /** [`shapeIndex`] → energy of the day ÷ annual use. */
  readonly levels: Float64Array;
  /** [`shapeIndex`] → its periods, in 2⁻³⁰ of the day. */
  readonly shapes: readonly Int32Array[];
  /** [category × 14 + group] → what all meters of a load shape category use ÷ their annual use, and its shape. */
  readonly categoryLevels: Float64Array;
  readonly categoryShapes: readonly Int32Array[];
}

/** The clock over each period of a UTC day. */
interface ClockTime {
  readonly hour: number;
  readonly halfHour: number;
  readonly day: number;
}

/** The days of the demand generator, each made once, when it is first asked for. The same in whatever order. */
export class DemandDays {
  readonly curves: ClassCurves;
  /** Share of meters of each import profile. */
  readonly shares: readonly number[];
  readonly periods: number;
  private readonly rules: DemandRules;
  private readonly weather: Weather;
  private readonly made = new Map<number, DemandDay>();
  /** [year] → [profile × 14 + group] → sum over the year, in the unit of the day's energies. */
  private readonly years = new Map<number, Float64Array>();

  constructor(
    rules: DemandRules,
    keys: { readonly seed: string; readonly replication: number },
    periodMinutes: number,
  ) {
    this.rules = rules;
    this.curves = classCurvesOf(rules);
    this.shares = classShares(rules);
    this.periods = MINUTES_A_DAY / periodMinutes;
    this.weather = new Weather(rules.weather, keys);
  }

  /** A UTC day, in days since 1970-01-01. */
  of(day: number): DemandDay {
    let found = this.made.get(day);
    if (found === undefined) {
      found = this.make(day);
      this.made.set(day, found);
    }
    return found;
  }

  /** Mean annual use of the meters of a load shape category. */
  categoryKwh(category: number): number {
    return [this.rules.domesticKwh, this.rules.nonDomesticKwh, this.rules.exportKwh][category]!;
  }

  private make(day: number): DemandDay {
    const { periods } = this;
    const year = this.yearOf(day);
    const clock = this.clockOf(day);
    const [curves, scottishCurves] = [false, true].map((scottish) =>
      clock.map((time) => curveOf(time.day, scottish)),
    ) as [number[], number[]];
    const levels = new Float64Array(PROFILES.length * GROUPS * DAY_SHAPES);
    const shapes: Int32Array[] = [];
    const categoryEnergy = Array.from({ length: CATEGORIES.length * GROUPS }, () => new Float64Array(periods));
    const energy = new Float64Array(periods);
    for (let group = 0; group < GROUPS; group++) {
      const sun = sunOf(day, group);
      const weather = this.weather.demand(group, day);
      const cloud = this.weather.export(group, day);
      for (let profile = 0; profile < PROFILES.length; profile++) {
        const inYear = year[profile * GROUPS + group]!;
        const all = categoryEnergy[CATEGORY_OF[profile]! * GROUPS + group]!;
        const weight = this.weightInCategory(profile) / DAY_SHAPES;
        for (let shape = 0; shape < DAY_SHAPES; shape++) {
          if (profile === PROFILE.export) this.putExport(energy, sun, shape, cloud);
          else this.putUse(energy, clock, isScottish(group) ? scottishCurves : curves, profile, shape, weather);
          let sum = 0;
          for (let t = 0; t < periods; t++) {
            sum += energy[t]!;
            all[t]! += (weight * energy[t]!) / inYear;
          }
          const at = shapeIndex(profile, group, shape);
          levels[at] = sum / inYear;
          shapes[at] = wholeShape(energy);
        }
      }
    }
    return {
      levels,
      shapes,
      categoryLevels: Float64Array.from(categoryEnergy, (one) => one.reduce((sum, part) => sum + part, 0)),
      categoryShapes: categoryEnergy.map(wholeShape),
    };
  }

  /** Annual use of all meters of a profile, as a share of its load shape category. */
  private weightInCategory(profile: number): number {
    if (CATEGORY_OF[profile] !== CATEGORY_OF[PROFILE.domestic]) return 1;
    const shareOfHomes = classShares({ ...this.rules, nonDomesticShare: 0 })[profile]!;
    return (shareOfHomes * this.curves.kwh[profile]!) / this.rules.domesticKwh;
  }

  private putUse(
    into: Float64Array,
    clock: readonly ClockTime[],
    curves: readonly number[],
    profile: number,
    shape: number,
    weather: number,
  ): void {
    const { shapeSpread, charging } = this.rules;
    const charge = profile === PROFILE.electricVehicle ? chargeIn(shape, charging.nights) : 0;
    for (let t = 0; t < into.length; t++) {
      const { hour, halfHour } = clock[t]!;
      const usual = this.curves.home[profile]![curves[t]!]![halfHour]!;
      const use = usual * useFactor(shape, hour, shapeSpread) * (isAwake(hour) ? weather : 1);
      into[t] = use + charge * this.curves.charging[halfHour]!;
    }
  }

  /** A half-sine from sunrise to sunset, as high as the sun at noon. */
  private putExport(
    into: Float64Array,
    { riseMinute, setMinute, height }: SunnyDay,
    shape: number,
    cloud: number,
  ): void {
    const length = setMinute - riseMinute;
    const minutes = MINUTES_A_DAY / into.length;
    const angle = (minute: number): number => (PI * Math.min(Math.max(minute - riseMinute, 0), length)) / length;
    for (let t = 0; t < into.length; t++) {
      const [from, to] = [angle(t * minutes), angle((t + 1) * minutes)];
      const factor = from < to ? sunFactor(shape, (from + to) / (2 * PI), this.rules.shapeSpread) : 0;
      into[t] = cloud * height * factor * (length / PI) * (cosine(from) - cosine(to));
    }
  }

  private clockOf(day: number): readonly ClockTime[] {
    return Array.from({ length: this.periods }, (_, t) => {
      const utcMinute = (t * MINUTES_A_DAY) / this.periods;
      const minute = utcMinute + clockOffsetMinutes(day, utcMinute);
      const ofDay = minute % MINUTES_A_DAY;
      return {
        hour: Math.floor(ofDay / 60),
        halfHour: Math.floor(ofDay / 30),
        day: day + Math.floor(minute / MINUTES_A_DAY),
      };
    });
  }

  /** What the calendar year of a day asks in usual weather: levels are shares of it. */
  private yearOf(day: number): Float64Array {
    const { year } = dateOf(day);
    let sums = this.years.get(year);
    if (sums === undefined) {
      sums = this.sumYear(year);
      this.years.set(year, sums);
    }
    return sums;
  }

  private sumYear(year: number): Float64Array {
    const sums = new Float64Array(PROFILES.length * GROUPS);
    const { charging, home } = this.curves;
    const { nights } = this.rules.charging;
    const end = dayOf({ year: year + 1, month: 1, dayOfMonth: 1 });
    for (let day = dayOf({ year, month: 1, dayOfMonth: 1 }); day < end; day++) {
      const clock = this.clockOf(day);
      for (const scottish of [false, true]) {
        const curves = clock.map((time) => curveOf(time.day, scottish));
        for (let profile = 0; profile < PROFILE.export; profile++) {
          let sum = 0;
          for (let t = 0; t < clock.length; t++) {
            const { halfHour } = clock[t]!;
            const charge = profile === PROFILE.electricVehicle ? nights * charging[halfHour]! : 0;
            sum += home[profile]![curves[t]!]![halfHour]! + charge;
          }
          for (let group = 0; group < GROUPS; group++)
            if (isScottish(group) === scottish) sums[profile * GROUPS + group]! += sum;
        }
      }
      for (let group = 0; group < GROUPS; group++) {
        const { riseMinute, setMinute, height } = sunOf(day, group);
        sums[PROFILE.export * GROUPS + group]! += (height * 2 * (setMinute - riseMinute)) / PI;
      }
    }
    return sums;
  }
}
