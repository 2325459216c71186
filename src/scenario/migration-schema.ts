import * as Schema from "effect/Schema";
import { factor, perDay, share } from "./fields.ts";

/** Migration to MHHS as it runs: a section of a scenario. */
export const Migration = Schema.Struct({
  migrated: share("Share of meters that have migrated", "Only these are read for MHHS; 1 is the end state."),
  perDay: perDay("Meters that migrate in a day", "On the days that are simulated the share above stays what it is."),
  each: Schema.Struct({
    schedules: factor("DSP Schedules created for each, in row M10", { max: 20 }),
    reads: factor("First reads for each, in row M12", { max: 20 }),
  }).annotate({ title: "What a meter asks of the DCC on the day on which it migrates" }),
}).annotate({
  title: "Migration to MHHS",
  description: "How far it has come, and what each day of it costs on top of the reads of meters that have migrated.",
});
