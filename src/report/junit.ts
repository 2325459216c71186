import type { Answer } from "../experiment/answer.ts";
import type { ThresholdResult } from "../experiment/thresholds.ts";
import { xmlText } from "./escape.ts";
import { foundText, thresholdText } from "./threshold-text.ts";

const attributes = (of: Readonly<Record<string, string | number>>): string =>
  Object.entries(of)
    .map(([name, value]) => ` ${name}="${xmlText(String(value))}"`)
    .join("");

/** What became of a threshold, as the inside of a test case. */
const insideOf = (result: ThresholdResult): readonly string[] => {
  const { metric, is, severity, outcome, note } = result;
  const found = foundText(result);
  const caveat = outcome === "not judged" || note === null ? "" : ` (${note})`;
  if (outcome === "not judged") return [`<skipped${attributes({ message: found })}/>`];
  if (outcome === "held") return caveat === "" ? [] : [`<system-out>${xmlText(`${found}${caveat}`)}</system-out>`];
  const said = `${metric}: expected ${is}, found ${found}${caveat}`;
  return severity === "warn"
    ? [`<system-out>${xmlText(`warning: ${said}`)}</system-out>`]
    : [`<failure${attributes({ message: said, type: "threshold" })}/>`];
};

const testCase = (scenario: string, result: ThresholdResult): string => {
  const { option } = result;
  const head = `    <testcase${attributes({ name: thresholdText(result), classname: `${scenario}.${option}` })}`;
  const inside = insideOf(result);
  return inside.length === 0
    ? `${head}/>`
    : [`${head}>`, ...inside.map((line) => `      ${line}`), "    </testcase>"].join("\n");
};

/** The thresholds as JUnit XML: one test case for each option and threshold, a failure for each error that failed. */
export const junitXml = ({ scenario, thresholds }: Answer): string => {
  const countOf = (holds: (result: ThresholdResult) => boolean): number => thresholds.filter(holds).length;
  const counts = {
    tests: thresholds.length,
    failures: countOf(({ outcome, severity }) => outcome === "failed" && severity === "error"),
    errors: 0,
    skipped: countOf(({ outcome }) => outcome === "not judged"),
  };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes(counts)}>`,
    `  <testsuite${attributes({ name: scenario, ...counts })}>`,
    ...thresholds.map((result) => testCase(scenario, result)),
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
};
