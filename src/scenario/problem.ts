/** A place in a file, or in a `--set` argument (`line` is its number among them). Lines and columns count from 1. */
export interface Spot {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One thing that is wrong: what it is, what was expected, and what to do. */
export interface Problem {
  readonly at: Spot;
  /** Dotted path of the value, empty for the file as a whole. */
  readonly path: string;
  readonly message: string;
}

/** As editors and terminals make it a link: `file:line:column path: message`. */
export const problemText = ({ at, path, message }: Problem): string =>
  `${at.file}:${at.line}:${at.column}${path === "" ? "" : ` ${path}`}: ${message}`;

/** Each problem once, in the order of the files and of the lines in them. */
export const inOrder = (problems: readonly Problem[]): readonly Problem[] => {
  const files = [...new Set(problems.map((problem) => problem.at.file))];
  const once = new Map(problems.map((problem) => [problemText(problem), problem]));
  return [...once.values()].sort(
    (a, b) => files.indexOf(a.at.file) - files.indexOf(b.at.file) || a.at.line - b.at.line || a.at.column - b.at.column,
  );
};
