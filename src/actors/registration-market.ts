import { ORIGIN_DAY } from "../domain/appointments.ts";
import { AskedServices, IN_TIME, UNDER_WAY } from "../domain/asked-services.ts";
import { EffectiveDates } from "../domain/effective-dates.ts";
import type { OtherSystems } from "../domain/other-segments.ts";
import { RegisteredAppointments } from "../domain/registered-appointments.ts";
import { type RegistrationRules, SERVICES } from "../domain/registration.ts";
import { openRoom } from "../domain/registration-room.ts";
import { NONE } from "../kernel/rows.ts";
import { DAY_MS } from "../kernel/time.ts";
import { RegistrationBook } from "../ledger/registration-book.ts";
import * as C from "../ledger/registration-case.ts";
import { openAppointedServices } from "./appointed-services.ts";
import { runEndsMs } from "./arrivals.ts";
import { openCentralSwitching } from "./central-switching.ts";
import { openChangeReadings } from "./change-readings.ts";
import type { Route } from "./market-context.ts";
import { openMdrChanges } from "./mdr-changes.ts";
import { Cases, type KeyOf, type RegistrationContext, type SendCase } from "./registration-context.ts";
import { openRegistrationDay } from "./registration-day.ts";
import { registrationFigures } from "./registration-figures.ts";
import { openRegistrationMail } from "./registration-mail.ts";
import { openRegistrationService } from "./registration-service.ts";
import { registeredOf, type SettlementContext } from "./settlement-context.ts";
import { openSupplierAppointments } from "./supplier-appointments.ts";

/** What Registration needs of the parts of settlement beside it. */
interface BesideRegistration {
  readonly receive: Route;
  readonly done: (message: number, recipient: number) => void;
  /** Of meters as Registration numbers them. */
  readonly heldTo: (meter: number) => number;
  /** Metering systems of other segments, where they are settled. */
  readonly others: OtherSystems | undefined;
}

/** Cases under way that there is room for: a switch takes a week, and each has three appointments. */
const CASES_LEAST = 65_536;
/** Dates after the run for which something may be asked in it. */
const DATES_AHEAD = 64;

/** Metering systems of other segments are numbered, for draws, above all smart meters. */
const FIRST_OTHER_KEY = 2 ** 28;

const DATA_SERVICE = SERVICES.indexOf("data service");

/** Which days meters' data services are not appointed for, or late: what data is held against. */
const openAskedServices = ({ sim, plan, words, smartMeters, rules, cases, dates }: RegistrationContext) => {
  const most = openRoom(plan, rules, words.length, smartMeters)["data services asked for"];
  const asked = sim.keep(new AskedServices(words.length, most));
  const isOne = (row: number): boolean => C.serviceOf(cases.get(row, C.WHAT)) === DATA_SERVICE;
  return {
    asked: (row: number): void => {
      if (isOne(row)) asked.ask(cases.get(row, C.METER), cases.numberOf(row, 0), cases.get(row, C.FIRST_DATE));
    },
    made: (row: number): void => {
      if (isOne(row)) asked.made(cases.get(row, C.METER), cases.numberOf(row, 0), cases.get(row, C.DATE));
    },
    /** A day of the run brings data of the UTC day before. */
    appointedFromMs: (system: number, day: number): number => {
      const date = asked.appointedFrom(registeredOf(smartMeters, system), day - 1);
      if (date === IN_TIME) return Number.NEGATIVE_INFINITY;
      return dates.midnightMs(date === UNDER_WAY ? dates.firstOpen(sim.timeMs) : date);
    },
    /** Of measured days that are over. */
    lateDays: (): number => asked.lateDays(Math.min(plan.horizon.measuredDays, Math.floor(sim.timeMs / DAY_MS))),
  };
};

/** Switches, appointments and what else Registration is told, joined up, where it is on. */
export const openRegistration = (inside: SettlementContext, rules: RegistrationRules, beside: BesideRegistration) => {
  const { sim, plan, registered: words, audit, appointments } = inside;
  const smartMeters = inside.words.length;
  const { others } = beside;
  const keyOf: KeyOf = (meter) => (meter < smartMeters ? meter : FIRST_OTHER_KEY + others!.keyOf(meter - smartMeters));
  const book = new RegistrationBook();
  const rows = C.openCases(Math.min(NONE - 1, CASES_LEAST + words.length));
  const cases = new Cases(rows, book, plan, keyOf, inside.observer?.openCases(rows, words));
  for (const part of [{ words }, rows, cases, ...book.parts]) sim.keep(part);
  const dates = new EffectiveDates(plan.horizon.startDay, rules, Math.ceil(runEndsMs(plan) / DAY_MS) + DATES_AHEAD);
  const context: RegistrationContext = { ...inside, words, smartMeters, keyOf, rules, dates, book, cases };
  const mdrs =
    appointments instanceof RegisteredAppointments ? openMdrChanges(context, sim.keep(appointments)) : undefined;
  const services = openAskedServices(context);
  const send: SendCase = (kind, row, tried) => post.send(kind, row, tried);
  const readAtChange = openChangeReadings(context, beside.heldTo, send);
  const service = openRegistrationService(
    context,
    send,
    (row, outgoing) => {
      readAtChange(row);
      switching.tookEffect(row, outgoing);
    },
    (row) => {
      mdrs?.made(row, sim.timeMs);
      services.made(row);
    },
  );
  const switching = openCentralSwitching(
    context,
    service,
    mdrs && { firstDay: ORIGIN_DAY, switched: mdrs.switchedBefore },
  );
  const suppliers = openSupplierAppointments(context, send, services.asked);
  const { receive: asService } = openAppointedServices(context, send);
  const post = openRegistrationMail(
    context,
    {
      Registration: service.receive,
      supplier: suppliers.receive,
      "metering service": asService,
      "data service": asService,
      MDR: asService,
    },
    beside.receive,
    beside.done,
  );
  openRegistrationDay(context, { ...suppliers, ...switching, mdrs }, send);
  mdrs?.closePast();
  audit.laws.push(() => cases.broken());
  const figures = () => registrationFigures(book, inside.changes!, services.lateDays());
  return { mail: post.mail, book, cases, dates, appointedFromMs: services.appointedFromMs, figures };
};
