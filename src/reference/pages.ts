import { USER_ROLES } from "../domain/service-requests.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { code, page, paragraph, table } from "./markdown.ts";
import { marketWords } from "./market-words.ts";
import { metricWords } from "./metric-words.ts";
import { keyAt, scenarioWords } from "./scenario-words.ts";
import { KINDS, type Kind, type Word } from "./word.ts";

const fact = ({ facts }: Word, label: string): string | undefined => facts.find(([one]) => one === label)?.[1];

const ofKind = (words: readonly Word[], kind: Kind): readonly Word[] => words.filter((word) => word.kind === kind);

/** `docs/metrics.md`: every figure that a run is judged by. */
export const metricsPage = (base: Scenario): string => {
  const words = metricWords(base);
  const metrics = ofKind(words, "metric");
  const isInSummary = (word: Word): boolean => fact(word, "recorded")!.includes("options[]");
  const places = (word: Word): string => fact(word, "one for")!.replace(/, as in .*/, "");
  return page(
    "Metrics",
    paragraph(
      "Each stands in `summary.json` as `metric:place`, and a threshold may name it so. A threshold may also ask for " +
        "a statistic of those in the second table. `mhhs explain` says the same of each.",
    ),
    [
      "## Figures of the summary",
      table(
        ["metric", "what it is", "unit", "better", "one for", "not at `--scale`"],
        metrics
          .filter(isInSummary)
          .map((word) => [
            code(word.word),
            word.title,
            fact(word, "unit"),
            fact(word, "better")?.replace(" is better", ""),
            places(word),
            fact(word, "not at --scale"),
          ]),
      ),
      "## For thresholds",
      table(
        ["metric", "what it is", "statistics", "better", "one for"],
        metrics
          .filter((word) => !isInSummary(word))
          .map((word) => [
            code(word.word),
            word.title,
            fact(word, "statistics") ?? "none: a single figure",
            fact(word, "better")?.replace(" is better", ""),
            places(word),
          ]),
      ),
      "## Clocks",
      table(
        ["clock", "what it measures", "judged how"],
        ofKind(words, "clock").map((word) => [code(word.word), word.title, word.text]),
      ),
      "## Processes",
      table(
        ["process", "what it is", "whose use", "rows of the policy table"],
        ofKind(words, "process").map((word) => [code(word.word), word.title, fact(word, "use"), fact(word, "rows")]),
      ),
    ],
  );
};

/** `docs/glossary.md`: the industry's words and the program's. */
export const glossaryPage = (): string => {
  const words = marketWords();
  return page("Glossary", "The industry's words, and this program's own.", [
    "## Terms",
    table(
      ["term", "means"],
      ofKind(words, "term").map(({ word, title, text }) => [title === word ? word : `${word}: ${title}`, text]),
    ),
    `## ${KINDS.role}`,
    table(
      ["name", "in full", "does", "limit in the model"],
      ofKind(words, "role").map((word) => [word.word, word.title, word.text, fact(word, "limit")]),
    ),
    `## ${KINDS["Service Request"]}`,
    table(
      ["SRV", "name", "does", "sent", "target on demand", "roles"],
      ofKind(words, "Service Request").map((word) => [
        word.word,
        word.title,
        word.text,
        fact(word, "sent"),
        fact(word, "target on demand"),
        fact(word, "roles"),
      ]),
    ),
    paragraph(
      `Targets of all else are 24 h. Sources: ${fact(ofKind(words, "Service Request")[0]!, "source")}. Roles: ` +
        `${Object.entries(USER_ROLES)
          .map(([short, inFull]) => `${short} ${inFull}`)
          .join(", ")}.`,
    ),
    `## ${KINDS.option}`,
    table(
      ["id", "in the scenarios", "what changes", "at whose cost"],
      ofKind(words, "option").map((word) => [
        word.word,
        fact(word, "in scenarios"),
        word.title,
        fact(word, "at whose cost"),
      ]),
    ),
  ]);
};

