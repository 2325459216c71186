import { commandGiven } from "./command-line.ts";
import { EXIT_CODES } from "./exit-codes.ts";

/** Something that the user can mend: said in a sentence, without a stack. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** An error that crossed a thread has lost its class and its name; its stack still begins with the name. */
export const isNamed = (error: unknown, name: string): boolean =>
  error instanceof Error && (error.name === name || error.stack?.startsWith(`${name}: `) === true);

/** Says what went wrong on stderr; returns the exit code. */
export const report = (thrown: unknown): number => {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  for (const { code, errors } of [EXIT_CODES.usage, EXIT_CODES.internal])
    if (errors.some((name) => isNamed(error, name))) {
      process.stderr.write(`${error.message}\n`);
      return code;
    }
  const isLaw = EXIT_CODES.invariant.errors.some((name) => isNamed(error, name));
  process.stderr.write(
    `${isLaw ? "The model broke its own law, which is a fault of the program" : "Unexpected"}: ${error.message}\n` +
      `It happened in: ${commandGiven()}\n`,
  );
  if (process.env["MHHS_DEBUG"] !== undefined) process.stderr.write(`${error.stack}\n`);
  return isLaw ? EXIT_CODES.invariant.code : EXIT_CODES.internal.code;
};
