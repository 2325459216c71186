import type { Problem, Spot } from "./problem.ts";
import { plainOf, type Source, type SourceMap } from "./source.ts";

/** Lays one source over another: maps merge, anything else replaces, `null` deletes. */
export const overlay = (
  base: Source | undefined,
  over: Source,
  problems: Problem[],
  path: readonly string[] = [],
): Source => {
  if (base === undefined || base.kind !== "map" || over.kind !== "map" || over.isWhole === true)
    return noted(over, base);
  const entries = new Map(base.entries);
  for (const [key, entry] of over.entries) {
    const under = entries.get(key);
    const inner = [...path, key];
    if (!isNull(entry)) entries.set(key, overlay(under, entry, problems, inner));
    else if (under !== undefined) entries.delete(key);
    else problems.push({ at: entry.keyAt ?? entry.at, path: inner.join("."), message: NOTHING_TO_DELETE });
  }
  // A merged map is found where it was written last: that is where its parts came to be together.
  const keyAt = over.keyAt ?? base.keyAt;
  const merged: Source = { kind: "map", at: over.at, ...(keyAt === undefined ? {} : { keyAt }), entries };
  const note = over.note === undefined ? base.note : { ...over.note, original: merged };
  return note === undefined ? merged : { ...merged, note };
};

const NOTHING_TO_DELETE = "null deletes, and there is nothing here to delete; expected a value, or {} for no change";

const isNull = (source: Source): boolean => source.kind === "scalar" && source.value === null;

/** A bare value stays under the note of the value it replaces, as a change to it. */
const noted = (over: Source, base: Source | undefined): Source => {
  const note = over.note ?? (base?.note?.isPrivate === true ? undefined : base?.note);
  return note === undefined ? over : { ...over, note };
};

/** True when a value is not what stood under its note when it was written. */
export const isChanged = (source: Source): boolean =>
  source.note !== undefined && JSON.stringify(plainOf(source)) !== JSON.stringify(plainOf(source.note.original));

/** `{ a.b: 1, a: { c: 2 } }` as `{ a: { b: 1, c: 2 } }`; the same path twice is a problem. */
export const undotted = (source: SourceMap, problems: Problem[], path: readonly string[]): SourceMap => {
  const root: Branch = { at: source.at, children: new Map() };
  for (const [key, entry] of source.entries) plant(root, key.split("."), entry, [...path, key], problems);
  return grown(root, source);
};

interface Branch {
  readonly at: Spot;
  readonly children: Map<string, Branch>;
  keyAt?: Spot;
  leaf?: Source;
}

const plant = (
  root: Branch,
  keys: readonly string[],
  entry: Source,
  path: readonly string[],
  problems: Problem[],
): void => {
  let branch = root;
  const keyAt = entry.keyAt ?? entry.at;
  for (const key of keys) {
    if (branch.leaf !== undefined) {
      problems.push(twice(keyAt, path));
      return;
    }
    let child = branch.children.get(key);
    if (child === undefined) branch.children.set(key, (child = { at: keyAt, children: new Map(), keyAt }));
    branch = child;
  }
  const isTree = entry.kind === "map" && entry.note === undefined && entry.isWhole !== true;
  if (isTree && entry.entries.size > 0) {
    for (const [key, inner] of entry.entries) plant(branch, key.split("."), inner, [...path, key], problems);
    return;
  }
  if (branch.leaf !== undefined || branch.children.size > 0) problems.push(twice(keyAt, path));
  else branch.leaf = entry;
};

const twice = (at: Spot, path: readonly string[]): Problem => ({
  at,
  path: path.join("."),
  message: "this value is set twice here; expected it once: delete one of them",
});

const grown = (branch: Branch, place: Pick<SourceMap, "at"> & { readonly keyAt?: Spot }): SourceMap => {
  const entries = new Map<string, Source>();
  for (const [key, child] of branch.children)
    entries.set(key, child.leaf === undefined ? grown(child, child) : { ...child.leaf, keyAt: child.keyAt! });
  return { kind: "map", at: place.at, ...(place.keyAt === undefined ? {} : { keyAt: place.keyAt }), entries };
};
