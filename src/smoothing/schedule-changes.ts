import type { ScheduleChange } from "../domain/campaign.ts";
import { agentOf, supplierOf } from "../domain/meter-word.ts";
import type { NeedKind, TrafficRow } from "../domain/plan.ts";
import { draw, type Stream, threshold } from "../kernel/keyed-draws.ts";
import type { Campaign } from "./campaigns.ts";

const ROLES = ["supplier", "agent"] as const;
/** More Schedules than a meter can have: one for each row that sends by Schedule. */
const SCHEDULES_MAX = 12;

/**
 * The campaigns of a policy change, one for each role (S-26): every standing Schedule of the rows that change is
 * deleted (5.3) and created anew (5.1) by its own User, since none can be amended; a read on demand gets one. A meter's
 * Schedules of one role go together.
 *
 * @param stream of draws: whose Schedules are read back (5.2)
 * @param schedules writes the rows of a meter's standing Schedules, and of reads on demand, into `out`; how many
 */
export const scheduleChanges = (
  change: ScheduleChange,
  rows: readonly TrafficRow[],
  stream: Stream,
  schedules: (meter: number, word: number, out: Int32Array) => number,
): readonly Campaign[] => {
  const standing = new Int32Array(SCHEDULES_MAX);
  const readBack = threshold(change.readBackShare);
  return ROLES.map((role) => {
    const rowOf = (need: NeedKind): number => rows.findIndex((row) => row.need === need && row.role === role);
    const changes = rows.map(({ id, role: of }) => change.rows.includes(id) && of === role);
    const deletes = rowOf("schedule-delete");
    const creates = rowOf("schedule-create");
    const reads = rowOf("schedule-read");
    return {
      name: `policy change/${role}`,
      fromDay: change.fromDay,
      ...daysOf(change, role),
      rows: [deletes, creates, reads].filter((row) => row >= 0),
      of: (meter, word, out, from) => {
        let n = from;
        const found = schedules(meter, word, standing);
        let count = 0;
        for (let i = 0; i < found; i++) if (changes[standing[i]!]) count++;
        for (let i = 0; deletes >= 0 && i < count; i++) out[n++] = deletes;
        for (let i = 0; creates >= 0 && i < count; i++) out[n++] = creates;
        if (reads >= 0 && draw(stream, meter, 0) < readBack) for (let i = 0; i < count; i++) out[n++] = reads;
        return n;
      },
    };
  });
};

/** How long the Users of a role take, each by itself where they differ. */
const daysOf = ({ days, daysBy }: ScheduleChange, role: (typeof ROLES)[number]): Pick<Campaign, "days" | "daysOf"> => {
  if (daysBy === undefined) return { days };
  const ofUser = daysBy[role];
  return {
    days: Math.max(...ofUser),
    // Only meters with an agent have Schedules of one.
    daysOf: role === "supplier" ? (word) => ofUser[supplierOf(word)]! : (word) => ofUser[agentOf(word) - 1] ?? days,
  };
};
