import type { Assumption } from "./assumptions.ts";
import { isChanged } from "./merge.ts";
import { didYouMean } from "./near.ts";
import { plainShown } from "./private-overlay.ts";
import type { Problem } from "./problem.ts";
import type { Scenario } from "./scenario.ts";
import type { Source, SourceMap } from "./source.ts";

/** Calls `see` for every value from the top down, with its path. */
const eachValue = (
  source: Source,
  path: readonly string[],
  see: (source: Source, path: readonly string[]) => void,
): void => {
  see(source, path);
  if (source.kind === "map") for (const [key, entry] of source.entries) eachValue(entry, [...path, key], see);
  if (source.kind === "list")
    for (const [i, item] of source.items.entries()) eachValue(item, [...path, String(i)], see);
};

/** Notes that name assumptions which the log doesn't have. */
export const noteProblems = (
  root: Source,
  log: ReadonlyMap<string, Assumption>,
  logFile: string,
  problems: Problem[],
): void => {
  eachValue(root, [], ({ note }, path) => {
    const id = note?.assumption;
    if (id === undefined || log.has(id)) return;
    const hint = didYouMean(id, [...log.keys()]);
    const near = hint.startsWith("did") ? `; ${hint}` : "";
    problems.push({
      at: note!.at,
      path: path.join("."),
      message: `no assumption ${id} in ${logFile}; expected an id from there, or a new entry${near}`,
    });
  });
};

/** Design choices of a scenario, not figures about the world: these sections need no note. */
const CHOICES = ["question", "seed", "policy", "schedule", "secondRole", "purposeFlag", "uplift"];
const FIGURE = /^[+-]?\.?\d/;

/** Figures of a base file (one that extends nothing) that say neither a source nor an assumption. */
export const unexplained = (root: SourceMap, problems: Problem[]): void => {
  const visit = (source: Source, path: readonly string[]): void => {
    if (source.note !== undefined) return;
    if (source.kind === "map") for (const [key, entry] of source.entries) visit(entry, [...path, key]);
    if (source.kind === "list") for (const [i, item] of source.items.entries()) visit(item, [...path, String(i)]);
    if (source.kind !== "scalar") return;
    const isFigure =
      typeof source.value === "number" || (typeof source.value === "string" && FIGURE.test(source.value));
    if (isFigure)
      problems.push({
        at: source.at,
        path: path.join("."),
        message: `has no source; expected { value: ${source.value}, source: ... } or, when ours, assumption: A-...`,
      });
  };
  for (const [key, entry] of root.entries) if (!CHOICES.includes(key)) visit(entry, [key]);
};

/** An assumption that a scenario stands on. */
export interface AssumptionUsed {
  readonly id: string;
  readonly title: string;
  /** As the log has it. */
  readonly value: unknown;
  readonly range: unknown;
  readonly unit: string;
  readonly mark: string;
  /** Why this value, and where from. */
  readonly reason: string;
  /** What would change it. */
  readonly changes: string;
  /** Dotted path of the value that stands for it; empty when it is built in. */
  readonly path: string;
  /** True when the scenario, an option of it or `--set` puts another value there. */
  readonly changedHere: boolean;
}

/** The assumptions that a scenario stands on, by id; of one option only when it is named. */
export const assumptionsUsed = (scenario: Scenario, option?: string): readonly AssumptionUsed[] => {
  const used = new Map<string, AssumptionUsed>();
  const put = (id: string, path: string, changed: boolean): void => {
    const entry = scenario.assumptions.get(id);
    if (entry === undefined) return;
    const key = `${id} ${path}`;
    const changedHere = changed || used.get(key)?.changedHere === true;
    const { title, value, range, unit, mark, reason, changes } = entry;
    used.set(key, { id, title, value, range, unit, mark, reason, changes, path, changedHere });
  };
  for (const { name, source } of scenario.options.values())
    if (option === undefined || name === option)
      eachValue(source, [], (value, path) => {
        if (value.note?.assumption !== undefined) put(value.note.assumption, path.join("."), isChanged(value));
      });
  for (const id of scenario.alsoAssumed) put(id, "", false);
  return [...used.values()].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : a.path < b.path ? -1 : 1));
};

/** A value of one option with where it comes from: what a table of inputs is made from. */
export interface ValueUsed {
  readonly path: string;
  readonly value: unknown;
  /** Public source in words; of the value that stood here before, when it was changed. */
  readonly source: string | undefined;
  readonly assumption: string | undefined;
  readonly changedHere: boolean;
}

/** Every noted value of an option, in the order of the file. */
export const valuesUsed = (scenario: Scenario, option: string): readonly ValueUsed[] => {
  const used: ValueUsed[] = [];
  const chosen = scenario.options.get(option);
  if (chosen === undefined) throw new RangeError(`no option "${option}" in ${scenario.name}`);
  eachValue(chosen.source, [], (value, path) => {
    if (value.note === undefined) return;
    const { source: words, assumption } = value.note;
    const source = value.note.isPrivate === true ? undefined : words;
    used.push({ path: path.join("."), value: plainShown(value), source, assumption, changedHere: isChanged(value) });
  });
  return used;
};
