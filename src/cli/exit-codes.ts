/** What `mhhs` ends with. Scripts and CI rely on these numbers: a new meaning gets a new number. */
export const EXIT_CODES = {
  ok: {
    code: 0,
    short: "ok",
    means: "It ran, every threshold of severity error holds, and nothing moved against its baseline.",
  },
  threshold: { code: 1, short: "a threshold failed", means: "A threshold of severity error failed." },
  usage: {
    code: 2,
    short: "wrong command line or scenario",
    means: "A wrong option on the command line or a wrong scenario: nothing was run.",
  },
  regression: {
    code: 3,
    short: "moved against the baseline",
    means: "Thresholds hold, but a metric moved against its baseline beyond the noise.",
  },
  fingerprint: {
    code: 4,
    short: "fingerprint differs",
    means: "The path of events or a result differs from the recorded fingerprint.",
  },
  invariant: {
    code: 5,
    short: "the model broke its own law",
    means: "The model broke its own law, such as a request lost: always a fault of the program.",
  },
  internal: {
    code: 70,
    short: "unexpected",
    means: "Something unexpected went wrong inside; the command that reproduces it is printed.",
  },
  interrupted: {
    code: 130,
    short: "interrupted, what was complete is kept",
    means: "Interrupted, as by Ctrl-C; runs that were complete are kept.",
  },
} as const;

export type Ending = keyof typeof EXIT_CODES;
