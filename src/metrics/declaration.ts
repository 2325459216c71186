/** What a metric is, said once, beside what records it. */
export interface Declaration {
  /** snake_case; the same in code, scenarios and reports. */
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly better: "lower" | "higher" | "neither";
  /** It may be below 0. */
  readonly isSigned?: true;
  /** Why a figure of a scaled-down run is not to be read as one of the whole; undefined where it may be. */
  readonly notAtScale?: string;
}
