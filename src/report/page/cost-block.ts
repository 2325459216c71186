import type { Answer } from "../../experiment/answer.ts";
import { COST_HEAD, COST_NOTES, COST_TITLE, costRows, noCosts } from "../cost-text.ts";
import { columnsOf, html, type Markup, tableUnder, understanding } from "./markup.ts";
import { optionName } from "./option-name.ts";

const WORDS = 2;

/** What each option needs beyond the reference, and what of it is priced. */
export const costBlock = (answer: Answer): Markup => {
  const without = noCosts(answer);
  return html`<section id="costs">
<h2>${without === undefined ? COST_TITLE : "Costs"}</h2>
${
  without === undefined
    ? html`${tableUnder(
        COST_TITLE,
        columnsOf(COST_HEAD, WORDS),
        costRows(answer).map(([option, ...cells]) => [optionName(answer.options, option!), ...cells]),
      )}
${understanding(...COST_NOTES)}`
    : html`<p>${without.charAt(0).toUpperCase() + without.slice(1)}.</p>`
}
</section>`;
};
