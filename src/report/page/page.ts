import type { Answer } from "../../experiment/answer.ts";
import type { ExperimentRecord } from "../../experiment/record.ts";
import { count } from "../format.ts";
import { COLOURS, COLOURS_ON_DARK } from "../palette.ts";
import { answerBlock } from "./answer-block.ts";
import { assumptionsBlock, leavesOutBlock } from "./assumptions-block.ts";
import { browserCode, hashOf, styles } from "./browser-code.ts";
import { centralBlock, hasCentral } from "./central-block.ts";
import {
  bandsBlock,
  frontierBlock,
  latencyBlock,
  loadBlock,
  optionsBar,
  queueBlock,
  userBlock,
} from "./chart-blocks.ts";
import { packColumns, packJson } from "./columns.ts";
import { contractBlock } from "./contract-block.ts";
import { costBlock } from "./cost-block.ts";
import { faultBlock, hasFaults } from "./fault-block.ts";
import { harmBlock } from "./harm-block.ts";
import { html, type Markup } from "./markup.ts";
import { methodBlock } from "./method-block.ts";
import { daysDrawn, pageDataOf } from "./page-model.ts";
import { performanceBlock } from "./performance-block.ts";
import { playingFieldBlock } from "./playing-field-block.ts";
import { hasRules, rulesBlock } from "./rules-block.ts";
import { hasSettlement, settlementBlock } from "./settlement-block.ts";
import { workingHoursBlock } from "./working-hours-block.ts";

const raw = (markup: string): Markup => ({ markup });

const colours = (palette: readonly string[]): string => palette.map((colour, i) => `--option-${i}:${colour}`).join(";");
const COLOUR_RULES =
  `:root{${colours(COLOURS)}}` +
  `@media screen and (prefers-color-scheme:dark){:root:not(.printing){${colours(COLOURS_ON_DARK)}}}`;

const SECTIONS = [
  ["answer", "Answer"],
  ["frontier", "Frontier"],
  ["load", "Load"],
  ["queues", "Queues"],
  ["faults", "Faults"],
  ["contracts", "Contracts"],
  ["costs", "Costs"],
  ["rules", "Rules"],
  ["side-by-side", "Side by side"],
  ["settlement", "Settlement"],
  ["latency", "Latency"],
  ["in-time", "In time"],
  ["performance", "Performance"],
  ["harm", "Harm"],
  ["working-hours", "Working hours"],
  ["playing-field", "Level playing field"],
  ["users", "Users"],
  ["assumptions", "Assumptions"],
  ["method", "Method"],
] as const;

export interface PageOptions {
  /** Name of the User whose view the page opens with. */
  readonly user?: string | undefined;
}

/** report.html: one file that shows the whole of a record, opens from disk, and asks nothing of any network. */
export const pageOf = (record: ExperimentRecord, answer: Answer, { user }: PageOptions = {}): string => {
  const data = pageDataOf(record, answer, user);
  const script = browserCode();
  const policy =
    `default-src 'none'; script-src ${hashOf(script)}; style-src 'unsafe-inline'; img-src data:; ` +
    "base-uri 'none'; form-action 'none'";
  const meters = `${count(answer.meters)} meters${record.scale === 1 ? "" : `, ${record.scale} of all`}`;
  const has = {
    frontier: answer.frontiers.length > 0,
    faults: hasFaults(answer),
    rules: hasRules(answer),
    settlement: hasSettlement(answer),
    "side-by-side": hasCentral(answer),
    "playing-field": answer.options.some((option) => option.playingField),
  };
  const sections = SECTIONS.filter(([id]) => !(id in has) || has[id as keyof typeof has]);
  return html`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${raw(policy)}">
<title>${answer.question}</title>
<style>${raw(COLOUR_RULES)}${raw(styles())}</style>
</head>
<body>
<header>
<p class="kicker">mhhs-sim · ${answer.scenario} · ${meters} · seed ${answer.seed}</p>
<h1>${answer.question}</h1>
<nav aria-label="Contents">${sections.map(([id, title]) => html`<a href="#${id}">${title}</a>`)}</nav>
</header>
<main>
${answerBlock(answer)}
${optionsBar(answer)}
${has.frontier ? frontierBlock(answer) : ""}
${loadBlock(answer, record.runs[0]!.plan.horizon.measuredDays, daysDrawn(record), data.model.stepMinutes)}
${queueBlock(answer)}
${has.faults ? faultBlock(answer) : ""}
${contractBlock(answer)}
${costBlock(answer)}
${has.rules ? rulesBlock(answer) : ""}
${has["side-by-side"] ? centralBlock(answer) : ""}
${has.settlement ? settlementBlock(answer) : ""}
${latencyBlock()}
${bandsBlock()}
${performanceBlock(answer)}
${harmBlock(answer)}
${workingHoursBlock(answer)}
${has["playing-field"] ? playingFieldBlock(answer) : ""}
${userBlock(data.model.users.length > 0, data.model.stepMinutes)}
${assumptionsBlock(record.assumptions)}
${leavesOutBlock(answer)}
${methodBlock(record, answer)}
</main>
<script type="text/plain" id="model">${raw(packJson(data.model))}</script>
<script type="text/plain" id="minutes">${raw(packColumns(data.minutes))}</script>
<script type="text/plain" id="spectra">${raw(packColumns(data.spectra))}</script>
<script type="module">${raw(script)}</script>
</body>
</html>
`.markup;
};
