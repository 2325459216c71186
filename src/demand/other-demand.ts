import { CATEGORY_OF, DAY_SHAPES, PROFILE, WHOLE_DAY } from "../domain/demand-rules.ts";
import { gspGroupOf } from "../domain/meter-word.ts";
import { connectionOf, type OtherSegments } from "../domain/other-segments.ts";
import { draw, type Quantiles, type Stream } from "../kernel/keyed-draws.ts";
import { MINUTES_A_DAY } from "../kernel/time.ts";
import { meanOne, SHAPE_SHIFT, WH_A_KWH } from "./demand.ts";
import { type DemandDays, GROUPS, shapeIndex } from "./demand-days.ts";
import { sunOf } from "./sun.ts";
import { wholeShape } from "./whole-shape.ts";

// What metering systems use that nobody reads over the DCC: advanced ones as small businesses do, with part of it level
// day and night, and unmetered ones while it is dark.

const DAYS_A_YEAR = 365.25;
/** Over a year it is dark for half the time, wherever. */
const DARK_MINUTES_A_YEAR = (DAYS_A_YEAR * MINUTES_A_DAY) / 2;

// Draws of a system besides that of its class, which its word has, then of its days: the numbers of `Demand`, in a
// stream of the segment's own. Days leave out what is exported.
const ANNUAL = 1;
const BELIEF = 2;
const OF_DAYS = 16;
const DRAWS_A_DAY = 2;
const DAY_FACTOR = 0;
const DAY_SHAPE = 1;

/** A UTC day of a kind of use, by GSP Group. */
interface UseDay {
  /** [GSP Group × shapes + shape] → energy of the day ÷ annual use, and its periods in 2⁻³⁰ of the day. */
  readonly levels: Float64Array;
  readonly shapes: readonly Int32Array[];
  /** [GSP Group] → the same of all together. */
  readonly meanLevels: Float64Array;
  readonly meanShapes: readonly Int32Array[];
}

/** Asked for day after day by all meters: each day is made once. */
const madeOnce = (make: (day: number) => UseDay): ((day: number) => UseDay) => {
  const made = new Map<number, UseDay>();
  return (day) => {
    const found = made.get(day) ?? make(day);
    made.set(day, found);
    return found;
  };
};

const NON_DOMESTIC = CATEGORY_OF[PROFILE.nonDomestic]!;

/** Small businesses' days, with a share of the year's energy spread evenly over it. */
const businessDays = (days: DemandDays, levelShare: number): ((day: number) => UseDay) => {
  const flatDay = levelShare / DAYS_A_YEAR;
  const levelOf = (level: number): number => (1 - levelShare) * level + flatDay;
  const shapeOf = (level: number, shape: Int32Array): Int32Array =>
    wholeShape(
      Float64Array.from(shape, (part) => (1 - levelShare) * level * (part / WHOLE_DAY) + flatDay / shape.length),
    );
  return madeOnce((day) => {
    const { levels, shapes, categoryLevels, categoryShapes } = days.of(day);
    const each = <T>(of: (at: number) => T): T[] =>
      Array.from({ length: GROUPS * DAY_SHAPES }, (_, i) =>
        of(shapeIndex(PROFILE.nonDomestic, Math.floor(i / DAY_SHAPES), i % DAY_SHAPES)),
      );
    const all = <T>(of: (at: number) => T): T[] =>
      Array.from({ length: GROUPS }, (_, group) => of(NON_DOMESTIC * GROUPS + group));
    return {
      levels: Float64Array.from(each((at) => levelOf(levels[at]!))),
      shapes: each((at) => shapeOf(levels[at]!, shapes[at]!)),
      meanLevels: Float64Array.from(all((at) => levelOf(categoryLevels[at]!))),
      meanShapes: all((at) => shapeOf(categoryLevels[at]!, categoryShapes[at]!)),
    };
  });
};

/** From sunset to sunrise, as street lamps are lit. */
const darkDays = (periods: number): ((day: number) => UseDay) =>
  madeOnce((day) => {
    const dark = Array.from({ length: GROUPS }, (_, group) => {
      const { riseMinute, setMinute } = sunOf(day, group);
      const minutes = MINUTES_A_DAY / periods;
      return Float64Array.from({ length: periods }, (_none, t) => {
        const light = Math.min(setMinute, (t + 1) * minutes) - Math.max(riseMinute, t * minutes);
        return minutes - Math.max(0, light);
      });
    });
    const meanLevels = Float64Array.from(
      dark,
      (one) => one.reduce((sum, minutes) => sum + minutes, 0) / DARK_MINUTES_A_YEAR,
    );
    const meanShapes = dark.map(wholeShape);
    const eightTimes = <T>(one: T): T[] => Array.from({ length: DAY_SHAPES }, () => one);
    return {
      levels: Float64Array.from([...meanLevels].flatMap(eightTimes)),
      shapes: meanShapes.flatMap(eightTimes),
      meanLevels,
      meanShapes,
    };
  });

