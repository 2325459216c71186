import type { Declaration } from "./declaration.ts";

/** What reads of the night leave to the working day (S-14). */
export const overnightMetrics = {
  ranOverShare: {
    name: "overnight_late_share",
    title: "Of reads sent before the working day begins, answered after",
    unit: "of answered",
    better: "lower",
  },
} as const satisfies Readonly<Record<string, Declaration>>;

/** What comes back through a CSP while meters are installed and commissioned. */
export const workingHoursMetrics = {
  meanShare: {
    name: "working_hours_return_share",
    title: "Responses and alerts in working hours, on average",
    unit: "of the return path",
    better: "lower",
  },
  peakShare: {
    name: "working_hours_return_peak_share",
    title: "Responses and alerts in the busiest minute of working hours",
    unit: "of the return path",
    better: "lower",
    notAtScale: "chance adds 1/√n of the requests kept in an interval",
  },
} as const satisfies Readonly<Record<string, Declaration>>;
