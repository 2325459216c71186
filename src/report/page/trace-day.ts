import { instants } from "../../experiment/hop.ts";
import type { MeterTrace, TracedJourney } from "../../experiment/meter-trace.ts";
import { duration } from "../format.ts";
import { kindOf, placeTitle } from "../hop-words.ts";
import { journeyTitle } from "../trace-text.ts";
import { html, type Markup } from "./markup.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const WIDTH = 1040;
const LEFT = 74;
const LANE = 20;
const BAR = 12;
const TOP = 22;
const TICK_HOURS = 3;
/** What is shorter than this share of the picture is drawn as long, or it could not be seen. */
const WIDTH_MIN = 1.5;

/** The whole day true to scale: each request in a row of its own, and alerts as they came. */
export const dayStrip = (trace: MeterTrace): Markup => {
  const { journeys, day, startDay } = trace;
  const fromMs = (day - startDay) * DAY_MS;
  const lastMs = Math.max(fromMs + DAY_MS, ...journeys.flatMap(({ hops }) => hops.map(({ toMs }) => toMs)));
  const toMs = Math.ceil(lastMs / HOUR_MS) * HOUR_MS;
  const requests = journeys.filter(({ what }) => what === "request");
  const others = journeys.filter(({ what }) => what !== "request");
  const height = TOP + (requests.length + (others.length === 0 ? 0 : 1)) * LANE + 4;
  const xOf = (ms: number): number => LEFT + ((Math.max(ms, fromMs) - fromMs) / (toMs - fromMs)) * (WIDTH - LEFT);
  const ticks = Array.from({ length: Math.floor((toMs - fromMs) / HOUR_MS / TICK_HOURS) + 1 }, (_, i) => {
    const ms = fromMs + i * TICK_HOURS * HOUR_MS;
    return { x: xOf(ms).toFixed(1), text: instants(startDay, ms).utc.slice(11, 16) };
  });
  const rowOf = (journey: TracedJourney, row: number): Markup => {
    const y = TOP + row * LANE;
    return html`<g><title>${journeyTitle(journey)}</title><text x="0" y="${y + LANE / 2 + 4}">${journey.row!.id}</text>
${journey.hops.map((hop) => {
  const x = xOf(hop.fromMs);
  const width = Math.max(WIDTH_MIN, xOf(hop.toMs) - x).toFixed(1);
  return html`<rect class="lane-${kindOf(hop)}" x="${x.toFixed(1)}" y="${y + (LANE - BAR) / 2}" width="${width}" height="${BAR}"><title>${journeyTitle(journey)}. ${placeTitle(hop.place)}: ${duration(hop.toMs - hop.fromMs)}</title></rect>`;
})}</g>`;
  };
  const last = TOP + requests.length * LANE;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="The day true to scale">
<svg class="lanes" width="${WIDTH + 20}" height="${height}" viewBox="0 0 ${WIDTH + 20} ${height}" role="img" aria-label="All of the day's requests, in UTC">
<text class="lane-time" x="0" y="12">UTC</text>
${ticks.map(
  ({ x, text }) => html`<line class="lane-line" x1="${x}" x2="${x}" y1="${TOP - 4}" y2="${height}"/>
<text class="lane-time" x="${x}" y="12">${text}</text>`,
)}
${requests.map(rowOf)}
${others.length === 0 ? "" : html`<text x="0" y="${last + LANE / 2 + 4}">besides</text>`}
${others.map((journey) => {
  const x = xOf(journey.hops[0]?.fromMs ?? journey.wantedMs).toFixed(1);
  return html`<line class="lane-alert" x1="${x}" x2="${x}" y1="${last + 4}" y2="${last + LANE - 4}"><title>${journeyTitle(journey)}</title></line>`;
})}
</svg></div>`;
};
