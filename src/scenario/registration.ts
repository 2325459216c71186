import { type RegistrationRules, SERVICES } from "../domain/registration.ts";
import { changingShare, drawsFor } from "../domain/successors.ts";
import { HOUR_MINUTES } from "../kernel/time.ts";
import type { Put } from "./checks.ts";
import { collected, mdrSharesOf, supplierSharesOf } from "./collection.ts";
import type { Resolved } from "./schema.ts";
import { readTimeOfDay, readWindow } from "./window.ts";

type Values = Resolved["registration"];

const minuteOf = (text: string): number => {
  const minute = readTimeOfDay(text);
  if ("wrong" in minute) throw new RangeError(`registration.gateClosure: ${minute.wrong}`);
  return minute.value;
};

const hoursOf = (text: string): RegistrationRules["asked"] => {
  const window = readWindow(text);
  if ("wrong" in window) throw new RangeError(`registration.asked: ${window.wrong}`);
  const { fromMinute, toMinute } = window.value;
  return { fromMinute, toMinute };
};

/** Where Registration is off, settlement has no word of it. */
export const registrationOf = (
  registration: Values,
  accessControl: Resolved["accessControl"],
): { readonly registration?: RegistrationRules } => {
  if (!registration.enabled) return {};
  const { timeBase, gateClosure, asked, switches, appointments } = registration;
  return {
    registration: {
      timeBase,
      gateClosureMinute: minuteOf(gateClosure),
      asked: hoursOf(asked),
      switches: {
        perDay: switches.perDay,
        leadDays: switches.lead,
        objectionDays: switches.objection,
        rejectedShare: switches.rejected,
        objectedShare: switches.objected,
        withdrawnShare: switches.withdrawn,
        erroneousShare: switches.erroneous,
        reversedAfterDays: switches.reversal,
        mdrStaysShare: switches.mdrStays,
      },
      newConnectionsPerDay: registration.newConnections,
      serviceChangesPerDay: registration.serviceChanges,
      mdrChangesPerMeterDay: accessControl.enabled ? registration.changesPerMeterDay : 0,
      ofOtherSegments: registration.otherSegments,
      exchangesPerWorkingDay: registration.exchanges,
      energisationsPerDay: registration.energisations,
      appointments: {
        refusedShare: appointments.invalid,
        rejectedShare: appointments.rejected,
        silentShare: appointments.unanswered,
        answerMs: { median: appointments.answer.median, p99: appointments.answer.p99 },
        timeOutMs: appointments.timeOut,
      },
      readingAfterMs: switches.reading,
    },
  };
};

/** How often another MDR is appointed to an agent's meter, where the DSP holds requests against appointments. */
export const mdrChangesPerMeterDay = (
  values: Pick<Resolved, "accessControl" | "registration" | "estate" | "existing" | "collection">,
): number => {
  const { accessControl, registration, estate } = values;
  if (!accessControl.enabled) return 0;
  const { changesPerMeterDay, switches } = registration;
  if (!registration.enabled) return changesPerMeterDay;
  const { independentShare, customersAgentShare = 0 } = collected(values).estate;
  const lost = switches.rejected + switches.objected + switches.withdrawn;
  const suppliers = independentShare === 0 ? 0 : 1 - customersAgentShare / independentShare;
  // An erroneous switch is two.
  const changing = changingShare(mdrSharesOf(estate));
  const bySwitch = (1 - lost) * (1 + switches.erroneous) * (1 - switches.mdrStays) * suppliers * changing;
  return changesPerMeterDay + (switches.perDay / estate.meters) * bySwitch;
};

