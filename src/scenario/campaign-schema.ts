import * as Schema from "effect/Schema";
import { duration, listOf, oneOf, share } from "./fields.ts";
import { ROW_IDS } from "./names.ts";

/** What is done once for each meter, over some days: sections of a scenario. */

const DAY_MS = 86_400_000;

export const ScheduleChange = Schema.Struct({
  rows: listOf(oneOf("Row whose Schedules change", ROW_IDS), {
    title: "Rows whose Schedules change",
    description:
      "Scheduled rows, or those on demand where Schedules are created for them; an empty list is no change of policy.",
  }),
  does: oneOf(
    "What is done to each Schedule",
    ["move", "create", "delete"],
    "move deletes it (5.3) and creates it anew (5.1), since none can be amended.",
  ),
  since: duration(
    "The change began so long before the first measured day",
    { max: 90 * DAY_MS },
    "Whole days; 0 d is a change that begins with the first measured day.",
  ),
  over: duration("Each Schedule is changed once in this time", { min: DAY_MS, max: 90 * DAY_MS }, "Whole days."),
  readBack: share("Share of meters whose Schedules are read back afterwards (5.2)"),
}).annotate({
  title: "A change of policy under way",
  description: "What it costs at the DSP; reads keep the windows of their rows, since before and after are options.",
});
