// Pages that are made from the code:
//   npm run docs        writes them all; test/docs.test.ts says which has gone stale

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ALL_EXIT_CODES } from "../src/cli/exit-codes.ts";
import { readScenario } from "../src/cli/scenarios.ts";
import { SMOOTHING_OPTIONS } from "../src/domain/smoothing-options.ts";
import { table } from "../src/reference/markdown.ts";
import { assumptionsPage, glossaryPage, metricsPage, scenarioPage } from "../src/reference/pages.ts";
import { recordPage } from "../src/reference/record-page.ts";
import { baseValue, written } from "../src/reference/scenario-words.ts";
import { scenarioJsonSchema } from "../src/scenario/json-schema.ts";
import type { Scenario } from "../src/scenario/scenario.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const WIDTH = 120;

/** JSON as the formatter has it: on one line what fits there. */
const jsonText = (value: unknown, indent = 0, before = 0): string => {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const isList = Array.isArray(value);
  const [open, close] = isList ? "[]" : "{}";
  const entries = Object.entries(value);
  if (entries.length === 0) return `${open}${close}`;
  const parts = (inner: number): string[] =>
    entries.map(([key, one]) => {
      const label = isList ? "" : `${JSON.stringify(key)}: `;
      return label + jsonText(one, inner, inner + label.length);
    });
  const space = isList ? "" : " ";
  const line = `${open}${space}${parts(0).join(", ")}${space}${close}`;
  if (!line.includes("\n") && before + line.length < WIDTH) return line;
  const margin = " ".repeat(indent + 2);
  return `${open}\n${parts(indent + 2)
    .map((part) => margin + part)
    .join(",\n")}\n${" ".repeat(indent)}${close}`;
};

/** What an editor adds to a key's own description: the base case's value and what it stands on. */
const inBaseCase =
  (base: Scenario) =>
  (path: string): string => {
    const found = path.includes("*") ? undefined : baseValue(base, path);
    if (found === undefined || (typeof found.value === "object" && !Array.isArray(found.value))) return "";
    const assumed = found.assumption === undefined ? undefined : base.assumptions.get(found.assumption);
    const note = assumed === undefined ? "" : ` (${assumed.id}; plausible: ${written(assumed.range)})`;
    return `Base case: ${written(found.value)}${note}`;
  };

const helpOf = (command: string): string =>
  execFileSync(process.execPath, [`${ROOT}src/cli/main.ts`, ...command.split(" ").slice(1), "--help"], {
    encoding: "utf8",
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
  }).trimEnd();

const smoothingOptions = (): string =>
  table(
    ["id", "in the scenarios", "what changes"],
    SMOOTHING_OPTIONS.filter(({ inScenarios }) => inScenarios.length > 0).map(({ id, inScenarios, changes }) => [
      id,
      inScenarios.map((name) => `\`${name}\``).join(", "),
      changes,
    ]),
  );

const exitCodes = (): string =>
  table(
    ["exit code", "means"],
    ALL_EXIT_CODES.map(({ code, means }) => [String(code), means]),
  );

/** Of a help text, what stands from one heading to the next. */
const helpPart = (command: string, heading: string): string => {
  const part = new RegExp(`^${heading}:\\n((?: .*\\n)+)`, "m").exec(`${helpOf(command)}\n`)?.[1];
  if (part === undefined) throw new RangeError(`${command} --help has no ${heading}`);
  return `\`\`\`text\n${part}\`\`\``;
};

/** What the README has between `<!-- made: name -->` and `<!-- /made -->`. */
const PARTS: Readonly<Record<string, () => string>> = {
  commands: () => helpPart("mhhs", "Commands"),
  "options of run": () => helpPart("mhhs run", "Options"),
  "exit codes": exitCodes,
  "options of smoothing": smoothingOptions,
};

const embedded = (text: string): string =>
  text.replaceAll(
    /(<!-- made: ([^>]+) -->\n)[\s\S]*?(<!-- \/made -->)/g,
    (_, open: string, name: string, close: string) => {
      const part = PARTS[name];
      if (part === undefined) throw new RangeError(`README.md: nothing makes "${name}"`);
      return `${open}\n${part()}\n\n${close}`;
    },
  );

/** Every file that is made, whole or in part, with its text. */
export const madeFiles = async (): Promise<ReadonlyMap<string, string>> => {
  const base = await readScenario(`${ROOT}scenarios/base/gb-end-state.yaml`, []);
  return new Map([
    ["docs/metrics.md", metricsPage(base)],
    ["docs/glossary.md", glossaryPage()],
    ["docs/assumptions.md", assumptionsPage(base)],
    ["docs/scenario-reference.md", scenarioPage(base)],
    ["docs/record.md", recordPage()],
    ["scenarios/scenario.schema.json", `${jsonText(scenarioJsonSchema(inBaseCase(base)))}\n`],
    ["README.md", embedded(readFileSync(`${ROOT}README.md`, "utf8"))],
  ]);
};

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const [file, text] of await madeFiles()) writeFileSync(`${ROOT}${file}`, text);
