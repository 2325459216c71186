import { posix } from "node:path";

// What review should not have to argue about: who may import whom, and what keeps a run the same on every machine.

/** A file of `src`, by its path in it. */
export interface SourceFile {
  readonly file: string;
  readonly text: string;
}

/** Folders of `src` that a folder may import from: when it runs, and for types alone. */
const MAY_IMPORT: Readonly<Record<string, { readonly runs: readonly string[]; readonly types?: readonly string[] }>> = {
  kernel: { runs: [] },
  metrics: { runs: ["kernel"] },
  domain: { runs: ["kernel"] },
  ledger: { runs: ["kernel", "metrics", "domain"] },
  smoothing: { runs: ["domain", "kernel"] },
  fluid: { runs: ["domain", "smoothing"] },
  demand: { runs: ["kernel", "domain"] },
  settlement: { runs: ["kernel", "domain", "demand"] },
  actors: { runs: ["kernel", "metrics", "domain", "ledger", "smoothing"] },
  run: { runs: ["actors", "kernel", "metrics", "domain", "ledger", "smoothing", "demand", "settlement"] },
  scenario: { runs: ["domain", "smoothing", "fluid"] },
  experiment: { runs: ["run", "scenario", "fluid", "demand", "settlement", "ledger", "metrics", "domain"] },
  engine: { runs: ["run", "store"], types: ["experiment", "domain"] },
  store: { runs: ["experiment", "settlement", "ledger", "metrics", "domain"], types: ["scenario", "run"] },
  report: { runs: ["store", "experiment", "metrics", "domain"] },
  reference: { runs: ["scenario", "experiment", "ledger", "metrics", "domain", "store"] },
  cli: { runs: ["domain", "fluid", "run", "scenario", "experiment", "engine", "store", "report", "reference"] },
};

