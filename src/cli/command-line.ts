import { quoted } from "../report/reproduce.ts";

export { quoted };

/** Arguments without an option, and without its value where it has one. */
const without = (args: readonly string[], option: string, hasValue: boolean): string[] =>
  args.filter((argument, i) => {
    const isValue = hasValue && args[i - 1] === option;
    return argument !== option && !argument.startsWith(`${option}=`) && !isValue;
  });

const words = (args: readonly string[]): string => {
  const shown = (argument: string, i: number): string =>
    args[i - 1] === "--overlay" ? "OVERLAY" : quoted(argument.replace(/^--overlay=.*/s, "--overlay=OVERLAY"));
  return ["mhhs", ...args.map(shown)].join(" ");
};

/** The command as it was given, without the names of private files. */
export const commandGiven = (): string => words(process.argv.slice(2));

/** The same without where results go, and whether they are gone on with. */
export const commandAnywhere = (): string =>
  words(without(without(process.argv.slice(2), "--out", true), "--resume", false));
