import type { NeedKind, ProcessName, UserRole } from "../domain/plan.ts";

/** Words and names that rows of a scenario may have. */
export const PROCESSES: readonly ProcessName[] = [
  "daily-reads",
  "mhhs-reads",
  "second-role",
  "outgoing-reads",
  "top-up",
  "install-and-commission",
  "other-users",
  "supplier-requests",
  "network-requests",
  "schedule-churn",
  "policy-change",
  "price-change",
  "firmware",
];
export const NEEDS: readonly NeedKind[] = [
  "existing-electricity",
  "existing-gas",
  "second-role",
  "own-mdr",
  "agent",
  "export-own",
  "export-agent",
  "validation-scheduled",
  "validation-instant",
  "gap-fill",
  "outgoing-agent",
  "stream",
  "dsp-stream",
  "schedule-delete",
  "schedule-create",
  "schedule-read",
  "price-electricity",
  "price-gas",
  "firmware",
];
export const ROLES: readonly UserRole[] = ["supplier", "agent", "other", "network"];

/** GSP Groups by their letters, in the order of all columns by group. There is no _I and no _O. */
export const GSP_GROUPS = ["_A", "_B", "_C", "_D", "_E", "_F", "_G", "_H", "_J", "_K", "_L", "_M", "_N", "_P"] as const;

/** Rows of the traffic table. Their rates are in `rates.ts`. */
export const ROW_IDS = [
  "T01",
  "T02",
  "T03",
  "T04",
  "T05",
  "T06",
  "T07",
  "T08",
  "T09",
  "M01",
  "M02",
  "M03",
  "M04",
  "M05",
  "M06",
  "M07",
  "M08",
  "M09",
  "M10",
  "M11",
  "R01",
  "R02",
  "S01",
  "S02",
  "S03",
  "S04",
  "S05",
  "S06",
  "W01",
  "W02",
  "F01",
] as const;
export type RowId = (typeof ROW_IDS)[number];
