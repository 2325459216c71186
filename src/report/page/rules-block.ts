import type { Answer } from "../../experiment/answer.ts";
import { RULE_HEAD, ruleRows } from "../rule-figures.ts";
import { SMETS1_HEAD, SMETS1_TITLE, smets1Rows } from "../smets1-figures.ts";
import { html, type Markup, tableOf } from "./markup.ts";

const WORDS = 2;
const columns = (head: readonly string[]) => head.map((text, i) => ({ head: text, isText: i < WORDS }));

export const hasRules = ({ options }: Answer): boolean =>
  ruleRows(options).length > 0 || smets1Rows(options).length > 0;

/** What the DCC's rules did, where an option has them on; those of SMETS1 cohort by cohort. */
export const rulesBlock = ({ options }: Answer): Markup => {
  const [rules, smets1] = [ruleRows(options), smets1Rows(options)];
  return html`<section id="rules">
<h2>Rules of the DCC that are on</h2>
${rules.length === 0 ? "" : tableOf("What each did, all places together", columns(RULE_HEAD), rules)}
${smets1.length === 0 ? "" : tableOf(SMETS1_TITLE, columns(SMETS1_HEAD), smets1)}
</section>`;
};
