import { SERVICES } from "../domain/registration.ts";
import { messageNumber } from "../domain/registration-messages.ts";
import { NONE } from "../kernel/rows.ts";
import { SECOND_MS } from "../kernel/time.ts";
import * as C from "../ledger/registration-case.ts";
import type { RegistrationContext, SendCase, TakeCase } from "./registration-context.ts";

/** The last of the services. */
const MDR = SERVICES.indexOf("MDR");
const ASKED_FOR = messageNumber("appointment asked for");
const NOTIFIED = messageNumber("change of supplier notified");
const REFUSED = messageNumber("request refused");
const MADE = messageNumber("appointment made");
const REJECTION = messageNumber("rejection passed on");

/**
 * Suppliers, as those who ask for appointments. Each watches the time-out of what it asked for itself (PRI-026):
 * without an outcome it asks again, and where it is refused or rejected it asks anew, for the next midnight that is
 * open.
 */
export const openSupplierAppointments = (
  { sim, smartMeters, rules, dates, book, cases }: RegistrationContext,
  send: SendCase,
  askedFor: (row: number) => void,
) => {
  const { timeOutMs } = rules.appointments;
  const second = (): number => Math.floor(sim.timeMs / SECOND_MS);

  const ask = (row: number): void => {
    const what = cases.get(row, C.WHAT);
    if (C.tryOf(what) < C.TRIES_MAX) cases.set(row, C.WHAT, what + C.ONE_TRY);
    cases.set(row, C.DATE, Math.max(cases.get(row, C.DATE), dates.firstOpen(sim.timeMs)));
    cases.setState(row, C.ASKED_FOR);
    sendRequest(row);
  };

  const sendRequest = (row: number): void => {
    cases.set(row, C.TRIED, second());
    send(ASKED_FOR, row);
    sim.send((sim.now + timeOutMs) | 0, timeOut, cases.rows.ticket(row));
  };

  const timeOut = sim.open("appointment time-out", (ticket) => {
    const row = cases.rows.holder(ticket);
    if (row === NONE) return;
    const what = cases.get(row, C.WHAT);
    // It knows, or has asked again since and waits for that.
    if ((what & C.IS_TOLD) !== 0 || (second() - cases.get(row, C.TRIED)) * SECOND_MS < timeOutMs) return;
    book.appointments[C.serviceOf(what)]!.resent++;
    // Registration has made it, and the word of it is late: asked again it says so again, and nothing is made anew.
    if (C.isMade(what)) sendRequest(row);
    else ask(row);
  });

  /** Asks for a service from a date on; the first try. */
  const appoint = (meter: number, service: number, what: number, begun: number, date: number): void => {
    const row = cases.begin(meter, what | C.ofService(service) | C.ASKED_FOR, begun);
    book.appointments[service]!.asked++;
    cases.set(row, C.ASKED, second());
    cases.set(row, C.FIRST_DATE, date);
    cases.set(row, C.DATE, date);
    askedFor(row);
    ask(row);
  };

  /** Asks for all services of a metering system: what isn't read over the DCC has no MDR. */
  const appointAll = (meter: number, what: number, begun: number, date: number): void => {
    const services = meter < smartMeters ? SERVICES.length : MDR;
    for (let service = 0; service < services; service++) appoint(meter, service, what, begun, date);
  };

  const receive: TakeCase = (kind, row, tried) => {
    const what = cases.get(row, C.WHAT);
    if (kind === NOTIFIED)
      appointAll(cases.get(row, C.METER), what & C.REASON, cases.get(row, C.BEGUN), cases.get(row, C.DATE));
    else if (kind === MADE) {
      if ((what & C.IS_TOLD) === 0)
        book.appointments[C.serviceOf(what)]!.knownMs.record(sim.timeMs - SECOND_MS * cases.get(row, C.ASKED));
      cases.set(row, C.WHAT, what | C.IS_TOLD);
    } else if ((kind === REFUSED || kind === REJECTION) && isNextToAsk(what, tried)) ask(row);
  };

  /** What was asked in vain so often would only be answered alike: the last try waits for its time-out. */
  const isNextToAsk = (what: number, tried: number): boolean => tried === C.tryOf(what) && tried < C.TRIES_MAX;

  return { receive, appoint, appointAll };
};
