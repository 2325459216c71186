import { REDACTED } from "./private-overlay.ts";
import type { Problem } from "./problem.ts";
import { plainOf, readYaml, type Source } from "./source.ts";

/** A value that two resolved options have otherwise; undefined where one of them doesn't have it. */
export interface ValueDifference {
  readonly path: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** Of a resolved option, what is no value of it. */
const NO_VALUES = ["question", "assumptions", "alsoAssumed"];

const leavesOf = (source: Source, path: readonly string[] = []): readonly (readonly [string, unknown])[] => {
  if (source.kind !== "map") return [[path.join("."), plainOf(source)]];
  return [...source.entries]
    .filter(([key]) => path.length > 0 || !NO_VALUES.includes(key))
    .flatMap(([key, entry]) => leavesOf(entry, [...path, key]));
};

const valuesOf = (resolved: string): ReadonlyMap<string, unknown> => {
  const problems: Problem[] = [];
  const source = readYaml(resolved, "resolved option", problems);
  if (source === undefined) throw new RangeError(`a resolved option can't be read: ${problems[0]?.message}`);
  return new Map(leavesOf(source));
};

/** What differs between two resolved options, value by value; where either is withheld, whether they do isn't known. */
export const resolvedDifferences = (from: string, to: string): readonly ValueDifference[] => {
  const [before, after] = [valuesOf(from), valuesOf(to)];
  return [...new Map([...before, ...after]).keys()].flatMap((path) => {
    const [was, is] = [before.get(path), after.get(path)];
    const isKnown = was !== REDACTED && is !== REDACTED;
    return isKnown && JSON.stringify(was) === JSON.stringify(is) ? [] : [{ path, from: was, to: is }];
  });
};
