import yargs from "yargs";
import { hideBin } from "yargs/helpers";
import { EXIT_CODES } from "./exit-codes.ts";

// Commands are loaded when they are called: `mhhs --help` answers at once.

const EPILOGUE = `Exit codes: ${Object.values(EXIT_CODES)
  .map(({ code, means }) => `${code} ${means.split(/[:,.]/)[0]!.toLowerCase()}`)
  .join(" · ")}`;

/** A whole number or share from the command line, or a message that says what was expected. */
const number = (name: string, expected: string, holds: (value: number) => boolean) => (given: unknown) => {
  if (given === undefined) return undefined;
  const value = Number(given);
  if (given === "" || !Number.isFinite(value) || !holds(value))
    throw new Error(`--${name} ${String(given)}: expected ${expected}`);
  return value;
};

const parser = yargs(hideBin(process.argv))
  .scriptName("mhhs")
  .usage(
    "$0 <command>\n\nSimulates Great Britain's half-hourly settlement market, one meter and one Service Request at a time.",
  )
  .command(
    "list",
    "scenarios with their question, size and estimate",
    (y) =>
      y
        .option("json", { type: "boolean", default: false, describe: "print JSON" })
        .example("$0 list", "what there is to run"),
    async (args) => {
      const { list } = await import("./list.ts");
      await list(args);
    },
  )
  .command(
    "check <file..>",
    "validate scenarios; print the fluid forecast and the plan without running",
    (y) =>
      y
        .positional("file", { type: "string", array: true, demandOption: true, describe: "scenario files" })
        .option("set", {
          type: "string",
          array: true,
          default: [],
          requiresArg: true,
          describe: "change a value: path=value",
        })
        .option("resolved", { type: "boolean", default: false, describe: "print every value as it will be used" })
        .option("json", { type: "boolean", default: false, describe: "print JSON" })
        .example("$0 check scenarios/peak-smoothing.yaml", "forecast, in a second")
        .example("$0 check scenarios/second-role.yaml --set estate.independentShare=0.5", "with a value changed"),
    async (args) => {
      const { check } = await import("./check.ts");
      await check(args);
    },
  )
  .command(
    "run <file>",
    "run every option of a scenario and print what it means",
    (y) =>
      y
        .positional("file", { type: "string", demandOption: true, describe: "scenario file" })
        .option("option", { type: "string", array: true, requiresArg: true, describe: "only these options" })
        .option("set", {
          type: "string",
          array: true,
          default: [],
          requiresArg: true,
          describe: "change a value: path=value",
        })
        .option("scale", {
          default: 1,
          requiresArg: true,
          describe: "share of the meters to simulate, 0 to 1; rates are scaled with it",
          coerce: number("scale", "a share above 0 and at most 1, such as 0.01", (f) => f > 0 && f <= 1),
        })
        .option("seed", {
          type: "string",
          requiresArg: true,
          describe: "seed of every draw; the scenario's own by default",
        })
        .option("workers", {
          requiresArg: true,
          describe: "runs side by side; as many as cores and memory allow by default",
          coerce: number("workers", "a whole number from 1 to 256", (n) => Number.isInteger(n) && n >= 1 && n <= 256),
        })
        .option("out", { type: "string", requiresArg: true, describe: "result folder; must not exist yet" })
        .option("preview", {
          type: "boolean",
          default: true,
          describe: "answer from 1 % of the meters first, when all are many",
        })
        .option("charts", { type: "boolean", default: true, describe: "draw PNG charts" })
        .option("json", { type: "boolean", default: false, describe: "print the summary as JSON, and nothing else" })
        .example("$0 run scenarios/peak-smoothing.yaml --scale 0.01", "the shape of the answer in seconds")
        .example(
          "$0 run scenarios/peak-smoothing.yaml --option as-today --option valley-fill",
          "two options at full scale",
        ),
    async (args) => {
      const { run } = await import("./run.ts");
      await run(args);
    },
  )
  .completion("completion", "print a script for shell completion")
  .demandCommand(1, "Say what to do: one of the commands above.")
  .strict()
  .recommendCommands()
  .wrap(Math.min(100, process.stdout.columns ?? 100))
  .epilogue(EPILOGUE)
  .fail((message, error, y) => {
    if (error !== undefined && !(error instanceof Error && error.message.startsWith("--"))) throw error;
    process.stderr.write(`${message ?? error.message}\n\n`);
    y.showHelp("error");
    process.exit(EXIT_CODES.usage.code);
  });

try {
  await parser.parseAsync();
} catch (error) {
  const { report } = await import("./fault.ts");
  process.exitCode = report(error);
}
