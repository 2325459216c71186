import { fileURLToPath } from "node:url";
import { find, lexicon, near } from "../reference/lexicon.ts";
import { keyAt } from "../reference/scenario-words.ts";
import { KINDS, type Kind, type Word, word } from "../reference/word.ts";
import { wrap } from "../report/format.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { EXIT_CODES } from "./exit-codes.ts";
import { UsageError } from "./fault.ts";
import { readScenario } from "./scenarios.ts";

const WIDTH = 100;
const BASE = fileURLToPath(new URL("../../scenarios/base/gb-end-state.yaml", import.meta.url));

const exitCodeWords = (): Word[] =>
  Object.entries(EXIT_CODES).map(([name, { code, short, means, ...rest }]) =>
    word("exit code", String(code), short, {
      text: means,
      also: [name, `exit ${code}`, `exit code ${code}`, ...("errors" in rest ? rest.errors : [])],
      facts: "errors" in rest ? [["errors", rest.errors.join(", ")]] : [],
    }),
  );

const LABEL_WIDTH = 18;

const explained = ({ kind, word: name, title, text, facts, related }: Word): string => {
  const line = (label: string, value: string): string =>
    wrap(`  ${label.padEnd(LABEL_WIDTH)} ${value}`, WIDTH, " ".repeat(LABEL_WIDTH + 3));
  const paragraph = text === "" ? [] : [wrap(text, WIDTH)];
  const heading = title === name ? `${name} (${kind})` : `${name} (${kind}): ${title}`;
  return [
    wrap(heading, WIDTH, "  "),
    ...paragraph,
    ...facts.map(([label, value]) => line(label, value)),
    ...(related.length > 0 ? [line("see also", related.join(", "))] : []),
  ].join("\n");
};

/** Words in as many columns as fit, read down. */
const inColumns = (names: readonly string[]): string => {
  const width = Math.max(...names.map(({ length }) => length)) + 2;
  const columns = Math.max(1, Math.floor(WIDTH / width));
  const height = Math.ceil(names.length / columns);
  return Array.from({ length: height }, (_, row) =>
    `  ${names
      .filter((_name, i) => i % height === row)
      .map((name) => name.padEnd(width))
      .join("")}`.trimEnd(),
  ).join("\n");
};

const listed = (words: readonly Word[]): string =>
  (Object.keys(KINDS) as Kind[])
    .map((kind) => {
      const names = words.filter((one) => one.kind === kind).map((one) => one.word);
      return `${KINDS[kind].toUpperCase()}\n${inColumns(names)}\n`;
    })
    .join("\n");

/** Of more than these only the names are said. */
const SHOWN_MAX = 6;

const several = (asked: string, found: readonly Word[]): string =>
  `"${asked}" may be any of these:\n${inColumns(found.map((one) => one.word))}`;

const known = async (): Promise<{ readonly base: Scenario; readonly words: readonly Word[] }> => {
  const base = await readScenario(BASE, []);
  return { base, words: lexicon(base, exitCodeWords()) };
};

/** Every word that can be explained, for completion. */
export const explainable = async (): Promise<ReadonlySet<string>> =>
  new Set((await known()).words.map(({ word: name }) => name));

/** `mhhs explain`: what a word means, where it comes from and where it is set; without one, all words. */
export const explain = async ({ words: given, json }: { words: string[]; json: boolean }): Promise<void> => {
  const { base, words } = await known();
  const asked = given.join(" ");
  const key = keyAt(base, asked);
  const found = asked === "" ? words : key === undefined ? find(words, asked) : [key];
  if (found.length === 0) {
    const meant = near(words, asked);
    const hint = meant.length > 0 ? `did you mean ${meant.join(", ")}?` : "mhhs explain shows those that it knows.";
    throw new UsageError(`No word "${asked}"; ${hint}`);
  }
  if (json) process.stdout.write(`${JSON.stringify({ schema: 1, words: found }, null, 2)}\n`);
  else if (asked === "") process.stdout.write(listed(words));
  else if (found.length > SHOWN_MAX) process.stdout.write(`${several(asked, found)}\n`);
  else process.stdout.write(`${found.map(explained).join("\n\n")}\n`);
};
