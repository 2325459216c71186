import type { Declaration } from "./declaration.ts";

/** What a threshold may ask of a metric: "figure" where it is a single one, which is written without a word. */
export type Statistic = "figure" | "percentile" | "max" | "mean" | "share" | "longest" | "total";

/** What a figure is counted in, and how a limit for it is written. */
export type Quantity = "share" | "load" | "duration" | "clock" | "count" | "rate" | "ratio";

/** A metric as thresholds ask for it: over time or over needs, by statistic. */
export interface ThresholdMetric extends Pick<Declaration, "title" | "better" | "isSigned" | "notAtScale"> {
  readonly statistics: Readonly<Partial<Record<Statistic, Quantity>>>;
  /** Intervals or times of day that "at" may name, each with the statistics that it has. */
  readonly at?: Readonly<Record<string, readonly Statistic[]>>;
  /** What "at" is when it isn't said; undefined where it must be. */
  readonly otherwiseAt?: string;
  /** Greatest value that it can have, in base units, where there is one. */
  readonly most?: number;
  /** True when it hangs on how long a request takes, so that a run too small to keep its targets can't tell. */
  readonly isTimed?: boolean;
}
