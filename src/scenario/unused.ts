import { nearest } from "./near.ts";
import type { Problem } from "./problem.ts";
import type { ScenarioOption } from "./scenario.ts";
import { plainOf, type SourceMap, sourceAt } from "./source.ts";

/** Named windows and targets that no row of any option refers to: nothing reads them. */
export const unusedProblems = (base: SourceMap, options: readonly ScenarioOption[], problems: Problem[]): void => {
  const sources = [base, ...options.map((option) => option.source)];
  for (const [section, field] of [
    ["windows", "window"],
    ["targets", "target"],
  ] as const) {
    const used = new Set(sources.flatMap((source) => wordsOf(source, field)));
    const defined = new Map(sources.flatMap((source) => namesOf(source, section)));
    for (const [name, at] of defined) {
      if (used.has(name)) continue;
      const others = [...defined.keys()].filter((other) => other !== name);
      const near = nearest(name, others);
      const hint =
        near === undefined
          ? `${field}: ${name} in a row, or no such entry`
          : `an entry that rows use; did you mean "${near}"?`;
      problems.push({ at, path: `${section}.${name}`, message: `no row uses this; expected ${hint}` });
    }
  }
};

const wordsOf = (source: SourceMap, field: string): readonly string[] => {
  const policy = sourceAt(source, ["policy"]);
  if (policy?.kind !== "map") return [];
  return [...policy.entries.values()].flatMap((row) => {
    const word = sourceAt(row, [field]);
    return word === undefined ? [] : [String(plainOf(word))];
  });
};

const namesOf = (source: SourceMap, section: string): readonly (readonly [string, Problem["at"]])[] => {
  const found = sourceAt(source, [section]);
  return found?.kind === "map"
    ? [...found.entries].map(([name, entry]) => [name, entry.keyAt ?? entry.at] as const)
    : [];
};
