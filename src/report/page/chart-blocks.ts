import { COMPONENTS } from "../../domain/components.ts";
import { WORKING_DAY_MINUTE } from "../../domain/night.ts";
import { type Answer, type OptionAnswer, shortTitle } from "../../experiment/answer.ts";
import { MINUTES_A_DAY } from "../../kernel/time.ts";
import { marked, nightQueueNotes, nightQueueText, peakNotes, peakText } from "../chance.ts";
import { clock, count, share } from "../format.ts";
import { withoutDotText } from "../frontier-words.ts";
import { lookClass } from "../palette.ts";
import { hasFaults } from "./fault-block.ts";
import { type Column, html, type Markup, tableOf, understanding } from "./markup.ts";
import { optionName } from "./option-name.ts";

// Where the page's own code draws: headings, places for charts and choices, the tables that need no choice, and what
// each chart means.

type ComponentAnswer = OptionAnswer["components"][number];

/** Options down, components across. */
const byComponent = (
  answer: Answer,
  caption: string,
  value: (component: ComponentAnswer) => string,
  isOver: (component: ComponentAnswer) => boolean = () => false,
): Markup =>
  tableOf(
    caption,
    [{ head: "option", isText: true }, ...COMPONENTS.map((component): Column => ({ head: shortTitle(component) }))],
    answer.options.map(({ option, components }) => [
      optionName(answer.options, option),
      ...components.map((component) =>
        isOver(component) ? html`<b class="over">${value(component)}</b>` : value(component),
      ),
    ]),
  );

const more = (title: string, ...contents: readonly Markup[]): Markup =>
  html`<details class="more"><summary>${title}</summary>${contents}</details>`;

const noScript = html`<noscript><p class="warning">The charts need JavaScript; the tables do not.</p></noscript>`;

export const frontierBlock = (answer: Answer): Markup => html`<section id="frontier">
<h2>How level can the load be, if the reads are sent by a given hour?</h2>
${noScript}
<div class="frontier" data-chart="frontier"></div>
${answer.frontiers.map((frontier) => withoutDotNote(answer, frontier))}
${understanding(
  "The curve is mathematics: for each hour, the lowest fill of the fullest minute that any schedule can reach " +
    "when 99.9 % of the reads that may move are sent by then, the rest staying where it is.",
  "A dot is an option as the fluid twin forecasts it; its height above the curve is what a better schedule could " +
    "still gain, and 1.00 is all that a component carries. Only minutes in which such reads are sent count.",
  "The curve is that of today's reads and capacity: an option that asks for others has no dot, and its own lowest " +
    "peak stands in the tables of the load.",
)}
${more(
  "The dots as a table",
  tableOf(
    "Options beside the frontier",
    [
      { head: "option", isText: true },
      { head: "reads that may move", isText: true },
      { head: "99.9 % sent by, UTC" },
      { head: "fullest minute ÷ capacity" },
    ],
    answer.frontiers.flatMap(({ moves, dots }) =>
      dots.map(({ option, byHour, fill }) => [
        optionName(answer.options, option),
        moves === "mhhs" ? "those of MHHS" : "every read with a 24 h target",
        clock(Math.round(60 * byHour)),
        share(fill),
      ]),
    ),
  ),
)}
</section>`;

/** Options that the curve says nothing of. */
const withoutDotNote = ({ options }: Answer, frontier: Answer["frontiers"][number]): Markup | string => {
  const names = options.map(({ option }) => option);
  const words = withoutDotText(frontier, names);
  if (words === undefined) return "";
  const reads = frontier.moves === "mhhs" ? "MHHS reads" : "all 24 h reads";
  return html`<p class="note">No dot where ${reads} may move: ${words}</p>`;
};

