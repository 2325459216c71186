import type { Answer } from "../../experiment/answer.ts";
import { energyTables } from "../energy-figures.ts";
import { registrationTables } from "../registration-figures.ts";
import {
  EXCEPTIONS_TITLE,
  exceptionTable,
  SETTLEMENT_TITLE,
  SPLITS,
  STEPS_TITLE,
  settlementNote,
  settlementTable,
  splitTable,
  stepTable,
  supplierExceptionTable,
} from "../settlement-figures.ts";
import { columnsOf, html, type Markup, tableOf, tableUnder } from "./markup.ts";

export const hasSettlement = ({ options }: Answer): boolean =>
  options.some(({ settlement }) => settlement !== undefined);

const exceptionsPart = (options: Answer["options"]): Markup => {
  const totals = exceptionTable(options);
  const bySupplier = supplierExceptionTable(options);
  return totals.rows.length === 0
    ? html``
    : html`<details class="more"><summary>${EXCEPTIONS_TITLE}</summary>
${tableUnder(EXCEPTIONS_TITLE, columnsOf(totals.head, 1), totals.rows)}
${tableOf("The same, by supplier", columnsOf(bySupplier.head, 3), bySupplier.rows)}
</details>`;
};

/** What each Settlement Run settles on, where an option has settlement on. */
export const settlementBlock = ({ options }: Answer): Markup => {
  const { head, rows } = settlementTable(options);
  const steps = stepTable(options);
  return html`<section id="settlement">
<h2>${SETTLEMENT_TITLE}</h2>
${tableOf("Share of meter-days on actual data, by option", columnsOf(head, 1), rows)}
<p class="note">${settlementNote(options) ?? ""}</p>
${SPLITS.map((by) => {
  const split = splitTable(options, by);
  return html`<details class="more"><summary>By ${by}</summary>
${tableOf(`Share of meter-days on actual data, by ${by}`, columnsOf(split.head, 2), split.rows)}
</details>`;
})}
${registrationTables(options).map(
  ({ title, head, rows, words, note }) => html`<details class="more"><summary>${title}</summary>
${tableUnder(title, columnsOf(head, words), rows)}
<p class="note">${note}</p>
</details>`,
)}
${exceptionsPart(options)}
<details class="more"><summary>${STEPS_TITLE}</summary>
${tableUnder(STEPS_TITLE, columnsOf(steps.head, 1), steps.rows)}
</details>
${energyTables(options).map(
  ({ title, head, rows }) => html`<details class="more"><summary>Expected use</summary>
${tableOf(`Expected: ${title}`, columnsOf(head, 1), rows)}
</details>`,
)}
</section>`;
};
