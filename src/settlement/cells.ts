import { DAY_SHAPES } from "../domain/demand-rules.ts";

/** How a whole day came to its values: half-hourly in one of the day shapes, or by the load shape (E1, E4, E5). */
export const E1 = DAY_SHAPES;
export const E4 = DAY_SHAPES + 1;
export const E5 = DAY_SHAPES + 2;
export const KINDS = DAY_SHAPES + 3;

/** A day's data is accurate where its total was measured. */
export const isAccurate = (kind: number): boolean => kind <= E1;

export interface CellSizes {
  readonly suppliers: number;
  readonly groups: number;
  readonly profiles: number;
}

/**
 * A UTC day's energy by supplier, GSP Group, profile and how it was derived. A plain metering system, one whose day one
 * supplier and one derivation hold, is one whole weight in one cell: its half hours are the weight times the cell's
 * shape, so no half hour of any meter is ever kept.
 */
export class Cells {
  readonly wh: Float64Array;
  /** Metering systems. */
  readonly systems: Int32Array;
  private readonly sizes: CellSizes;

  constructor(sizes: CellSizes) {
    this.sizes = sizes;
    const length = sizes.suppliers * sizes.groups * sizes.profiles * KINDS;
    this.wh = new Float64Array(length);
    this.systems = new Int32Array(length);
  }

  indexOf(supplier: number, group: number, profile: number, kind: number): number {
    const { groups, profiles } = this.sizes;
    return ((supplier * groups + group) * profiles + profile) * KINDS + kind;
  }

  add(index: number, wh: number): void {
    this.wh[index]! += wh;
    this.systems[index]!++;
  }

  remove(index: number, wh: number): void {
    this.wh[index]! -= wh;
    this.systems[index]!--;
  }
}
