import { type DayFactors, factorOf, HOLIDAY_YEARS } from "../domain/bank-holidays.ts";
import { dateOf, dateText } from "../domain/civil-time.ts";
import { endsAtDsp } from "../domain/ends-at-dsp.ts";
import { lateReadOf } from "../domain/late-data.ts";
import { daysInResponseMax, isOfCycle } from "../domain/response-units.ts";
import { SERVICE_REQUESTS } from "../domain/service-requests.ts";
import { DAY_MS } from "../kernel/time.ts";
import { isSent } from "./campaign-checks.ts";
import type { Put } from "./checks.ts";
import { ROW_IDS, type RowId } from "./names.ts";
import { didYouMean } from "./near.ts";
import { RATES } from "./rates.ts";
import { profileOf, scottishShare } from "./rows.ts";
import type { Resolved, Row } from "./schema.ts";
import { looksLikeHours, readTimeOfDay, readWindow, utcMinutes } from "./window.ts";
import { piecesOf } from "./window-shape.ts";

/**
 * Requests that a DSP Schedule may send, or that have been proposed for it (4.1.1 and 4.2): Smart DCC's request matrix,
 * github.com/SmartDCCInnovation/duis-parser, and SEC MP162 Working Group, 20 October 2021.
 */
const SCHEDULABLE = ["4.1.1", "4.2", "4.6.1", "4.6.2", "4.8.1", "4.8.2", "4.8.3", "4.10", "4.17"];

type Windows = Resolved["windows"];

/** Rows whose window is another on a later measured day, by weekday or clock change: a plan has one for all days. */
const checkMeasuredDays = (values: Partial<Resolved>, put: Put): void => {
  const { policy, windows, horizon } = values;
  if (policy === undefined || windows === undefined || horizon === undefined) return;
  const ids = ROW_IDS.filter((id) => isSent(id, values));
  for (let day = horizon.start + 1; day < horizon.start + horizon.measure / DAY_MS; day++) {
    const others = ids.filter((id) => sent(policy[id], windows, day) !== sent(policy[id], windows, horizon.start));
    if (others.length === 0) continue;
    const days = `${dateText(day)} as on ${dateText(horizon.start)}, by weekday or clock change`;
    put(
      ["horizon", "measure"],
      `${others.join(", ")} can't be sent on ${days}; expected days that are alike: measure fewer`,
    );
    return;
  }
};

const sent = (row: Row, windows: Windows, day: number): string => JSON.stringify(profileOf(row, windows, day));

/** Named windows by themselves: hours that can be read, and a shape that fits them on the first measured day. */
export const windowProblems = (windows: Windows, firstDay: number | undefined, put: Put): void => {
  for (const [name, { window, shape }] of Object.entries(windows)) {
    const reading = readWindow(window);
    if (looksLikeHours(name)) put(["windows", name], `"${name}" reads as hours; expected a name in words`);
    if ("wrong" in reading) put(["windows", name, "window"], reading.wrong);
    else if (firstDay !== undefined) {
      const pieces = piecesOf(utcMinutes(reading.value, firstDay), shape);
      if ("wrong" in pieces) put(["windows", name], pieces.wrong);
    }
  }
};

/** Rows against the windows, targets and days of their scenario. */
export const rowProblems = (values: Partial<Resolved>, put: Put): void => {
  const { policy, windows, targets, horizon } = values;
  if (policy === undefined) return;
  for (const id of ROW_IDS) {
    const row = policy[id];
    checkUse(id, row, put);
    if (targets !== undefined && targets[row.target] === undefined)
      put(
        ["policy", id, "target"],
        `no target "${row.target}" under targets; ${didYouMean(row.target, Object.keys(targets))}`,
      );
    if (windows !== undefined) checkWindow(id, row, windows, horizon, put);
    if (row.days !== undefined) checkDays(id, row.days, values, put);
    if (row.heldUntil !== undefined) checkHeld(id, row, put);
  }
  if (values.mhhs !== undefined) checkLogs({ mhhs: values.mhhs, policy }, put);
  checkMeasuredDays(values, put);
};

/** What the DSP may hold for later: Smart DCC's request matrix, and what a run knows to have been sent before. */
const checkHeld = (id: RowId, { heldUntil, srv, mode }: Row, put: Put): void => {
  const time = readTimeOfDay(heldUntil!);
  const path = ["policy", id, "heldUntil"];
  const holder = SERVICE_REQUESTS.find((one) => one.srv === srv)?.futureDated;
  if ("wrong" in time) put(path, time.wrong);
  if (RATES[id].need !== "stream")
    put(path, `${id} isn't a stream of requests: its window says when the DSP sends it; expected no heldUntil`);
  else if (mode === "scheduled") put(path, `a Schedule of the DSP sends ${id} at its time; expected no heldUntil`);
  else if (holder === undefined) put(path, `${srv} can't be future dated; expected no heldUntil`);
  else if (holder === "the device")
    put(path, `${srv} is held by the device, which has it by then; expected a window before its date, no heldUntil`);
};

