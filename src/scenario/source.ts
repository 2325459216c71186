import { dirname, isAbsolute, join } from "node:path";
import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Node as YamlNode,
} from "yaml";
import type { Problem, Spot } from "./problem.ts";
import { readDayProfile } from "./profile-csv.ts";
import { syntaxProblem, telling } from "./yaml-faults.ts";

/** Where a value comes from: a public source in words, or an entry of the assumptions log. */
export interface Note {
  readonly source?: string;
  readonly assumption?: string;
  readonly at: Spot;
  /** What stood under this note when it was written: a later value is a change to it. */
  readonly original: Source;
  /** Written in a private overlay: never shown, and of no later value. */
  readonly isPrivate?: true;
}

interface Placed {
  readonly at: Spot;
  /** Place of the key, when it is the value of one. */
  readonly keyAt?: Spot;
  readonly note?: Note;
  /** A map that is one value: laid over another it takes its place. */
  readonly isWhole?: true;
  /** From a private overlay: never shown. */
  readonly isPrivate?: true;
}

/** A value of a scenario file with its place and its note: what files, options and `--set` are merged as. */
export type Source =
  | (Placed & { readonly kind: "map"; readonly entries: ReadonlyMap<string, Source> })
  | (Placed & { readonly kind: "list"; readonly items: readonly Source[] })
  | (Placed & { readonly kind: "scalar"; readonly value: string | number | boolean | null });

export type SourceMap = Extract<Source, { kind: "map" }>;

export const START = { line: 1, column: 1 } as const;
/** Aliases are followed, so a few lines of them could stand for billions of values. No scenario is near these. */
const VALUES_MAX = 20_000;
const DEPTH_MAX = 40;

/**
 * Reads one YAML document. Every fault goes to `problems`; undefined when no value came of it. In a "plain" one a map
 * with the key `value` is a map like any other, not a value with its note.
 */
export const readYaml = (
  text: string,
  file: string,
  problems: Problem[],
  maps: "noted" | "plain" = "noted",
): Source | undefined => {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: true,
    prettyErrors: false,
    stringKeys: false,
  });
  const spot = (offset: number): Spot => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  for (const fault of telling([...document.errors, ...document.warnings]))
    problems.push(syntaxProblem(fault, spot(fault.pos[0]), text));
  if (document.errors.length > 0 || document.warnings.length > 0) return undefined;
  return new Reader(document, spot, problems, maps === "noted").root();
};

class Reader {
  private readonly document: Document;
  private readonly spot: (offset: number) => Spot;
  private readonly problems: Problem[];
  private readonly notes: boolean;
  private values = 0;
  /** The outermost alias being followed: what is too much inside it is said there. */
  private aliasAt: Spot | undefined;
  private isTooMuch = false;

  constructor(document: Document, spot: (offset: number) => Spot, problems: Problem[], notes: boolean) {
    this.document = document;
    this.spot = spot;
    this.problems = problems;
    this.notes = notes;
  }

  root(): Source | undefined {
    const contents = this.document.contents;
    const read = contents === null ? undefined : this.read(contents as YamlNode, [], undefined);
    return this.isTooMuch ? undefined : read;
  }

  private fault(at: Spot, path: readonly string[], message: string): undefined {
    this.problems.push({ at, path: path.join("."), message });
    return undefined;
  }

  private read(node: YamlNode | null, path: readonly string[], keyAt: Spot | undefined): Source | undefined {
    const at = node?.range ? this.spot(node.range[0]) : (keyAt ?? this.spot(0));
    this.values += 1;
    if (this.isTooMuch) return undefined;
    if (this.values > VALUES_MAX || path.length > DEPTH_MAX) {
      this.isTooMuch = true;
      const tooMuch = path.length > DEPTH_MAX ? `${DEPTH_MAX} levels` : `${VALUES_MAX} values, with aliases followed`;
      const message = `more than ${tooMuch}; expected fewer, as no scenario needs so many`;
      return this.fault(this.aliasAt ?? at, path.slice(0, 1), message);
    }
    const placed = keyAt === undefined ? { at } : { at, keyAt };
    if (node === null) return { ...placed, kind: "scalar", value: null };
    if (isAlias(node)) return this.ofAlias(node.resolve(this.document) as YamlNode | undefined, placed, path);
    if (isMap(node)) return this.ofMap(node.items, placed, path);
    if (isSeq(node)) {
      const items = node.items.map((item, i) => this.read(item as YamlNode, [...path, String(i)], undefined));
      return { ...placed, kind: "list", items: items.filter((item) => item !== undefined) };
    }
    const value = isScalar(node) ? node.value : null;
    const plain = typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
    return { ...placed, kind: "scalar", value: plain };
  }

  private ofAlias(target: YamlNode | undefined, placed: Placed, path: readonly string[]): Source | undefined {
    if (target === undefined) return this.fault(placed.at, path, "an alias to nothing; expected an &anchor before it");
    const outer = this.aliasAt;
    this.aliasAt ??= placed.at;
    const read = this.read(target, path, placed.keyAt);
    this.aliasAt = outer;
    return read === undefined ? undefined : { ...read, at: placed.at };
  }

