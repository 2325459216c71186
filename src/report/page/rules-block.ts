import type { Answer } from "../../experiment/answer.ts";
import { CACHE_HEAD, cacheRows } from "../cache-figures.ts";
import { RULE_HEAD, ruleRows } from "../rule-figures.ts";
import { html, type Markup, tableOf } from "./markup.ts";

const WORDS = 2;
const columns = (head: readonly string[]) => head.map((text, i) => ({ head: text, isText: i < WORDS }));

export const hasRules = ({ options }: Answer): boolean =>
  options.some(({ rules, caches }) => rules.length > 0 || caches.length > 0);

/** What the DCC's rules and caches did, where an option has them on. */
export const rulesBlock = ({ options }: Answer): Markup => {
  const [rules, caches] = [ruleRows(options), cacheRows(options)];
  return html`<section id="rules">
<h2>Rules of the DCC that are on</h2>
${rules.length === 0 ? "" : tableOf("What each did, all places together", columns(RULE_HEAD), rules)}
${caches.length === 0 ? "" : tableOf("SMETS1 caches: profile reads that asked no device", columns(CACHE_HEAD), caches)}
</section>`;
};
