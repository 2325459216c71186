import { supplierOf } from "../domain/meter-word.ts";
import { messageNumber } from "../domain/registration-messages.ts";
import { threshold } from "../kernel/keyed-draws.ts";
import { DAY_MS, SECOND_MS } from "../kernel/time.ts";
import * as C from "../ledger/registration-case.ts";
import { callAt, runEndsMs } from "./arrivals.ts";
import { INVALID, type RegistrationContext, type SendCase, type TakeCase } from "./registration-context.ts";

const ASKED_FOR = messageNumber("appointment asked for");
const REFUSED = messageNumber("request refused");
const PROPOSED = messageNumber("appointment proposed");
const ACCEPTED = messageNumber("appointment accepted");
const REJECTED = messageNumber("appointment rejected");
const MADE = messageNumber("appointment made");
const REJECTION = messageNumber("rejection passed on");
const DE_APPOINTED = messageNumber("de-appointment");
const NOTIFIED = messageNumber("change of supplier notified");
const DETAILS = messageNumber("meter details");
const DETAILS_ON = messageNumber("meter details passed on");
const ENERGISED = messageNumber("energisation changed");
const ENERGISED_ON = messageNumber("energisation passed on");

const SWITCH = C.ofReason("switch");
const NEW_CONNECTION = C.ofReason("new connection");

/**
 * Registration (SMRS): the one owner of who supplies a metering system and who is appointed to it (PRI-001). Every
 * request comes to it and is validated before anybody else hears of it (PRI-012); it asks the service, and tells the
 * supplier what that said (PRI-003, PRI-007). What is agreed takes effect at a midnight still to come (PRI-020).
 */
export const openRegistrationService = (
  { sim, plan, words, changes, rules, dates, book, cases }: RegistrationContext,
  send: SendCase,
  supplierChanged: (row: number, outgoing: number) => void,
  appointmentMade: (row: number) => void,
) => {
  const invalid = threshold(rules.appointments.refusedShare);
  const { rows } = cases;

  // What takes effect at a date's midnight, linked from the latest that was agreed.
  const firstDate = Math.floor(sim.timeMs / DAY_MS) + 1;
  const lastDate = Math.ceil(runEndsMs(plan) / DAY_MS) + 1;
  const NOBODY = rows.max;
  const { latest } = sim.keep({ latest: new Int32Array(lastDate - firstDate + 1).fill(NOBODY) });

  /** Takes effect at its date's midnight, if the run goes on till then. */
  const agree = (row: number): void => {
    const what = cases.get(row, C.WHAT);
    if ((what & C.IS_AGREED) !== 0) throw new RangeError("a case of Registration is agreed twice");
    cases.set(row, C.WHAT, what | C.IS_AGREED);
    const date = cases.get(row, C.DATE);
    if (date < firstDate || date > lastDate) return;
    rows.link(row, latest[date - firstDate]!);
    latest[date - firstDate] = row;
  };

  const dateNumbers = Array.from(latest, (_, i) => firstDate + i);
  callAt(
    sim,
    "effective",
    dateNumbers.map((date) => dates.midnightMs(date)),
    (i) => {
      for (let row = latest[i]!; row !== NOBODY; ) {
        const next = rows.next(row);
        takesEffect(row);
        row = next;
      }
      latest[i] = NOBODY;
    },
  );

  const takesEffect = (row: number): void => {
    const what = cases.get(row, C.WHAT);
    if (C.stateOf(what) === C.SECURED) {
      if (C.reasonOf(what) === C.reasonOf(SWITCH)) book.switches.effective++;
      const meter = cases.get(row, C.METER);
      const outgoing = supplierOf(words[meter]!);
      // From here on its data is the new supplier's, and so are the reads that it sends itself.
      changes!.change(words, meter, sim.timeMs, C.supplierOf(what), cases.get(row, C.ASKED) * SECOND_MS);
      supplierChanged(row, outgoing);
    } else book.appointments[C.serviceOf(what)]!.effective++;
    cases.setState(row, C.OVER);
  };

  /** A try that its supplier has given up, or a case that is settled: what comes now is not about it any more. */
  const isOld = (row: number, tried: number, state: number): boolean => {
    const what = cases.get(row, C.WHAT);
    if (C.tryOf(what) === tried && C.stateOf(what) === state) return false;
    book.appointments[C.serviceOf(what)]!.repeated++;
    return true;
  };

  const refuse = (row: number, why: "tooLate" | "invalid"): void => {
    book.appointments[C.serviceOf(cases.get(row, C.WHAT))]![why]++;
    cases.setState(row, C.REFUSED, why);
    send(REFUSED, row);
  };

  const requested = (row: number, tried: number): void => {
    if (isOld(row, tried, C.ASKED_FOR)) {
      const what = cases.get(row, C.WHAT);
      // Its supplier doesn't know yet.
      if (C.isMade(what) && C.tryOf(what) === tried) send(MADE, row);
      return;
    }
    if (dates.gateMs(cases.get(row, C.DATE)) <= sim.timeMs) refuse(row, "tooLate");
    else if (cases.drawOf(row, INVALID, tried) < invalid) refuse(row, "invalid");
    else {
      book.appointments[C.serviceOf(cases.get(row, C.WHAT))]!.proposed++;
      cases.setState(row, C.PROPOSED);
      send(PROPOSED, row);
    }
  };

  const accepted = (row: number, tried: number): void => {
    if (isOld(row, tried, C.PROPOSED)) return;
    const what = cases.get(row, C.WHAT);
    const counts = book.appointments[C.serviceOf(what)]!;
    counts.accepted++;
    // The answer came too late for its date: the right service is appointed from the next midnight that is open.
    const date = Math.max(cases.get(row, C.DATE), dates.firstOpen(sim.timeMs));
    cases.set(row, C.DATE, date);
    counts.made++;
    const daysLate = date - cases.get(row, C.FIRST_DATE);
    if (daysLate > 0) counts.late++;
    counts.daysLate += daysLate;
    counts.daysLateMost = Math.max(counts.daysLateMost, daysLate);
    counts.effectMs.record(dates.midnightMs(date) - 1000 * cases.get(row, C.ASKED));
    cases.setState(row, C.MADE);
    send(MADE, row);
    if (C.reasonOf(what) !== C.reasonOf(NEW_CONNECTION)) send(DE_APPOINTED, row);
    agree(row);
    appointmentMade(row);
  };

  const rejected = (row: number, tried: number): void => {
    if (isOld(row, tried, C.PROPOSED)) return;
    book.appointments[C.serviceOf(cases.get(row, C.WHAT))]!.rejected++;
    cases.setState(row, C.REJECTED);
    send(REJECTION, row);
  };

  const receive: TakeCase = (kind, row, tried) => {
    if (kind === ASKED_FOR) requested(row, tried);
    else if (kind === ACCEPTED) accepted(row, tried);
    else if (kind === REJECTED) rejected(row, tried);
    else if (kind === DETAILS) passOn(DETAILS_ON, row);
    else if (kind === ENERGISED) passOn(ENERGISED_ON, row);
  };

  const passOn = (kind: number, row: number): void => {
    send(kind, row);
    cases.setState(row, C.OVER);
  };

  /** Central switching is certain of a switch: those concerned are told, and it takes effect at its date. */
  const secured = (row: number): void => {
    cases.setState(row, C.SECURED);
    cases.set(row, C.ASKED, Math.floor(sim.timeMs / SECOND_MS));
    send(NOTIFIED, row);
    agree(row);
  };

  return { receive, agree, secured };
};
