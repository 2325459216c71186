import { type Answer, shortTitle } from "../../experiment/answer.ts";
import {
  CLASS_HEAD,
  CONTRACTED,
  classRows,
  contractPeak,
  contractRows,
  firstOverText,
  overText,
} from "../contract-text.ts";
import { columnsOf, html, type Markup, tableOf, understanding } from "./markup.ts";
import { optionName } from "./option-name.ts";

/** What was sent beside what is contracted for. */
export const contractBlock = ({ options, deadlines }: Answer): Markup => {
  const columns = [{ head: "option", isText: true }, ...CONTRACTED.map((name) => ({ head: shortTitle(name) }))];
  const rows = (value: Parameters<typeof contractRows>[1]): (string | Markup)[][] =>
    contractRows(options, value).map(([option, ...cells]) => [
      optionName(options, option!),
      ...cells.map((cell) => (Number(cell.replace("~", "")) > 1 ? html`<b class="over">${cell}</b>` : cell)),
    ]);
  const classes = classRows(options);
  return html`<section id="contracts">
<h2>What binds, and headroom to contract</h2>
<ul>${options.map((option) => html`<li>${optionName(options, option.option)} ${option.bindingSentence}</li>`)}
${deadlines.map((deadline) => html`<li>${deadline}</li>`)}</ul>
<ul>${options.map((option) => html`<li>${optionName(options, option.option)} ${firstOverText(option)}</li>`)}</ul>
${tableOf(
  "Fullest half hour, at an S1SP fullest minute, of all attempts: 1.00 is all that is contracted for",
  columns,
  rows(contractPeak),
)}
${tableOf("Time over contract, a day", columns, rows(overText))}
${
  classes.length === 0
    ? ""
    : tableOf(
        "Contracts for classes of requests",
        columnsOf(CLASS_HEAD, 2),
        classes.map(([option, ...cells]) => [optionName(options, option!), ...cells]),
      )
}
${understanding(
  "Attempts count when they are sent, retries included, whatever the network can carry then.",
  "Going over a contract is counted and delays nothing.",
)}
</section>`;
};
