import { factorOf } from "../domain/bank-holidays.ts";
import { ACCESS } from "../domain/components.ts";
import { endsAtDsp } from "../domain/ends-at-dsp.ts";
import { lateReadOf } from "../domain/late-data.ts";
import type { ProfilePiece, TrafficRow } from "../domain/plan.ts";
import { isOfCycle, responseUnits } from "../domain/response-units.ts";
import { DAY_MS } from "../kernel/time.ts";
import { cohortRates, perMeterDayOf } from "./cohort-rates.ts";
import { ROW_IDS } from "./names.ts";
import { RATES, type RateInputs } from "./rates.ts";
import type { Resolved, Row } from "./schema.ts";
import { type Reading, wrong } from "./units.ts";
import { hasDay, looksLikeHours, readTimeOfDay, readWindow, utcMinutes, type Window } from "./window.ts";
import { piecesOf, type Shape } from "./window-shape.ts";

export const SERVICE_CLASS = { "on-demand": 0, scheduled: 1, "below-all": 2 } as const;

/** The window and shape of a row: hours of its own, or a named window's, with a shape of its own if it has one. */
export const windowOf = (
  row: Row,
  windows: Resolved["windows"],
): Reading<{ readonly window: Window; readonly shape: Shape }> => {
  const named = looksLikeHours(row.window) ? undefined : windows[row.window];
  const shape = row.shape ?? named?.shape;
  if (shape === undefined)
    return wrong("hours without a shape; expected shape: uniform, or another, beside this window");
  const window = readWindow(named?.window ?? row.window);
  return "wrong" in window ? window : { value: { window: window.value, shape } };
};

/** When a row's requests are sent on a day; undefined when the day isn't one of its weekdays. */
export const profileOf = (
  row: Row,
  windows: Resolved["windows"],
  day: number,
): Reading<readonly ProfilePiece[] | undefined> => {
  const found = windowOf(row, windows);
  if ("wrong" in found) return found;
  const { window, shape } = found.value;
  const pieces = piecesOf(utcMinutes(window, day), shape);
  return "wrong" in pieces || hasDay(window, day) ? pieces : { value: undefined };
};

/** When reads with the purpose flag are sent on a day. */
export const flagProfile = (
  { window, shape }: Resolved["purposeFlag"],
  day: number,
): Reading<readonly ProfilePiece[]> => {
  const hours = readWindow(window);
  return "wrong" in hours ? hours : piecesOf(utcMinutes(hours.value, day), shape);
};

/**
 * Rows that send something, in the table's order. The first of a pair stays when only the second sends: order tells
 * which is which.
 */
export const trafficRows = (values: Resolved, rates: RateInputs): readonly TrafficRow[] => {
  const rows = ROW_IDS.map((id) => trafficRow(id, values, rates));
  const sends = ({ perMeterDay, perDay }: TrafficRow): boolean =>
    perMeterDay.smets2 > 0 || perMeterDay.smets1 > 0 || perDay > 0;
  const isPaired = (row: TrafficRow): boolean => row.need !== "stream" && !endsAtDsp(row);
  return rows.filter(
    (row, i) =>
      sends(row) || (isPaired(row) && rows.some((other, j) => j > i && other.need === row.need && sends(other))),
  );
};

/** The factor of the first measured day, and of the days of a run by that. */
const byDay = (
  { days, heldUntil }: Row,
  { horizon: { start, measure, warmUp, tailMax }, estate }: Resolved,
): { readonly today: number; readonly byDay?: NonNullable<TrafficRow["byDay"]> } | undefined => {
  if (days === undefined) return undefined;
  const today = factorOf(days, start, scottishShare(estate));
  if (today === 0) return { today };
  // What is held as a run begins may have been sent the day before.
  const fromDay = -Math.ceil(warmUp / DAY_MS) - (heldUntil === undefined ? 0 : 1);
  const length = Math.ceil((measure + tailMax) / DAY_MS) - fromDay + 1;
  const of = (day: number): number => factorOf(days, start + day, scottishShare(estate)) / today;
  return { today, byDay: { fromDay, factors: Array.from({ length }, (_, i) => of(fromDay + i)) } };
};

/** Scotland is GSP Groups _N and _P. */
export const scottishShare = ({ gspGroups }: Pick<Resolved["estate"], "gspGroups">): number =>
  gspGroups._N.share + gspGroups._P.share;

const heldUntil = ({ heldUntil: text }: Row): Pick<TrafficRow, "heldUntilMinute"> => {
  if (text === undefined) return {};
  const time = readTimeOfDay(text);
  if ("wrong" in time) throw new RangeError(`heldUntil: ${time.wrong}`);
  return { heldUntilMinute: time.value };
};

/** Where each response counts as one, a row has no word of it. */
const unitsOf = ({ need, srv }: Row, { mhhs, limits }: Resolved): Pick<TrafficRow, "responseUnits"> => {
  const units = isOfCycle(need) ? responseUnits(srv, mhhs.cycle / DAY_MS, limits.responsePerFurtherDay) : 1;
  return units > 1 ? { responseUnits: units } : {};
};

const trafficRow = (id: (typeof ROW_IDS)[number], values: Resolved, rates: RateInputs): TrafficRow => {
  const row = values.policy[id];
  const profile = profileOf(row, values.windows, values.horizon.start);
  if ("wrong" in profile) throw new RangeError(`${id}: ${profile.wrong}`);
  const days = byDay(row, values);
  const isLate = lateReadOf(row.need) !== undefined;
  const today = days?.today ?? 1;
  const rate = profile.value === undefined ? { smets2: 0, smets1: 0 } : RATES[id].rate(rates);
  const cohorts = profile.value === undefined ? undefined : cohortRates(id, values, rates);
  const target = values.targets[row.target];
  if (target === undefined) throw new RangeError(`${id}: no target ${row.target}`);
  return {
    id,
    title: row.title,
    process: row.process,
    need: row.need,
    srv: row.srv,
    ...(row.srvOnSmets2 === undefined ? {} : { srvOnSmets2: row.srvOnSmets2 }),
    role: row.role,
    mode: row.mode,
    priority: SERVICE_CLASS[row.priority ?? row.mode],
    profile: profile.value ?? [],
    targetMs: { smets2: target.smets2, smets1: target.smets1 },
    moves: row.moves,
    perMeterDay: {
      ...perMeterDayOf(rate, cohorts, values, today),
      // Nothing is late before the twin has said what is.
      ...(isLate ? { byAccess: ACCESS.map(() => 0) } : {}),
    },
    ...heldUntil(row),
    ...unitsOf(row, values),
    ...(days?.byDay === undefined ? {} : { byDay: days.byDay }),
    perDay: (rate.perDay ?? 0) * today,
  };
};
