/** How a command ends. */
interface ExitCode {
  readonly code: number;
  readonly short: string;
  readonly means: string;
  /** Names of the errors that end so. */
  readonly errors?: readonly string[];
}

/**
 * Scripts and CI rely on these numbers: a new meaning gets a new number.
 */
export const EXIT_CODES = {
  ok: {
    code: 0,
    short: "ok",
    means: "It ran, and no threshold of severity error failed; those that could not be judged are counted on stderr.",
  },
  threshold: {
    code: 1,
    short: "a threshold failed",
    means: "A threshold of severity error failed, or with `--strict` could not be judged.",
  },
  usage: {
    code: 2,
    short: "wrong command line or scenario",
    means: "A wrong option on the command line, a wrong scenario, or a record that can't be read: nothing was run.",
    errors: ["UsageError", "ScenarioError", "RecordError"],
  },
  baseline: {
    code: 3,
    short: "moved against the baseline",
    means: "A figure moved against the baseline that `mhhs compare --baseline` was given, for better or worse.",
  },
  fingerprint: {
    code: 4,
    short: "fingerprint differs",
    means:
      "The path of events or a result differs from the recorded fingerprint: so ends the project's check of " +
      "fingerprints, and no command of `mhhs`.",
  },
  invariant: {
    code: 5,
    short: "the model broke its own law",
    means: "The model broke its own law, such as a request lost: always a fault of the program.",
    errors: ["BrokenLaw"],
  },
  internal: {
    code: 70,
    short: "unexpected",
    means:
      "Something unexpected went wrong: inside, in a run without room for what is under way, or as a result was " +
      "written. What was complete is kept.",
    errors: ["WriteError", "RunOutOfRoom"],
  },
  interrupted: {
    code: 130,
    short: "interrupted, what was complete is kept",
    means: "Interrupted, as by Ctrl-C; runs that were complete are kept.",
  },
} as const satisfies Readonly<Record<string, ExitCode>>;

/** All of them, for every page and list that names them. */
export const ALL_EXIT_CODES: readonly ExitCode[] = Object.values<ExitCode>(EXIT_CODES);
