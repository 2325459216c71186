import type * as SchemaAST from "effect/SchemaAST";
import { FILE_KEYS, WithFixedCapacity } from "./schema.ts";

/** A field of a scenario, as its schema describes it. */
export interface Field {
  /** Dotted path; `*` stands for a name that the scenario chooses. */
  readonly path: string;
  readonly title: string;
  readonly description: string;
  readonly unit: string;
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

const walk = (ast: SchemaAST.AST, path: readonly string[], fields: Field[]): void => {
  if (ast._tag === "Objects") {
    for (const { name, type } of ast.propertySignatures) walk(type, [...path, String(name)], fields);
    for (const { type } of ast.indexSignatures) walk(type, [...path, "*"], fields);
    return;
  }
  const inner = ast._tag === "Arrays" ? ast.rest[0]?.annotations : ast.annotations;
  fields.push({
    path: path.join("."),
    title: text(ast.annotations?.["title"]),
    description: text(ast.annotations?.["description"] ?? inner?.["description"]),
    unit: text(inner?.["unit"]),
  });
};

const allFields = (): readonly Field[] => {
  const fields: Field[] = [];
  walk(WithFixedCapacity.ast, [], fields);
  return fields;
};

/** Every field of a scenario, in the order of the schema: what a page of reference is made from. */
export const FIELDS: readonly Field[] = allFields();

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
