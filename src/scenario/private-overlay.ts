import { createHash } from "node:crypto";
import { fileText } from "./file-text.ts";
import { undotted } from "./merge.ts";
import type { Problem } from "./problem.ts";
import type { Scenario } from "./scenario.ts";
import { SHARED_KEYS } from "./schema.ts";
import { type Note, readYaml, type Source, type SourceMap, START } from "./source.ts";

/** A user's own contracts and traffic, laid over every option and withheld from what is shared. */
export interface PrivateOverlay {
  readonly tree: SourceMap;
  /** What tells one overlay from another where neither its name nor its values may stand. */
  readonly hash: string;
}

/** Words that stand where a value of an overlay would. */
export const REDACTED = "redacted (overlay)";

export const readPrivateOverlay = (file: string, problems: Problem[]): PrivateOverlay | undefined => {
  const at = { file, ...START };
  const text = fileText(file, "an overlay");
  if ("wrong" in text) {
    problems.push({ at, path: "", message: text.wrong });
    return undefined;
  }
  const before = problems.length;
  const read = readYaml(text.value, file, problems);
  if (read?.kind !== "map") {
    if (problems.length === before) problems.push({ at, path: "", message: NO_VALUES });
    return undefined;
  }
  const tree = asPrivate(undotted(read, problems, [])) as SourceMap;
  return { tree: withoutPublic(tree, [], problems), hash: createHash("sha256").update(text.value).digest("hex") };
};

const NO_VALUES = "no values stand here; expected a map of them, such as capacity.s1sp.moc: 300 /s";

const asPrivateNote = (note: Note): Note => ({ ...note, original: asPrivate(note.original), isPrivate: true });

const asPrivate = (source: Source): Source => {
  const note = source.note === undefined ? {} : { note: asPrivateNote(source.note) };
  if (source.kind === "scalar") return { ...source, ...note, isPrivate: true };
  if (source.kind === "list") return { ...source, ...note, items: source.items.map(asPrivate), isPrivate: true };
  const entries = new Map([...source.entries].map(([key, entry]) => [key, asPrivate(entry)] as const));
  return { ...source, ...note, entries, isPrivate: true };
};

/** Words by which a report groups its tables: there is no report without them. */
const ROW_WORDS = ["title", "process", "need", "srv", "role", "mode", "moves"];

const whyPublic = (path: readonly string[]): string | undefined => {
  if (path.length === 1 && path[0] !== "prices" && (SHARED_KEYS as readonly string[]).includes(path[0]!))
    return "all options and every report share it";
  if (path.join(".") === "estate.meters") return "every count of a report is of so many meters";
  if (path.join(".") === "limits.serviceOrder") return "every record says it";
  if (path.length === 3 && path[0] === "policy" && ROW_WORDS.includes(path[2]!))
    return "reports group their tables by it";
  return undefined;
};

/** An overlay's tree without what can't be withheld: these are problems. */
const withoutPublic = (tree: SourceMap, path: readonly string[], problems: Problem[]): SourceMap => {
  const entries = new Map<string, Source>();
  for (const [key, entry] of tree.entries) {
    const inner = [...path, key];
    const why = whyPublic(inner);
    if (why === undefined) entries.set(key, entry.kind === "map" ? withoutPublic(entry, inner, problems) : entry);
    else
      problems.push({
        at: entry.keyAt ?? entry.at,
        path: inner.join("."),
        message: `can't be changed by an overlay, since ${why}; expected it in the scenario`,
      });
  }
  return { ...tree, entries };
};

/** What a report of an option may not say. */
export interface Withheld {
  /** Dotted paths of the option's private values. */
  readonly paths: readonly string[];
  /** Capacities are worked out from the rest of the scenario, so that any private value may be in them. */
  readonly isCapacityDerived: boolean;
}

export const withheldOf = (scenario: Scenario, option: string): Withheld => {
  const { source, values } = scenario.options.get(option)!;
  return { paths: privatePaths(source), isCapacityDerived: values.capacity === "derived" };
};

const privatePaths = (source: Source, path: readonly string[] = []): readonly string[] => {
  if (source.isPrivate === true) return [path.join(".")];
  if (source.kind !== "map") return [];
  return [...source.entries].flatMap(([key, entry]) => privatePaths(entry, [...path, key]));
};

/** The plain value with words in place of what came from an overlay. */
export const plainShown = (source: Source): unknown => {
  if (source.isPrivate === true) return REDACTED;
  if (source.kind === "scalar") return source.value;
  if (source.kind === "list") return source.items.map(plainShown);
  return Object.fromEntries([...source.entries].map(([key, entry]) => [key, plainShown(entry)]));
};