export const registrationProblems = (
  {
    registration,
    settlement,
    estate,
    accessControl,
  }: Partial<Pick<Resolved, "registration" | "settlement" | "estate" | "accessControl">>,
  put: Put,
): void => {
  if (registration === undefined) return;
  const gate = readTimeOfDay(registration.gateClosure);
  if ("wrong" in gate) put(["registration", "gateClosure"], gate.wrong.replace("UTC time", "time"));
  hoursProblems(registration.asked, put);
  const { switches, appointments } = registration;
  const lost = switches.rejected + switches.objected + switches.withdrawn;
  if (lost > 1)
    put(["registration", "switches"], `rejected, objected and withdrawn add up to ${lost}; expected at most 1`);
  if (switches.objection > switches.lead)
    put(
      ["registration", "switches", "objection"],
      `a switch takes effect after ${switches.lead} working days, and may be objected to for ${switches.objection}; ` +
        `expected at most ${switches.lead}`,
    );
  for (const key of ["invalid", "rejected", "unanswered"] as const)
    if (appointments[key] === 1)
      put(["registration", "appointments", key], "no appointment would ever be made; expected less than 1");
  if (appointments.answer.median >= appointments.answer.p99)
    put(["registration", "appointments", "answer"], "median isn't below p99; expected p99 above it");
  if (!registration.enabled) return;
  if (settlement?.enabled === false)
    put(
      ["registration", "enabled"],
      "its messages go over the DIP, and settlement is off; expected settlement.enabled: true",
    );
  if ((settlement?.dataServices.registration.late ?? 0) > 0)
    put(
      ["settlement", "dataServices", "registration", "late"],
      "registration.enabled has its cases say which appointments are late; expected 0, or registration.enabled: false",
    );
  rateProblems(registration, estate, accessControl?.enabled === true, put);
  if (settlement?.segments.enabled === true) otherRateProblem(registration, estate, put);
  if (settlement === undefined) return;
  const { segments, dip } = settlement;
  const others = segments.enabled
    ? segments.advanced.systems + segments.unmetered.systems + segments.traditional.systems
    : 0;
  timeOutProblem(registration, dip.capacity, estate === undefined ? 0 : others / estate.meters, put);
};

/** What suppliers ask again must not fill the DIP by itself: it would never be through with it. */
const timeOutProblem = (
  { switches, newConnections, serviceChanges, otherSegments, appointments }: Values,
  dipPerSecond: number,
  /** Metering systems of other segments, for each smart meter. */
  othersPerMeter: number,
  put: Put,
): void => {
  // Those of other segments have no MDR.
  const ofOthers = (SERVICES.length - 1) * switches.perDay + serviceChanges;
  const perDay =
    SERVICES.length * (switches.perDay + newConnections) + serviceChanges + otherSegments * othersPerMeter * ofOthers;
  const perSecond = (1000 * perDay) / appointments.timeOut;
  if (perSecond > dipPerSecond)
    put(
      ["registration", "appointments", "timeOut"],
      `with a day's requests waiting, suppliers would ask again ${Math.round(perSecond)} times a second, ` +
        "more than the DIP takes; expected a longer time-out, or fewer cases a day",
    );
};

const hoursProblems = (asked: string, put: Put): void => {
  const path = ["registration", "asked"];
  const window = readWindow(asked);
  if ("wrong" in window) {
    put(path, window.wrong);
    return;
  }
  const { clock, days, fromMinute, toMinute } = window.value;
  if (clock !== "local" || days.includes(false))
    put(path, `"${asked}" isn't hours of the clock on every day; expected such as "08:00-18:00 local"`);
  // Hours that begin before the UTC day of their date, under British Summer Time, are not the day's to draw.
  else if (fromMinute < HOUR_MINUTES || toMinute > 24 * HOUR_MINUTES || toMinute === fromMinute)
    put(path, `"${asked}" isn't inside a day from 01:00 on; expected such as "08:00-18:00 local"`);
};

/** Of other segments' metering systems no more may ask in a day than of smart meters. */
const otherRateProblem = (
  { switches, serviceChanges, otherSegments }: Values,
  estate: Resolved["estate"] | undefined,
  put: Put,
): void => {
  if (estate === undefined) return;
  const share = (otherSegments * (switches.perDay + serviceChanges)) / estate.meters;
  if (share > 1 / 4)
    put(
      ["registration", "otherSegments"],
      `${Math.round(100 * share)} % of their metering systems would have a case each day; expected no more than 25 %`,
    );
};

const rateProblems = (
  { switches, newConnections, serviceChanges, exchanges, energisations, changesPerMeterDay }: Values,
  estate: Resolved["estate"] | undefined,
  haveMdrsChange: boolean,
  put: Put,
): void => {
  if (estate === undefined) return;
  const suppliers = supplierSharesOf(estate);
  if (switches.perDay > 0 && suppliers.length === 1)
    put(
      ["registration", "switches", "perDay"],
      "one supplier has nobody to lose meters to; expected 0, or more suppliers",
    );
  // A draw of a successor that gives the one that is there is the meter's one case of the day all the same.
  const switched = suppliers.length > 1 ? drawsFor(switches.perDay, suppliers) : 0;
  const mdrs =
    haveMdrsChange && estate.independentMdrs > 1
      ? drawsFor(estate.meters * changesPerMeterDay, mdrSharesOf(estate))
      : 0;
  const perDay = switched + newConnections + serviceChanges + exchanges + energisations + mdrs;
  if (perDay > estate.meters / 4)
    put(
      ["registration"],
      `${Math.round(perDay)} cases a day${switched + mdrs > 0 ? ", with draws of who is there already" : ""}; ` +
        `expected no more than one in four of the ${estate.meters} meters`,
    );
};