/** Choices that hold for every chart over the day: they stay in sight. */
export const optionsBar = (
  answer: Answer,
): Markup => html`<div class="bar" role="group" aria-label="Shown in all charts">
<div class="chips">${answer.options.map(
  ({ option }, i) =>
    html`<button type="button" class="chip" aria-pressed="true" data-option="${i}"><span
 class="swatch ${lookClass(i)}"></span>${option}</button>`,
)}</div>
<div class="hours"><label>from <select id="from" aria-label="Charts over the day begin at"></select></label>
<label>to <select id="to" aria-label="Charts over the day end at"></select></label>
<button type="button" id="reset" disabled>whole day</button></div>
</div>`;

/** What is drawn of long runs: the first days, and half hours where no minutes are kept. */
const drawnNote = (measuredDays: number, drawnDays: number, stepMinutes: number): Markup | string => {
  const days = drawnDays < measuredDays ? `Drawn: ${drawnDays} of ${measuredDays} measured days.` : "";
  const halfHours =
    stepMinutes === 1
      ? ""
      : "Of so long a run load over time is kept by half hours; busiest minutes in the tables are exact.";
  return days + halfHours === ""
    ? ""
    : html`<p class="note">${[days, halfHours].filter((one) => one !== "").join(" ")}</p>`;
};

export const loadBlock = (
  answer: Answer,
  measuredDays: number,
  drawnDays: number,
  stepMinutes: number,
): Markup => html`<section id="load">
<h2>Load on each component</h2>
<div class="choices">
<label>what <select id="load-series"></select></label>
<label>each <select id="load-interval">${
  stepMinutes === 1
    ? html`<option value="1">minute</option>
`
    : ""
}<option value="30">half hour</option></select></label>
<label class="check"><input type="checkbox" id="load-twin"> forecast of the fluid twin</label>
</div>
${drawnNote(measuredDays, drawnDays, stepMinutes)}
<div class="charts" data-chart="load"></div>
${understanding(
  "Each line is an option: requests (or responses and alerts) a second over the measured day, UTC, at full " +
    "scale; the dashed level is the component's capacity, which is its contract too. Demand counts an attempt " +
    "when it is sent, as if nothing upstream could delay it: behind a full component every option arrives and " +
    "is carried the same.",
  ...(hasFaults(answer) ? ["Shaded, in the colour of its option: while a fault lasts."] : []),
  "Drag across a chart to see those hours in all of them; double-click, or “whole day”, to go back.",
)}
${loadTables(answer)}
<details class="more" id="load-table"><summary>A chart as a table</summary></details>
</section>`;

const noteOf = (note: string): Markup => html`<p class="note">${note}</p>`;

/** The figures that the answer is read from. */
const loadTables = (answer: Answer): Markup => html`${byComponent(
  answer,
  "Busiest minute of first attempts ÷ capacity",
  peakText,
  ({ peakShare }) => peakShare > 1,
)}${peakNotes(answer).map(noteOf)}
${more(
  "More of the load in figures",
  byComponent(answer, "When that minute is, UTC", ({ peakAtMinute }) => clock(peakAtMinute % MINUTES_A_DAY)),
  byComponent(answer, "Lowest busiest minute that any schedule reaches ÷ capacity", ({ boundShare }) =>
    share(boundShare),
  ),
  byComponent(answer, "Forecast of the fluid twin ÷ capacity", ({ forecastPeakShare }) => share(forecastPeakShare)),
  byComponent(answer, "Busiest half hour ÷ capacity", ({ peakShareHalfHour }) => share(peakShareHalfHour)),
  byComponent(answer, "Busiest minute of all attempts ÷ capacity", (c) =>
    marked(share(c.peakShareAll), c.isPeakOfChance),
  ),
  byComponent(answer, "The day's attempts ÷ all that it carries in a day", ({ utilisation }) => share(utilisation)),
  byComponent(answer, "Busiest minute of responses and alerts ÷ return path", (c) =>
    marked(share(c.returnPeakShare), c.isReturnPeakOfChance),
  ),
)}`;

