/** An option that may be given again: one value each time, so that a scenario may come after it as well as before. */
export const ONE_EACH = { type: "string", array: true, nargs: 1 } as const;

/** Changes of a scenario's values, on the command line. */
export const SET_OPTION = {
  set: {
    ...ONE_EACH,
    default: [] as string[],
    defaultDescription: "none",
    describe: "change a value: path=value",
  },
} as const;
