import { lateReadOf } from "./late-data.ts";
import type { NeedKind } from "./plan.ts";
import { logOf } from "./service-requests.ts";

/** Reads that are made once in a reading cycle, of the data of all its days (O6). */
const OF_A_CYCLE: readonly NeedKind[] = [
  "own-mdr",
  "agent",
  "export-own",
  "export-agent",
  "validation-scheduled",
  "gap-fill",
];

/** True for what asks for the data of a whole reading cycle, its late data included. */
export const isOfCycle = (need: NeedKind): boolean => OF_A_CYCLE.includes(lateReadOf(need) ?? need);

/** A day's profile is one unit of a return path: so many half hours. */
const ENTRIES_OF_A_UNIT = 48;

/** Longest stretch of data that one response may have, in whole days; undefined where no limit is known. */
export const daysInResponseMax = (srv: string): number | undefined => {
  const { entriesADay, entriesMax } = logOf(srv) ?? {};
  return entriesADay === undefined || entriesMax === undefined ? undefined : Math.floor(entriesMax / entriesADay);
};

/**
 * Whole units that a response with so many days of data takes of a return path. By entries, so that a month of daily
 * registers is no more than a day of half hours.
 */
export const responseUnits = (srv: string, days: number, perFurtherDay: number): number => {
  const profileDays = (days * (logOf(srv)?.entriesADay ?? 0)) / ENTRIES_OF_A_UNIT;
  // 29 × 0.1 is no more than 2.9 for being a double.
  return Math.ceil(Number((1 + Math.max(0, profileDays - 1) * perFurtherDay).toFixed(9)));
};
