import { COMPONENTS } from "../domain/components.ts";
import type { Fault } from "../domain/faults.ts";
import { type OtherSegments, othersKept } from "../domain/other-segments.ts";
import { SERVICES } from "../domain/registration.ts";
import { roomBytes } from "../domain/registration-room.ts";
import { isMessageStation, type Settlement } from "../domain/settlement.ts";
import { runsOf } from "../domain/settlement-runs.ts";
import { drawsFor } from "../domain/successors.ts";
import { usersOf } from "../domain/users.ts";
import type { FluidFigures } from "../fluid/figures.ts";
import type { FluidPlan } from "../fluid/twin.ts";
import { DAY_MS, HOUR_MS, MINUTES_A_DAY } from "../kernel/time.ts";
import { stepMinutesOf } from "../metrics/run-minutes.ts";

/** What a run will cost, from the forecast: shown before anything runs. */
export interface Estimate {
  readonly events: number;
  readonly memoryMiB: number;
  /** On one core like those it was measured on. */
  readonly seconds: number;
  /** Simulated time, warm-up and tail included. */
  readonly simulatedHours: number;
}

/** A request is seven events (sent, DSP, access, hub, and three on the way back), an alert four. */
const EVENTS_A_REQUEST = 7;
const EVENTS_AN_ALERT = 4;
/** Market events a second of one core at full scale (2026, virtual machine); smaller runs are quicker. */
const EVENTS_PER_SECOND = 8e6;
const PROGRAM_MIB = 150;
const ROW_BYTES = 28;
const METER_BYTES = 4 + 0.5; // packed word, hub state
const READ_BYTES = 4; // an entry of the day plan; two days' plans exist for a moment at midnight

/** A value of a series, and the extreme in it. Components have nine series, receiving endpoints three. */
const SERIES_VALUE_BYTES = 2 * 4;
const SERIES_OF_COMPONENT = 9;
const SERIES_OF_USER = 3;
/** Of a long run each minute of two days is known. */
const LONG_DAYS_BY_MINUTE = 2;
/**
 * A row of the record while it is made: as the run hands it over, in SQLite's memory, in the bytes of its file, and as
 * it is read back (measured).
 */
const LOAD_ROW_BYTES = 320;
const CORRECTION_ROW_BYTES = 800;

/** A message is six: at its data service, the DIP, on its three ways from there, and MDS. */
const EVENTS_A_MESSAGE = 6;
const MESSAGE_BYTES = 12;
/** What a data service holds of import and export: the last day of each. */
const HELD_BYTES = 4;
/** Between a day and its first run: what has not been read by then is estimated, in a message more. */
const DAYS_TO_FIRST_RUN = 6;

/** What of the twin an estimate needs. */
export type EstimateFigures = Pick<
  FluidFigures,
  "emptiesAtMinute" | "firstAttemptsPerDay" | "retriesPerDay" | "waitingMax"
>;

/** Messages a day at full scale where settlement is on, the most that wait, and what meter-days take besides. */
const messagesOf = ({ settlement, needs, estate, horizon, faults }: FluidPlan) => {
  if (settlement === undefined || !needs.mhhs) return { perDay: 0, bytes: 0 };
  const systems = estate.meters * (1 + estate.exportShare);
  const perDay =
    systems * (2 - Math.min(1, DAYS_TO_FIRST_RUN / needs.mhhsCycleDays)) + otherMessages(settlement.others);
  const waiting = faults.reduce((most, fault) => Math.max(most, perDay * daysHeldUp(fault)), 0);
  const bytes =
    estate.meters * (HELD_BYTES + horizon.measuredDays) +
    (waiting + daysHeldForRegistration(settlement) * perDay) * MESSAGE_BYTES;
  return { perDay, bytes };
};

/** A case of Registration that is under way. */
const CASE_BYTES = 8 * 4;
/** An appointment is proposed, made, and over at its midnight. */
const DAYS_OF_APPOINTMENT = 2;
/** A weekend more for each five working days or fewer, and the day itself. */
const calendarDays = (workingDays: number): number => 1 + workingDays + 2 * Math.ceil(workingDays / 5);

/** What Registration puts down over a run, and its cases under way, of full scale where the run keeps a part. */
const registrationBytes = (plan: FluidPlan): number => {
  const rules = plan.settlement?.registration;
  if (rules === undefined) return 0;
  const { meters, supplierShares, mdrShares } = plan.estate;
  const others = othersKept(plan.settlement?.others, 1);
  // Of as many smart meters as would ask as often.
  const asMeters = 1 + (rules.ofOtherSegments * others) / meters;
  const { switches, newConnectionsPerDay, serviceChangesPerDay, mdrChangesPerMeterDay } = rules;
  const switched = asMeters * drawsFor(switches.perDay, supplierShares);
  const reversals = switched * switches.erroneousShare;
  const appointed =
    SERVICES.length * (switched + reversals + newConnectionsPerDay) +
    asMeters * serviceChangesPerDay +
    drawsFor(meters * mdrChangesPerMeterDay, mdrShares);
  const cases =
    switched * calendarDays(switches.leadDays) +
    reversals * calendarDays(switches.reversedAfterDays) +
    appointed * DAYS_OF_APPOINTMENT +
    rules.exchangesPerWorkingDay +
    rules.energisationsPerDay;
  return roomBytes(plan, rules, plan.scale * (meters + others), plan.scale * meters) + plan.scale * cases * CASE_BYTES;
};

