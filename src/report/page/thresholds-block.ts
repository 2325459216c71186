import type { Answer } from "../../experiment/answer.ts";
import type { ThresholdResult } from "../../experiment/thresholds.ts";
import { foundText, thresholdTally, verdictOf } from "../threshold-text.ts";
import { html, type Markup, tableOf } from "./markup.ts";
import { optionName } from "./option-name.ts";

const LOOKS: Readonly<Record<ThresholdResult["outcome"], string>> = { held: "good", failed: "bad", "not judged": "" };

/** The verdict in a mark and a word, and what it was found on. */
const verdict = (result: ThresholdResult | undefined): Markup | string => {
  if (result === undefined) return "";
  const { mark, word } = verdictOf(result);
  const note = result.outcome === "not judged" ? undefined : (result.note ?? undefined);
  return html`<span class="verdict ${LOOKS[result.outcome]}"><span aria-hidden="true">${mark}</span>
${word.toLowerCase()}</span><small class="below">${foundText(result)}</small>${
    note === undefined ? "" : html`<small class="below" title="${note}">~ uncertain at this scale</small>`
  }`;
};

const nameOf = ({ metric, is, severity }: ThresholdResult): string =>
  `${metric} ${is}${severity === "warn" ? " (warn)" : ""}`;

/** What the scenario says must hold: whichever there are more of, options or thresholds, stand one under the other. */
export const thresholdsTable = ({ thresholds, options }: Answer): Markup => {
  if (thresholds.length === 0) return html``;
  const names = [...new Set(thresholds.map(nameOf))].map((name) => ({ name, head: html`<code>${name}</code>` }));
  const named = options.map(({ option }) => ({ option, head: optionName(options, option) }));
  const found = (name: string, option: string): Markup | string =>
    verdict(thresholds.find((result) => nameOf(result) === name && result.option === option));
  const [corner, across, rows] =
    named.length > names.length
      ? ["option", names, named.map(({ option, head }) => [head, ...names.map(({ name }) => found(name, option))])]
      : ["threshold", named, names.map(({ name, head }) => [head, ...named.map(({ option }) => found(name, option))])];
  return tableOf(
    `Thresholds of the scenario: ${thresholdTally(thresholds)}`,
    [{ head: corner, isText: true }, ...across.map(({ head }) => ({ head, isText: true }))],
    rows,
    "thresholds",
  );
};
