import type { Demand } from "../demand/demand.ts";
import type { CentralRules } from "../domain/central-rules.ts";
import { draw, openStream, type Stream, threshold } from "../kernel/keyed-draws.ts";
import type { CellSizes } from "./cells.ts";

/** The first run, by its number, at whose gate a measured day of a meter was on actuals; the number of runs: none. */
export interface Accepted {
  firstRunOf(meter: number, measuredDay: number): number;
  firstExportRunOf(meter: number, measuredDay: number): number;
}

/** What settlement asks of demand; of export only where a meter has a register of it. */
export type DemandSource = Pick<
  Demand,
  "profileOf" | "trueWh" | "believedWh" | "shapeOf" | "defaultWh" | "dayShape" | "defaultShape"
> &
  Partial<Pick<Demand, "exportWh" | "believedExportWh" | "exportShapeOf" | "advanceWh">>;

/** A metering system that changes supplier inside a UTC day: from a period on it is the incoming one's. */
export interface SharedDay {
  readonly meter: number;
  readonly outgoing: number;
  readonly incoming: number;
  readonly period: number;
}

/** Everything that settlement knows of metering systems that are read in one way, whichever day. */
export interface MeteringSystems {
  /** Suppliers as of the day that is being settled. */
  readonly words: Uint32Array;
  /** Brings them to a measured day, from the one before, and tells who shares it; undefined: nobody changes. */
  readonly goTo?: (measuredDay: number) => readonly SharedDay[];
  readonly demand: DemandSource;
  readonly accepted: Accepted;
  readonly traits: Traits;
  readonly sizes: CellSizes;
  /** Of a UTC day: 48, or 96 of a quarter of an hour. */
  readonly periods: number;
  readonly shapeSampleMin: number;
  /** Load shape category of each profile. */
  readonly categories: readonly number[];
  /** What a profile is settled as, by number in `METERED_KINDS`. */
  readonly settledAs: (profile: number) => number;
  /** True where all that is ever read is a register, every few months: load shapes spread its advance (E1). */
  readonly isReadByHand?: ((meter: number) => boolean) | undefined;
}

/** Draw numbers of a part day's gap: days since 1970 are far below. */
const GAP_LENGTH = 2 ** 20;
const GAP_START = 2 ** 21;

/** What sets single metering systems and days apart, by keyed draws: the same ones under every option. */
export class Traits {
  private readonly systems: Stream;
  private readonly days: Stream;
  private readonly optOut: number;
  private readonly noHistory: number;
  private readonly partDay: number;

  constructor(seed: string, replication: number, rules: CentralRules) {
    this.systems = openStream(seed, replication, "settlement-systems");
    this.days = openStream(seed, replication, "settlement-part-days");
    this.optOut = threshold(rules.optOutShare);
    this.noHistory = threshold(rules.noHistoryShare);
    this.partDay = threshold(rules.partDayShare);
  }

  /** Its customer opted out of half-hourly data: what comes back is a register's advance. */
  hasOptedOut(meter: number): boolean {
    return draw(this.systems, meter, 0) < this.optOut;
  }

  isWithoutHistory(meter: number): boolean {
    return draw(this.systems, meter, 1) < this.noHistory;
  }

  /** What comes back of the day has a gap. */
  isPartDay(meter: number, day: number): boolean {
    return draw(this.days, meter, day) < this.partDay;
  }

  /** Periods that are missing of a part day: up to a quarter of it on end, anywhere. */
  gapOf(meter: number, day: number, periods: number): { readonly from: number; readonly to: number } {
    const length = 1 + (draw(this.days, meter, day + GAP_LENGTH) % (periods / 4));
    const from = draw(this.days, meter, day + GAP_START) % (periods - length + 1);
    return { from, to: from + length };
  }
}
