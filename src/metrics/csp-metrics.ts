import type { Declaration } from "./declaration.ts";

const share = (name: string, title: string, notAtScale?: string): Declaration => ({
  name,
  title,
  unit: "of received",
  better: "higher",
  ...(notAtScale === undefined ? {} : { notAtScale }),
});

const FEWER = "the requests of which half an hour's share is taken are fewer";

/** The round trips of each CSP on demand: all of them, and what the DCC's own test commands show. */
export const cspMetrics = {
  censusShare: share(
    "csp_round_trip_share",
    "Answers on demand inside the CSPs' round trip of 25 s, or another that the scenario says, of all",
  ),
  sampleShare: share("csp_sample_share", "The same, as test commands spread evenly over the days show it", FEWER),
  sampleLowShare: share("csp_sample_low_share", "The least that so many test commands show, 19 times of 20", FEWER),
  sampleHighShare: share("csp_sample_high_share", "The most that so many test commands show, 19 times of 20", FEWER),
} as const satisfies Readonly<Record<string, Declaration>>;