/** Bank holidays are known for some years only, and rates of other days are told by that of the first measured one. */
const checkDays = (id: RowId, days: DayFactors, { horizon, estate }: Partial<Resolved>, put: Put): void => {
  if (horizon === undefined || estate === undefined) return;
  const { start, measure } = horizon;
  const { first, last } = HOLIDAY_YEARS;
  const years = [dateOf(start).year, dateOf(start + measure / DAY_MS).year];
  if (days.holiday !== undefined && years.some((year) => year < first || year > last))
    put(["policy", id, "days", "holiday"], `bank holidays are known for ${first} to ${last}; expected a start then`);
  const of = (day: number): number => factorOf(days, start + day, scottishShare(estate));
  if (of(0) === 0 && Array.from({ length: measure / DAY_MS }, (_, day) => of(day)).some((factor) => factor > 0))
    put(
      ["policy", id, "days"],
      `there is none of ${id} on ${dateText(start)}, and some later; expected a start on a day that has some`,
    );
};

const checkUse = (id: RowId, row: Row, put: Put): void => {
  const { need } = RATES[id];
  if (row.need !== need)
    put(
      ["policy", id, "need"],
      `${id} is brought about by ${need}, not ${row.need}; expected need: ${need}, since its rate comes of it`,
    );
  if (row.days !== undefined && need !== "stream" && need !== "dsp-stream")
    put(["policy", id, "days"], `${id} isn't a stream of requests, and is sent as its need says; expected no days`);
  if (row.mode === "scheduled" && !SCHEDULABLE.includes(row.srv))
    put(["policy", id, "mode"], `${row.srv} can't be put in a DSP Schedule; expected mode: on-demand`);
  if (row.moves !== "no" && (need === "stream" || endsAtDsp({ need })))
    put(["policy", id, "moves"], `a stream of requests can't be placed; expected moves: no`);
  if (lateReadOf(need) === undefined) return;
  if (row.mode !== "on-demand")
    put(["policy", id, "mode"], `${id} is what Users ask for themselves; expected mode: on-demand`);
  if (row.moves !== "no") put(["policy", id, "moves"], `${id} is sent when data is late; expected moves: no`);
};

/** A response has no more days than its log returns at once: a cycle of more would need several requests. */
const checkLogs = ({ mhhs, policy }: Pick<Resolved, "mhhs" | "policy">, put: Put): void => {
  if (!mhhs.enabled) return;
  const days = mhhs.cycle / DAY_MS;
  const read = ROW_IDS.filter((id) => isOfCycle(RATES[id].need) && (id !== "M07" || mhhs.validationPerMeterDay > 0));
  const daysOf = (id: RowId): number => daysInResponseMax(policy[id].srv) ?? Number.POSITIVE_INFINITY;
  const least = read.reduce((shortest, id) => (daysOf(id) < daysOf(shortest) ? id : shortest));
  if (days > daysOf(least))
    put(
      ["mhhs", "cycle"],
      `${days} d of data are more than one ${policy[least].srv} (${least}) returns; ` +
        `expected at most ${daysOf(least)} d`,
    );
};

const checkWindow = (
  id: RowId,
  row: Row,
  windows: Windows,
  horizon: Resolved["horizon"] | undefined,
  put: Put,
): void => {
  const wrong = windowFault(row, windows, horizon);
  if (wrong !== undefined) put(["policy", id, "window"], wrong);
};

const windowFault = (row: Row, windows: Windows, horizon: Resolved["horizon"] | undefined): string | undefined => {
  const isOwn = looksLikeHours(row.window);
  if (!isOwn && windows[row.window] === undefined)
    return `no window "${row.window}" under windows; ${didYouMean(row.window, Object.keys(windows))}`;
  const hours = readWindow(isOwn ? row.window : windows[row.window]!.window);
  // What is wrong with a named window is said once, there.
  if ("wrong" in hours) return isOwn ? hours.wrong : undefined;
  if (horizon === undefined) return undefined;
  const profile = profileOf(row, windows, horizon.start);
  if ("wrong" in profile) return isOwn || row.shape !== undefined ? profile.wrong : undefined;
  return undefined;
};
