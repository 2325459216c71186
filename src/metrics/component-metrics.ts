import type { Declaration } from "./declaration.ts";

const declare = (
  name: string,
  title: string,
  unit: string,
  better: Declaration["better"],
  notAtScale?: string,
): Declaration => ({
  name,
  title,
  unit,
  better,
  ...(notAtScale === undefined ? {} : { notAtScale }),
});

const CHANCE = "chance adds 1/√n of the requests kept in an interval";

/** What is read of each component's series (`RequestLoad`, `ResponseLoad`) over the measured days. */
export const componentMetrics = {
  requests: declare("requests", "Requests that arrived, retries included", "SR", "neither"),
  peakShare: declare(
    "demand_peak_share",
    "Busiest minute of first attempts as they are sent",
    "of capacity",
    "lower",
    CHANCE,
  ),
  peakShareAll: declare("demand_all_peak_share", "Busiest minute of all attempts", "of capacity", "lower", CHANCE),
  peakShareHalfHour: declare(
    "demand_half_hour_peak_share",
    "Busiest half hour of first attempts",
    "of capacity",
    "lower",
  ),
  busiestSecondPerSecond: declare("demand_peak_second", "Busiest second of first attempts", "SR/s", "lower", CHANCE),
  emptiesAtMinute: declare("night_queue_empties", "Reads of the night wait until", "minute of the UTC day", "lower"),
  neededShare: declare(
    "capacity_needed_share",
    "Capacity at which nothing of the night waits at 08:00 UTC",
    "of capacity",
    "lower",
  ),
  queuedMax: declare("queue_max", "Most that wait for the component at once, there or at the DSP", "SR", "lower"),
  standingQueueMax: declare("standing_queue_max", "Least that waited all through some half hour", "SR", "lower"),
  utilisation: declare("utilisation", "First attempts and retries of the day", "of capacity", "neither"),
  returnPeakShare: declare(
    "return_peak_share",
    "Busiest minute of responses and alerts",
    "of the return path",
    "lower",
    CHANCE,
  ),
} as const satisfies Readonly<Record<string, Declaration>>;

/** What is read of each User's receiving endpoint. */
export const userMetrics = {
  peakShare: declare(
    "endpoint_peak_share",
    "Busiest minute at the User's receiving endpoint",
    "of its rate",
    "lower",
    CHANCE,
  ),
} as const satisfies Readonly<Record<string, Declaration>>;
