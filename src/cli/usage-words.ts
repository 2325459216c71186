import { nearest } from "../scenario/near.ts";

/** The option of this command that somebody most likely meant by an unknown one. */
const meantOption = (unknown: string, known: readonly string[]): string => {
  const near = nearest(unknown, known);
  return near === undefined ? "" : `; did you mean --${near}?`;
};

/** Commands that take results; all others that take something take scenarios. */
const OF_RESULTS: readonly string[] = ["compare", "report"];

/** `x-y` as `xY`; undefined of a name without a hyphen. */
const camel = (name: string): string | undefined =>
  name.includes("-") ? name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase()) : undefined;

/** What yargs says of a command with these options, in words of the program. */
export const inOurWords = (message: string, command: string | undefined, known: readonly string[]): string =>
  message
    .replace(
      /^Not enough non-option arguments.*/,
      OF_RESULTS.includes(command ?? "")
        ? "Name a result folder of mhhs run, or its results.sqlite."
        : "Name a scenario, or a file; mhhs list shows those that come with the program.",
    )
    .replace(/^Not enough arguments following: (.*)/, "--$1 needs a value.")
    .replace(/^Invalid values:\s+Argument: (\w+), Given: "(.*)", Choices: (.*)/s, "--$1 $2: expected one of $3.")
    .replace(/^Did you mean (.*)\?/, "No such command; did you mean $1?")
    .replace(/^Unknown arguments?: (.*)/, (_, all: string) => {
      // yargs names --x-y once more as xY.
      const names = all.split(", ").filter((name, _i, others) => !others.some((other) => camel(other) === name));
      const meant = names.map((name) => meantOption(name, known));
      return `No such command or option: ${names.join(", ")}${meant.find((hint) => hint !== "") ?? "."}`;
    });
