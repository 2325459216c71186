import { didYouMean } from "./near.ts";
import type { Problem, Spot } from "./problem.ts";
import { plainOf, type Source } from "./source.ts";
import { shown } from "./units.ts";

/** What others are compared with where a scenario doesn't say it. */
const USUAL = "as-today";

/** The option that a scenario's others are compared with: what `compare` says, else as-today, else the first. */
export const readReference = (compare: Source | undefined, options: readonly string[], problems: Problem[]): string => {
  const usual = options.includes(USUAL) ? USUAL : options[0]!;
  if (compare === undefined) return usual;
  const put = (at: Spot, path: string, message: string): string => {
    problems.push({ at, path, message });
    return usual;
  };
  if (compare.kind !== "map")
    return put(compare.at, "compare", `${shown(plainOf(compare))} stands here; expected { reference: ${usual} }`);
  for (const [key, entry] of compare.entries)
    if (key !== "reference") put(entry.keyAt ?? entry.at, `compare.${key}`, "no such key; known: reference");
  const said = compare.entries.get("reference");
  if (said === undefined) return put(compare.at, "compare.reference", `is missing; expected the name of an option`);
  const name = plainOf(said);
  if (typeof name === "string" && options.includes(name)) return name;
  return put(said.at, "compare.reference", `no option ${shown(name)} here; ${didYouMean(String(name), options)}`);
};
