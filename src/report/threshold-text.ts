import type { ThresholdResult } from "../experiment/thresholds.ts";
import { clock, count, duration, percent, share, wrap } from "./format.ts";

/** What became of a threshold, in a mark and in a word: it reads the same without colour. */
export const verdictOf = ({ outcome, severity }: ThresholdResult): { readonly mark: string; readonly word: string } => {
  if (outcome === "held") return { mark: "✓", word: "holds" };
  if (outcome === "not judged") return { mark: "–", word: "not judged" };
  return severity === "error" ? { mark: "✗", word: "FAILS" } : { mark: "!", word: "warns" };
};

/** What is asked; the same may be asked twice, to warn of and to fail by. */
export const thresholdText = ({ metric, is, severity }: Pick<ThresholdResult, "metric" | "is" | "severity">): string =>
  `${metric} ${is}${severity === "warn" ? " (warn)" : ""}`;

/** As many as a double has. */
const DIGITS_MAX = 17;

/** A figure with as many digits as tell it from the limit: what misses 99 % never reads as 99 %. */
const beside = (
  value: number,
  limit: number,
  digits: number,
  text: (value: number, digits: number) => string,
): string =>
  value !== limit && digits < DIGITS_MAX && text(value, digits) === text(limit, digits)
    ? beside(value, limit, digits + 1, text)
    : text(value, digits);

const plain = (value: number, digits: number): string => (digits === 0 ? count(value) : value.toFixed(digits));

/** A figure of a threshold's kind, such that it differs from the limit where it does. */
const figureText = (value: number, { quantity, limit }: Pick<ThresholdResult, "quantity" | "limit">): string => {
  switch (quantity) {
    case "share":
      return beside(value, limit, 1, percent);
    case "load":
    case "ratio":
      return beside(value, limit, 2, (one, digits) => (digits === 2 ? share(one) : one.toFixed(digits)));
    case "count":
      return beside(value, limit, 0, plain);
    case "rate":
      return `${beside(value, limit, 0, plain)} /s`;
    case "clock":
      return value === 0 ? "none" : clock(value);
    case "duration":
      return value !== limit && duration(value) === duration(limit)
        ? `${beside(value / 1000, limit / 1000, 0, plain)}s`
        : duration(value);
  }
};

/** Why there is no figure: of a run everything is recorded but what never came. */
const nothingText = ({ quantity }: Pick<ThresholdResult, "quantity">): string => {
  if (quantity === "ratio") return "no ratio: a percentile of it falls among needs never answered";
  return quantity === "share" || quantity === "duration" ? "nothing answered" : "no figure";
};

/** What was found: the figure and, where the threshold is for several places, which of them is the worst. */
export const foundText = (result: ThresholdResult): string => {
  const { outcome, metric, place, actual, laterThanMs, note } = result;
  if (outcome === "not judged") return note ?? "";
  const figure =
    actual !== null
      ? figureText(actual, result)
      : laterThanMs !== null
        ? `>${duration(laterThanMs)}, never answered`
        : nothingText(result);
  return place === null || metric.endsWith(`:${place}`) ? figure : `${figure} at ${place}`;
};

const WORD_WIDTH = 7;

/** "1 fails, 2 warn, 9 hold, 1 is not judged". */
export const thresholdTally = (results: readonly ThresholdResult[]): string => {
  const counts = new Map<string, number>();
  for (const result of results) counts.set(verdictOf(result).word, (counts.get(verdictOf(result).word) ?? 0) + 1);
  const parts = [
    ["FAILS", "fails", "fail"],
    ["warns", "warns", "warn"],
    ["holds", "holds", "hold"],
    ["not judged", "is not judged", "are not judged"],
  ].flatMap(([word, one, many]) => {
    const number = counts.get(word!);
    return number === undefined ? [] : [`${number} ${number === 1 ? one : many}`];
  });
  return parts.join(", ");
};

/** Thresholds for a terminal: each with what became of it under every option. */
export const thresholdsText = (results: readonly ThresholdResult[], width: number): string => {
  const options = Math.max(...results.map(({ option }) => option.length));
  const lines: string[] = [];
  let said = "";
  for (const result of results) {
    const threshold = thresholdText(result);
    if (threshold !== said) lines.push(wrap(threshold, width, "    "));
    said = threshold;
    const { mark, word } = verdictOf(result);
    const verdict = result.outcome === "not judged" ? `${word}: ${foundText(result)}` : foundText(result);
    const name = result.option.padEnd(options);
    const what = result.outcome === "not judged" ? "" : word;
    const caveat = result.outcome !== "not judged" && result.note !== null ? " ~" : "";
    lines.push(wrap(`  ${mark} ${what.padEnd(WORD_WIDTH)}${name}  ${verdict}${caveat}`, width, "      "));
  }
  const caveats = new Set(
    results.flatMap(({ outcome, note }) => (outcome === "not judged" || note === null ? [] : note)),
  );
  return [...lines, ...[...caveats].map((note) => wrap(`~ ${note}`, width, "  "))].join("\n");
};

const OUTCOMES = [
  ["FAILS", "fails in"],
  ["warns", "warns in"],
  ["holds", "holds in"],
  ["not judged", "not judged in"],
] as const;

/** A line for each threshold: in how many options it is what, the worst first. */
export const thresholdLines = (results: readonly ThresholdResult[], width: number): string[] =>
  [...Map.groupBy(results, thresholdText)].map(([threshold, each]) => {
    const found = OUTCOMES.flatMap(([outcome, words]) => {
      const those = each.filter((result) => verdictOf(result).word === outcome);
      return those.length === 0 ? [] : [{ mark: verdictOf(those[0]!).mark, said: `${words} ${those.length}` }];
    });
    return wrap(`  ${found[0]!.mark} ${threshold}: ${found.map(({ said }) => said).join(", ")}`, width, "      ");
  });
