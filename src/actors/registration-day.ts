import { REASONS, type Reason, SERVICES } from "../domain/registration.ts";
import { messageNumber } from "../domain/registration-messages.ts";
import { DAYS_BEFORE } from "../domain/registration-room.ts";
import { drawsFor } from "../domain/successors.ts";
import { isWorkingDay } from "../domain/working-days.ts";
import { draw, openStream, threshold } from "../kernel/keyed-draws.ts";
import { DAY_MS, MINUTE_MS } from "../kernel/time.ts";
import * as C from "../ledger/registration-case.ts";
import { callAt, runEndsMs } from "./arrivals.ts";
import type { RegistrationContext, SendCase } from "./registration-context.ts";

// Draws of a meter-day.
const WHY = 0;
const WHEN = 1;
const WHICH = 2;
const DRAWS_A_DAY = 4;

const METERING_SERVICE = SERVICES.indexOf("metering service");
const DATA_SERVICE = SERVICES.indexOf("data service");
const MDR = SERVICES.indexOf("MDR");
const DETAILS = messageNumber("meter details");
const ENERGISED = messageNumber("energisation changed");

/** Who asks for what occurs to them. */
export interface Askers {
  appoint(meter: number, service: number, what: number, begun: number, date: number): void;
  appointAll(meter: number, what: number, begun: number, date: number): void;
  /** A switch is asked for on a day of the run, at a time that may be before it began. */
  askForSwitch(meter: number, day: number, askedMs: number): void;
  /** The first day whose switches may still be under way. */
  readonly firstDay: number;
  /** Changes of MDR without a switch, where there are any. */
  readonly mdrs?: ChangesOfMdr | undefined;
}

interface ChangesOfMdr {
  isChange(meter: number, day: number, atMs: number): boolean;
  askedBefore(meter: number, day: number, askedMs: number): void;
}

/**
 * A day of Registration: which meters something is asked for, what and when. Keyed by meter and day, so that under
 * every option the same meters change; at most one case begins for a meter on a day.
 */
export const openRegistrationDay = (
  { sim, plan, words, smartMeters, keyOf, rules, dates, book, cases }: RegistrationContext,
  { appoint, appointAll, askForSwitch, firstDay, mdrs }: Askers,
  send: SendCase,
): void => {
  const { horizon, estate, seed, replication } = plan;
  const stream = openStream(seed, replication, "registration-days");
  const { fromMinute, toMinute } = rules.asked;
  const of = (day: number, which: number): number => (day + DAYS_BEFORE) * DRAWS_A_DAY + which;

  const thresholdsOf = (perDay: Readonly<Record<Reason, number>>): Float64Array => {
    let sum = 0;
    return Float64Array.from(REASONS, (reason) => threshold((sum += perDay[reason] / estate.meters)));
  };
  /** Cumulative thresholds of a smart meter's reasons on a day, in the order of `REASONS`. */
  const boundsOf = (day: number): Float64Array =>
    thresholdsOf({
      switch: drawsFor(rules.switches.perDay, estate.supplierShares),
      // Begins when a switch has turned out to be wrong.
      reversal: 0,
      "new connection": rules.newConnectionsPerDay,
      "change of service": rules.serviceChangesPerDay,
      exchange: isWorkingDay(horizon.startDay + day) ? rules.exchangesPerWorkingDay : 0,
      energisation: rules.energisationsPerDay,
      "change of MDR": drawsFor(estate.meters * rules.mdrChangesPerMeterDay, estate.mdrShares),
    });
  /** The same of another segment's metering system: its suppliers and services change, and it has no MDR. */
  const boundsOfOthers = thresholdsOf({
    switch: rules.ofOtherSegments * drawsFor(rules.switches.perDay, estate.supplierShares),
    reversal: 0,
    "new connection": 0,
    "change of service": rules.ofOtherSegments * rules.serviceChangesPerDay,
    exchange: 0,
    energisation: 0,
    "change of MDR": 0,
  });

  const begin: Readonly<Record<Reason, (meter: number, day: number) => void>> = {
    switch: (meter, day) => askForSwitch(meter, day, sim.timeMs),
    reversal: () => {
      throw new RangeError("a reversal is nobody's to begin");
    },
    "new connection": (meter, day) => appointAll(meter, C.ofReason("new connection"), day, dates.firstOpen(sim.timeMs)),
    "change of service": (meter, day) => {
      const service = (draw(stream, keyOf(meter), of(day, WHICH)) & 1) === 0 ? METERING_SERVICE : DATA_SERVICE;
      appoint(meter, service, C.ofReason("change of service"), day, dates.firstOpen(sim.timeMs));
    },
    exchange: (meter, day) => {
      book.exchanges++;
      tell(meter, C.ofReason("exchange"), day, DETAILS);
    },
    energisation: (meter, day) => {
      book.energisations++;
      tell(meter, C.ofReason("energisation"), day, ENERGISED);
    },
    "change of MDR": (meter, day) => {
      if (mdrs?.isChange(meter, day, sim.timeMs) === true)
        appoint(meter, MDR, C.ofReason("change of MDR"), day, dates.firstOpen(sim.timeMs));
    },
  };
  /** What was asked for before the run, and matters to it. */
  const before: Readonly<Partial<Record<Reason, (meter: number, day: number, askedMs: number) => void>>> = {
    switch: askForSwitch,
    ...(mdrs && { "change of MDR": mdrs.askedBefore }),
  };
  const tell = (meter: number, what: number, day: number, message: number): void =>
    send(message, cases.begin(meter, what | C.ofService(METERING_SERVICE) | C.PENDING, day));

  const ports = REASONS.map((reason) =>
    sim.open(`${reason} asked for`, (meter) => begin[reason](meter, Math.floor(sim.timeMs / DAY_MS))),
  );

  const openDay = (day: number): void => {
    askFor(0, smartMeters, day, boundsOf(day));
    askFor(smartMeters, words.length, day, boundsOfOthers);
  };

  const askFor = (fromMeter: number, toMeter: number, day: number, bounds: Float64Array): void => {
    const any = bounds[bounds.length - 1]!;
    const openMs = dates.clockMs(day, fromMinute);
    for (let meter = fromMeter; meter < toMeter; meter++) {
      const bits = draw(stream, keyOf(meter), of(day, WHY));
      if (bits >= any) continue;
      let reason = 0;
      while (bits >= bounds[reason]!) reason++;
      const share = draw(stream, keyOf(meter), of(day, WHEN)) / 2 ** 32;
      const askedMs = openMs + Math.floor(share * (toMinute - fromMinute) * MINUTE_MS);
      if (askedMs >= sim.timeMs) sim.send((sim.now + askedMs - sim.timeMs) | 0, ports[reason]!, meter);
      else before[REASONS[reason]!]?.(meter, day, askedMs);
    }
  };

  // Days begin at UTC midnight; the run may begin inside one. Hours of the clock are inside the UTC day of their date.
  const today = Math.floor(sim.timeMs / DAY_MS);
  for (let day = firstDay; day <= today; day++) openDay(day);
  const days = Array.from({ length: Math.ceil(runEndsMs(plan) / DAY_MS) - today }, (_, i) => today + 1 + i);
  callAt(
    sim,
    "registration day",
    days.map((day) => day * DAY_MS),
    (i) => openDay(days[i]!),
  );
};
