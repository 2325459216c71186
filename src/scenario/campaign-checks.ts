import { lateReadOf } from "../domain/late-data.ts";
import type { NeedKind } from "../domain/plan.ts";
import { DAY_MS } from "../kernel/time.ts";
import type { Put } from "./checks.ts";
import type { RowId } from "./names.ts";
import { RATES } from "./rates.ts";
import { isUserWithSchedules } from "./schedule-pace.ts";
import type { Resolved } from "./schema.ts";
import { quantityText } from "./units.ts";

/** What brings about reads that a Schedule can make day after day. */
const STANDING: readonly NeedKind[] = [
  "existing-electricity",
  "existing-gas",
  "own-mdr",
  "agent",
  "export-own",
  "export-agent",
  "validation-scheduled",
  "validation-instant",
];

const OF_A_CHANGE: readonly NeedKind[] = ["schedule-delete", "schedule-create", "schedule-read"];

/** False for rows of something that the scenario hasn't. */
export const isSent = (id: RowId, values: Partial<Resolved>): boolean => {
  const { scheduleChange, lateData, priceChange, firmware, existing, migration, secondRole, accessControl } = values;
  const { need } = RATES[id];
  if (id === "T10") return (existing?.changesOfSupplier.perDay ?? 0) > 0;
  if (id === "M12") return (migration?.perDay ?? 0) > 0;
  if (need === "outgoing-agent") return accessControl?.enabled === true;
  if (need === "second-role") return (secondRole?.perMeterDay ?? 0) > 0;
  if (OF_A_CHANGE.includes(need)) return (scheduleChange?.rows.length ?? 0) > 0;
  if (lateReadOf(need) !== undefined) return (lateData?.onDemandShare ?? 0) > 0;
  if (need === "price-electricity" || need === "price-gas") return (priceChange?.share ?? 0) > 0;
  return need !== "firmware" || (firmware?.share ?? 0) > 0;
};

/** What must hold of things done once for each meter. */
export const campaignProblems = (values: Partial<Resolved>, put: Put): void => {
  const { scheduleChange, priceChange, firmware } = values;
  if (priceChange !== undefined && priceChange.share > 0) checkDays("priceChange", priceChange, put);
  if (firmware !== undefined && firmware.share > 0) checkDays("firmware", firmware, put);
  if (scheduleChange === undefined) return;
  checkPaces(scheduleChange, values, put);
  if (scheduleChange.rows.length === 0) return;
  checkDays("scheduleChange", scheduleChange, put);
  checkChange(scheduleChange, values.policy, put);
};

const checkChange = (
  { rows, does }: Resolved["scheduleChange"],
  policy: Partial<Resolved>["policy"],
  put: Put,
): void => {
  for (const [i, id] of rows.entries()) {
    const row = policy?.[id];
    const path = ["scheduleChange", "rows", String(i)];
    if (rows.indexOf(id) < i) put(path, `${id} stands here twice; expected each row once`);
    else if (row !== undefined && !STANDING.includes(row.need))
      put(path, `no Schedules stand for ${id}; expected rows T01 to T04 or M01 to M08`);
    else if (row !== undefined && does === "create" && row.mode === "scheduled")
      put(path, `Schedules of ${id} stand already; expected a row with mode: on-demand, or does: move`);
    else if (row !== undefined && does !== "create" && row.mode !== "scheduled")
      put(path, `${id} is sent on demand, so no Schedule of it stands; expected mode: scheduled, or does: create`);
  }
};

/** Users that take a time of their own: known ones, whole days, and not over before the run begins. */
const checkPaces = (
  { since, overByUser }: Resolved["scheduleChange"],
  { estate, collection }: Partial<Resolved>,
  put: Put,
): void => {
  const path = ["scheduleChange", "overByUser"];
  const names = Object.keys(overByUser);
  if (names.length === 0) return;
  // How many Schedules each supplier has is worked out for suppliers that are alike.
  if (Object.keys(collection?.suppliers ?? {}).length > 0)
    put(path, "stands beside collection.suppliers; expected suppliers that collect alike, or one time for all");
  for (const name of names) {
    const over = overByUser[name]!;
    if (estate !== undefined && !isUserWithSchedules(name, estate))
      put([...path, name], `no supplier or MDR is called "${name}"; expected one such as Supplier 1, MDR 1`);
    if (over % DAY_MS !== 0)
      put([...path, name], `${quantityText(over, "duration")}; expected whole days, as in "30 d"`);
    else if (since >= over)
      put(
        [...path, name],
        `is over before the first measured day; expected longer than ${quantityText(since, "duration")}`,
      );
  }
};

const checkDays = (
  section: string,
  { since, over }: { readonly since: number; readonly over: number },
  put: Put,
): void => {
  const wholeDays = 'expected whole days, as in "30 d"';
  if (since % DAY_MS !== 0) put([section, "since"], `${quantityText(since, "duration")}; ${wholeDays}`);
  if (over % DAY_MS !== 0) put([section, "over"], `${quantityText(over, "duration")}; ${wholeDays}`);
  else if (since >= over)
    put(
      [section, "since"],
      `what takes ${quantityText(over, "duration")} is over ${quantityText(since, "duration")} after it began; ` +
        "expected a measured day to fall in it: a shorter since, or a longer over",
    );
};
