import { dirname, isAbsolute, join, normalize } from "node:path";
import { fileText } from "./file-text.ts";
import { overlay, undotted } from "./merge.ts";
import type { Problem, Spot } from "./problem.ts";
import { isFile, shippedFile } from "./shipped.ts";
import { readYaml, type Source, type SourceMap, START } from "./source.ts";
import { shown } from "./units.ts";

/** A scenario file over the files that it extends. */
export interface Inherited {
  /** Everything but options and thresholds. */
  readonly root: SourceMap;
  /** By name, in order; each an undotted tree of changes, `null` for what it deletes. */
  readonly options: ReadonlyMap<string, SourceMap>;
  /** The file's thresholds; of one without, those of what it extends. */
  readonly thresholds: Source | undefined;
  /** The file's own text, without what it extends. */
  readonly own: SourceMap;
  /** The file at the end of the chain, which extends nothing. */
  readonly baseFile: string;
  /** Where the assumptions log is, if a file says so. */
  readonly assumptions: { readonly file: string; readonly at: Spot } | undefined;
}

/** Reads a file and, first, what it extends. Undefined when there is nothing to go on with. */
export const inherit = (
  file: string,
  problems: Problem[],
  chain: readonly string[] = [],
  said?: Spot,
): Inherited | undefined => {
  const at = { file, ...START };
  const text = fileText(file);
  if ("wrong" in text) {
    problems.push(
      said === undefined
        ? { at, path: "", message: text.wrong }
        : { at: said, path: "extends", message: `${file}: ${text.wrong}` },
    );
    return undefined;
  }
  const before = problems.length;
  const own = readYaml(text.value, file, problems);
  if (own?.kind !== "map") {
    if (problems.length === before)
      problems.push({
        at,
        path: "",
        message: own === undefined || isNull(own) ? EMPTY : `a list or a word stands here; ${EXPECTED}`,
      });
    return undefined;
  }
  const base = baseOf(own, file, problems, chain);
  if (own.entries.has("extends") && base === undefined) return undefined;
  return over(base, own, file, problems);
};

const EXPECTED = "expected a map of keys such as question, extends and options";
const EMPTY = `the file is empty; ${EXPECTED}`;

const isNull = (source: Source): boolean => source.kind === "scalar" && source.value === null;

const textAt = (source: Source, path: string, problems: Problem[]): string | undefined => {
  if (source.kind === "scalar" && typeof source.value === "string") return source.value;
  const raw = source.kind === "scalar" ? source.value : source.kind === "list" ? [] : {};
  problems.push({ at: source.at, path, message: `${shown(raw)} stands here; expected one file, relative to this one` });
  return undefined;
};

/** A file relative to the one that names it; where there is none, that of the program's own scenarios. */
const targetOf = (name: string, file: string): string => {
  const beside = isAbsolute(name) ? name : join(dirname(file), name);
  return isFile(beside) ? beside : (shippedFile(name) ?? beside);
};

const baseOf = (own: SourceMap, file: string, problems: Problem[], chain: readonly string[]): Inherited | undefined => {
  const link = own.entries.get("extends");
  if (link === undefined) return undefined;
  const relative = textAt(link, "extends", problems);
  if (relative === undefined) return undefined;
  const target = targetOf(relative, file);
  const files = [...chain, normalize(file)];
  if (!files.includes(normalize(target))) return inherit(target, problems, files, link.at);
  const circle = [...files.slice(files.indexOf(normalize(target))), normalize(target)].join(" → ");
  problems.push({
    at: link.at,
    path: "extends",
    message: `goes in a circle: ${circle}; expected a file that doesn't extend this one`,
  });
  return undefined;
};

const over = (base: Inherited | undefined, own: SourceMap, file: string, problems: Problem[]): Inherited => {
  const entries = new Map(own.entries);
  const log = entries.get("assumptions");
  const logFile = log === undefined ? undefined : textAt(log, "assumptions", problems);
  const optionsOwn = entries.get("options");
  const thresholds = entries.get("thresholds") ?? base?.thresholds;
  for (const key of ["extends", "assumptions", "options", "thresholds"]) entries.delete(key);
  const rest = undotted({ ...own, entries }, problems, []);
  return {
    own,
    baseFile: base?.baseFile ?? file,
    root: base === undefined ? rest : (overlay(base.root, rest, problems) as SourceMap),
    options: mergedOptions(base?.options ?? new Map(), optionsOwn, problems),
    thresholds,
    assumptions: logFile === undefined ? base?.assumptions : { file: join(dirname(file), logFile), at: log!.at },
  };
};

const mergedOptions = (
  base: ReadonlyMap<string, SourceMap>,
  own: Source | undefined,
  problems: Problem[],
): ReadonlyMap<string, SourceMap> => {
  const options = new Map(base);
  if (own === undefined) return options;
  if (own.kind !== "map" || own.entries.size === 0) {
    problems.push({
      at: own.at,
      path: "options",
      message: "no options stand here; expected a map of names to changes, such as as-today: {}",
    });
    return options;
  }
  for (const [name, changes] of own.entries) {
    const path = ["options", name];
    const put = (message: string): void =>
      void problems.push({ at: changes.keyAt ?? changes.at, path: path.join("."), message });
    if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(name))
      put("isn't a name for an option; expected small letters, digits and hyphens");
    if (isNull(changes)) {
      if (!options.delete(name)) put("null deletes an option, and there is none of this name; for no change write {}");
    } else if (changes.kind !== "map") put("isn't a map of changes; expected { path: value }, or {} for no change");
    else options.set(name, joined(options.get(name), undotted(changes, problems, path), problems));
  }
  return options;
};

/** A later file's changes to an option over the earlier ones; `null` is kept, since it deletes from the scenario. */
const joined = (base: SourceMap | undefined, own: SourceMap, problems: Problem[]): SourceMap => {
  if (base === undefined) return own;
  const entries = new Map(base.entries);
  for (const [key, entry] of own.entries) {
    const under = entries.get(key);
    const both = under?.kind === "map" && entry.kind === "map";
    entries.set(key, both ? joined(under, entry, problems) : entry);
  }
  return { ...base, entries };
};
