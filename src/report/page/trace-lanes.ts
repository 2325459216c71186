import { DELIVERY, type Hop } from "../../experiment/hop.ts";
import type { MeterTrace, TracedJourney } from "../../experiment/meter-trace.ts";
import type { TracedCase } from "../../experiment/trace-registration.ts";
import type { TracedMessage } from "../../experiment/trace-settlement.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "../../kernel/time.ts";
import { duration } from "../format.ts";
import { timeOf } from "../hop-lines.ts";
import { causeOf, type HopKind, kindOf, placeTitle } from "../hop-words.ts";
import { caseHopCause, caseTitle } from "../trace-registration-text.ts";
import { messageCause } from "../trace-settlement-text.ts";
import { html, type Markup } from "./markup.ts";
import { barOf, lineOf, saying, scrolled, textOf } from "./svg.ts";

const LEFT = 118;
const LANE = 34;
const BAR = 18;
const TOP = 40;
/** A hop's width grows with the logarithm of its time: from a millisecond to a night in one picture. */
const WIDTH_MIN = 12;
const WIDTH_A_DECADE = 21;
/** Where the last bar ends at most: the page's width, less room for the time above it. */
const RIGHT_MAX = 1130;
const LABEL_FROM = 30;
const RULER_TOP = 10;
const RULER_BAR = 10;
const RULER_STEP = 200;
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
  if (place === "held for Registration") return "data services";
  return place.startsWith(DELIVERY) ? place.slice(DELIVERY.length) : title;
};

/** Who asks stands above, the meter below the DCC, and who gets its data below both. */
const inOrder = (lanes: ReadonlySet<string>): string[] => {
  const below = ["meter", "data services", "DIP", "MDS", "supplier", "LDSO"];
  const all = [...lanes];
  return [...all.filter((lane) => !below.includes(lane)), ...below.filter((lane) => lanes.has(lane))];
};

const widthOf = ({ fromMs, toMs }: Pick<Hop, "fromMs" | "toMs">): number =>
  WIDTH_MIN + WIDTH_A_DECADE * Math.log10(1 + Math.max(0, toMs - fromMs) / 10);

/** Drawn below the lanes as bars of their own, by which to read the others. */
const RULER_MS: readonly number[] = [SECOND_MS, MINUTE_MS, HOUR_MS, DAY_MS];

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

/** A case and its messages: each hop begins where the one that it follows has ended. */
const barsOfCase = (one: TracedCase): Bar[] => {
  const bars: Bar[] = [];
  for (const hop of one.hops) {
    const after: Bar | undefined = bars.findLast((bar) => bar.hop.toMs === hop.fromMs) ?? bars.at(-1);
    const x: number = after === undefined ? LEFT : after.x + after.width;
    bars.push({
      lane: laneOf(hop, ""),
      // Who has the case waits for a time or takes one; only messages pass and queue.
      kind: hop.message === undefined || hop.isPartys ? "plan" : kindOf(hop),
      x,
      width: widthOf(hop),
      hop,
      why: caseHopCause(hop, one),
      after,
    });
  }
  return bars;
};

/** A way of many attempts is drawn narrower, so that all of it is in sight on a page at its full width. */
const shrinkOf = (bars: readonly Bar[]): number => {
  const right = Math.max(...bars.map(({ x, width }) => x + width));
  return Math.min(1, (RIGHT_MAX - LEFT) / (right - LEFT));
};

/** Says that the lanes are not to scale, and how wide some times are in them. */
const rulerOf = (shrink: number, y: number): Markup[] => [
  textOf("lane-name", 0, y + RULER_BAR, "not to scale:"),
  ...RULER_MS.map((ms, i) => {
    const x = LEFT + i * RULER_STEP;
    const width = widthOf({ fromMs: 0, toMs: ms }) * shrink;
    return html`${barOf("lane-plan", x, y, width, RULER_BAR)}${textOf(
      "lane-ruler",
      x + width + 5,
      y + RULER_BAR,
      duration(ms),
    )}`;
  }),
];

