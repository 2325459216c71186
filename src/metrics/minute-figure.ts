/** What a long run knows of single minutes: each a figure of a component, a User's endpoint or the DIP. */
export interface MinuteFigure {
  readonly place: string;
  readonly figure: MinuteFigureName;
  /** Counts are of the meters kept. */
  readonly value: number;
}

/** Figures of minutes, and what each is. */
export const MINUTE_FIGURES = {
  first_most: "First attempts of the busiest minute",
  first_most_at: "That minute, from the first measured midnight",
  attempts_most: "Attempts of the busiest minute, retries included",
  returned_most: "Responses and alerts of the busiest minute",
  empties_at: "Minute of the day at which the last queue before 18:00 has emptied on the worst day; -1: nothing waited",
  needed: "Attempts that must be carried in a minute for nothing of the night to wait at 08:00 on any day",
  standing_longest: "Minutes in a row in which something waited for it all the time, at most",
  standing_total: "The same in all",
  working_returned: "Responses and alerts in working hours",
  working_returned_most: "The same in their busiest minute",
  contract_peak: "Attempts of the fullest minute, as a share of what is contracted for in it",
  contract_peak_at: "That minute, from the first measured midnight",
  contract_over: "Minutes in which more was sent than is contracted for",
  contract_first_over: "The first of these; -1: none",
  arrived_most: "What arrived at an endpoint, or at the DIP, in the busiest minute",
  arrived_most_at: "That minute, from the first measured midnight",
} as const;
export type MinuteFigureName = keyof typeof MINUTE_FIGURES;
