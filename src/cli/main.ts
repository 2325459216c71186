import yargs from "yargs";
import { hideBin } from "yargs/helpers";
import { number, shareOfMeters, shareWithin, text } from "./argument-values.ts";
import { ALL_EXIT_CODES } from "./exit-codes.ts";
import { report, UsageError } from "./fault.ts";
import { FORMATS, type Format } from "./formats.ts";
import { ONE_EACH, SET_OPTION } from "./repeated-options.ts";
import { TRACE_OPTIONS } from "./trace-options.ts";
import { inOurWords } from "./usage-words.ts";

// Commands are loaded when they are called: `mhhs --help` answers at once.

const EPILOGUE = `Exit codes: ${ALL_EXIT_CODES.map(({ code, short }) => `${code} ${short}`).join(" · ")}`;

/** Values that are nobody else's business, and who may see them. */
const OVERLAY_OPTIONS = {
  overlay: {
    ...ONE_EACH,
    default: [] as string[],
    defaultDescription: "none",
    describe: "YAML file of private values laid over every option, withheld from all output",
  },
  "show-overlay": { type: "boolean", default: false, describe: "don't withhold them: for their owner's eyes" },
} as const;

/** What becomes of thresholds that a small scale, or an option that was not run, leaves open. */
const STRICT = {
  type: "boolean",
  default: false,
  describe: "end with 1 also where a threshold of severity error could not be judged",
} as const;

/** How much of the answer a person reads first. */
const DETAILS = {
  type: "boolean",
  default: false,
  describe: "print every table of the answer; without it, what a screen or so has room for",
} as const;

/** Stdout as text for people, or as one document of a result for a program. */
const FORMAT = {
  choices: FORMATS,
  requiresArg: true,
  describe: "print the answer as text, or only its JSON, Markdown, JUnit or CSV",
  coerce: text("format", `one of ${FORMATS.join(", ")}`) as (given: unknown) => Format | undefined,
} as const;

/** What the script for shell completion asks with; the words typed so far follow. */
const COMPLETING = "--get-yargs-completions";
const isCompleting = process.argv.includes(COMPLETING);
/** Hands over what yargs itself would offer. */
type Completions = (then?: (failed: Error | null, found: string[] | undefined) => void) => unknown;

