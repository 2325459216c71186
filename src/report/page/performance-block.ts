import type { Answer } from "../../experiment/answer.ts";
import { CPM_TITLES, type PerformanceMeasure } from "../../experiment/performance-measures.ts";
import { CSP_SAMPLE_HEAD, CSP_SAMPLE_NOTE, cspSampleRows, cspSampleTitle } from "../csp-sample-text.ts";
import { bandsNote, monthsText, performanceCell } from "../performance-text.ts";
import { columnsOf, html, type Markup, tableOf, understanding } from "./markup.ts";

const SPLIT_TITLES: Readonly<Record<PerformanceMeasure["by"], string>> = {
  all: "all",
  role: "role",
  component: "region or cohort",
  process: "process",
  request: "Service Request",
};

/** Code Performance Measures 1 and 2: the measure and its splits down, options across. */
export const performanceBlock = (answer: Answer): Markup => {
  const { options, serviceLevels } = answer;
  const keys = new Map(
    options.flatMap(({ performance }) => performance).map((one) => [`${one.cpm} ${one.by} ${one.name}`, one]),
  );
  const measures = [...keys.values()].toSorted((p, q) => p.cpm - q.cpm);
  const columns = options.map(({ option }) => ({ head: option }));
  const cellsOf = ({ cpm, by, name }: PerformanceMeasure) =>
    options.map(({ performance }) => {
      const found = performance.find((one) => one.cpm === cpm && one.by === by && one.name === name);
      if (found === undefined) return "–";
      return found.band === "below" ? html`<b class="over">${performanceCell(found)}</b>` : performanceCell(found);
    });
  const bands = bandsNote(serviceLevels.target, serviceLevels.minimum);
  return html`<section id="performance">
<h2>Code Performance Measures</h2>
${tableOf(
  `Service Responses inside their Target Response Time, of those received, ${monthsText(answer)}`,
  [{ head: "measure", isText: true }, ...columns],
  measures.filter(({ by }) => by === "all").map((one) => [CPM_TITLES[one.cpm], ...cellsOf(one)]),
)}
<details class="more"><summary>By role, region or cohort, process and Service Request</summary>
${tableOf(
  "The same, split",
  [{ head: "of", isText: true }, { head: "split by", isText: true }, { head: "measure", isText: true }, ...columns],
  measures
    .filter(({ by }) => by !== "all")
    .map((one) => [one.title, SPLIT_TITLES[one.by], CPM_TITLES[one.cpm], ...cellsOf(one)]),
)}</details>
<details class="more"><summary>${cspSampleTitle(answer)}</summary>
${tableOf(CSP_SAMPLE_NOTE, columnsOf(CSP_SAMPLE_HEAD, 2), cspSampleRows(answer))}</details>
${understanding(
  `A share is of the Service Responses received, as the DCC's own measure is; ${bands}.`,
  "The period of the measure is a calendar month: these are its measured days alone.",
)}
</section>`;
};