const PACKAGES: Readonly<Record<string, readonly RegExp[]>> = {
  scenario: [/^effect\//, /^yaml$/],
  engine: [/^piscina$/],
  store: [/^better-sqlite3$/],
  report: [/^uplot(\/|$)/, /^cli-table3$/, /^canvas$/, /^chart\.js$/, /^chartjs-node-canvas$/, /^dejavu-fonts-ttf\//],
  cli: [/^effect\//, /^yargs(\/|$)/, /^cli-progress$/],
};
const PACKAGES_OF_FILES: Readonly<Record<string, readonly RegExp[]>> = { "kernel/keyed-draws.ts": [/^seedrandom$/] };
/** Folders that may ask the machine for anything. */
const ON_THE_MACHINE = ["scenario", "engine", "store", "report", "cli"];

/** Lengths of time are written here alone, and every folder may import them. */
const TIME = "kernel/time.ts";

/** Of the kernel, the vocabulary of the market needs its random numbers only. */
const KERNEL_FOR_DOMAIN = "../kernel/keyed-draws.ts";

/** Where actors are joined: whatever one needs of another comes to it from there. */
const JOINED_IN = ["market", "registration-market"];
/** Files of actors that every actor stands on. */
const SHARED_BY_ACTORS = [
  "market-context",
  "settlement-context",
  "registration-context",
  "completeness-sweep",
  "held-for-registration",
  "station-audit",
  "arrivals",
  "new-requests",
  "read-requests",
  "access-rules",
  "rate-station",
  "return-path",
  "users",
];

/** Below these no clock, no chance, nothing awaited, no function whose last bit an engine may choose. */
const PURE = ["kernel", "metrics", "domain", "ledger", "smoothing", "fluid", "demand", "settlement", "actors", "run"];
const IMPURE: readonly (readonly [what: string, pattern: RegExp])[] = [
  ["the clock", /\b(Date|performance|Temporal)\b/],
  ["a timer", /\b(set(Timeout|Interval|Immediate)|queueMicrotask)\b/],
  ["something awaited", /\b(async|await|Promise)\b/],
  ["the environment", /\bprocess\s*\.\s*(env|argv|cwd|hrtime|nextTick|memoryUsage|std\w+|exit)\b|\bglobalThis\b/],
  ["the machine's language", /\bIntl\b|\.toLocale\w+|\.localeCompare\b/],
  // ECMAScript leaves the last bit of all others to the engine, and Math.random to chance.
  [
    "a function that engines round as they like",
    /\bMath\s*\.\s*(?!(?:abs|ceil|clz32|floor|fround|imul|max|min|round|sign|sqrt|trunc|SQRT2|SQRT1_2)\b)\w+/,
  ],
  ["a power other than of 2", /(?<!\b(?:2|CELLS) ?)\*\*/],
];

const LINES_MAX = 350;
const COLUMNS_MAX = 120;

/** A length of time by its unit, or a count of units in a longer one, given a value. */
const A_TIME = "(?:SECOND|MINUTE|HALF_HOUR|HOUR|DAY|WEEK)";
const TIME_DEFINED = new RegExp(
  `\\bconst (${A_TIME}_(?:MS|${A_TIME}S)|${A_TIME}S_AN?_${A_TIME}|${A_TIME}(?= = \\d)) =`,
  "g",
);

const folderOf = (file: string): string => file.split("/")[0]!;

/** Code without comments; strings and templates stay as they are. */
export const codeOf = (text: string): string =>
  text.replaceAll(
    /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|\/\/.*/g,
    (_, kept: string | undefined) => kept ?? " ",
  );

const withoutStrings = (code: string): string => code.replaceAll(/"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g, '""');

interface Import {
  readonly target: string;
  readonly isType: boolean;
}

/** Everything a file imports, re-exports, loads later or looks up by name. */
export const importsOf = (text: string): Import[] => {
  const code = codeOf(text);
  return [
    ...[...code.matchAll(/\b(?:import|export)\b(\s+type\b)?[^;"'`]*?\bfrom\s*["']([^"']+)["']/g)].map(
      ([, type, target]) => ({ target: target!, isType: type !== undefined }),
    ),
    ...[...code.matchAll(/\bimport\s*\(?\s*["'`]([^"'`]+)["'`]|\brequire(?:\.resolve)?\(\s*["'`]([^"'`]+)["'`]/g)].map(
      ([, target, required]) => ({ target: (target ?? required)!, isType: false }),
    ),
  ];
};

/** Imports of other folders that the layering does not have. */
export const layering = ({ file, text }: SourceFile): string[] => {
  const allowed = MAY_IMPORT[folderOf(file)];
  if (allowed === undefined) return [`${file} is in a folder that the layering does not know`];
  return importsOf(text).flatMap(({ target, isType }) => {
    if (!target.startsWith(".")) return [];
    const path = posix.join(posix.dirname(file), target);
    const [, other] = /^(\w+)\/(?:[\w-]+\/)*[\w-]+\.ts$/.exec(path) ?? [];
    if (other === undefined) return [`${file} imports ${target}`];
    if (other === folderOf(file) || path === TIME) return [];
    if (folderOf(file) === "domain" && other === "kernel" && target !== KERNEL_FOR_DOMAIN)
      return [`${file} imports ${target}`];
    if (allowed.runs.includes(other)) return [];
    if (allowed.types?.includes(other) === true) return isType ? [] : [`${file} imports more than types of ${other}`];
    return [`${file} imports ${other}`];
  });
};

/** Packages that were not chosen for the folder. */
export const packages = ({ file, text }: SourceFile): string[] => {
  const folder = folderOf(file);
  const chosen = [
    ...(PACKAGES[folder] ?? []),
    ...(PACKAGES_OF_FILES[file] ?? []),
    ...(ON_THE_MACHINE.includes(folder) ? [/^node:/] : []),
  ];
  return importsOf(text)
    .filter(({ target }) => !target.startsWith(".") && !chosen.some((name) => name.test(target)))
    .map(({ target }) => `${file} imports ${target}`);
};

/** Actors that import each other instead of being joined in market.ts, or in registration-market.ts. */
export const actors = ({ file, text }: SourceFile): string[] => {
  if (folderOf(file) !== "actors") return [];
  const own = file.slice("actors/".length, -".ts".length);
  if (JOINED_IN.includes(own)) return [];
  return importsOf(text)
    .map(({ target }) => target)
    .filter((target) => target.startsWith("./") && !SHARED_BY_ACTORS.includes(target.slice(2, -3)))
    .map((target) => `${own} imports ${target.slice(2, -3)}`);
};

/** What a result must not hang on. */
export const purity = ({ file, text }: SourceFile): string[] => {
  if (!PURE.includes(folderOf(file))) return [];
  const code = withoutStrings(codeOf(text));
  return IMPURE.flatMap(([what, pattern]) => (pattern.test(code) ? [`${file} uses ${what}`] : []));
};

/** Only the command line prints or ends the program. */
export const voice = ({ file, text }: SourceFile): string[] =>
  folderOf(file) !== "cli" && /\bconsole\.|\bprocess\.(stdout|stderr|exit)\b/.test(withoutStrings(codeOf(text)))
    ? [`${file} prints or ends the program`]
    : [];

/** Lines that a screen, or the view of a change, has no room for. */
export const width = ({ file, text }: SourceFile): string[] =>
  text
    .split("\n")
    .flatMap((line, i) => (line.length > COLUMNS_MAX ? [`${file}:${i + 1} has ${line.length} columns`] : []));

/** Files that are too long or too wide, names that say nothing, and work that was left. */
export const form = ({ file, text }: SourceFile): string[] => {
  const lines = text.replace(/\n$/, "").split("\n");
  return [
    ...(lines.length > LINES_MAX ? [`${file} has ${lines.length} lines`] : []),
    ...width({ file, text }),
    ...(/(^|[/.-])(utils?|helpers?|commons?|managers?|misc)([/.-]|$)/i.test(file)
      ? [`${file}: its name says nothing`]
      : []),
    ...(/\b(TODO|FIXME|XXX|HACK)\b/.test(text) ? [`${file} leaves something open`] : []),
  ];
};

/** Lengths of time that are defined once more. */
export const timesAgain = ({ file, text }: SourceFile): string[] =>
  file === TIME
    ? []
    : [...withoutStrings(codeOf(text)).matchAll(TIME_DEFINED)].map(
        ([, name]) => `${file} defines ${name}, as ${TIME} does`,
      );

const TIME_FIGURES = /(?<![\w.])(60_000|1_800_000|3_600_000|86_400(_000)?|1440)(?![\w.])/g;

/** SQL and the like: templates that nothing is put into. */
const withoutTexts = (code: string): string =>
  code.replaceAll(/`[^`]*`/g, (template) => (template.includes("${") ? template : "``"));

/** Lengths of time as figures; what runs in a browser can't import their names. */
export const timesInFigures = ({ file, text }: SourceFile): string[] =>
  file === TIME || file.includes("/browser/")
    ? []
    : [...withoutTexts(withoutStrings(codeOf(text))).matchAll(TIME_FIGURES)].map(
        ([figure]) => `${file} says ${figure}, which has a name in ${TIME}`,
      );

/** Tests that are left out, or that leave all others out. */
export const leftOut = ({ file, text }: SourceFile): string[] =>
  /\b(it|test|describe|suite)(\.\w+)*\.(only|skip|todo|fails)\b/.test(withoutStrings(codeOf(text)))
    ? [`${file} leaves tests out`]
    : [];

/** Tests that make a folder which nobody takes away. */
export const strayFolders = ({ file, text }: SourceFile): string[] =>
  file !== "own-folder.ts" && /\btmpdir\(\)/.test(withoutStrings(codeOf(text)))
    ? [`${file} makes a folder that stays; emptyFolder of own-folder.ts takes it away`]
    : [];

/** Scenarios without a recorded fingerprint of each of their options. */
export const uncovered = (options: readonly string[], csv: string): string[] => {
  const recorded = new Set(csv.split("\n").map((line) => line.split(",").slice(0, 2).join(" ")));
  return options.filter((option) => !recorded.has(option)).map((option) => `${option} has no fingerprint`);
};
