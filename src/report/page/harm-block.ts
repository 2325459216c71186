import type { Answer } from "../../experiment/answer.ts";
import { isHarmed, REFERENCE } from "../../experiment/answer.ts";
import { duration, percent } from "../format.ts";
import { html, type Markup, tableOf, understanding } from "./markup.ts";

const figures = (inTargetShare: number, lostShare: number, longestMs: number): Markup =>
  html`${percent(inTargetShare)}<small class="below">${percent(lostShare)} lost</small>
<small class="below">${duration(longestMs)}</small>`;

/** Existing processes under each option, beside the same without MHHS. */
export const harmBlock = (answer: Answer): Markup => {
  const compared = answer.options.filter(({ harm }) => harm !== undefined);
  const processes = new Map(compared.flatMap(({ harm = [] }) => harm).map((one) => [one.process, one]));
  const none = compared.every(({ harm = [] }) => !harm.some(isHarmed));
  return html`<section id="harm">
<h2>Harm to existing use</h2>
${
  compared.length === 0
    ? html`<p>Not measured: the option ${REFERENCE} was not run beside another.</p>`
    : html`${none ? html`<p>None: every existing process keeps its share inside target.</p>` : ""}
${tableOf(
  "Answered inside target; below it, refused or given up of all in reach, and the longest; official clock",
  [
    { head: "existing process", isText: true },
    { head: REFERENCE },
    ...compared.map(({ option }) => ({ head: option })),
  ],
  [...processes.values()].map((reference) => [
    reference.title.trim(),
    figures(reference.referenceInTargetShare, reference.referenceLostShare, reference.referenceLongestMs),
    ...compared.map(({ harm = [] }) => {
      const found = harm.find(({ process }) => process === reference.process);
      if (found === undefined) return "–";
      const shown = figures(found.inTargetShare, found.lostShare, found.longestMs);
      return isHarmed(found) ? html`<b class="over">${shown}</b>` : shown;
    }),
  ]),
)}
${understanding(
  "Every option meets the same meters on the same draws as the reference, so a difference comes of MHHS " + "alone.",
  "Marked: a process in which, of all in reach, over a tenth of a per cent less is answered inside target.",
)}`
}
</section>`;
};
