import { didYouMean, nearest } from "./near.ts";
import type { Problem, Spot } from "./problem.ts";
import { plainOf, type Source, type SourceMap } from "./source.ts";
import { readCondition } from "./threshold-grammar.ts";
import { shown } from "./units.ts";

export const SEVERITIES = ["error", "warn"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What must hold of a metric, as a scenario says it. */
export interface Threshold {
  /** A metric and its place, as in "demand_share:dsp"; the place may stand for several, as in "csp.*". */
  readonly metric: string;
  /** The condition, as in "max < 0.80". */
  readonly is: string;
  /** Whether the command fails with it. */
  readonly severity: Severity;
  /** Options that it is held against, in the scenario's order. */
  readonly options: readonly string[];
}

/** A threshold with the places of what it says: whether its metric exists is not known here. */
export interface WrittenThreshold extends Threshold {
  readonly path: string;
  readonly at: { readonly metric: Spot; readonly is: Spot };
}

const KEYS = ["metric", "is", "severity", "options"] as const;
const EXAMPLE = `{ metric: demand_share:dsp, is: "max < 0.80" }`;

/** The thresholds of a scenario; what is wrong with their form goes to `problems`. */
export const readThresholds = (
  source: Source | undefined,
  options: readonly string[],
  problems: Problem[],
): readonly WrittenThreshold[] => {
  if (source === undefined) return [];
  if (source.kind !== "list") {
    problems.push({
      at: source.at,
      path: "thresholds",
      message: `${shown(plainOf(source))} stands here; expected a list, as in [${EXAMPLE}]`,
    });
    return [];
  }
  return source.items.flatMap((item, i) => readThreshold(item, `thresholds.${i}`, options, problems) ?? []);
};

const readThreshold = (
  item: Source,
  path: string,
  options: readonly string[],
  problems: Problem[],
): WrittenThreshold | undefined => {
  const before = problems.length;
  const put = (at: Spot, key: string, message: string): undefined => {
    problems.push({ at, path: key === "" ? path : `${path}.${key}`, message });
    return undefined;
  };
  if (item.kind !== "map")
    return put(item.at, "", `${shown(plainOf(item))} stands here; expected a threshold, as in ${EXAMPLE}`);
  for (const [key, entry] of item.entries)
    if (!KEYS.some((known) => known === key))
      put(entry.keyAt ?? entry.at, key, `no such key; ${didYouMean(key, KEYS)}`);
  const text = (key: "metric" | "is", example: string): string | undefined => {
    const entry = item.entries.get(key);
    if (entry === undefined) return put(item.at, key, `is missing; expected it as in ${example}`);
    if (entry.kind === "scalar" && typeof entry.value === "string" && entry.value.trim() !== "")
      return entry.value.trim();
    return put(entry.at, key, `${shown(plainOf(entry))} stands here; expected text, as in ${example}`);
  };
  const metric = text("metric", "metric: demand_share:dsp");
  const is = text("is", `is: "max < 0.80"`);
  const spot = (key: string): Spot => item.entries.get(key)?.at ?? item.at;
  const condition = is === undefined ? undefined : readCondition(is);
  if (condition !== undefined && "wrong" in condition) put(spot("is"), "is", condition.wrong);
  const severity = readSeverity(item, put);
  const named = readOptions(item, options, put);
  if (problems.length > before || metric === undefined || is === undefined) return undefined;
  return { metric, is, severity, options: named, path, at: { metric: spot("metric"), is: spot("is") } };
};

type Put = (at: Spot, key: string, message: string) => void;

const readSeverity = (item: SourceMap, put: Put): Severity => {
  const entry = item.entries.get("severity");
  if (entry === undefined) return "error";
  const raw = plainOf(entry);
  const severity = SEVERITIES.find((one) => one === raw);
  if (severity !== undefined) return severity;
  const near = typeof raw === "string" ? nearest(raw, SEVERITIES) : undefined;
  const hint = near === undefined ? "" : `; did you mean "${near}"?`;
  put(entry.at, "severity", `${shown(raw)} isn't a severity; expected error or warn${hint}`);
  return "error";
};

const readOptions = (item: SourceMap, all: readonly string[], put: Put): readonly string[] => {
  const entry = item.entries.get("options");
  if (entry === undefined) return all;
  if (entry.kind !== "list" || entry.items.length === 0) {
    const what = entry.kind === "list" ? "an empty list" : shown(plainOf(entry));
    put(entry.at, "options", `${what} stands here; expected names of options, as in [${all[0]}]`);
    return all;
  }
  const named = entry.items.map((option) => ({ name: String(plainOf(option)), at: option.at }));
  for (const { name, at } of named)
    if (!all.includes(name)) put(at, "options", `no option "${name}"; ${didYouMean(name, all)}`);
  return all.filter((option) => named.some(({ name }) => name === option));
};
