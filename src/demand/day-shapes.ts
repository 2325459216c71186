import { DAY_SHAPES } from "../domain/demand-rules.ts";

// The eight shapes of a day come in pairs, more of something and as much less of it, so that together they are what the
// profile uses: whoever draws one of eight leaves totals as they are.

/** Hours of the clock that a pair has more and less of: 1 more, −1 less. */
type Lean = (hour: number) => number;

const inOrOut: Lean = (hour) => (hour >= 16 && hour < 22 ? 1 : 0);
const dayAtHome: Lean = (hour) => (hour >= 9 && hour < 16 ? 1 : 0);
const lateOrEarly: Lean = (hour) => (hour >= 22 || hour < 2 ? 1 : hour >= 5 && hour < 8 ? -1 : 0);
const busyMorning: Lean = (hour) => (hour >= 6 && hour < 10 ? 1 : 0);

const LEANS: readonly Lean[] = [inOrOut, dayAtHome, lateOrEarly, busyMorning];

/** The same of the sun, by the share of the daylight that is over: sides of a roof, haze, and clouds that pass. */
const SUN_LEANS: readonly ((over: number) => number)[] = [
  (over) => 1 - 2 * over,
  (over) => 1 - 4 * over * (1 - over),
  (over) => (over < 1 / 3 || over >= 2 / 3 ? 1 : -1),
  (over) => (Math.floor(4 * over) % 2 === 0 ? 1 : -1),
];

const sideOf = (shape: number): number => (shape % 2 === 0 ? 1 : -1);

/** What a shape makes of use at an hour of the clock; the mean over the eight is one. */
export const useFactor = (shape: number, hour: number, spread: number): number =>
  1 + sideOf(shape) * spread * LEANS[shape >> 1]!(hour);

/** What a shape makes of the sun when so much of the daylight is over; the mean over the eight is one. */
export const sunFactor = (shape: number, over: number, spread: number): number =>
  1 + sideOf(shape) * spread * SUN_LEANS[shape >> 1]!(over);

/** Shapes whose night has charging, first to last: one of each pair before its opposite. */
const CHARGING_ORDER = [0, 3, 4, 7, 1, 2, 5, 6];

/** Part of a full charge in a shape's night, so that the mean over the eight is the share of nights that charge. */
export const chargeIn = (shape: number, nights: number): number =>
  Math.min(1, Math.max(0, nights * DAY_SHAPES - CHARGING_ORDER.indexOf(shape)));
