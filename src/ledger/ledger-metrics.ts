import type { Declaration } from "../metrics/declaration.ts";

const needs = (name: string, title: string, better: Declaration["better"]): Declaration => ({
  name,
  title,
  unit: "needs",
  better,
});
const time = (name: string, title: string): Declaration => ({ name, title, unit: "ms", better: "lower" });

/** What the ledger counts and times of each process over the measured needs. */
export const ledgerMetrics = {
  wanted: needs("needs_wanted", "Needs wanted", "neither"),
  answered: needs("needs_answered", "Needs answered", "higher"),
  refused: needs("needs_refused", "Needs refused by a full queue", "lower"),
  expired: needs("needs_expired", "Needs given up after the last attempt", "lower"),
  dark: needs("needs_dark", "Of those given up, the meter was out of reach", "lower"),
  open: needs("needs_open", "Needs still open when the run ended", "lower"),
  neverSent: needs("needs_never_sent", "Needs never sent", "lower"),
  attempts: { name: "attempts", title: "Attempts, automatic retries included", unit: "SR", better: "lower" },
  inTargetShare: {
    name: "in_target_share",
    title: "Answered inside the Target Response Time, official clock",
    unit: "of answered",
    better: "higher",
  },
} as const satisfies Readonly<Record<string, Declaration>>;

/** Clocks: from when the data existed, from schedule time or receipt, from when the attempt was sent. */
export const clockMetrics = {
  wantedClock: time("wanted", "From when the data existed to the answer"),
  officialClock: time("official", "From schedule time or receipt to the answer; on demand the DCC's legs only"),
  networkClock: time("network", "From the attempt that was answered to the answer"),
} as const satisfies Readonly<Record<string, Declaration>>;

/** Share of the needs wanted that was in by so many hours after the data day's end. */
export const inByMetric = (hour: string): Declaration => ({
  name: `in_by_${hour.padStart(2, "0")}_share`,
  title: `In by ${hour.padStart(2, "0")}:00 UTC`,
  unit: "of wanted",
  better: "higher",
});
