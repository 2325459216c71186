import type { ExperimentRecord } from "../experiment/record.ts";

/** An argument as a shell takes it back. */
export const quoted = (argument: string): string =>
  /^[\w./:=@%+,-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;

/** The command that makes a result once more; files of private values stand in it as OVERLAY. */
export const reproduceCommand = ({ scenario, options, set, seed, scale, overlays }: ExperimentRecord): string =>
  [
    "mhhs run",
    quoted(scenario.file),
    ...options.map((option) => `--option ${quoted(option)}`),
    ...set.map((change) => `--set ${quoted(change)}`),
    ...overlays.map(() => "--overlay OVERLAY"),
    `--seed ${quoted(seed)}`,
    ...(scale === 1 ? [] : [`--scale ${scale}`]),
  ].join(" ");
