import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { outputsOf } from "../report/outputs.ts";
import { usersTold } from "../report/user-text.ts";
import { recordIn, strangersIn, writeOutputs } from "../store/experiment-folder.ts";
import { readRecord } from "../store/record-file.ts";
import { checkUser } from "./as-user.ts";
import { UsageError } from "./fault.ts";
import type { Format } from "./formats.ts";
import { formatOf, printResult } from "./print-result.ts";

interface ReportArguments {
  readonly result: string;
  readonly out: string | undefined;
  readonly as: string | undefined;
  readonly charts: boolean;
  readonly format: Format | undefined;
  readonly json: boolean;
  readonly strict: boolean;
  readonly details: boolean;
}

/** `mhhs report`: every output once more, from the record and nothing else. */
export const reportAgain = async (args: ReportArguments): Promise<void> => {
  const { result } = args;
  const format = formatOf(args);
  if (!existsSync(result))
    throw new UsageError(
      `${result}: no such file or folder; expected a result folder of mhhs run, or its results.sqlite`,
    );
  const isFolder = statSync(result).isDirectory();
  const record = isFolder ? recordIn(result) : readRecord(result);
  const out = args.out ?? (isFolder ? result : dirname(result));
  const outputs = await outputsOf(record, { charts: args.charts, user: args.as });
  checkUser(args.as, usersTold(outputs.answer));
  const [stranger] = strangersIn(out, outputs.files.keys());
  if (stranger !== undefined)
    throw new UsageError(
      `Can't write the outputs: ${join(out, stranger)} is not of mhhs run or mhhs report, and would be lost; ` +
        "name another folder with --out",
    );
  writeOutputs(out, outputs.files);
  printResult(format, outputs, out, args);
};
