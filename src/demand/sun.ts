import { dateOf, dayOf } from "../domain/civil-time.ts";
import { cosine, sine } from "../kernel/elementary.ts";

// When the sun is up where a GSP Group is, and how high, to some minutes: enough for export by half hours.

const { PI } = Math;
const DEGREE = PI / 180;
const TROPICAL_YEAR = 365.2422;
const TILT = 23.44 * DEGREE;

/** Latitude north, longitude east, in degrees, of where most people of a GSP Group live: _A … _P. */
const PLACES: readonly (readonly [latitude: number, longitude: number])[] = [
  [52.2, 0.5],
  [52.8, -1.2],
  [51.5, -0.1],
  [53.2, -3.0],
  [52.5, -2.0],
  [54.9, -1.5],
  [53.6, -2.4],
  [51.2, -1.3],
  [51.1, 0.4],
  [51.6, -3.4],
  [50.8, -3.6],
  [53.7, -1.4],
  [55.8, -3.9],
  [57.2, -2.8],
];

/** Angle from 0 to π of a cosine. */
const angleOf = (cosineWanted: number): number => {
  let low = 0;
  let high = PI;
  for (let i = 0; i < 50; i++) {
    const middle = (low + high) / 2;
    if (cosine(middle) > cosineWanted) low = middle;
    else high = middle;
  }
  return low;
};

/** The sun over a GSP Group in a UTC day. */
export interface SunnyDay {
  /** UTC minutes; sunrise may be before 0 and sunset after 1,440. */
  readonly riseMinute: number;
  readonly setMinute: number;
  /** Sine of the height at noon: how much falls on level ground. */
  readonly height: number;
}

export const sunOf = (day: number, group: number): SunnyDay => {
  const [latitude, longitude] = PLACES[group]!;
  // Days since the March equinox, near the 20th, of this year: declination is a sine of the year from there.
  const sinceEquinox = day + 0.5 - dayOf({ year: dateOf(day).year, month: 3, dayOfMonth: 20 });
  const turn = (2 * PI * sinceEquinox) / TROPICAL_YEAR;
  const declination = TILT * sine(turn > PI ? turn - 2 * PI : turn);
  const phi = latitude * DEGREE;
  const halfDay = angleOf((-sine(phi) * sine(declination)) / (cosine(phi) * cosine(declination)));
  const noonMinute = 720 - 4 * longitude;
  const halfMinutes = (halfDay / PI) * 720;
  return {
    riseMinute: noonMinute - halfMinutes,
    setMinute: noonMinute + halfMinutes,
    height: sine(PI / 2 - phi + declination),
  };
};
