import { draw, drawWith, firstKey, type Stream, secondKey, threshold } from "../kernel/keyed-draws.ts";
import { MeterRounds } from "./meter-rounds.ts";
import { cumulative, gspGroupOf, pick } from "./meter-word.ts";
import type { Estate } from "./plan.ts";

/** Metering systems that are settled and not read over the DCC, by how their data services come to their data. */
export const OTHER_SEGMENTS = ["advanced", "unmetered", "traditional"] as const;
export type OtherSegment = (typeof OTHER_SEGMENTS)[number];
export const ADVANCED = 0;
export const UNMETERED = 1;
export const TRADITIONAL = 2;

/** What advanced metering systems are connected by: whole current, current transformers by voltage. */
export const CONNECTIONS = ["W", "L", "H", "E"] as const;

/** Advanced, unmetered and traditional metering systems. Counts are of full scale. */
export interface OtherSegments {
  readonly advanced: {
    readonly systems: number;
    /** In the order of `CONNECTIONS`: share of systems, and mean annual use. */
    readonly connectionShares: readonly number[];
    readonly annualKwh: readonly number[];
    /** Standard deviation of the logarithm of annual use within a connection. */
    readonly spread: number;
    /** Share of their use that is level over the day and the year. */
    readonly levelShare: number;
    /** Share whose remote communications are alive, and how long others' are not. */
    readonly liveShare: number;
    readonly repairDays: number;
  };
  readonly unmetered: { readonly systems: number; readonly annualKwh: number; readonly spread: number };
  readonly traditional: {
    readonly systems: number;
    /** Share of meters that somebody reads in a month. */
    readonly readsAMonth: number;
  };
  /** Minutes of the UTC day between which their data services send. */
  readonly fromMinute: number;
  readonly toMinute: number;
}

// Their words: supplier, GSP Group and `SUPPLIER_CHANGED` where a smart meter's has them, and these above.
const SEGMENT_SHIFT = 21;
const CONNECTION_SHIFT = 23;
export const segmentOf = (word: number): number => (word >>> SEGMENT_SHIFT) & 3;
export const connectionOf = (word: number): number => (word >>> CONNECTION_SHIFT) & 3;

/** Metering systems of a segment are numbered below this: draws of each go by segment and number. */
const SYSTEMS_MAX = 2 ** 24;

const countsKept = (rules: OtherSegments, scale: number): readonly number[] =>
  OTHER_SEGMENTS.map((name) => Math.round(rules[name].systems * scale));

/** Metering systems that a run at a scale keeps. */
export const othersKept = (rules: OtherSegments | undefined, scale: number): number =>
  rules === undefined ? 0 : countsKept(rules, scale).reduce((sum, count) => sum + count, 0);

/** Draws of a metering system: who it is. */
const GROUP = 0;
const SUPPLIER = 1;
const CONNECTION = 2;

/**
 * The metering systems that a run keeps, segment after segment, and when each has data. Keyed by segment and number:
 * the same ones at every scale and under every option.
 */
export class OtherSystems {
  readonly words: Uint32Array;
  /** Where each segment begins. */
  readonly first: readonly number[];
  private readonly rules: OtherSegments;
  private readonly days: Stream;
  private readonly down: number;
  private readonly rounds: MeterRounds;

  constructor(
    rules: OtherSegments,
    { gspGroupShares, supplierShares }: Pick<Estate, "gspGroupShares" | "supplierShares">,
    scale: number,
    systems: Stream,
    days: Stream,
    words: Uint32Array = new Uint32Array(othersKept(rules, scale)),
  ) {
    this.rules = rules;
    this.days = days;
    this.down = threshold(1 - rules.advanced.liveShare);
    this.rounds = new MeterRounds(rules.traditional.readsAMonth, days);
    const counts = countsKept(rules, scale);
    this.first = counts.map((_, segment) => counts.slice(0, segment).reduce((sum, count) => sum + count, 0));
    this.words = words;
    const groups = cumulative(gspGroupShares);
    const suppliers = cumulative(supplierShares);
    const connections = cumulative(rules.advanced.connectionShares);
    for (const [segment, count] of counts.entries())
      for (let number = 0; number < count; number++) {
        const key = segment * SYSTEMS_MAX + number;
        const k0 = firstKey(systems, key);
        const k1 = secondKey(systems, key, k0);
        const connection = segment === ADVANCED ? pick(connections, drawWith(k0, k1, CONNECTION)) : 0;
        this.words[this.first[segment]! + number] =
          (pick(suppliers, drawWith(k0, k1, SUPPLIER)) << 3) |
          (pick(groups, drawWith(k0, k1, GROUP)) << 11) |
          (segment << SEGMENT_SHIFT) |
          (connection << CONNECTION_SHIFT);
      }
  }

  get count(): number {
    return this.words.length;
  }

  /** Of which segment the one of a number is. */
  segmentOf(index: number): number {
    return segmentOf(this.words[index]!);
  }

  gspGroupOf(index: number): number {
    return gspGroupOf(this.words[index]!);
  }

  /** Its number for draws, whatever the scale. */
  keyOf(index: number): number {
    const segment = this.segmentOf(index);
    return segment * SYSTEMS_MAX + index - this.first[segment]!;
  }

  /** The part of one segment of words of all of them. */
  partOf(words: Uint32Array, segment: number): Uint32Array {
    return words.subarray(this.first[segment]!, this.first[segment + 1] ?? this.count);
  }

  /**
   * True when its data service has its data on a day, since 1970-01-01, and with it that of all days before. An
   * advanced meter's can be fetched while its communications are alive; what is unmetered goes by its inventory; a
   * traditional meter has somebody come and read its register.
   */
  hasDataOn(index: number, day: number): boolean {
    const segment = this.segmentOf(index);
    if (segment === UNMETERED) return true;
    const key = this.keyOf(index);
    if (segment === TRADITIONAL) return this.rounds.isReadOn(key, day);
    // Everybody's spells begin on a day of their own.
    const length = this.rules.advanced.repairDays;
    const spell = Math.floor((day + (draw(this.days, key, 0) % length)) / length);
    return draw(this.days, key, 2 * spell + 1) >= this.down;
  }

  /** True where somebody reads a smart meter in traditional mode on a day: such meters are read as traditional ones. */
  isMeterReadOn(meter: number, day: number): boolean {
    return this.rounds.isReadOn(OTHER_SEGMENTS.length * SYSTEMS_MAX + meter, day);
  }

  /** The last day before a day on which its data came; `leastDay` where none did since. */
  lastBefore(index: number, day: number, leastDay: number): number {
    let last = day - 1;
    while (last > leastDay && !this.hasDataOn(index, last)) last--;
    return Math.max(last, leastDay);
  }

  /** The first day from a day on on which its data comes; Infinity when that is after `mostDay`. */
  firstFrom(index: number, day: number, mostDay: number): number {
    for (let one = day; one <= mostDay; one++) if (this.hasDataOn(index, one)) return one;
    return Number.POSITIVE_INFINITY;
  }
}
