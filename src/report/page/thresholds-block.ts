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

/** What the scenario says must hold: thresholds down, options across. */
export const thresholdsTable = ({ thresholds, options }: Answer): Markup =>
  thresholds.length === 0
    ? html``
    : tableOf(
        `Thresholds of the scenario: ${thresholdTally(thresholds)}`,
        [
          { head: "threshold", isText: true },
          ...options.map(({ option }) => ({ head: optionName(options, option), isText: true })),
        ],
        [...new Set(thresholds.map(nameOf))].map((name) => [
          html`<code>${name}</code>`,
          ...options.map(({ option }) =>
            verdict(thresholds.find((result) => nameOf(result) === name && result.option === option)),
          ),
        ]),
        "thresholds",
      );
