import type { YAMLError } from "yaml";
import type { Problem, Spot } from "./problem.ts";

/** Faults of YAML itself, by the parser's code, in words that say what to do. */
const SENTENCES: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: "a tab indents this line; YAML takes spaces only: replace it by two spaces a level",
  BAD_INDENT:
    "this line is indented otherwise than its neighbours; expected the same number of spaces for keys of one map",
  DUPLICATE_KEY: "this key stands twice in one map; expected it once: delete one of them",
  MISSING_CHAR: "something isn't closed before here; expected its closing quote, bracket or brace, or a comma",
  FLOW_NOT_CLOSED: "a { or [ before this line isn't closed; expected its } or ]",
  MULTIPLE_DOCS: "a second document begins here; expected one scenario in a file: delete the line ---",
  UNEXPECTED_TOKEN: "YAML can't read this; expected a key, a colon, a space and a value",
  BLOCK_AS_IMPLICIT_KEY: "a key begins where a value was due; expected one key a line, or the value in quotes",
  BLOCK_IN_FLOW: "a block begins inside { } or [ ]; expected it closed first",
  MULTILINE_IMPLICIT_KEY: "this key has no colon, or isn't closed on its line; expected key: value",
  TAG_RESOLVE_FAILED: "a tag (!) stands before this value; expected the plain value: delete the tag",
  BAD_ALIAS: "an alias has no name; expected * and the name of an anchor",
  BAD_DQ_ESCAPE: "\\ begins no known escape in double quotes; expected single quotes, or two \\",
  BAD_SCALAR_START: "a value can't begin with this sign; expected it in quotes",
  IMPOSSIBLE: "YAML can't read this; expected a key, a colon, a space and a value",
};

/** The first fault, and keys that stand twice: after a first fault the parser guesses, and its later ones mislead. */
export const telling = (faults: readonly YAMLError[]): readonly YAMLError[] => {
  const others = faults.filter(({ code }) => code !== "DUPLICATE_KEY");
  return faults.filter((fault) => fault.code === "DUPLICATE_KEY" || fault === others[0]);
};

const TAB = /^ *\t/;

/** A fault that the YAML parser found, as a problem. */
export const syntaxProblem = (fault: YAMLError, at: Spot, text: string): Problem => {
  const line = text.split("\n")[at.line - 1] ?? "";
  // The parser calls some indenting tabs an unexpected token; people see a tab no better than it does.
  const code = TAB.test(line) ? "TAB_AS_INDENT" : fault.message.startsWith("Flow") ? "FLOW_NOT_CLOSED" : fault.code;
  return { at, path: "", message: SENTENCES[code] ?? `YAML can't read this: ${fault.message.split("\n")[0]}` };
};