/** An advance of months is a message for each of its days, once each was estimated before its first run. */
const otherMessages = (others: OtherSegments | undefined): number =>
  others === undefined ? 0 : others.advanced.systems + others.unmetered.systems + 2 * others.traditional.systems;

/** Of a day's messages, as many days of them as wait for Registration, where a share of its appointments is late. */
const daysHeldForRegistration = ({ dataServices: { registration } }: Settlement): number =>
  registration === undefined ? 0 : (registration.lateShare * registration.lateMs) / DAY_MS;

/** Days of messages that wait as an outage of the DIP or MDS ends. */
const daysHeldUp = (fault: Fault): number => {
  if (fault.kind !== "outage" && fault.kind !== "maintenance") return 0;
  const left = fault.stations.flatMap(({ station, share }) => (isMessageStation(station) ? [share] : []));
  return left.length === 0 ? 0 : ((1 - Math.min(...left)) * (fault.toMs - fault.fromMs)) / DAY_MS;
};

/** What series take in the run, and their rows as the record is made: Users have one where something arrived. */
const seriesBytes = (plan: FluidPlan, requestsPerDay: number): number => {
  const { measuredDays } = plan.horizon;
  const users = usersOf(plan).length;
  const series = COMPONENTS.length * SERIES_OF_COMPONENT + users * SERIES_OF_USER;
  const stepMinutes = stepMinutesOf(measuredDays);
  const steps = (measuredDays * MINUTES_A_DAY) / stepMinutes;
  const minutes = stepMinutes === 1 ? 0 : LONG_DAYS_BY_MINUTE * MINUTES_A_DAY;
  const arrivals = (requestsPerDay * plan.scale * stepMinutes) / (users * MINUTES_A_DAY);
  const rows = (COMPONENTS.length + users * Math.min(1, arrivals)) * steps;
  return series * SERIES_VALUE_BYTES * (steps + minutes) + rows * LOAD_ROW_BYTES;
};

/** Rows of GSP Group Correction, of each Settlement Run, day and period. */
const correctionBytes = ({ settlement, estate, horizon }: FluidPlan): number =>
  settlement === undefined
    ? 0
    : estate.gspGroupShares.length *
      runsOf(settlement.timetable).length *
      horizon.measuredDays *
      (MINUTES_A_DAY / settlement.periodMinutes) *
      CORRECTION_ROW_BYTES;

export const estimateOf = (plan: FluidPlan, figures: EstimateFigures): Estimate => {
  const { estate, alerts, horizon, scale, failures } = plan;
  const lastRetryHours = Math.max(0, ...failures.retryAfterMs) / HOUR_MS;
  const flagged = plan.needs.purposeFlag?.profile ?? [];
  const lastSentMinutes = Math.max(
    0,
    ...figures.emptiesAtMinute.map((minute) => minute ?? 0),
    ...plan.rows
      .filter(({ mode }) => mode === "scheduled")
      .flatMap((row) => [...row.profile, ...flagged].map(({ toMinute }) => toMinute)),
  );
  const tailHours = Math.min(
    horizon.tailMsMax / HOUR_MS,
    Math.max(0.4, lastSentMinutes / 60 + lastRetryHours - 24 + 0.4),
  );
  const simulatedHours = horizon.warmUpMs / HOUR_MS + 24 * horizon.measuredDays + tailHours;
  const alertsPerDay = estate.meters * (1 + estate.gasShare) * (alerts.devicePerMeterDay + alerts.dccPerMeterDay);
  const requestsPerDay = figures.firstAttemptsPerDay + figures.retriesPerDay;
  const messages = messagesOf(plan);
  const eventsPerDay =
    requestsPerDay * EVENTS_A_REQUEST + alertsPerDay * EVENTS_AN_ALERT + messages.perDay * EVENTS_A_MESSAGE;
  const events = (eventsPerDay * simulatedHours * scale) / 24;
  const rows = figures.waitingMax + 0.5 * figures.retriesPerDay;
  const bytes =
    scale *
      (estate.meters * METER_BYTES +
        2 * figures.firstAttemptsPerDay * 0.7 * READ_BYTES +
        rows * ROW_BYTES +
        messages.bytes) +
    registrationBytes(plan) +
    seriesBytes(plan, requestsPerDay) +
    correctionBytes(plan);
  return { events, memoryMiB: PROGRAM_MIB + bytes / 2 ** 20, seconds: events / EVENTS_PER_SECOND, simulatedHours };
};
