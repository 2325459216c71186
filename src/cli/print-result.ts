import type { Answer } from "../experiment/answer.ts";
import { hasFailed } from "../experiment/thresholds.ts";
import { briefAnswerText } from "../report/brief-answer.ts";
import { answerText } from "../report/text-answer.ts";
import { foundText } from "../report/threshold-text.ts";
import { userText } from "../report/user-text.ts";
import { quoted } from "./command-line.ts";
import { EXIT_CODES } from "./exit-codes.ts";
import { UsageError } from "./fault.ts";
import type { Format } from "./formats.ts";
import { terminalWidth } from "./terminal-width.ts";

/** The file of a result that stands for a format. */
const FILES = { json: "summary.json", md: "summary.md", junit: "junit.xml", csv: "metrics.csv" } as const;

/** What stdout shall hold: text for people, or one document for a program, and nothing else. */
export const formatOf = ({ format, json }: { readonly format: Format | undefined; readonly json: boolean }): Format => {
  if (json && format !== undefined && format !== "json")
    throw new UsageError(`--json and --format ${format}: stdout holds one of them; expected the one that is wanted`);
  return json ? "json" : (format ?? "text");
};

interface PrintArguments {
  readonly as: string | undefined;
  readonly strict: boolean;
  readonly details: boolean;
}

/**
 * Prints a result, and one User's view of it. A failed threshold of severity error is named, and decides how the
 * command ends; those that could not be judged are counted, and decide it where that is asked for.
 */
export const printResult = (
  format: Format,
  { answer, files }: { readonly answer: Answer; readonly files: ReadonlyMap<string, string | Uint8Array> },
  folder: string,
  { as: user, strict, details }: PrintArguments,
): void => {
  const view = user === undefined ? "" : userText(answer, user);
  const text = (): string =>
    details
      ? `${answerText(answer)}${view}results in ${folder}\n`
      : `${briefAnswerText(answer, terminalWidth())}${view}` +
        `every table: report.html, or mhhs report ${quoted(folder)} --details\nresults in ${folder}\n`;
  process.stdout.write(format === "text" ? text() : files.get(FILES[format])!);
  const errors = answer.thresholds.filter(({ severity }) => severity === "error");
  for (const result of errors)
    if (result.outcome === "failed")
      process.stderr.write(`✗ ${result.option}: expected ${result.metric} ${result.is}, found ${foundText(result)}\n`);
  const open = errors.filter(({ outcome }) => outcome === "not judged").length;
  if (open > 0)
    process.stderr.write(
      `– ${open} of ${errors.length} ${errors.length === 1 ? "threshold" : "thresholds"} of severity error ` +
        `${open === 1 ? "was" : "were"} not judged${strict ? ", which --strict takes for failed" : ""}\n`,
    );
  if (hasFailed(errors) || (strict && open > 0)) process.exitCode = EXIT_CODES.threshold.code;
};
