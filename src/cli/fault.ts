import { EXIT_CODES } from "./exit-codes.ts";

/** Something that the user can mend: said in a sentence, without a stack. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** An error that crossed a thread has lost its class and its name; its stack still begins with the name. */
const isNamed = (error: Error, name: string): boolean =>
  error.name === name || error.stack?.startsWith(`${name}: `) === true;

/** An argument as a shell takes it back. */
const quoted = (argument: string): string =>
  /^[\w./:=@%+,-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;

/** The command as it was given, without the names of private files. */
const command = (): string => {
  const args = process.argv.slice(2);
  const isPrivate = (i: number): boolean => args[i - 1] === "--overlay";
  const shown = (argument: string, i: number): string =>
    isPrivate(i) ? "OVERLAY" : quoted(argument.replace(/^--overlay=.*/s, "--overlay=OVERLAY"));
  return ["mhhs", ...args.map(shown)].join(" ");
};

/** Says what went wrong on stderr; returns the exit code. */
export const report = (thrown: unknown): number => {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  if (isNamed(error, "UsageError") || isNamed(error, "ScenarioError")) {
    process.stderr.write(`${error.message}\n`);
    return EXIT_CODES.usage.code;
  }
  const isLaw = isNamed(error, "BrokenLaw");
  process.stderr.write(
    `${isLaw ? "The model broke its own law, which is a fault of the program" : "Unexpected"}: ${error.message}\n` +
      `It happened in: ${command()}\n`,
  );
  if (process.env["MHHS_DEBUG"] !== undefined) process.stderr.write(`${error.stack}\n`);
  return isLaw ? EXIT_CODES.invariant.code : EXIT_CODES.internal.code;
};
