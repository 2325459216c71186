import type { Declaration } from "../metrics/declaration.ts";
import type { ThresholdMetric } from "../metrics/threshold-metric.ts";
import { DEADLINE_HOURS } from "./deadlines.ts";

const latency = (title: string): ThresholdMetric => ({
  title: `${title}; a percentile among needs never answered is longer than any`,
  better: "lower",
  statistics: { percentile: "duration", max: "duration" },
  isTimed: true,
});

const needs = (title: string, better: Declaration["better"]): ThresholdMetric => ({
  title,
  better,
  statistics: { share: "share", total: "count" },
});

/** The clock of a deadline, 09:00 of 9 hours after the data day's end. */
export const deadlineClock = (hour: number): string => `${String(hour).padStart(2, "0")}:00`;

/** What thresholds may ask of each process over the measured needs. */
export const ledgerThresholds = {
  in_target: {
    title: "Of those answered, inside the Target Response Time on the official clock",
    better: "higher",
    statistics: { share: "share" },
    isTimed: true,
  },
  wanted_latency: latency("From when the data existed to the answer"),
  official_latency: latency("From schedule time or receipt to the answer, on demand the DCC's legs only"),
  network_latency: latency("From the attempt that was answered to the answer"),
  answered: needs("Needs answered, of all wanted", "higher"),
  refused: needs("Needs refused by a full queue, of all wanted", "lower"),
  expired: needs("Needs given up after the last attempt, of all wanted", "lower"),
  dark: needs("Needs given up whose meter was out of reach, of all wanted", "lower"),
  open: needs("Needs still open when the run ended, of all wanted", "lower"),
  never_sent: needs("Needs never sent, of all wanted", "lower"),
} as const satisfies Readonly<Record<string, ThresholdMetric>>;

/** What thresholds may ask of daily reads besides. */
export const dailyThresholds = {
  read_in: {
    title: "Of all wanted, in by a time of the UTC day after the data day",
    better: "higher",
    statistics: { share: "share" },
    at: Object.fromEntries(DEADLINE_HOURS.map((hour) => [deadlineClock(hour), ["share"]])),
  },
} as const satisfies Readonly<Record<string, ThresholdMetric>>;