/**
 * What each metering system of a segment truly used on a UTC day, and what its data service would believe. Profiles are
 * the segment's own, and each is a load shape category of its own. Keyed as `Demand` is.
 */
export class OtherDemand {
  private readonly words: Uint32Array;
  private readonly keyOf: (index: number) => number;
  private readonly stream: Stream;
  private readonly of: (day: number) => UseDay;
  private readonly annualWh: readonly number[];
  private readonly annual: Quantiles;
  private readonly ofDay: Quantiles;
  private readonly belief: Quantiles;

  /** @param keyOf number for draws of the segment's own by its place among `words` */
  constructor(
    {
      annualKwh,
      spread,
      daySpread,
      beliefSpread,
    }: {
      readonly annualKwh: readonly number[];
      readonly spread: number;
      readonly daySpread: number;
      readonly beliefSpread: number;
    },
    use: (day: number) => UseDay,
    words: Uint32Array,
    keyOf: (index: number) => number,
    stream: Stream,
  ) {
    this.of = use;
    this.words = words;
    this.keyOf = keyOf;
    this.stream = stream;
    this.annualWh = annualKwh.map((kwh) => kwh * WH_A_KWH);
    this.annual = meanOne(spread);
    this.ofDay = meanOne(daySpread);
    this.belief = meanOne(beliefSpread);
  }

  profileOf(system: number): number {
    return connectionOf(this.words[system]!);
  }

  trueWh(system: number, day: number): number {
    const level = this.of(day).levels[this.groupOf(system) * DAY_SHAPES + this.shapeOf(system, day)]!;
    return Math.round(this.annualOf(system) * level * this.ofDay.at(this.dayDrawOf(system, day, DAY_FACTOR)));
  }

  shapeOf(system: number, day: number): number {
    return this.dayDrawOf(system, day, DAY_SHAPE) >>> SHAPE_SHIFT;
  }

  believedWh(system: number, day: number): number {
    const believed = this.annualOf(system) * this.belief.at(this.drawOf(system, BELIEF));
    return Math.round(believed * this.of(day).meanLevels[this.groupOf(system)]!);
  }

  defaultWh(category: number, gspGroup: number, day: number): number {
    return Math.round(this.annualWh[category]! * this.of(day).meanLevels[gspGroup]!);
  }

  dayShape(_profile: number, shape: number, gspGroup: number, day: number): Int32Array {
    return this.of(day).shapes[gspGroup * DAY_SHAPES + shape]!;
  }

  defaultShape(_category: number, gspGroup: number, day: number): Int32Array {
    return this.of(day).meanShapes[gspGroup]!;
  }

  private groupOf(system: number): number {
    return gspGroupOf(this.words[system]!);
  }

  private annualOf(system: number): number {
    return this.annualWh[this.profileOf(system)]! * this.annual.at(this.drawOf(system, ANNUAL));
  }

  private dayDrawOf(system: number, day: number, what: number): number {
    return this.drawOf(system, OF_DAYS + day * DRAWS_A_DAY + what);
  }

  private drawOf(system: number, n: number): number {
    return draw(this.stream, this.keyOf(system), n);
  }
}

/** Demand of the advanced segment, on the days of everybody's. */
export const advancedDemand = (
  { annualKwh, spread, levelShare }: OtherSegments["advanced"],
  { daySpread, beliefSpread }: { readonly daySpread: number; readonly beliefSpread: number },
  days: DemandDays,
  words: Uint32Array,
  keyOf: (index: number) => number,
  stream: Stream,
): OtherDemand =>
  new OtherDemand({ annualKwh, spread, daySpread, beliefSpread }, businessDays(days, levelShare), words, keyOf, stream);

/** What an inventory says is what is used: nothing is believed that isn't so. */
export const unmeteredDemand = (
  { annualKwh, spread }: OtherSegments["unmetered"],
  periods: number,
  words: Uint32Array,
  keyOf: (index: number) => number,
  stream: Stream,
): OtherDemand =>
  new OtherDemand(
    { annualKwh: [annualKwh], spread, daySpread: 0, beliefSpread: 0 },
    darkDays(periods),
    words,
    keyOf,
    stream,
  );
