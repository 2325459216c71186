import { undotted } from "./merge.ts";
import type { Problem, Spot } from "./problem.ts";
import { readYaml, type Source, type SourceMap } from "./source.ts";

/** What stands for a file where a value is of the command line. */
export const SET_FILE = "--set";

/** `a.b.c=value` of the command line as a tree of changes. The value is YAML: a number, words, a list or a map. */
export const readSet = (argument: string, number: number, problems: Problem[]): SourceMap | undefined => {
  const at = (column: number): Spot => ({ file: SET_FILE, line: number, column });
  const fault = (column: number, path: string, message: string): undefined => {
    problems.push({ at: at(column), path, message });
    return undefined;
  };
  const equals = argument.indexOf("=");
  if (equals < 0)
    return fault(1, "", `"${argument}" has no "="; expected path=value, as in estate.independentShare=0.5`);
  const path = argument.slice(0, equals).trim();
  const text = argument.slice(equals + 1);
  if (!/^[^.\s]+(\.[^.\s]+)*$/.test(path))
    return fault(1, "", `"${path}" isn't a path; expected keys joined by dots, as in estate.independentShare=0.5`);
  if (text.trim() === "")
    return fault(equals + 2, path, `no value after "="; expected one, or null to delete the value`);
  const found: Problem[] = [];
  const value = readYaml(text, SET_FILE, found);
  for (const problem of found)
    if (problem.at.file === SET_FILE) fault(equals + 2, path, problem.message);
    else problems.push({ ...problem, path });
  if (value === undefined) return undefined;
  const key = { ...moved(value, at(equals + 2)), keyAt: at(1) };
  return undotted({ kind: "map", at: at(1), entries: new Map([[path, key]]) }, problems, []);
};

/** Everything inside the value is placed at the value's beginning: one line is short enough to find it. */
const moved = (source: Source, at: Spot): Source => {
  const placed = { at, ...(source.keyAt === undefined ? {} : { keyAt: at }) };
  if (source.kind === "scalar") return { ...source, ...placed };
  if (source.kind === "list") return { ...source, ...placed, items: source.items.map((item) => moved(item, at)) };
  const entries = new Map([...source.entries].map(([key, entry]) => [key, moved(entry, at)] as const));
  return { ...source, ...placed, entries };
};
