import { CATEGORY_OF, PROFILE } from "../domain/demand-rules.ts";
import { gspGroupOf, HAS_EXPORT, supplierOf } from "../domain/meter-word.ts";
import { Cells, E1, E4, E5 } from "./cells.ts";
import type { MeteringSystems } from "./metering-systems.ts";

const DOMESTIC = CATEGORY_OF[PROFILE.domestic]!;

/** How a metering system's day came to its energy, and how much that is. */
export interface Standing {
  readonly profile: number;
  readonly kind: number;
  readonly wh: number;
}

/** One measured UTC day: every metering system in its cell, as it stands at the gate of a run. */
export class MeterDays {
  /** Since 1970-01-01. */
  readonly day: number;
  /** As it truly was: every metering system half-hourly. */
  readonly truth: Cells;
  readonly settled: Cells;
  /** Meters whose day came with a gap: they are settled half hour by half hour. */
  readonly partDays: number[] = [];
  private readonly measuredDay: number;
  private readonly of: MeteringSystems;
  private readonly from: number;
  private readonly to: number;

  /** Stands at the gate of the first run. With a meter it is the book of that meter alone. */
  constructor(day: number, measuredDay: number, of: MeteringSystems, only?: number) {
    this.day = day;
    this.measuredDay = measuredDay;
    this.of = of;
    this.truth = new Cells(of.sizes);
    this.settled = new Cells(of.sizes);
    const { words, accepted } = of;
    this.from = only ?? 0;
    this.to = only === undefined ? words.length : only + 1;
    for (let meter = this.from; meter < this.to; meter++) {
      this.begin(meter, false, accepted.firstRunOf(meter, measuredDay) === 0);
      if ((words[meter]! & HAS_EXPORT) !== 0)
        this.begin(meter, true, accepted.firstExportRunOf(meter, measuredDay) === 0);
    }
  }

  /** Goes on to the gate of the next run: who is first on actuals at it moves there from its estimate. */
  goTo(run: number): void {
    const { words, accepted } = this.of;
    for (let meter = this.from; meter < this.to; meter++) {
      if (accepted.firstRunOf(meter, this.measuredDay) === run) this.move(meter, false);
      if ((words[meter]! & HAS_EXPORT) !== 0 && accepted.firstExportRunOf(meter, this.measuredDay) === run)
        this.move(meter, true);
    }
  }

  /**
   * How a metering system's day stands at the gate of a run: its profile, the kind that it came to its values by, and
   * its energy. Undefined for a day that came with a gap.
   */
  standingOf(meter: number, isExport: boolean, run: number): Standing | undefined {
    const { accepted } = this.of;
    const first = isExport
      ? accepted.firstExportRunOf(meter, this.measuredDay)
      : accepted.firstRunOf(meter, this.measuredDay);
    const profile = this.profileOf(meter, isExport);
    if (first > run) return { profile, kind: this.estimateKindOf(meter), wh: this.estimateWh(meter, profile) };
    const kind = this.actualKindOf(meter, profile, this.shapeOf(meter, isExport));
    return kind === undefined
      ? undefined
      : { profile, kind, wh: this.actualWh(meter, profile, this.trueWh(meter, isExport)) };
  }

  /** As it truly was. */
  truthOf(meter: number, isExport: boolean): Standing {
    return {
      profile: this.profileOf(meter, isExport),
      kind: this.shapeOf(meter, isExport),
      wh: this.trueWh(meter, isExport),
    };
  }

  private begin(meter: number, isExport: boolean, isActual: boolean): void {
    const profile = this.profileOf(meter, isExport);
    const shape = this.shapeOf(meter, isExport);
    const wh = this.trueWh(meter, isExport);
    this.truth.add(this.cellOf(meter, profile, shape), wh);
    if (isActual) this.settleOnActuals(meter, profile, shape, wh);
    else this.settled.add(this.estimateCellOf(meter, profile), this.estimateWh(meter, profile));
  }

  private move(meter: number, isExport: boolean): void {
    const profile = this.profileOf(meter, isExport);
    this.settled.remove(this.estimateCellOf(meter, profile), this.estimateWh(meter, profile));
    this.settleOnActuals(meter, profile, this.shapeOf(meter, isExport), this.trueWh(meter, isExport));
  }

  private settleOnActuals(meter: number, profile: number, shape: number, wh: number): void {
    const kind = this.actualKindOf(meter, profile, shape);
    if (kind === undefined) this.partDays.push(meter);
    else this.settled.add(this.cellOf(meter, profile, kind), this.actualWh(meter, profile, wh));
  }

  /** Only homes may opt out, and export can't. Undefined for a day that came with a gap. */
  private actualKindOf(meter: number, profile: number, shape: number): number | undefined {
    const { traits } = this.of;
    if (this.isReadByHand(meter, profile)) return E1;
    if (CATEGORY_OF[profile] === DOMESTIC && traits.hasOptedOut(meter)) return E1;
    return profile !== PROFILE.export && traits.isPartDay(meter, this.day) ? undefined : shape;
  }

  /** Of a register that is read every few months a day gets its part of the advance. */
  private actualWh(meter: number, profile: number, wh: number): number {
    return this.isReadByHand(meter, profile) ? this.of.demand.advanceWh!(meter, this.day) : wh;
  }

  private isReadByHand(meter: number, profile: number): boolean {
    return profile !== PROFILE.export && this.of.isReadByHand?.(meter) === true;
  }

  private profileOf(meter: number, isExport: boolean): number {
    return isExport ? PROFILE.export : this.of.demand.profileOf(meter);
  }

  private shapeOf(meter: number, isExport: boolean): number {
    const { demand } = this.of;
    return isExport ? demand.exportShapeOf!(meter, this.day) : demand.shapeOf(meter, this.day);
  }

  private trueWh(meter: number, isExport: boolean): number {
    const { demand } = this.of;
    return isExport ? demand.exportWh!(meter, this.day) : demand.trueWh(meter, this.day);
  }

  private estimateWh(meter: number, profile: number): number {
    const { demand, words, traits } = this.of;
    if (traits.isWithoutHistory(meter))
      return demand.defaultWh(this.of.categories[profile]!, gspGroupOf(words[meter]!), this.day);
    return profile === PROFILE.export ? demand.believedExportWh!(meter, this.day) : demand.believedWh(meter, this.day);
  }

  private estimateCellOf(meter: number, profile: number): number {
    return this.cellOf(meter, profile, this.estimateKindOf(meter));
  }

  private estimateKindOf(meter: number): number {
    return this.of.traits.isWithoutHistory(meter) ? E5 : E4;
  }

  private cellOf(meter: number, profile: number, kind: number): number {
    const word = this.of.words[meter]!;
    return this.truth.indexOf(supplierOf(word), gspGroupOf(word), profile, kind);
  }
}
