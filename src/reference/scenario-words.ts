import { FILE_PROPERTIES } from "../scenario/json-schema.ts";
import { FIELDS, type Field, SECTIONS, type Section } from "../scenario/known-fields.ts";
import { assumptionsUsed } from "../scenario/notes.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { SHARED_KEYS } from "../scenario/schema.ts";
import { plainOf, type Source } from "../scenario/source.ts";
import type { Written } from "../scenario/written.ts";
import { facts, type Word, word } from "./word.ts";

/** A value as a file writes it on one line. */
export const written = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(written).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  const entries = Object.entries(value).map(([key, one]) => `${key}: ${written(one)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
};

/** A value of the base case, with the note that it stands under. */
interface BaseValue {
  readonly value: unknown;
  readonly source: string | undefined;
  readonly assumption: string | undefined;
}

/** What the base case has at a path: the value, and the nearest note on the way to it. */
export const baseValue = (base: Scenario, path: string): BaseValue | undefined => {
  let at: Source | undefined = [...base.options.values()][0]!.source;
  let note = at.note;
  for (const key of path.split(".")) {
    at = at?.kind === "map" ? at.entries.get(key) : undefined;
    note = at?.note ?? note;
  }
  return at === undefined ? undefined : { value: plainOf(at), source: note?.source, assumption: note?.assumption };
};

/** Maps whose entries all have the same keys: they are explained once. */
const ALIKE = /^(policy|estate\.gspGroups|contracts\.csp)\.[^.*]+/;
const once = (path: string): string => path.replace(ALIKE, "$1.*");

/** The fields of a scenario, those of alike maps once. */
export const keyFields = (): readonly Field[] => {
  const byPath = new Map<string, Field>();
  for (const field of FIELDS) {
    const path = once(field.path);
    if (!byPath.has(path)) byPath.set(path, { ...field, path });
  }
  return [...byPath.values()];
};

/** A path of the base case that a key with `*` stands for. */
const example = (base: Scenario, path: string): string => {
  const keys: string[] = [];
  for (const key of path.split(".")) {
    const inside = keys.length === 0 ? undefined : baseValue(base, keys.join("."))?.value;
    // Of a list that is empty there is none; a map that the base case has not may have any name.
    const first = inside === undefined ? "NAME" : Object.keys(inside as object)[0];
    keys.push(key === "*" ? (first ?? key) : key);
  }
  return keys.join(".");
};

const howChanged = (path: string): string =>
  path.includes("*")
    ? "with its list as a whole, in the file or under options:"
    : SHARED_KEYS.some((key) => path === key || path.startsWith(`${key}.`))
      ? `in the file or by --set ${path}=...; the same for all options`
      : `in the file, under options:, or by --set ${path}=...`;

/** What a key is in: a map, or the list whose items have it. */
const sectionOf = (path: string): string => {
  const map = path.replace(/\.[^.]+$/, "");
  const list = map.replace(/\.\*$/, "");
  return FIELDS.some((field) => field.path === list) ? list : map;
};

const fieldWord = (base: Scenario, { title, description, expects }: Field, path: string): Word => {
  const found = path.includes("*") ? undefined : baseValue(base, path);
  const section = path.includes(".") ? [sectionOf(path)] : [];
  return word("key", path, title, {
    text: description,
    facts: facts({
      expected: expects,
      "base case": found && written(found.value),
      source: found?.source,
      assumption: found?.assumption,
      changed: howChanged(example(base, path)),
    }),
    related: [...(found?.assumption === undefined ? [] : [found.assumption]), ...section],
  });
};

const sectionWord = (base: Scenario, { title, description }: Section, path: string): Word => {
  const inside = keyFields().filter((field) => standsFor(once(field.path), path, "inside"));
  const depth = path.split(".").length;
  const keys = [...new Set(inside.map((field) => field.path.split(".")[depth]!))];
  const named = keys[0] === "*" ? Object.keys((baseValue(base, example(base, path))?.value ?? {}) as object) : keys;
  const isOne =
    !path.includes("*") && !named.some((key) => SECTIONS.some((one) => standsFor(once(one.path), `${path}.${key}`)));
  const found = isOne ? baseValue(base, path) : undefined;
  return word("key", path, title, {
    text: description,
    facts: facts({
      keys: named.join(", "),
      "base case": found && written(found.value),
      source: found?.source,
      assumption: found?.assumption,
    }),
    related: found?.assumption === undefined ? [] : [found.assumption],
  });
};

/** True when a key, of which `*` may be any name, stands for this path, or for something inside it. */
export const standsFor = (key: string, path: string, where: "there" | "inside" = "there"): boolean => {
  const steps = key.split(".");
  const keys = path.split(".");
  const isThere = where === "there" ? steps.length === keys.length : steps.length > keys.length;
  return isThere && keys.every((one, i) => steps[i] === one || steps[i] === "*");
};

/** Fields and sections as one list in the order of the schema, each section before what is in it. */
const keys = (base: Scenario): Word[] => {
  const words = new Map<string, Word>();
  for (const field of keyFields()) {
    const steps = field.path.split(".");
    for (let length = 1; length < steps.length; length++) {
      const path = steps.slice(0, length).join(".");
      if (words.has(path)) continue;
      const section = SECTIONS.find((one) => once(one.path) === path);
      if (section !== undefined) words.set(path, sectionWord(base, section, path));
    }
    words.set(field.path, fieldWord(base, field, field.path));
  }
  return [...words.values()];
};

/** The key at a path that a key with `*` stands for: with what the base case has there. */
export const keyAt = (base: Scenario, path: string): Word | undefined => {
  if (path.includes("*") || !path.includes(".") || baseValue(base, path) === undefined) return undefined;
  const field = keyFields().find((one) => standsFor(one.path, path));
  // A row of the policy table is a word of its own kind.
  const section = SECTIONS.find((one) => once(one.path) !== "policy.*" && standsFor(once(one.path), path));
  return field === undefined ? section && sectionWord(base, section, path) : fieldWord(base, field, path);
};

const rows = (base: Scenario): Word[] =>
  Object.entries([...base.options.values()][0]!.values.policy).map(([id, row]) =>
    word("row", `policy.${id}`, row.title, {
      also: [id, row.title],
      facts: facts({
        process: row.process,
        "brought about by": row.need,
        sends: `${row.srv}, by ${row.role}, ${row.mode}`,
        window: row.window,
        target: row.target,
        "bound may place it": row.moves,
        changed: `under options:, or by --set policy.${id}.window="04:00-14:00" and the like`,
      }),
      related: [row.srv, `windows.${row.window}`, "policy.*.window", "policy.*.shape"],
    }),
  );

const assumptions = (base: Scenario): Word[] => {
  const used = assumptionsUsed(base);
  return [...base.assumptions.values()].map(({ id, title, value, range, unit, mark, reason, changes, owner }) => {
    const paths = used.flatMap((one) => (one.id === id && one.path !== "" ? [one.path] : []));
    return word("assumption", id, title, {
      text: reason,
      also: [title],
      facts: facts({
        value: written(value),
        range: written(range),
        unit: unit === "-" ? undefined : unit,
        mark,
        "stands for": paths.length > 0 ? paths.join(", ") : "built in: no value of the scenario",
        "would change it": changes,
        owner,
      }),
      related: [...paths, "mark of trust"],
    });
  });
};

/** Keys of the file itself, with those inside them. */
const fileKeys = (): Word[] =>
  Object.entries(FILE_PROPERTIES).map(([key, { title, description, properties, items }]) => {
    const inside = properties ?? (items as Written | undefined)?.["properties"] ?? {};
    return word("key", key, String(title), {
      text: typeof description === "string" ? description : "",
      facts: facts({ keys: Object.keys(inside).join(", "), changed: "in the file only" }),
    });
  });

/** Words of a scenario file, with what the base case has. */
export const scenarioWords = (base: Scenario): readonly Word[] => [
  ...fileKeys(),
  ...keys(base),
  ...rows(base),
  ...assumptions(base),
];
