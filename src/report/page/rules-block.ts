import type { Answer } from "../../experiment/answer.ts";
import { RULE_HEAD, ruleRows } from "../rule-figures.ts";
import { SMETS1_HEAD, SMETS1_TITLE, smets1Rows } from "../smets1-figures.ts";
import { columnsOf, html, type Markup, tableOf } from "./markup.ts";

const WORDS = 2;

export const hasRules = (answer: Answer): boolean =>
  ruleRows(answer.options).length > 0 || smets1Rows(answer).length > 0;

/** What the DCC's rules did, where an option has them on; those of SMETS1 cohort by cohort. */
export const rulesBlock = (answer: Answer): Markup => {
  const [rules, smets1] = [ruleRows(answer.options), smets1Rows(answer)];
  return html`<section id="rules">
<h2>Rules of the DCC that are on</h2>
${rules.length === 0 ? "" : tableOf("What each did, all places together", columnsOf(RULE_HEAD, WORDS), rules)}
${smets1.length === 0 ? "" : tableOf(SMETS1_TITLE, columnsOf(SMETS1_HEAD, WORDS), smets1)}
</section>`;
};
