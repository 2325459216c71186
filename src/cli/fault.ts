import { BrokenLaw } from "../run/laws.ts";
import { EXIT_CODES } from "./exit-codes.ts";

/** Something that the user can mend: said in a sentence, without a stack. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Says what went wrong on stderr; returns the exit code. */
export const report = (error: unknown): number => {
  const message = error instanceof Error ? error.message : String(error);
  const name = error instanceof Error ? error.name : "";
  if (name === "UsageError" || name === "ScenarioError") {
    process.stderr.write(`${message}\n`);
    return EXIT_CODES.usage.code;
  }
  const again = `mhhs ${process.argv.slice(2).join(" ")}`;
  // Errors that cross a thread keep their name or their message, not their class.
  if (name === BrokenLaw.name || error instanceof BrokenLaw) {
    process.stderr.write(
      `The model broke its own law, which is a fault of the program: ${message}\nIt happened in: ${again}\n`,
    );
    return EXIT_CODES.invariant.code;
  }
  process.stderr.write(`Unexpected: ${message}\nIt happened in: ${again}\n`);
  if (error instanceof Error && process.env["MHHS_DEBUG"] !== undefined) process.stderr.write(`${error.stack}\n`);
  return EXIT_CODES.internal.code;
};
