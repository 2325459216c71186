import type { NeedKind, TrafficRow } from "./plan.ts";

/** What a User asks for on demand when a day's read has not come, by the need of that read (S-12). */
const LATE_OF: Partial<Readonly<Record<NeedKind, NeedKind>>> = {
  "existing-electricity": "late-electricity",
  "existing-gas": "late-gas",
  "own-mdr": "late-own-mdr",
  agent: "late-agent",
};

const READ_OF: Partial<Readonly<Record<NeedKind, NeedKind>>> = Object.fromEntries(
  Object.entries(LATE_OF).map(([read, late]) => [late, read]),
);

/** The need that a request for late data stands beside; undefined for any other. */
export const lateReadOf = (need: NeedKind): NeedKind | undefined => READ_OF[need];

/** Rows whose data a User may ask for again: reads that a Schedule sends, so that nobody waits for one himself. */
export const mayComeLate = ({ mode }: TrafficRow, need: NeedKind): boolean =>
  mode === "scheduled" && LATE_OF[need] !== undefined;

/** Number of the row that asks for what a row reads when that comes late, or −1. */
export const lateRowOf = (rows: readonly TrafficRow[], row: TrafficRow): number =>
  mayComeLate(row, row.need) ? rows.findIndex(({ need }) => need === LATE_OF[row.need]) : -1;

/** Users look for the day's data when they begin to ask for what is not there: a minute of the UTC day. */
export const lookedForMinute = ({ profile }: TrafficRow): number =>
  profile.reduce((first, { fromMinute }) => Math.min(first, fromMinute), Number.POSITIVE_INFINITY);
