import { DAY_SHAPES, WHOLE_DAY } from "../domain/demand-rules.ts";
import { spread } from "./estimation.ts";
import { ExactSums } from "./exact-sums.ts";
import type { MeterDays } from "./meter-days.ts";
import type { MeteringSystems } from "./metering-systems.ts";

/** Load shapes of a day, by category and GSP Group, in 2⁻³⁰ of the day. */
export class LoadShapes {
  private readonly shapes: readonly Int32Array[];
  /** Category and GSP Groups with too few metering systems on actuals: they have the default shape. */
  readonly defaulted: number;
  readonly total: number;
  private readonly groups: number;

  constructor(shapes: readonly Int32Array[], defaulted: number, groups: number) {
    this.shapes = shapes;
    this.defaulted = defaulted;
    this.total = shapes.length;
    this.groups = groups;
  }

  of(category: number, group: number): Int32Array {
    return this.shapes[category * this.groups + group]!;
  }
}

/**
 * The mean of the half-hourly actuals of each category in each GSP Group, as they stand. First pass of two: estimates
 * are made with these shapes afterwards, and never feed them.
 */
export const loadShapesOf = (
  { day, settled }: Pick<MeterDays, "day" | "settled">,
  { demand, sizes, shapeSampleMin, periods, categories }: MeteringSystems,
): LoadShapes => {
  const { suppliers, groups, profiles } = sizes;
  const parts = (1 + categories.reduce((most, category) => Math.max(most, category))) * groups;
  const sums = new ExactSums(parts * periods);
  const systems = new Float64Array(parts);
  for (let group = 0; group < groups; group++)
    for (let profile = 0; profile < profiles; profile++)
      for (let kind = 0; kind < DAY_SHAPES; kind++) {
        const at = categories[profile]! * groups + group;
        let wh = 0;
        for (let supplier = 0; supplier < suppliers; supplier++) {
          const cell = settled.indexOf(supplier, group, profile, kind);
          wh += settled.wh[cell]!;
          systems[at]! += settled.systems[cell]!;
        }
        if (wh === 0) continue;
        const shape = demand.dayShape(profile, kind, group, day);
        for (let period = 0; period < periods; period++) sums.addPart(at * periods + period, wh, shape[period]!);
      }
  let defaulted = 0;
  const shapes = Array.from(systems, (sample, at) => {
    const values = Array.from({ length: periods }, (_, period) => sums.exact(at * periods + period));
    if (sample >= shapeSampleMin && values.some((value) => value > 0n)) return shapeOf(values);
    defaulted++;
    return demand.defaultShape(Math.floor(at / groups), at % groups, day);
  });
  return new LoadShapes(shapes, defaulted, groups);
};

/** Parts of a day that add up to a whole one. */
const shapeOf = (values: readonly bigint[]): Int32Array => {
  const total = values.reduce((sum, value) => sum + value, 0n);
  // Weights of the spread must be numbers: the highest is brought below 2⁵³, which loses less than 2⁻⁵⁰ of a day.
  const bits = Math.max(0, total.toString(2).length - 53);
  const weights = values.map((value) => Number(value >> BigInt(bits)));
  return Int32Array.from(
    spread(
      BigInt(WHOLE_DAY),
      weights,
      values.map((_, period) => period),
    ),
    Number,
  );
};