/** `docs/assumptions.md`: the log, entry by entry, with the keys that each stands for. */
export const assumptionsPage = (base: Scenario): string => {
  const entries = ofKind(scenarioWords(base), "assumption");
  const entry = (word: Word): string =>
    [
      `### ${word.word}\n`,
      paragraph(`**${word.title}.** ${word.text}`),
      "",
      ...word.facts.map(([label, value]) => `- ${label}: ${label === "value" ? code(value) : value}`),
    ].join("\n");
  return page(
    "Assumptions",
    paragraph(
      "What is not published, and what this program takes for it: the log of `scenarios/assumptions.yaml`. Each " +
        "value can be changed by a scenario or by `--set`, and every answer lists those that it stands on.",
    ),
    [
      table(
        ["id", "assumption", "value", "range", "mark"],
        entries.map((word) => [
          `[${word.word}](#${word.word.toLowerCase()})`,
          word.title,
          code(fact(word, "value")),
          fact(word, "range"),
          fact(word, "mark"),
        ]),
      ),
      ...entries.map(entry),
    ],
  );
};

const linked = (id: string | undefined): string | undefined =>
  id === undefined ? undefined : `[${id}](assumptions.md#${id.toLowerCase()})`;

/** `docs/scenario-reference.md`: every key of a scenario, section by section. */
export const scenarioPage = (base: Scenario): string => {
  const words = scenarioWords(base);
  const keys = ofKind(words, "key");
  const top = (word: Word): string => word.word.split(".")[0]!;
  const sections = [...new Set(keys.filter((word) => word.word.includes(".")).map(top))];
  const isField = (word: Word): boolean => fact(word, "keys") === undefined;
  const rows = (of: readonly Word[]): string =>
    table(
      ["key", "what it is", "expected", "base case", "source or assumption"],
      of.map((word) => [
        code(word.word),
        [word.title, word.text]
          .filter((text) => text !== "")
          .join(". ")
          .replace(/([^.])$/, "$1."),
        fact(word, "expected"),
        code(fact(word, "base case")),
        linked(fact(word, "assumption")) ?? fact(word, "source"),
      ]),
    );
  const section = (name: string): string => {
    const about = keys.find((word) => word.word === name)!;
    const inside = keys.filter((word) => word.word.startsWith(`${name}.`) && isField(word));
    // Of maps whose names the scenario chooses: those that the base case has.
    const named = keys
      .filter((word) => word.word.endsWith(".*") && word.word.startsWith(`${name}.`) && name !== "policy")
      .map((word) => word.word.slice(0, -2))
      .flatMap((path) => {
        const names = fact(keys.find((word) => word.word === path)!, "keys");
        return names === undefined || names === "" ? [] : names.split(", ").map((key) => `${path}.${key}`);
      })
      .flatMap((path) => keyAt(base, path) ?? []);
    const parts = [`## ${name}`, paragraph(`${about.title}. ${about.text}`.trim()), rows([...inside, ...named])];
    return parts.join("\n\n");
  };
  return page(
    "Keys of a scenario",
    paragraph(
      "A scenario is YAML over a base: a value is written bare, or as `{ value: ..., source: ... }` or " +
        "`{ value: ..., assumption: A-0nn }`. Keys may be joined by dots anywhere, and `*` stands for a name. Maps " +
        "merge, all else replaces, `null` deletes. Editors complete and check with `scenarios/scenario.schema.json`.",
    ),
    [
      "## The file itself",
      rows(keys.filter((word) => !word.word.includes(".") && !sections.includes(word.word))),
      ...sections.map(section),
      "## Rows of the policy table",
      table(
        ["row", "title", "sends", "window", "target", "bound may place it"],
        ofKind(words, "row").map((word) => [
          code(word.word),
          word.title,
          fact(word, "sends"),
          fact(word, "window"),
          fact(word, "target"),
          fact(word, "bound may place it"),
        ]),
      ),
    ],
  );
};
