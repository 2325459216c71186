import type { Answer, OptionAnswer } from "../../experiment/answer.ts";
import { faultSentence } from "../fault-words.ts";
import { besideOf, changesText } from "../option-changes.ts";
import { html, type Markup, tableUnder } from "./markup.ts";
import { optionName } from "./option-name.ts";
import { thresholdsTable } from "./thresholds-block.ts";

const verdict = ({ fit }: OptionAnswer): Markup =>
  fit.fits === null
    ? html`<span class="verdict"><span aria-hidden="true">–</span> can't be said</span>`
    : fit.fits
      ? html`<span class="verdict good"><span aria-hidden="true">✓</span> fits</span>`
      : html`<span class="verdict bad"><span aria-hidden="true">✗</span> does not fit</span>`;

/** The sentence without the verdict, which stands beside it. */
const reason = ({ sentence }: OptionAnswer): string => {
  const said = sentence.replace(/^(Fits|Does not fit|Can't be said at this scale): /, "").replaceAll(" %", "\u00a0%");
  return said.charAt(0).toUpperCase() + said.slice(1);
};

const changesOf = ({ options }: Answer): Markup | "" => {
  const beside = besideOf(options);
  if (beside === undefined) return "";
  const rows = options.flatMap((option) => {
    const changes = changesText(option);
    return changes === undefined ? [] : [[optionName(options, option.option), changes]];
  });
  const title = `What an option is: its values that ${beside} has otherwise`;
  const columns = [
    { head: "option", isText: true },
    { head: "values", isText: true },
  ];
  const table = tableUnder(title, columns, rows);
  return html`<details class="more" id="options"><summary>${title}</summary>${table}</details>`;
};

export const answerBlock = (answer: Answer): Markup => html`<section id="answer">
<h2>Answer</h2>
<ul class="answers">
${answer.options.map(
  (option) =>
    html`<li>${optionName(answer.options, option.option)}${verdict(option)}
<span class="why">${reason(option)}${option.faults.map(
      (fault) => html`<br>${faultSentence(fault).replaceAll(" %", "\u00a0%")}`,
    )}</span></li>`,
)}
</ul>
${
  answer.unfinished.length > 0
    ? html`<p class="warning">Not finished, so not in this report: ${answer.unfinished.join(", ")}.</p>`
    : ""
}
${
  answer.notValidAtThisScale.length > 0
    ? html`<p class="warning">Run with a share of ${answer.scale} of the meters:
<a href="#scale">some figures are not valid at this scale</a>.</p>`
    : ""
}
<p class="note">Fits: no read of the night still waits at 08:00 UTC, and of each existing process's answered requests at
least 99 % are inside target. What breaks first is the component whose queue of the night lasts longest.
Minutes above capacity queue; that alone does not fail an option.</p>
${changesOf(answer)}
${thresholdsTable(answer)}
</section>`;
