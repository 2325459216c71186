import type * as SchemaIssue from "effect/SchemaIssue";

/** One fault that a schema found, with the path of its value. */
export interface IssueLeaf {
  readonly path: readonly string[];
  readonly issue: SchemaIssue.Leaf;
}

/** The single faults inside an issue, in the order in which the schema met them. */
export const issueLeaves = (issue: SchemaIssue.Issue, path: readonly string[] = []): readonly IssueLeaf[] => {
  switch (issue._tag) {
    case "Pointer":
      return issueLeaves(issue.issue, [...path, ...issue.path.map(String)]);
    case "Composite":
    case "AnyOf":
      return issue.issues.flatMap((inner) => issueLeaves(inner, path));
    case "Encoding":
    case "Filter":
      return issueLeaves(issue.issue, path);
    default:
      return [{ path, issue }];
  }
};

/** What a field's own reader said, if it was one. */
export const readerMessage = (issue: SchemaIssue.Leaf): string =>
  issue._tag === "InvalidValue" && typeof issue.annotations?.message === "string"
    ? issue.annotations.message
    : "isn't valid here";
