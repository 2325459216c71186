import { isSmets1 } from "../domain/components.ts";
import { CATEGORY_OF, DAY_SHAPES } from "../domain/demand-rules.ts";
import { accessOf, gspGroupOf, supplierOf } from "../domain/meter-word.ts";
import { type Cells, isAccurate, KINDS } from "./cells.ts";
import { SMART_KINDS } from "./consumption-classes.ts";
import { fromAdvanceAndPeriods, fromPeriods } from "./estimation.ts";
import { ExactSums } from "./exact-sums.ts";
import type { LoadShapes } from "./load-shapes.ts";
import type { MeteringSystems, SharedDay } from "./metering-systems.ts";

/** Of what is summed apart: each kind of `METERED_KINDS` by quality (accurate, limited). */
export const streamOfKind = (kind: number, isLimited: boolean): number => 2 * kind + (isLimited ? 1 : 0);
/** Of smart meters: import, export. */
export const STREAMS = 2 * SMART_KINDS;
export const streamOf = (isExport: boolean, isLimited: boolean): number => streamOfKind(isExport ? 1 : 0, isLimited);

/** Energy of a UTC day by supplier, GSP Group, kind, quality and period: what the MDS aggregates. */
export class DayVolumes {
  readonly sums: ExactSums;
  /** Kinds by quality. */
  readonly streams: number;
  /** Metering systems by supplier, GSP Group, kind and quality of their day. */
  readonly systems: Int32Array;
  private readonly day: number;
  private readonly of: MeteringSystems;

  constructor(day: number, of: MeteringSystems, kinds = SMART_KINDS) {
    this.day = day;
    this.of = of;
    this.streams = 2 * kinds;
    const cells = of.sizes.suppliers * of.sizes.groups * this.streams;
    this.sums = new ExactSums(cells * of.periods);
    this.systems = new Int32Array(cells);
  }

  /** Where a period's sum is. */
  at(supplier: number, group: number, stream: number, period: number): number {
    return this.streamAt(supplier, group, stream) * this.of.periods + period;
  }

  private streamAt(supplier: number, group: number, stream: number): number {
    return (supplier * this.of.sizes.groups + group) * this.streams + stream;
  }

  /** Plain metering systems: each cell's weight by its shape. Without load shapes there must be no estimates. */
  addCells(cells: Cells, shapes?: LoadShapes, of: MeteringSystems = this.of): void {
    const { demand, sizes, periods, categories, settledAs } = of;
    const { suppliers, groups, profiles } = sizes;
    for (let group = 0; group < groups; group++)
      for (let profile = 0; profile < profiles; profile++)
        for (let kind = 0; kind < KINDS; kind++) {
          const stream = streamOfKind(settledAs(profile), !isAccurate(kind));
          let shape: Int32Array | undefined;
          for (let supplier = 0; supplier < suppliers; supplier++) {
            const cell = cells.indexOf(supplier, group, profile, kind);
            const systems = cells.systems[cell]!;
            if (systems === 0) continue;
            shape ??=
              kind < DAY_SHAPES
                ? demand.dayShape(profile, kind, group, this.day)
                : shapes!.of(categories[profile]!, group);
            const wh = cells.wh[cell]!;
            const at = this.streamAt(supplier, group, stream);
            this.systems[at]! += systems;
            for (let period = 0; period < periods; period++)
              this.sums.addPart(at * periods + period, wh, shape[period]!);
          }
        }
  }

  /**
   * From a period on, energy that was added as one supplier's is another's. The metering system counts as the one's
   * that has the day's beginning.
   */
  move({ outgoing, incoming, period: from }: SharedDay, group: number, stream: number, wh: number, shape: Int32Array) {
    for (let period = from; period < this.of.periods; period++) {
      this.sums.addPart(this.at(outgoing, group, stream, period), -wh, shape[period]!);
      this.sums.addPart(this.at(incoming, group, stream, period), wh, shape[period]!);
    }
  }

  /**
   * A day that came with a gap. A SMETS2 meter's register at both midnights tells what is missing (E2); a SMETS1 meter
   * holds none, and the gap is filled at the level of the rest (E3).
   */
  addPartDay(meter: number, shapes: LoadShapes, shared?: SharedDay): void {
    const { words, demand, traits, periods } = this.of;
    const word = words[meter]!;
    const group = gspGroupOf(word);
    const profile = demand.profileOf(meter);
    const truth = demand.dayShape(profile, demand.shapeOf(meter, this.day), group, this.day);
    const wh = BigInt(demand.trueWh(meter, this.day));
    const { from, to } = traits.gapOf(meter, this.day, periods);
    const valid = Array.from(truth, (part, period) => (period < from || period >= to ? wh * BigInt(part) : undefined));
    const loadShape = shapes.of(CATEGORY_OF[profile]!, group);
    const measured = isSmets1(accessOf(word)) ? undefined : fromAdvanceAndPeriods(wh << 30n, valid, loadShape);
    const values = measured ?? fromPeriods(valid, loadShape);
    const supplier = supplierOf(word);
    values.forEach((value, period) => {
      const whose = shared !== undefined && period >= shared.period ? shared.incoming : supplier;
      const isLimited = measured === undefined && valid[period] === undefined;
      this.sums.add(this.at(whose, group, streamOf(false, isLimited), period), Number(value));
    });
    this.systems[this.streamAt(supplier, group, streamOf(false, measured === undefined))]!++;
  }
}