/** There is no such figure where a capacity is private. */
const requests = (n: number): string => (Number.isNaN(n) ? "–" : count(n));

export const queueBlock = (answer: Answer): Markup => html`<section id="queues">
<h2>What waits for each component</h2>
<div class="choices"><label>what <select id="queue-series"></select></label></div>
<div class="charts" data-chart="queue"></div>
${understanding(
  "Requests that wait for a component, wherever they stand: before it, or at the DSP behind it. A burst " +
    "drains; a queue that stands all through a half hour does not, and is the sign of too little capacity.",
  "Reads of the night that still wait at 08:00 meet the working day.",
)}
${byComponent(
  answer,
  "Reads of the night wait until, UTC",
  nightQueueText,
  ({ emptiesAtMinute = 0 }) => emptiesAtMinute > WORKING_DAY_MINUTE,
)}${nightQueueNotes(answer).map(noteOf)}
${more(
  "More of the queues in figures",
  byComponent(answer, "Most that wait at once", ({ queuedMax }) => requests(queuedMax)),
  byComponent(answer, "Least that waited all through some half hour", ({ standingQueueMax }) =>
    requests(standingQueueMax),
  ),
  byComponent(answer, "Forecast of the fluid twin: reads wait until, UTC", (c) => clock(c.forecastEmptiesAtMinute)),
)}
</section>`;

/** Which process, where, and by which clock: one choice for the latencies and for what is in in time. */
export const latencyBlock = (): Markup => html`<section id="latency">
<h2>Latency</h2>
<div class="choices">
<label>process and role <select id="process"></select></label>
<label>region or cohort <select id="place"></select></label>
<label>clock <select id="clock"></select></label>
</div>
<div class="wide-chart" data-chart="latency"></div>
${understanding(
  "Read a percentile off the bottom and the latency off the side: at 99 % stands the time that ninety-nine of " +
    "a hundred needs stayed within. Needs whose meter was out of reach are not among them, and the quickest fifth " +
    "is not drawn; a line ends where the rest was never answered, and the table says “> longest answer” there.",
  "Wanted counts from when the data existed, official from schedule time or receipt (on demand the DCC's legs " +
    "only), network from the attempt that was answered.",
)}
<div data-table="latency" aria-live="polite"></div>
</section>`;

export const bandsBlock = (): Markup => html`<section id="in-time">
<h2>In time</h2>
<p class="note" data-text="bands"></p>
<div class="bands" data-chart="bands"></div>
${understanding(
  "Of all that was wanted: how much was in by each hour after the data day's end, on the wanted clock, how " +
    "much came later, was never answered, or belongs to meters that were out of reach. Data services' cut-offs " +
    "lie at such hours.",
  "In target is another question: of what was answered, the share inside its Target Response Time, on the " +
    "official clock.",
)}
<div data-table="bands" aria-live="polite"></div>
</section>`;

export const userBlock = (hasUsers: boolean, stepMinutes: number): Markup => html`<section id="users">
<h2>What happens to one User</h2>
${hasUsers ? userChart(stepMinutes) : html`<p>Not told: who the Users are came from a private overlay.</p>`}
</section>`;

const userChart = (
  stepMinutes: number,
): Markup => html`<div class="choices"><label>User <select id="user"></select></label></div>
<div class="wide-chart" data-chart="user"></div>
${understanding(
  "Responses and alerts that arrive at this User's receiving endpoint, by " +
    `${stepMinutes === 1 ? "minute" : "half hour"}; the dashed level is the rate that the endpoint takes. Rank 1 is ` +
    "the fullest endpoint among Users of the same role.",
  "The second table is of the needs that this User sent in the measured days: those whose meter was out of reach, " +
    "those in target of what was answered (official clock), and percentiles since the data existed, known to 6 %. " +
    "What an agent reads and passes on outside the DCC stands with the agent.",
)}
<div data-table="user" aria-live="polite"></div>
<div data-table="user-needs" aria-live="polite"></div>`;
