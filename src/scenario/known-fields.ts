import type * as SchemaAST from "effect/SchemaAST";
import { FILE_KEYS, WithFixedCapacity } from "./schema.ts";

/** A field of a scenario, as its schema describes it. */
export interface Field {
  /** Dotted path; `*` stands for a name that the scenario chooses. */
  readonly path: string;
  readonly title: string;
  /** What the title leaves out; may be empty. */
  readonly description: string;
  readonly unit: string;
  /** How it is written, and its range. */
  readonly expects: string;
}

/** A map of fields with a path of its own. */
export type Section = Pick<Field, "path" | "title" | "description">;

const text = (value: unknown): string => (typeof value === "string" ? value : "");

const walk = (ast: SchemaAST.AST, path: readonly string[], fields: Field[], sections: Section[]): void => {
  const about = {
    path: path.join("."),
    title: text(ast.annotations?.["title"]),
    description: text(ast.annotations?.["description"]),
  };
  if (ast._tag === "Objects") {
    if (path.length > 0) sections.push(about);
    for (const { name, type } of ast.propertySignatures) walk(type, [...path, String(name)], fields, sections);
    for (const { type } of ast.indexSignatures) walk(type, [...path, "*"], fields, sections);
    return;
  }
  const item = ast._tag === "Arrays" ? ast.rest[0] : undefined;
  if (item?._tag === "Objects") {
    fields.push({ ...about, unit: "list", expects: text(ast.annotations?.["expects"]) });
    for (const { name, type } of item.propertySignatures) walk(type, [...path, "*", String(name)], fields, sections);
    return;
  }
  const inner = item === undefined ? ast.annotations : item.annotations;
  const list = ast._tag === "Arrays" ? "a list; of each: " : "";
  fields.push({ ...about, unit: text(inner?.["unit"]), expects: list + text(inner?.["expects"]) });
};

const walked = (): { readonly fields: readonly Field[]; readonly sections: readonly Section[] } => {
  const fields: Field[] = [];
  const sections: Section[] = [];
  walk(WithFixedCapacity.ast, [], fields, sections);
  return { fields, sections };
};

/**
 * Every field of a scenario, and every map of them, in the order of the schema: what messages, pages of reference and
 * `explain` are made from.
 */
export const { fields: FIELDS, sections: SECTIONS } = walked();

const segmentsOf = FIELDS.map((field) => field.path.split("."));

const matches = (segments: readonly string[], path: readonly string[]): boolean =>
  path.every((key, i) => segments[i] === key || segments[i] === "*");

/** The keys that a map at this path may have; empty when it is not a map, or its names are free. */
export const keysAt = (path: readonly string[]): readonly string[] => {
  const keys = new Set<string>();
  for (const segments of segmentsOf)
    if (segments.length > path.length && matches(segments, path)) keys.add(segments[path.length]!);
  if (path.length === 0) for (const key of FILE_KEYS) keys.add(key);
  return keys.has("*") ? [] : [...keys];
};

export const fieldAt = (path: readonly string[]): Field | undefined =>
  FIELDS.find((_, i) => segmentsOf[i]!.length === path.length && matches(segmentsOf[i]!, path));

/** Full paths of the fields that end in this key: where a key that stands in the wrong section belongs. */
export const pathsEndingIn = (key: string): readonly string[] =>
  FIELDS.filter((field) => field.path === key || field.path.endsWith(`.${key}`)).map((field) => field.path);
