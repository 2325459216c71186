import type { Answer } from "../../experiment/answer.ts";
import type { ExperimentRecord } from "../../experiment/record.ts";
import { count } from "../format.ts";
import { overlayText } from "../overlay-text.ts";
import { reproduceCommand } from "../reproduce.ts";
import { html, type Markup, tableOf } from "./markup.ts";
import { optionName } from "./option-name.ts";

const WIDE = 10;
const seconds = (n: number): string => `${n < WIDE ? n.toFixed(1) : count(n)} s`;

/** How the figures came about: what it takes to make them again. */
export const methodBlock = (
  record: ExperimentRecord,
  answer: Pick<Answer, "overlays" | "privateCapacities">,
): Markup => {
  const { scenario, machine, runs } = record;
  const overlays = overlayText(answer);
  const facts: readonly (readonly [string, string])[] = [
    ["scenario", `${scenario.file}, hash ${scenario.hash}`],
    ...(record.set.length > 0 ? [["set on the command line", record.set.join(", ")] as const] : []),
    ...(overlays === undefined ? [] : [["private values", overlays] as const]),
    ["seed, scale", `${record.seed}, ${record.scale}`],
    ["to make it again", reproduceCommand(record)],
    ["program", record.program],
    ["started", record.startedAt.replace("T", " ").replace(/\.\d+Z$/, " UTC")],
    [
      "took",
      `${seconds(record.seconds)} with ${count(record.workers)} at a time, ${count(record.peakMemoryMiB)} MiB at most`,
    ],
    [
      "machine",
      `${machine.cores} cores of ${machine.processor}, ${machine.memoryGiB} GiB, ${machine.platform}, ` +
        `Node ${machine.node.replace("v", "")}`,
    ],
  ];
  const options = runs.map(({ plan }) => plan);
  return html`<section id="method">
<h2>Method</h2>
<p>Every Service Request, response and alert is an event of its own. The same seed gives the same figures to the last
bit, on any machine; a fingerprint says so: of the path, everything that happened, and of the result.</p>
<dl class="facts">${facts.map(([term, fact]) => html`<div><dt>${term}</dt><dd>${fact}</dd></div>`)}</dl>
${tableOf(
  "Runs",
  [
    { head: "option", isText: true },
    { head: "events" },
    { head: "in flight at most" },
    { head: "took" },
    { head: "processor" },
    { head: "path fingerprint" },
    { head: "result fingerprint" },
  ],
  runs.map(({ plan, result, seconds: took, cpuSeconds }) => [
    optionName(options, plan.option),
    count(result.events),
    count(result.rowsMax),
    seconds(took),
    seconds(cpuSeconds),
    html`<code>${result.pathFingerprint["all"]}</code>`,
    html`<code>${result.resultFingerprint}</code>`,
  ]),
)}
</section>`;
};
