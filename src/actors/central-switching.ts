import { cumulative, pick, supplierOf } from "../domain/meter-word.ts";
import { SERVICES } from "../domain/registration.ts";
import { workingDayAfter } from "../domain/working-days.ts";
import { threshold } from "../kernel/keyed-draws.ts";
import { DAY_MS } from "../kernel/simulation.ts";
import * as C from "../ledger/registration-case.ts";
import { ERRONEOUS, FATE, type RegistrationContext, SUPPLIER } from "./registration-context.ts";

const REVERSAL = C.ofReason("reversal");
const DATA_SERVICE = SERVICES.indexOf("data service");

/**
 * Central switching (CSS): a supplier asks it for a meter, the outgoing one may object, who asked may withdraw, and
 * what is left is certain when the time to object is over. Registration is told outside the DIP, and sends it on.
 */
export const openCentralSwitching = (
  { sim, plan, words, rules, dates, book, cases }: RegistrationContext,
  registration: { secured(row: number): void; agree(row: number): void },
) => {
  const { startDay } = plan.horizon;
  const { leadDays, objectionDays, rejectedShare, objectedShare, withdrawnShare, erroneousShare, reversedAfterDays } =
    rules.switches;
  const [rejected, objected, withdrawn] = [
    rejectedShare,
    rejectedShare + objectedShare,
    rejectedShare + objectedShare + withdrawnShare,
  ].map(threshold) as [number, number, number];
  const erroneous = threshold(erroneousShare);
  const shares = cumulative(plan.estate.supplierShares);
  const startMs = sim.timeMs;
  const { switches: counts } = book;

  const workingDays = (day: number, count: number): number => workingDayAfter(startDay + day, count) - startDay;

  /** The time to object is over: it is certain, or it has ended. */
  const decide = sim.open("switch decided", (row) => {
    const fate = cases.drawOf(row, FATE);
    if (fate < withdrawn) {
      if (fate < objected) counts.objected++;
      else counts.withdrawn++;
      cases.setState(row, C.OVER);
      return;
    }
    counts.secured++;
    cases.set(row, C.DATE, Math.max(cases.get(row, C.DATE), dates.firstOpen(sim.timeMs)));
    registration.secured(row);
  });

  /** The day that switches were last asked for on: its date, and the days until it is certain. */
  const of = sim.keep({ day: Number.NaN, date: 0, toObject: 0 });

  /** Asked for on a day at a time; what is long decided by the start of the run only takes effect in it. */
  const askForSwitch = (meter: number, day: number, askedMs: number): void => {
    if (day !== of.day) {
      of.day = day;
      of.date = workingDays(day, leadDays);
      of.toObject = workingDays(day, objectionDays) - day;
    }
    const { date } = of;
    const isPast = askedMs < startMs;
    if (isPast && dates.midnightMs(date) <= startMs) return;
    const row = cases.begin(meter, C.ofReason("switch") | C.ofService(DATA_SERVICE) | C.PENDING, day);
    const supplier = pick(shares, cases.drawOf(row, SUPPLIER));
    if (supplier === supplierOf(words[meter]!)) {
      cases.setState(row, C.OVER);
      return;
    }
    const wrong = cases.drawOf(row, ERRONEOUS) < erroneous ? C.IS_ERRONEOUS : 0;
    cases.set(row, C.WHAT, cases.get(row, C.WHAT) | C.ofSupplier(supplier) | wrong);
    cases.set(row, C.DATE, date);
    if (!isPast) counts.asked++;
    const fate = cases.drawOf(row, FATE);
    if (fate < rejected) {
      if (!isPast) counts.rejected++;
      cases.setState(row, C.OVER);
      return;
    }
    const decidedMs = askedMs + of.toObject * DAY_MS;
    if (decidedMs >= startMs) sim.send((sim.now + decidedMs - sim.timeMs) | 0, decide, row);
    else if (fate < withdrawn) cases.setState(row, C.OVER);
    else {
      cases.setState(row, C.SECURED);
      registration.agree(row);
    }
  };

  /** The wrong meter's turns out to be so, and goes back to the supplier that it came from. */
  const goesBack = sim.open("switch taken back", (row) => {
    cases.set(row, C.DATE, dates.firstOpen(sim.timeMs));
    registration.secured(row);
  });

  /** A switch takes effect: of the wrong meter's, the way back begins, in the hours in which people ask. */
  const tookEffect = (row: number, outgoing: number): void => {
    const what = cases.get(row, C.WHAT);
    if (C.reasonOf(what) === C.reasonOf(REVERSAL)) counts.reversed++;
    if ((what & C.IS_ERRONEOUS) === 0) return;
    counts.erroneous++;
    const date = cases.get(row, C.DATE);
    const backMs = dates.clockMs(workingDays(date, reversedAfterDays), rules.asked.fromMinute);
    const back = REVERSAL | C.ofService(DATA_SERVICE) | C.ofSupplier(outgoing) | C.PENDING;
    sim.send((sim.now + backMs - sim.timeMs) | 0, goesBack, cases.begin(cases.get(row, C.METER), back, date));
  };

  /** The first day whose switches may take effect in the run. */
  let firstDay = Math.floor(startMs / DAY_MS);
  while (workingDays(firstDay - 1, leadDays) * DAY_MS >= startMs - DAY_MS) firstDay--;
  return { askForSwitch, tookEffect, firstDay };
};
