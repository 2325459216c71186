import type { Answer } from "../../experiment/answer.ts";
import type { ThresholdResult } from "../../experiment/thresholds.ts";
import { foundText, thresholdTally, verdictOf } from "../threshold-text.ts";
import { html, type Markup, tableOf } from "./markup.ts";
import { optionName } from "./option-name.ts";

const LOOKS: Readonly<Record<ThresholdResult["outcome"], string>> = { held: "good", failed: "bad", "not judged": "" };

const verdict = (result: ThresholdResult): Markup => {
  const { mark, word } = verdictOf(result);
  const look = LOOKS[result.outcome];
  return html`<span class="verdict ${look}"><span aria-hidden="true">${mark}</span> ${word.toLowerCase()}</span>`;
};

const found = (result: ThresholdResult): Markup => {
  const isUncertain = result.outcome !== "not judged" && result.note !== null;
  return html`${foundText(result)}${isUncertain ? html`<small class="below">${result.note ?? ""}</small>` : ""}`;
};

/** What the scenario says must hold: one table, a row for each threshold and option. */
export const thresholdsTable = ({ thresholds, options }: Answer): Markup =>
  thresholds.length === 0
    ? html``
    : tableOf(
        `Thresholds of the scenario: ${thresholdTally(thresholds)}`,
        [
          { head: "threshold", isText: true },
          { head: "option", isText: true },
          { head: "", isText: true },
          { head: "found", isText: true },
        ],
        thresholds.map((result, i) => {
          const { metric, is, severity, option } = result;
          const said = thresholds[i - 1];
          const isNew = said === undefined || said.metric !== metric || said.is !== is;
          return [
            isNew ? html`<code>${metric} ${is}</code>${severity === "warn" ? " (warn)" : ""}` : "",
            optionName(options, option),
            verdict(result),
            found(result),
          ];
        }),
      );
