/** What a word is a word for, in the order in which lists have them. */
export const KINDS = {
  metric: "Metrics",
  clock: "Clocks",
  process: "Processes, as metrics are split by",
  component: "Components of the DCC",
  role: "Who takes part",
  "Service Request": "Service Requests",
  option: "Options of smoothing",
  term: "Terms",
  key: "Keys of a scenario",
  row: "Rows of the policy table",
  assumption: "Assumptions",
  "exit code": "Exit codes and errors",
} as const;
export type Kind = keyof typeof KINDS;

/** A word of the program or the industry, explained. */
export interface Word {
  readonly kind: Kind;
  /** As it is written; `*` in a key stands for a name that the scenario chooses. */
  readonly word: string;
  /** What it is, in a line. */
  readonly title: string;
  /** The rest, in sentences; may be empty. */
  readonly text: string;
  /** Other ways to write it. */
  readonly also: readonly string[];
  readonly facts: readonly (readonly [label: string, value: string])[];
  /** Words to look at next. */
  readonly related: readonly string[];
}

/** A word with what it leaves out empty. */
export const word = (
  kind: Kind,
  name: string,
  title: string,
  rest: Partial<Omit<Word, "kind" | "word" | "title">> = {},
): Word => ({ kind, word: name, title, text: "", also: [], facts: [], related: [], ...rest });

/** Facts that have a value. */
export const facts = (given: Readonly<Record<string, string | undefined>>): Word["facts"] =>
  Object.entries(given).flatMap(([label, value]) =>
    value === undefined || value === "" ? [] : [[label, value] as const],
  );