const KIND_WORDS: Readonly<Record<HopKind, string>> = {
  plan: "waits for its time",
  queue: "waits in a queue",
  device: "at the meter",
  failed: "the attempt fails",
  retry: "waits to be sent again",
  passing: "passes",
};

/** How wide bars are, and what their colours mean. */
export const laneLegend = (): Markup =>
  html`<p class="note">The lanes below are not to scale: a bar's width grows with the logarithm of its time, so that a
millisecond and a night fit one picture. Under each picture stand bars of known times.</p>
<p class="choices">${Object.entries(KIND_WORDS).map(
    ([kind, words]) => html`<span><span class="swatch lane-${kind}"></span>${words}</span>`,
  )}</p>`;

/** A request from lane to lane, and on to settlement where its data went there. */
export const swimLane = (trace: MeterTrace, journey: TracedJourney, message: TracedMessage | undefined): Markup => {
  const bars = barsOf(journey, message);
  const lanes = inOrder(new Set([journey.user, ...bars.map(({ lane }) => lane)]));
  return lanesOf(trace, `Way of ${journey.row?.id ?? journey.what} from place to place`, lanes, bars);
};

/** A case of Registration from party to party. */
export const caseLane = (trace: MeterTrace, one: TracedCase): Markup => {
  const bars = barsOfCase(one);
  const lanes = [...new Set(bars.map(({ lane }) => lane))];
  return lanesOf(trace, `${caseTitle(one)}, from party to party`, lanes, bars);
};

const lanesOf = (trace: MeterTrace, name: string, lanes: readonly string[], unfitted: readonly Bar[]): Markup => {
  const shrink = shrinkOf(unfitted);
  const bars = unfitted.map((bar) => ({ ...bar, x: LEFT + (bar.x - LEFT) * shrink, width: bar.width * shrink }));
  const yOf = (lane: string): number => TOP + lanes.indexOf(lane) * LANE;
  const right = Math.max(LEFT + RULER_MS.length * RULER_STEP, ...bars.map(({ x, width }) => x + width)) + 55;
  const lanesEnd = TOP + lanes.length * LANE;
  // Times stand where one has room beside the one before.
  let lastTime = Number.NEGATIVE_INFINITY;
  const times = bars.filter(({ x, width }) => {
    if (x + width - lastTime < TIME_FROM) return false;
    lastTime = x + width;
    return true;
  });
  return scrolled(name, right, lanesEnd + RULER_TOP + RULER_BAR + 8, [
    textOf("lane-time", 0, TOP - 17, "UTC"),
    ...lanes.flatMap((lane) => [
      lineOf("lane-line", LEFT, yOf(lane) + LANE, right, yOf(lane) + LANE),
      textOf("lane-name", 0, yOf(lane) + LANE / 2 + 6, lane),
    ]),
    ...bars.map(({ lane, x, after }) =>
      after === undefined || after.lane === lane
        ? ""
        : lineOf("lane-step", x, yOf(after.lane) + LANE / 2, x, yOf(lane) + LANE / 2),
    ),
    ...bars.map((bar) => drawn(trace, bar, yOf(bar.lane))),
    ...rulerOf(shrink, lanesEnd + RULER_TOP),
    ...times.flatMap(({ x, width, hop }) => [
      lineOf("lane-tick", x + width, TOP - 12, x + width, TOP - 4),
      textOf("lane-time", x + width, TOP - 17, timeOf(trace, hop.toMs).utc.slice(0, 8)),
    ]),
  ]);
};

const drawn = (trace: MeterTrace, { kind, x, width, hop, why }: Bar, y: number): Markup => {
  const { utc, local } = timeOf(trace, hop.toMs);
  const took = duration(hop.toMs - hop.fromMs);
  return saying(`${placeTitle(hop.place)}: ${took}, until ${utc} UTC (${local} local): ${why}`, [
    barOf(`lane-${kind}`, x, y + (LANE - BAR) / 2, width, BAR),
    width < LABEL_FROM ? "" : textOf("lane-took", x + width / 2, y + LANE / 2 + 4, took),
  ]);
};