const parser = yargs(hideBin(process.argv))
  .scriptName("mhhs")
  .usage(
    "$0 <command>\n\nSimulates Great Britain's half-hourly settlement market, one meter and one request at a time.",
  )
  .command(
    "list",
    "scenarios with their question, size and options",
    (y) =>
      y
        .option("json", { type: "boolean", default: false, describe: "print JSON" })
        .epilogue("Examples:\n  mhhs list\n  mhhs list --json"),
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
        .positional("file", { type: "string", array: true, demandOption: true, describe: "scenarios, by name or file" })
        .options(SET_OPTION)
        .options(OVERLAY_OPTIONS)
        .option("resolved", { type: "boolean", default: false, describe: "print every value as it will be used" })
        .option("json", { type: "boolean", default: false, describe: "print JSON" })
        .epilogue(
          "Examples:\n  mhhs check peak-smoothing" + "\n  mhhs check second-role --set estate.independentShare=0.5",
        ),
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
        .positional("file", { type: "string", demandOption: true, describe: "scenario, by name or file" })
        .option("option", { ...ONE_EACH, describe: "only these options" })
        .options(SET_OPTION)
        .options(OVERLAY_OPTIONS)
        .option("scale", {
          type: "string",
          default: "1",
          defaultDescription: "all of them",
          requiresArg: true,
          describe: "share of the meters to simulate, as 0.01 or 1 %; rates are scaled with it",
          coerce: shareOfMeters,
        })
        .option("seed", {
          type: "string",
          requiresArg: true,
          describe: "seed of every draw; the scenario's own by default",
          coerce: text("seed", "any text, such as mhhs-2028"),
        })
        .option("workers", {
          requiresArg: true,
          describe: "runs side by side; as many as cores and memory allow by default",
          coerce: number("workers", "a whole number from 1 to 256", (n) => Number.isInteger(n) && n >= 1 && n <= 256),
        })
        .option("out", {
          type: "string",
          requiresArg: true,
          describe: "result folder, not there yet; reports/runs/<scenario>-<time> by default",
          coerce: text("out", "a folder that doesn't exist yet"),
        })
        .option("as", {
          type: "string",
          requiresArg: true,
          describe: "what happens to one User, by name, after the answer and in report.html",
          coerce: text("as", 'the name of a User, such as "Supplier 3"'),
        })
        .option("resume", {
          type: "boolean",
          default: false,
          describe: "run what is missing of --out, or of the scenario's newest unfinished result",
        })
        .option("save-every", {
          requiresArg: true,
          describe: "minutes after which a run is saved at its next midnight, for --resume: 2 by default, 0 at each",
          coerce: number("save-every", "minutes, such as 10; 0 for every midnight", (n) => n >= 0),
        })
        .option("preview", {
          type: "boolean",
          default: true,
          describe: "answer from 1 % of the meters first, when all are many",
        })
        .option("charts", { type: "boolean", default: true, describe: "draw PNG charts" })
        .option("format", { ...FORMAT })
        .option("json", { type: "boolean", default: false, describe: "the same as --format json" })
        .option("details", { ...DETAILS })
        .option("strict", { ...STRICT })
        .epilogue(
          'Examples:\n  mhhs run peak-smoothing --scale "1 %"' +
            "\n  mhhs run peak-smoothing --option as-today --option valley-fill" +
            "\n  mhhs run peak-smoothing --resume",
        ),
    async (args) => {
      const { run } = await import("./run.ts");
      await run(args);
    },
  )
  .command(
    "compare <results..>",
    "options of a result, or the same options of several, figure by figure",
    (y) =>
      y
        .positional("results", {
          type: "string",
          array: true,
          demandOption: true,
          describe: "result folders, or their results.sqlite; the first is the reference of several",
        })
        .option("options", { type: "string", array: true, requiresArg: true, describe: "only these options" })
        .option("reference", {
          type: "string",
          requiresArg: true,
          describe: "option that the others of one result are held against; the scenario's own by default",
          coerce: text("reference", "the name of an option"),
        })
        .option("baseline", {
          type: "string",
          requiresArg: true,
          describe: "result that was kept, first of all: end with 3 where a figure has moved against it",
          coerce: text("baseline", "a result folder, or its results.sqlite"),
        })
        .option("noise", {
          type: "string",
          default: "1 %",
          requiresArg: true,
          describe: "differences within this share of a figure count as none (shares of needs: 0.1 points)",
          coerce: shareWithin,
        })
        .option("all", { type: "boolean", default: false, describe: "show also what is the same" })
        .option("format", {
          choices: ["text", "md"] as const,
          default: "text" as const,
          describe: "form of the tables",
        })
        .option("json", { type: "boolean", default: false, describe: "print JSON" })
        .epilogue(
          "Examples:\n  mhhs compare reports/runs/peak-smoothing-20280117-080000 --options as-today valley-fill" +
            "\n  mhhs compare before after --noise 2%" +
            "\n  mhhs compare --baseline kept/results.sqlite reports/runs/peak-smoothing-20280117-080000",
        ),
    async (args) => {
      const { compare } = await import("./compare.ts");
      compare(args);
    },
  )
  .command(
    "trace <file>",
    "a day in the life of one meter: every hop with its time, wait and cause",
    (y) =>
      y
        .positional("file", { type: "string", demandOption: true, describe: "scenario, by name or file" })
        .options(TRACE_OPTIONS)
        .epilogue(
          "Examples:\n  mhhs trace peak-smoothing --option as-today --pick slowest" +
            "\n  mhhs trace settlement --meter 7",
        ),
    async (args) => {
      const { trace } = await import("./trace.ts");
      await trace(args);
    },
  )
  .command(
    "explain [words..]",
    "what a metric, a part of the market, a Service Request, a key of a scenario or an exit code is",
    (y) =>
      y
        .positional("words", {
          type: "string",
          array: true,
          default: [] as string[],
          describe: "a word, in any spelling; without one all words are listed",
        })
        .option("json", { type: "boolean", default: false, describe: "print JSON" })
        .epilogue("Examples:\n  mhhs explain Target Response Time\n  mhhs explain estate.independentShare"),
    async (args) => {
      const { explain } = await import("./explain.ts");
      await explain(args);
    },
  )
  .command(
    "report <result>",
    "make every output again from a record, on any machine",
    (y) =>
      y
        .positional("result", {
          type: "string",
          demandOption: true,
          describe: "result folder of mhhs run, or its results.sqlite",
        })
        .option("as", {
          type: "string",
          requiresArg: true,
          describe: "what happens to one User, by name, after the answer and in report.html",
          coerce: text("as", 'the name of a User, such as "Supplier 3"'),
        })
        .option("out", {
          type: "string",
          requiresArg: true,
          describe: "folder for the outputs; where the record is by default",
          coerce: text("out", "a folder for the outputs"),
        })
        .option("charts", { type: "boolean", default: true, describe: "draw PNG charts" })
        .option("format", { ...FORMAT })
        .option("json", { type: "boolean", default: false, describe: "the same as --format json" })
        .option("details", { ...DETAILS })
        .option("strict", { ...STRICT })
        .epilogue(
          "Examples:\n  mhhs report reports/runs/peak-smoothing-20280117-093000" +
            "\n  mhhs report results.sqlite --out again --no-charts",
        ),
    async (args) => {
      const { reportAgain } = await import("./report.ts");
      await reportAgain(args);
    },
  )
  .completion(
    "completion",
    "print a script for shell completion",
    (_current: string, _args: unknown, ofYargs: Completions, done: (found: string[]) => unknown) =>
      ofYargs(async (_failed, found = []) => {
        const { nextWords } = await import("./completion.ts");
        done([...found, ...(await nextWords(process.argv.slice(process.argv.indexOf(COMPLETING) + 1)))]);
      }),
  )
  .demandCommand(1, "Say what to do: mhhs --help shows the commands.")
  .strict()
  .recommendCommands()
  .locale("en")
  .wrap(Math.min(100, process.stdout.columns ?? 100))
  .epilogue(EPILOGUE)
  .fail((message, error) => {
    // What yargs itself refuses has no error, or one of its own kind; all others come from a command.
    if (error !== undefined && error !== null && error.name !== "YError") throw error;
    throw new UsageError(inOurWords(message, hideBin(process.argv)[0], knownOptions()));
  });

/** Options of the command that is being read: yargs has the method, its types don't. */
function knownOptions(): readonly string[] {
  const { key } = (parser as unknown as { getOptions: () => { key: Readonly<Record<string, unknown>> } }).getOptions();
  return Object.keys(key);
}

// A reader that has seen enough, as `head`, closes the pipe: the run goes on, and its folder is written.
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });

// Where the launcher is killed this ends as on SIGTERM. The channel to it keeps nothing waiting.
process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
process.channel?.unref();

try {
  await parser.parseAsync();
} catch (error) {
  // An unfinished command line is wrong in some way, and nobody asked in which: what may stand next is still to come.
  if (!isCompleting) process.exitCode = report(error);
}
