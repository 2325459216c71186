import { ACCESS, isSmets1 } from "../domain/components.ts";
import type { ProcessName, UserRole } from "../domain/plan.ts";
import { SERVED_MHHS, SERVED_SUPPLIER } from "../ledger/deadlines.ts";
import { type HistogramRecord, LatencyHistogram } from "../metrics/latency-histogram.ts";
import type { LedgerRecord } from "../run/run-result.ts";
import type { RecordedPlan } from "./record.ts";

/** What people call each process. */
export const PROCESS_TITLES: Readonly<Record<ProcessName, string>> = {
  "daily-reads": "Existing daily reads",
  "mhhs-reads": "MHHS reads",
  "second-role": "Second role's reads",
  "outgoing-reads": "Reads of MDRs no longer appointed",
  "top-up": "Prepayment top-ups",
  "install-and-commission": "Install & commission",
  "other-users": "Other Users",
  "supplier-requests": "Suppliers' working-hours requests",
  "network-requests": "Networks and the rest",
  "change-of-supplier": "Credentials at changes of supplier",
  "schedule-churn": "Schedules created and deleted",
  migration: "First reads of meters that migrate",
  "misbehaving-user": "Misbehaving Users, further requests",
  "policy-change": "Schedules moved by a change of policy",
  "late-data": "Late data, asked for on demand",
  "price-change": "New prices",
  firmware: "Firmware activated",
};

/** Not what the DCC is used for today. */
const ADDED: readonly ProcessName[] = [
  "mhhs-reads",
  "second-role",
  "outgoing-reads",
  "schedule-churn",
  "migration",
  "misbehaving-user",
  "policy-change",
  "late-data",
];

/** Which cells of the ledger belong to a group: a kind's name and an access component. */
export interface ProcessGroup {
  readonly process: string;
  readonly title: string;
  readonly isExisting: boolean;
  readonly isDaily: boolean;
  readonly kinds: readonly string[];
  readonly holds: (access: number) => boolean;
}

const always = (_access: number): boolean => true;

/**
 * The groups of a report: each process, MHHS reads by role, and existing on-demand requests to SMETS1, the tightest.
 */
export const processGroups = (plan: Pick<RecordedPlan, "rows">): ProcessGroup[] => {
  const ids = (holds: (row: RecordedPlan["rows"][number]) => boolean): string[] =>
    plan.rows.filter(holds).map((row) => row.id);
  const groups: ProcessGroup[] = [];
  const add = (
    process: string,
    title: string,
    isExisting: boolean,
    isDaily: boolean,
    kinds: string[],
    holds = always,
  ): void => {
    if (kinds.length > 0) groups.push({ process, title, isExisting, isDaily, kinds, holds });
  };
  const isProfile = (need: string): boolean => need === "own-mdr" || need === "agent";
  const ofRole = (role: UserRole) =>
    ids((row) => row.process === "mhhs-reads" && isProfile(row.need) && row.role === role);
  const profiles = [...ofRole("supplier"), ...ofRole("agent")];
  if (profiles.length > 0) {
    add("mhhs-profiles", "MHHS profile reads, all", false, true, [...profiles, SERVED_MHHS]);
    add("mhhs-profiles-own", "  suppliers as own MDR", false, true, [...ofRole("supplier"), SERVED_MHHS]);
    add("mhhs-profiles-agent", "  independent MDRs", false, true, ofRole("agent"));
    add(
      "mhhs-other",
      "MHHS export, register, gap fill",
      false,
      true,
      ids((row) => row.process === "mhhs-reads" && !isProfile(row.need)),
    );
  }
  for (const process of Object.keys(PROCESS_TITLES) as ProcessName[]) {
    if (process === "mhhs-reads") continue;
    const rows = ids((row) => row.process === process);
    const isDaily = process === "daily-reads" || process === "second-role" || process === "outgoing-reads";
    const isExisting = !ADDED.includes(process);
    if (process !== "daily-reads") add(process, PROCESS_TITLES[process], isExisting, isDaily, rows);
    else {
      const inMode = (mode: string) => ids((row) => row.process === process && row.mode === mode);
      add(process, `${PROCESS_TITLES[process]}, scheduled`, true, true, inMode("scheduled"));
      add("passed-on", "Existing daily reads passed on by agents", true, true, [SERVED_SUPPLIER]);
      add(`${process}-on-demand`, `${PROCESS_TITLES[process]}, on demand`, true, true, inMode("on-demand"));
    }
  }
  const onDemand = ids((row) => row.mode === "on-demand" && row.moves === "no" && !ADDED.includes(row.process));
  // Not a process of its own: a cut through several, so it has no say in whether a case fits.
  add(
    "smets1-on-demand",
    "All existing on demand to SMETS1",
    false,
    false,
    onDemand,
    (access) => access < ACCESS.length && isSmets1(access),
  );
  return groups;
};

/** Columns of a ledger's cells: the access components, and what ends at the DSP. */
export const ACCESS_CELLS = ACCESS.length + 1;

/** The cells of a group, of one access component only when it is given. */
export const cellsOf = ({ kinds }: LedgerRecord, group: ProcessGroup, only?: number): number[] =>
  kinds.flatMap((kind, k) =>
    group.kinds.includes(kind)
      ? Array.from({ length: ACCESS_CELLS }, (_, access) => access)
          .filter((access) => group.holds(access) && (only === undefined || only === access))
          .map((access) => k * ACCESS_CELLS + access)
      : [],
  );

export const totalOf = (column: Float64Array, cells: readonly number[]): number =>
  cells.reduce((sum, cell) => sum + column[cell]!, 0);

/** Needs whose meter could be reached and that never got an answer: later than any. */
export const unansweredOf = ({ wanted, answered, dark }: LedgerRecord, cells: readonly number[]): number =>
  totalOf(wanted, cells) - totalOf(answered, cells) - totalOf(dark, cells);

export { DEADLINE_HOURS } from "../ledger/deadlines.ts";

/** The three clocks, as the ledger records them. */
export const CLOCKS = ["wantedMs", "officialMs", "networkMs"] as const;
export type ClockName = (typeof CLOCKS)[number];

/** A recorded histogram as one that answers. */
export const histogramOf = ({ counts, count, sumMs, maxMs }: HistogramRecord): LatencyHistogram =>
  Object.assign(new LatencyHistogram(counts), { count, sumMs, maxMs });

/** The latencies of several cells as one histogram. */
export const timesOf = (clock: readonly HistogramRecord[], cells: readonly number[]): LatencyHistogram => {
  const all = new LatencyHistogram();
  for (const cell of cells) all.merge(histogramOf(clock[cell]!));
  return all;
};
