import type { Statistic, ThresholdMetric } from "./threshold-metric.ts";

const OVER_TIME = { max: "load", mean: "load", percentile: "load" } as const;
const EVERY: readonly Statistic[] = ["max", "mean", "percentile"];
/** Of seconds only the busiest of each minute is kept. */
const WITH_SECONDS = { "1 s": ["max"], "1 min": EVERY, "30 min": EVERY } as const;
const MINUTES = { "1 min": EVERY, "30 min": EVERY } as const;
const CHANCE = "chance adds 1/√n of the requests kept in an interval";

/** What thresholds may ask of each component over the measured days; a percentile is over the intervals. */
export const componentThresholds = {
  demand_share: {
    title: "First attempts as they are sent, as a share of capacity",
    better: "lower",
    statistics: OVER_TIME,
    at: WITH_SECONDS,
    otherwiseAt: "1 min",
    notAtScale: CHANCE,
  },
  demand_all_share: {
    title: "First attempts and automatic retries as they are sent, as a share of capacity",
    better: "lower",
    statistics: OVER_TIME,
    at: MINUTES,
    otherwiseAt: "1 min",
    notAtScale: CHANCE,
  },
  return_share: {
    title: "Responses and alerts, as a share of what the return path carries",
    better: "lower",
    statistics: OVER_TIME,
    at: MINUTES,
    otherwiseAt: "1 min",
    notAtScale: CHANCE,
  },
  queue: {
    title: "Requests that wait for the component, there or at the DSP; a percentile is over minutes, at their most",
    better: "lower",
    statistics: { max: "count", percentile: "count" },
  },
  standing_queue: {
    title: "A queue that never empties: how long it stands at a time and in total, and the most in any half hour",
    better: "lower",
    statistics: { longest: "duration", total: "duration", max: "count" },
  },
  night_queue: {
    title: "When the last queue of the night, before 18:00 UTC, has emptied on the worst day",
    better: "lower",
    statistics: { max: "clock" },
  },
} as const satisfies Readonly<Record<string, ThresholdMetric>>;

/** What thresholds may ask of each User's receiving endpoint. */
export const userThresholds = {
  endpoint_share: {
    title: "Responses and alerts at the User's receiving endpoint, as a share of its rate",
    better: "lower",
    statistics: OVER_TIME,
    at: MINUTES,
    otherwiseAt: "1 min",
    notAtScale: CHANCE,
  },
} as const satisfies Readonly<Record<string, ThresholdMetric>>;
