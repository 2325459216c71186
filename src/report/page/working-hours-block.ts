import type { Answer } from "../../experiment/answer.ts";
import {
  INSTALL_HEAD,
  installRows,
  RETURN_HEAD,
  returnRows,
  WORKING_HOURS_NOTE,
  WORKING_HOURS_TITLE,
} from "../working-hours-text.ts";
import { html, type Markup, tableOf, understanding } from "./markup.ts";
import { optionName } from "./option-name.ts";

/** What return traffic does to the hours in which meters are installed and commissioned. */
export const workingHoursBlock = (answer: Answer): Markup => {
  const table = (caption: string, head: readonly string[], rows: readonly (readonly string[])[]): Markup =>
    tableOf(
      caption,
      head.map((title, i) => ({ head: i === 0 ? "option" : title, isText: i === 0 })),
      rows.map(([option, ...cells]) => [optionName(answer.options, option!), ...cells]),
    );
  return html`<section id="working-hours">
<h2>${WORKING_HOURS_TITLE}</h2>
${table("Install & commission, official clock; reads of the night that run over", INSTALL_HEAD, installRows(answer))}
${table("Responses and alerts in working hours, of what the return path carries", RETURN_HEAD, returnRows(answer))}
${understanding(WORKING_HOURS_NOTE)}
</section>`;
};
