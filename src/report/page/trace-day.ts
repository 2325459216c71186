import { instants } from "../../experiment/hop.ts";
import type { MeterTrace, TracedJourney } from "../../experiment/meter-trace.ts";
import { DAY_MS, HOUR_MS } from "../../kernel/time.ts";
import { duration } from "../format.ts";
import { kindOf, placeTitle } from "../hop-words.ts";
import { journeyTitle } from "../trace-text.ts";
import type { Markup } from "./markup.ts";
import { barOf, lineOf, saying, scrolled, textOf } from "./svg.ts";

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
  const ticks = Array.from(
    { length: Math.floor((toMs - fromMs) / HOUR_MS / TICK_HOURS) + 1 },
    (_, i) => fromMs + i * TICK_HOURS * HOUR_MS,
  );
  const last = TOP + requests.length * LANE;
  return scrolled("All of the day's requests, true to scale", WIDTH + 20, height, [
    textOf("lane-time", 0, 12, "UTC"),
    ...ticks.flatMap((ms) => [
      lineOf("lane-line", xOf(ms), TOP - 4, xOf(ms), height),
      textOf("lane-time", xOf(ms), 12, instants(startDay, ms).utc.slice(11, 16)),
    ]),
    ...requests.flatMap((journey, row) => rowOf(journey, TOP + row * LANE, xOf)),
    others.length === 0 ? "" : textOf("lane-name", 0, last + LANE / 2 + 4, "besides"),
    ...others.map((journey) => {
      const x = xOf(journey.hops[0]?.fromMs ?? journey.wantedMs);
      return saying(journeyTitle(journey), [lineOf("lane-alert", x, last + 4, x, last + LANE - 4)]);
    }),
  ]);
};

const rowOf = (journey: TracedJourney, y: number, xOf: (ms: number) => number): Markup[] => [
  textOf("lane-name", 0, y + LANE / 2 + 4, journey.row!.id),
  ...journey.hops.map((hop) => {
    const x = xOf(hop.fromMs);
    const words = `${journeyTitle(journey)}. ${placeTitle(hop.place)}: ${duration(hop.toMs - hop.fromMs)}`;
    const width = Math.max(WIDTH_MIN, xOf(hop.toMs) - x);
    return saying(words, [barOf(`lane-${kindOf(hop)}`, x, y + (LANE - BAR) / 2, width, BAR)]);
  }),
];
