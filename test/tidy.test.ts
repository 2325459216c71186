import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

// What review should not have to argue about: who may import whom, and what keeps a run the same on every machine.

const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  metrics: ["kernel"],
  domain: ["kernel"],
  ledger: ["kernel", "metrics", "domain"],
  smoothing: ["domain", "kernel"],
  fluid: ["domain", "smoothing"],
  actors: ["kernel", "metrics", "domain", "ledger", "smoothing"],
  run: ["actors", "kernel", "metrics", "domain", "ledger", "smoothing"],
  scenario: ["domain", "smoothing", "fluid"],
  experiment: ["run", "scenario", "fluid", "ledger", "metrics", "domain"],
  engine: ["run", "experiment", "domain"],
  store: ["experiment", "scenario", "metrics", "domain"],
  report: ["store", "experiment", "metrics", "domain"],
  cli: ["kernel", "metrics", "domain", "fluid", "run", "scenario", "experiment", "engine", "store", "report"],
};

const PACKAGES: Readonly<Record<string, readonly RegExp[]>> = {
  kernel: [/^seedrandom$/],
  scenario: [/^effect\//, /^yaml$/, /^node:/],
  engine: [/^piscina$/, /^node:/],
  store: [/^node:/],
  report: [/^cli-table3$/, /^canvas$/, /^chart\.js$/, /^chartjs-node-canvas$/, /^node:/],
  cli: [/^effect\//, /^yargs/, /^cli-progress$/, /^node:/],
};

/** Below these no clock, no chance, nothing awaited, no function whose last bit an engine may choose. */
const PURE = ["kernel", "metrics", "domain", "ledger", "smoothing", "fluid", "actors", "run"];
const IMPURE: readonly (readonly [string, RegExp])[] = [
  ["the clock", /\bDate\b|\bperformance\b/],
  ["Math.random", /\bMath\.random\b/],
  ["a timer", /\bset(Timeout|Interval|Immediate)\b/],
  ["something awaited", /\basync\b|\bawait\b|\bPromise\b/],
  ["the environment", /\bprocess\.(env|exit|argv|cwd|hrtime|std)/],
  [
    "a function that engines round as they like",
    /\bMath\.(exp|expm1|log\w*|pow|sin|cos|tan|a?sinh|a?cosh|a?tanh|cbrt|hypot)\b/,
  ],
  ["a power that isn't of two constants", /(?<!\b(?:2|1e3|10|CELLS)) \*\* /],
];

/** Files of actors that any of them may use; whatever else they need of each other is joined in market.ts. */
const SHARED_BY_ACTORS = ["market-context", "station-audit", "arrivals", "read-requests", "users"];

const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => ({ file, folder: file.split("/")[0]!, text: readFileSync(`src/${file}`, "utf8") }));

const codeOf = (text: string): string => text.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/(^|\s)\/\/.*$/gm, "");
const importsOf = (text: string): string[] =>
  [...text.matchAll(/\bfrom "([^"\s]+)";?$|\bimport\("([^"\s]+)"\)/gm)].map(([, named, loaded]) => (named ?? loaded)!);

describe("src", () => {
  test("folders import only what the layering allows", () => {
    const broken = sources.flatMap(({ file, folder, text }) =>
      importsOf(text)
        .filter((target) => target.startsWith("../"))
        .map((target) => target.replace(/^(\.\.\/)+/, "").split("/")[0]!)
        .filter((target) => target !== "package.json" && target !== folder && !MAY_IMPORT[folder]!.includes(target))
        .map((target) => `${file} imports ${target}`),
    );
    expect(broken).toEqual([]);
  });

  test("folders use only the packages chosen for them", () => {
    const broken = sources.flatMap(({ file, folder, text }) =>
      importsOf(text)
        .filter((target) => !target.startsWith("."))
        .filter((target) => !(PACKAGES[folder] ?? []).some((allowed) => allowed.test(target)))
        .map((target) => `${file} imports ${target}`),
    );
    expect(broken).toEqual([]);
  });

  test("actors never import each other; market.ts joins them", () => {
    const broken = sources
      .filter(({ folder, file }) => folder === "actors" && file !== "actors/market.ts")
      .flatMap(({ file, text }) =>
        importsOf(text)
          .filter((target) => target.startsWith("./") && !SHARED_BY_ACTORS.includes(target.slice(2, -3)))
          .map((target) => `${file} imports ${target}`),
      );
    expect(broken).toEqual([]);
  });

  test("nothing below a run asks the clock, chance, the machine, or an engine's own rounding", () => {
    const broken = sources
      .filter(({ folder }) => PURE.includes(folder))
      .flatMap(({ file, text }) =>
        IMPURE.flatMap(([what, pattern]) => (pattern.test(codeOf(text)) ? [`${file} uses ${what}`] : [])),
      );
    expect(broken).toEqual([]);
  });

  test("files are short, lines fit a screen, and names say what they hold", () => {
    const broken = sources.flatMap(({ file, text }) => {
      const lines = text.split("\n");
      return [
        ...(lines.length > 350 ? [`${file} has ${lines.length} lines`] : []),
        ...lines.flatMap((line, i) => (line.length > 120 ? [`${file}:${i + 1} has ${line.length} columns`] : [])),
        ...(/\b(utils?|helpers?|common|managers?|misc)\b/i.test(file) ? [`${file} has a name that says nothing`] : []),
        ...(/\b(TODO|FIXME|XXX)\b/.test(text) ? [`${file} leaves something open`] : []),
      ];
    });
    expect(broken).toEqual([]);
  });
});

test("no test is left out", () => {
  const left = readdirSync("test", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts") && file !== "tidy.test.ts")
    .filter((file) => /\b(it|test|describe)\.(only|skip|todo)\(/.test(readFileSync(`test/${file}`, "utf8")));
  expect(left).toEqual([]);
});

test("every scenario has its fingerprints recorded", () => {
  const recorded = readFileSync("test/fingerprints.csv", "utf8");
  const scenarios = readdirSync("scenarios").filter((file) => file.endsWith(".yaml") && file !== "assumptions.yaml");
  expect(scenarios.filter((file) => !recorded.includes(`${file.replace(".yaml", "")},`))).toEqual([]);
});
