/** Meters that are worth a look: by what became of the read that settles their day, or by whose they are. */
export const PICKS = ["typical", "slowest", "never", "cached", "retry", "switched"] as const;
export type MeterPick = (typeof PICKS)[number];

/** What each of them is. */
export const PICK_WORDS: Readonly<Record<MeterPick, string>> = {
  typical: "whose profile read was answered after the median time",
  slowest: "whose profile read was answered last of all",
  never: "whose profile read ended without an answer",
  cached: "whose profile read a cache answered, after the median time of those",
  retry: "whose profile read was answered after a retry, after the median time of those",
  switched: "that changes supplier on the day",
};
