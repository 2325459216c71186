import type { Hop } from "../../experiment/hop.ts";
import type { MeterTrace, TracedJourney } from "../../experiment/meter-trace.ts";
import type { TracedMessage } from "../../experiment/trace-settlement.ts";
import { duration } from "../format.ts";
import { timeOf } from "../hop-lines.ts";
import { causeOf, type HopKind, kindOf, placeTitle } from "../hop-words.ts";
import { messageCause } from "../trace-settlement-text.ts";
import { html, type Markup } from "./markup.ts";

const LEFT = 118;
const LANE = 34;
const BAR = 18;
const TOP = 40;
/** A hop's width grows with the logarithm of its time: from a millisecond to a night in one picture. */
const WIDTH_MIN = 12;
const WIDTH_A_DECADE = 21;
const LABEL_FROM = 30;
const TIME_FROM = 66;

/** A hop in its lane. */
interface Bar {
  readonly lane: string;
  readonly kind: HopKind;
  readonly x: number;
  readonly width: number;
  readonly hop: Hop;
  readonly why: string;
  /** Where it came from, unless it is the first. */
  readonly after: Bar | undefined;
}

/** The way there and back is one lane; what the DSP's rules do is done at the DSP. */
const laneOf = ({ place }: Hop, user: string): string => {
  const there = place.replace(/ return$/, "");
  const title = placeTitle(there);
  if (title === "not sent yet" || there === "before the run" || title === user) return user;
  if (title.startsWith("DSP")) return "DSP";
  return place === "dip to MDS" ? "MDS" : place.startsWith("dip to ") ? place.slice("dip to ".length) : title;
};

/** Who asks stands above, the meter below the DCC, and who gets its data below both. */
const inOrder = (lanes: ReadonlySet<string>): string[] => {
  const below = ["meter", "data services", "DIP", "MDS", "supplier", "LDSO"];
  const all = [...lanes];
  return [...all.filter((lane) => !below.includes(lane)), ...below.filter((lane) => lanes.has(lane))];
};

const widthOf = ({ fromMs, toMs }: Hop): number =>
  WIDTH_MIN + WIDTH_A_DECADE * Math.log10(1 + Math.max(0, toMs - fromMs) / 10);

const barsOf = (journey: TracedJourney, message: TracedMessage | undefined): Bar[] => {
  const bars: Bar[] = [];
  let before: Bar | undefined;
  for (const hop of journey.hops) {
    const x: number = before === undefined ? LEFT : before.x + before.width;
    const why = causeOf(hop, journey);
    before = { lane: laneOf(hop, journey.user), kind: kindOf(hop), x, width: widthOf(hop), hop, why, after: before };
    bars.push(before);
  }
  const handedOver = before;
  for (const hop of message?.hops ?? []) {
    // Deliveries go side by side: each begins where what it follows has ended.
    const earlier = bars.filter((bar) => bar.hop.toMs === hop.fromMs && message!.hops.includes(bar.hop));
    const after: Bar | undefined = earlier.at(-1) ?? handedOver;
    const x: number = after === undefined ? LEFT : after.x + after.width;
    bars.push({
      lane: laneOf(hop, journey.user),
      kind: kindOf(hop),
      x,
      width: widthOf(hop),
      hop,
      why: messageCause(hop),
      after,
    });
  }
  return bars;
};

const KIND_WORDS: Readonly<Record<HopKind, string>> = {
  plan: "waits for its time",
  queue: "waits in a queue",
  device: "at the meter",
  failed: "the attempt fails",
  retry: "waits to be sent again",
  passing: "passes",
};

/** What the colours of a swim-lane mean. */
export const laneLegend = (): Markup =>
  html`<p class="choices">${Object.entries(KIND_WORDS).map(
    ([kind, words]) => html`<span><span class="swatch lane-${kind}"></span>${words}</span>`,
  )}</p>`;

/** A request from lane to lane, and on to settlement where its data went there. */
export const swimLane = (trace: MeterTrace, journey: TracedJourney, message: TracedMessage | undefined): Markup => {
  const bars = barsOf(journey, message);
  const lanes = inOrder(new Set([journey.user, ...bars.map(({ lane }) => lane)]));
  const yOf = (lane: string): number => TOP + lanes.indexOf(lane) * LANE;
  const right = Math.max(...bars.map(({ x, width }) => x + width)) + 70;
  const height = TOP + lanes.length * LANE + 6;
  // Times stand where one has room beside the one before.
  let lastTime = Number.NEGATIVE_INFINITY;
  const times = bars.filter(({ x, width }) => {
    if (x + width - lastTime < TIME_FROM) return false;
    lastTime = x + width;
    return true;
  });
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Swim-lane of ${journey.row?.id ?? journey.what}">
<svg class="lanes" width="${Math.ceil(right)}" height="${height}" viewBox="0 0 ${Math.ceil(right)} ${height}" role="img" aria-label="Its way from place to place">
${lanes.map(
  (lane) => html`<line class="lane-line" x1="${LEFT}" x2="${right}" y1="${yOf(lane) + LANE}" y2="${yOf(lane) + LANE}"/>
<text class="lane-name" x="0" y="${yOf(lane) + LANE / 2 + 6}">${lane}</text>`,
)}
${bars.map(({ lane, x, after }) =>
  after === undefined || after.lane === lane
    ? ""
    : html`<line class="lane-step" x1="${x.toFixed(1)}" x2="${x.toFixed(1)}" y1="${yOf(after.lane) + LANE / 2}" y2="${yOf(lane) + LANE / 2}"/>`,
)}
${bars.map(({ lane, kind, x, width, hop, why }) => {
  const { utc, local } = timeOf(trace, hop.toMs);
  const took = duration(hop.toMs - hop.fromMs);
  const label =
    width < LABEL_FROM
      ? ""
      : html`<text class="lane-took" x="${(x + width / 2).toFixed(1)}" y="${yOf(lane) + LANE / 2 + 4}">${took}</text>`;
  return html`<g><title>${placeTitle(hop.place)}: ${took}, until ${utc} UTC (${local} local): ${why}</title>
<rect class="lane-${kind}" x="${x.toFixed(1)}" y="${yOf(lane) + (LANE - BAR) / 2}" width="${width.toFixed(1)}" height="${BAR}" rx="3"/>${label}</g>`;
})}
${times.map(
  ({
    x,
    width,
    hop,
  }) => html`<line class="lane-tick" x1="${(x + width).toFixed(1)}" x2="${(x + width).toFixed(1)}" y1="${TOP - 12}" y2="${TOP - 4}"/>
<text class="lane-time" x="${(x + width).toFixed(1)}" y="${TOP - 17}">${timeOf(trace, hop.toMs).utc.slice(0, 8)}</text>`,
)}
<text class="lane-time" x="0" y="${TOP - 17}">UTC</text>
</svg></div>`;
};
