import * as Result from "effect/Result";
import type * as Schema from "effect/Schema";
import type * as SchemaIssue from "effect/SchemaIssue";
import * as SchemaParser from "effect/SchemaParser";
import { type IssueLeaf, issueLeaves, readerMessage } from "./issue-leaves.ts";
import { fieldAt, keysAt, pathsEndingIn } from "./known-fields.ts";
import { didYouMean, nearest } from "./near.ts";
import type { Problem } from "./problem.ts";
import { type Resolved, WithDerivedCapacity, WithFixedCapacity } from "./schema.ts";
import { plainOf, type Source, type SourceMap, sourceAt, spotOf } from "./source.ts";
import { shown } from "./units.ts";

const STRICT = { errors: "all", onExcessProperty: "error" } as const;
/** An unknown key is a problem, and no reason to leave the rest of its section unchecked. */
const LENIENT = { onExcessProperty: "ignore" } as const;
const decodeFixed = SchemaParser.decodeUnknownResult(WithFixedCapacity, STRICT);
const decodeDerived = SchemaParser.decodeUnknownResult(WithDerivedCapacity, STRICT);

/** Decodes a merged scenario; every fault goes to `problems` with the place of its value. */
export const decode = (source: Source, problems: Problem[]): Resolved | undefined => {
  const capacity = sourceAt(source, ["capacity"]);
  const decoder = capacity?.kind === "scalar" ? decodeDerived : decodeFixed;
  const result: Result.Result<Resolved, SchemaIssue.Issue> = decoder(plainOf(source));
  if (Result.isSuccess(result)) return result.success;
  problems.push(...issueLeaves(result.failure).map((leaf) => problemOf(leaf, source)));
  return undefined;
};

/** The sections that can be decoded when the whole can't: what is checked across values is then said at once too. */
export const decodeSections = (source: SourceMap): Partial<Resolved> => {
  const decoded: Record<string, unknown> = {};
  for (const [name, section] of Object.entries(WithFixedCapacity.fields)) {
    const part = source.entries.get(name);
    if (part === undefined) continue;
    const result = SchemaParser.decodeUnknownResult(
      section as Schema.ConstraintDecoder<unknown>,
      LENIENT,
    )(plainOf(part));
    if (Result.isSuccess(result)) decoded[name] = result.success;
  }
  return decoded as Partial<Resolved>;
};

const problemOf = ({ path, issue }: IssueLeaf, source: Source): Problem => {
  const put = (message: string, of: "key" | "value"): Problem => ({
    at: spotOf(source, path, of),
    path: path.join("."),
    message,
  });
  if (issue._tag === "UnexpectedKey") return put(unexpected(path), "key");
  if (issue._tag === "MissingKey") return put(missing(path), "key");
  if (issue._tag === "InvalidType") return put(wrongKind(sourceAt(source, path), path), "value");
  return put(readerMessage(issue), "value");
};

/** Keys that a scenario had once, and what says it now. */
const MOVED: Readonly<Record<string, string>> = {
  "smets1Sms.price": "the price list, as in prices.sms: 0.025 £/SMS",
};

const unexpected = (path: readonly string[]): string => {
  const key = path.at(-1)!;
  const moved = MOVED[path.join(".")];
  if (moved !== undefined) return `no such key any more; expected it in ${moved}`;
  const keys = keysAt(path.slice(0, -1));
  const near = nearest(key, keys);
  if (near !== undefined) return `no such key; did you mean "${near}"?`;
  const elsewhere = pathsEndingIn(key);
  if (elsewhere.length === 1) return `no such key here; did you mean ${elsewhere[0]}?`;
  if (path[0] === "policy" && path.length === 2) return `no such row; expected one of the table's: ${keys.join(", ")}`;
  return keys.length === 0 ? "no such key; expected a value here, not a map" : `no such key; ${didYouMean(key, keys)}`;
};

/** A title inside a sentence: small first letter, unless the word is an acronym or a name such as SMETS2. */
const inSentence = (title: string | undefined): string | undefined =>
  title === undefined || /^\S?[A-Z0-9]/.test(title.slice(1)) ? title : title[0]!.toLowerCase() + title.slice(1);

const missing = (path: readonly string[]): string => {
  const title = inSentence(fieldAt(path)?.title);
  const switchOff =
    path[0] === "policy" && path.length === 2 ? "; rows stay in the table: set its rate to 0 instead" : "";
  const keys = keysAt(path);
  const what = title ?? (keys.length > 0 ? `a map of ${listed(keys, 6)}` : "");
  return `is missing${what === "" ? "" : `; expected ${what}`}${switchOff}`;
};

const listed = (keys: readonly string[], most: number): string =>
  `${keys.slice(0, most).join(", ")}${keys.length > most ? " and more" : ""}`;

const wrongKind = (found: Source | undefined, path: readonly string[]): string => {
  const raw = found === undefined ? null : plainOf(found);
  const keys = keysAt(path);
  if (keys.length > 0) return `${shown(raw)} stands here; expected a map of ${listed(keys, 8)}`;
  const title = inSentence(fieldAt(path)?.title);
  return `${shown(raw)} stands here; expected ${title === undefined ? "a map of names" : `a list: ${title}`}`;
};
