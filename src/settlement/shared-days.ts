import { DAY_SHAPES } from "../domain/demand-rules.ts";
import { gspGroupOf, HAS_EXPORT } from "../domain/meter-word.ts";
import { isAccurate } from "./cells.ts";
import { type DayVolumes, streamOfKind } from "./day-volumes.ts";
import type { LoadShapes } from "./load-shapes.ts";
import type { MeterDays } from "./meter-days.ts";
import type { MeteringSystems, SharedDay } from "./metering-systems.ts";

// A UTC day that two suppliers share: a change at the midnight of the clock lies inside one under British Summer Time,
// two Settlement Periods before its end. Such a day is in its cell as the outgoing supplier's like any plain one; the
// periods after the change then move, exactly, to the incoming supplier.

/** Import, and export where there is some, of each meter whose day is shared. */
const registersOf = (
  shared: readonly SharedDay[],
  words: Uint32Array,
): { readonly one: SharedDay; readonly group: number; readonly isExport: boolean }[] =>
  shared.flatMap((one) => {
    const word = words[one.meter]!;
    const registers = (word & HAS_EXPORT) === 0 ? [false] : [false, true];
    return registers.map((isExport) => ({ one, group: gspGroupOf(word), isExport }));
  });

export const shareTruth = (
  truth: DayVolumes,
  shared: readonly SharedDay[],
  book: MeterDays,
  { words, demand, settledAs }: MeteringSystems,
): void => {
  for (const { one, group, isExport } of registersOf(shared, words)) {
    const { profile, kind, wh } = book.truthOf(one.meter, isExport);
    truth.move(
      one,
      group,
      streamOfKind(settledAs(profile), false),
      wh,
      demand.dayShape(profile, kind, group, book.day),
    );
  }
};

/** The same of what a run settles on; a day with a gap was added period by period. */
export const shareSettled = (
  volumes: DayVolumes,
  shared: readonly SharedDay[],
  run: number,
  book: MeterDays,
  shapes: LoadShapes,
  { words, demand, categories, settledAs }: MeteringSystems,
): void => {
  for (const { one, group, isExport } of registersOf(shared, words)) {
    const standing = book.standingOf(one.meter, isExport, run);
    if (standing === undefined) continue;
    const { profile, kind, wh } = standing;
    const shape =
      kind < DAY_SHAPES ? demand.dayShape(profile, kind, group, book.day) : shapes.of(categories[profile]!, group);
    volumes.move(one, group, streamOfKind(settledAs(profile), !isAccurate(kind)), wh, shape);
  }
};
