import { clockOffsetMinutes, dateText } from "../domain/civil-time.ts";
import type { Fault } from "../domain/faults.ts";
import type { Plan } from "../domain/plan.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../kernel/time.ts";
import type { Stay } from "../ledger/passage.ts";

/** Where something was on its way, in ms since the first measured midnight; each begins where the one before ended. */
export interface Hop extends Stay {
  /** Something went wrong at that place while it was there. */
  readonly fault: string | undefined;
}

/** The DIP's deliveries are called so, each by who gets it. */
export const DELIVERY = "dip to ";

/** A stay in which nothing queued, and nothing was tried. */
export const stayAt = (place: string, fromMs: number, toMs: number): Stay => ({
  place,
  fromMs,
  toMs,
  waitedMs: 0,
  wentFirst: 0,
  attempt: 0,
  isFailed: false,
  isDark: false,
});

/** A stay, and the fault that it met: of a try at delivery that was in vain, the one in which it was. */
export const hopOf = ({ faults }: Plan, stay: Stay): Hop => {
  const isDelivery = stay.place.startsWith(DELIVERY);
  const at = isDelivery ? "dip" : stay.place;
  const isMet = ({ fromMs, toMs }: Pick<Fault, "fromMs" | "toMs">): boolean =>
    isDelivery ? stay.isFailed && fromMs <= stay.toMs && toMs > stay.toMs : fromMs < stay.toMs && toMs > stay.fromMs;
  const fault = faults.find(
    (one) =>
      (one.kind === "outage" || one.kind === "maintenance") &&
      isMet(one) &&
      one.stations.some(({ station }) => station === at),
  );
  return { ...stay, fault: fault?.title };
};

/** An instant of a run, as ISO 8601 writes it: in UTC, and by the clocks of Great Britain. */
export const instants = (startDay: number, ms: number): { readonly utc: string; readonly local: string } => {
  const day = startDay + Math.floor(ms / DAY_MS);
  const ofDay = ms - (day - startDay) * DAY_MS;
  const offset = clockOffsetMinutes(day, Math.floor(ofDay / MINUTE_MS));
  const localMs = ofDay + offset * MINUTE_MS;
  const localDay = day + Math.floor(localMs / DAY_MS);
  const zone = `+${String(offset / 60).padStart(2, "0")}:00`;
  return {
    utc: `${dateText(day)}T${timeText(ofDay)}Z`,
    local: `${dateText(localDay)}T${timeText(localMs % DAY_MS)}${zone}`,
  };
};

/** 02:10:31.532 */
const timeText = (ofDay: number): string => {
  const part = (ms: number, of: number, digits: number): string =>
    String(Math.floor(ofDay / ms) % of).padStart(digits, "0");
  return `${part(HOUR_MS, 24, 2)}:${part(MINUTE_MS, 60, 2)}:${part(1000, 60, 2)}.${part(1, 1000, 3)}`;
};
