import * as Result from "effect/Result";
import * as Schema from "effect/Schema";
import type * as SchemaIssue from "effect/SchemaIssue";
import * as SchemaParser from "effect/SchemaParser";
import { oneOf, words } from "./fields.ts";
import { fileText } from "./file-text.ts";
import { type IssueLeaf, issueLeaves, readerMessage } from "./issue-leaves.ts";
import { didYouMean } from "./near.ts";
import type { Problem, Spot } from "./problem.ts";
import { plainOf, readYaml, type Source, START, spotOf } from "./source.ts";

/** How far a value may be trusted. */
export const MARKS = ["seed", "found", "derived", "assumption"] as const;

const Entry = Schema.Struct({
  title: words("What is assumed"),
  value: Schema.Unknown,
  range: Schema.Unknown,
  unit: words("Unit, or - when it has none"),
  mark: oneOf("Mark of trust", MARKS),
  reason: words("Why this value, and where from"),
  changes: words("What would change it"),
  owner: words("Who looks after it"),
});

/** An entry of the assumptions log. */
export interface Assumption {
  readonly id: string;
  readonly title: string;
  /** As the log writes it: a number, words, a list, or a map. */
  readonly value: unknown;
  readonly range: unknown;
  readonly unit: string;
  readonly mark: (typeof MARKS)[number];
  readonly reason: string;
  readonly changes: string;
  readonly owner: string;
}

const decodeEntry = SchemaParser.decodeUnknownResult(Entry, { errors: "all", onExcessProperty: "error" });

/** The assumptions log of a scenario, by id. */
export const readAssumptions = (file: string, said: Spot, problems: Problem[]): ReadonlyMap<string, Assumption> => {
  const log = new Map<string, Assumption>();
  const text = fileText(file, "an assumptions log");
  if ("wrong" in text) {
    problems.push({ at: said, path: "assumptions", message: `${file}: ${text.wrong}` });
    return log;
  }
  const before = problems.length;
  const source = readYaml(text.value, file, problems, "plain");
  if (source?.kind !== "map") {
    if (problems.length === before)
      problems.push({
        at: { file, ...START },
        path: "",
        message: "no assumptions stand here; expected a map of ids to entries",
      });
    return log;
  }
  for (const [id, entry] of source.entries) {
    if (!ID.test(id))
      problems.push({
        at: entry.keyAt ?? entry.at,
        path: id,
        message: "isn't an id; expected A- and three digits, as in A-002",
      });
    const decoded: Result.Result<Omit<Assumption, "id">, SchemaIssue.Issue> = decodeEntry(plainOf(entry));
    if (Result.isSuccess(decoded)) log.set(id, { id, ...decoded.success });
    else problems.push(...issueLeaves(decoded.failure).map((leaf) => entryProblem(id, leaf, source)));
  }
  return log;
};

const ID = /^A-\d{3}$/;

const entryProblem = (id: string, { path, issue }: IssueLeaf, log: Source): Problem => {
  const full = [id, ...path];
  const isUnknown = issue._tag === "UnexpectedKey";
  return {
    at: spotOf(log, full, isUnknown ? "key" : "value"),
    path: full.join("."),
    message: entryMessage(path, issue),
  };
};

const entryMessage = (path: readonly string[], issue: IssueLeaf["issue"]): string => {
  if (issue._tag === "MissingKey")
    return "is missing; an entry has title, value, range, unit, mark, reason, changes and owner";
  if (issue._tag === "UnexpectedKey") return `no such key; ${didYouMean(path.at(-1)!, Object.keys(Entry.fields))}`;
  if (issue._tag === "InvalidType") return "isn't a map; expected an entry with title, value and the rest";
  return readerMessage(issue);
};