  private ofMap(pairs: readonly unknown[], placed: Placed, path: readonly string[]): Source | undefined {
    const entries = new Map<string, Source>();
    for (const pair of pairs) {
      if (!isPair(pair)) continue;
      const key = pair.key as YamlNode | null;
      const keyAt = key?.range ? this.spot(key.range[0]) : placed.at;
      if (!isScalar(key) || key.value === null) {
        this.fault(keyAt, path, "a list, a map or nothing stands as a key; expected a word");
        continue;
      }
      const name = String(key.source ?? key.value);
      if (name === "<<") {
        this.fault(
          keyAt,
          path,
          `"<<" isn't read here; expected plain keys: use extends, options or an alias of a whole value`,
        );
        continue;
      }
      const value = this.read(pair.value as YamlNode | null, [...path, name], keyAt);
      if (value !== undefined) entries.set(name, value);
    }
    const csv = entries.get("csv");
    if (this.notes && csv !== undefined && entries.size === 1) return this.ofProfile(csv, placed, path);
    return this.notes && entries.has("value")
      ? this.annotated(entries, placed, path)
      : { ...placed, kind: "map", entries };
  }

  /** `{ csv: file }`: the hours and shares of the day profile in that file, which is named relative to this one. */
  private ofProfile(csv: Source, placed: Placed, path: readonly string[]): Source {
    // In place of a profile that can't be read stands one that can: its fault is said once, and the rest is checked.
    const unread = { ...placed, kind: "scalar", value: "uniform" } as const;
    if (csv.kind !== "scalar" || typeof csv.value !== "string" || csv.value.trim() === "") {
      this.fault(csv.at, [...path, "csv"], "isn't a file; expected a CSV of 48 or 1,440 rows, relative to this");
      return unread;
    }
    const file = isAbsolute(csv.value) ? csv.value : join(dirname(csv.at.file), csv.value);
    const shares = readDayProfile(file, csv.at, path.join("."), this.problems);
    if (shares === undefined) return unread;
    const { at } = csv;
    const entries = new Map(shares.map(([hours, value]) => [hours, { kind: "scalar", at, keyAt: at, value }] as const));
    return { ...placed, kind: "map", entries, isWhole: true };
  }

  /** `{ value: …, source: … }` or `{ value: …, assumption: … }`: the value, with its note. */
  private annotated(entries: Map<string, Source>, placed: Placed, path: readonly string[]): Source {
    const inner = entries.get("value")!;
    const words = {
      source: this.word(entries.get("source"), path),
      assumption: this.word(entries.get("assumption"), path),
    };
    for (const [name, entry] of entries)
      if (name !== "value" && name !== "source" && name !== "assumption")
        this.fault(
          entry.keyAt!,
          [...path, name],
          "isn't part of a value's note; expected value with source or assumption",
        );
    if (words.source !== undefined && words.assumption !== undefined)
      this.fault(
        entries.get("assumption")!.keyAt!,
        path,
        "has both a source and an assumption; expected one of them: delete the other",
      );
    else if (!entries.has("source") && !entries.has("assumption"))
      this.fault(placed.at, path, `"value" comes with a note; add source: or assumption:, or write the bare value`);
    const note: Note = {
      ...(words.source === undefined ? {} : { source: words.source }),
      ...(words.assumption === undefined ? {} : { assumption: words.assumption }),
      at: entries.get("assumption")?.at ?? entries.get("source")?.at ?? placed.at,
      original: inner,
    };
    return { ...inner, ...(placed.keyAt === undefined ? {} : { keyAt: placed.keyAt }), note };
  }

  private word(entry: Source | undefined, path: readonly string[]): string | undefined {
    if (entry === undefined) return undefined;
    if (entry.kind === "scalar" && typeof entry.value === "string" && entry.value.trim() !== "") return entry.value;
    this.fault(
      entry.at,
      path,
      "its note isn't text; expected words for a source, or an id such as A-002 for an assumption",
    );
    return undefined;
  }
}

/** The plain value, without places and notes: what is decoded. */
export const plainOf = (source: Source): unknown => {
  if (source.kind === "scalar") return source.value;
  if (source.kind === "list") return source.items.map(plainOf);
  return Object.fromEntries([...source.entries].map(([key, entry]) => [key, plainOf(entry)]));
};

/** The value at a path, if it is there. */
export const sourceAt = (source: Source, path: readonly string[]): Source | undefined => {
  let found: Source | undefined = source;
  for (const key of path) {
    if (found?.kind === "map") found = found.entries.get(key);
    else if (found?.kind === "list") found = found.items[Number(key)];
    else return undefined;
  }
  return found;
};

/** The place to show for a path: the value's own, or that of the nearest map around it that exists. */
export const spotOf = (source: Source, path: readonly string[], of: "key" | "value"): Spot => {
  for (let length = path.length; length > 0; length--) {
    const found = sourceAt(source, path.slice(0, length));
    if (found === undefined) continue;
    return length === path.length && of === "value" ? found.at : (found.keyAt ?? found.at);
  }
  return source.at;
};
