import type { Answer, OptionAnswer } from "../../experiment/answer.ts";
import {
  BACKLOG_HEAD,
  backlogCells,
  backlogsOf,
  FAULT_NOTES,
  PAYER_HEAD,
  payerCells,
  payersOf,
} from "../fault-words.ts";
import { columnsOf, html, type Markup, tableOf, understanding } from "./markup.ts";
import { optionName } from "./option-name.ts";

type Fault = OptionAnswer["faults"][number];

const faultTables = (answer: Answer, option: string, fault: Fault): Markup => {
  const backlogs = backlogsOf(fault);
  const payers = payersOf(fault);
  return html`<h3>${optionName(answer.options, option)}: ${fault.title}</h3>
${
  backlogs.length === 0
    ? html`<p>Nothing waits for it.</p>`
    : tableOf("What waited", columnsOf(BACKLOG_HEAD, 1), backlogs.map(backlogCells))
}
${
  payers.length === 0
    ? html`<p>Nobody paid.</p>`
    : tableOf("Who paid", columnsOf(PAYER_HEAD, 1), payers.map(payerCells))
}`;
};

export const hasFaults = ({ options }: Answer): boolean => options.some(({ faults }) => faults.length > 0);

/** Of each fault what waited for it, when that was worked off, and who paid. */
export const faultBlock = (answer: Answer): Markup => html`<section id="faults">
<h2>Faults: what waited, when it was worked off, and who paid</h2>
${answer.options.map(({ option, faults }) => faults.map((fault) => faultTables(answer, option, fault)))}
${understanding(
  "Charts over the day are shaded while a fault lasts, in the colour of its option.",
  "What waited is a look a second at each station that the fault strikes.",
  ...FAULT_NOTES,
)}
</section>`;
