import { cumulative, pick, supplierOf } from "../domain/meter-word.ts";
import { SERVICES } from "../domain/registration.ts";
import { workingDayAfter } from "../domain/working-days.ts";
import { threshold } from "../kernel/keyed-draws.ts";
import { DAY_MS, SECOND_MS } from "../kernel/time.ts";
import * as C from "../ledger/registration-case.ts";
import { ERRONEOUS, FATE, openCaseWait, type RegistrationContext, SUCCESSOR } from "./registration-context.ts";

const REVERSAL = C.ofReason("reversal");
const DATA_SERVICE = SERVICES.indexOf("data service");
const SWITCH = C.ofReason("switch") | C.ofService(DATA_SERVICE);

/** Told of switches that were certain before the run, from a day on: no message of theirs is in it. */
export interface Earlier {
  readonly firstDay: number;
  readonly switched: (meter: number, day: number, certainMs: number, date: number) => void;
}

/**
 * Central switching (CSS): a supplier asks it for a meter, the outgoing one may object, who asked may withdraw, and
 * what is left is certain when the time to object is over. Registration is told outside the DIP, and sends it on.
 */
export const openCentralSwitching = (
  { sim, plan, words, rules, dates, book, cases }: RegistrationContext,
  registration: { secured(row: number): void; agree(row: number): void },
  earlier?: Earlier,
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

  /** A bit a meter: central switching has a switch of it, or one that is to be taken back, and takes no other. */
  const { isSwitching } = sim.keep({ isSwitching: new Uint32Array((words.length + 31) >>> 5) });
  const setSwitching = (meter: number, is: boolean): void => {
    const bit = 1 << (meter & 31);
    if (is) isSwitching[meter >>> 5]! |= bit;
    else isSwitching[meter >>> 5]! &= ~bit;
  };
  const comesToNothing = (row: number, why: "objected" | "withdrawn"): void => {
    setSwitching(cases.get(row, C.METER), false);
    cases.setState(row, C.OVER, why);
  };
  const whyOf = (fate: number): "objected" | "withdrawn" => (fate < objected ? "objected" : "withdrawn");

  /** The time to object is over: it is certain, or it has ended. */
  const decideLater = openCaseWait(sim, cases, "switch decided", (row) => {
    const fate = cases.drawOf(row, FATE);
    const isOfRun = (cases.get(row, C.WHAT) & C.IS_FROM_BEFORE) === 0;
    if (fate < withdrawn) {
      if (isOfRun) counts[whyOf(fate)]++;
      comesToNothing(row, whyOf(fate));
      return;
    }
    if (isOfRun) counts.secured++;
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
    const decidedMs = askedMs + of.toObject * DAY_MS;
    if (isPast && dates.midnightMs(date) <= startMs) {
      if (earlier !== undefined && hasSwitched(meter, day)) earlier.switched(meter, day, decidedMs, date);
      return;
    }
    const row = cases.begin(meter, SWITCH | C.PENDING, day);
    const supplier = pick(shares, cases.drawOf(row, SUCCESSOR));
    if (supplier === supplierOf(words[meter]!)) {
      cases.setState(row, C.OVER, "same supplier drawn");
      return;
    }
    const wrong = cases.drawOf(row, ERRONEOUS) < erroneous ? C.IS_ERRONEOUS : 0;
    const before = isPast ? C.IS_FROM_BEFORE : 0;
    cases.set(row, C.WHAT, cases.get(row, C.WHAT) | C.ofSupplier(supplier) | wrong | before);
    cases.set(row, C.DATE, date);
    if (!isPast) counts.asked++;
    const fate = cases.drawOf(row, FATE);
    const isTaken = (isSwitching[meter >>> 5]! & (1 << (meter & 31))) !== 0;
    if (fate < rejected || isTaken) {
      const why = fate < rejected ? "rejected" : "beingSwitched";
      if (!isPast) counts[why]++;
      cases.setState(row, C.OVER, why);
      return;
    }
    setSwitching(meter, true);
    if (decidedMs >= startMs) decideLater(row, decidedMs - sim.timeMs);
    else if (fate < withdrawn) comesToNothing(row, whyOf(fate));
    else {
      cases.setState(row, C.SECURED);
      cases.set(row, C.ASKED, Math.floor(decidedMs / SECOND_MS));
      registration.agree(row);
      earlier?.switched(meter, day, decidedMs, date);
    }
  };

  /** A switch that took effect before the run; who had the meter then is not known, and taken to be who has it. */
  const hasSwitched = (meter: number, day: number): boolean =>
    cases.draw(meter, day, SWITCH, FATE) >= withdrawn &&
    pick(shares, cases.draw(meter, day, SWITCH, SUCCESSOR)) !== supplierOf(words[meter]!);

  /** The wrong meter's turns out to be so, and goes back to the supplier that it came from. */
  const goBackLater = openCaseWait(sim, cases, "switch taken back", (row) => {
    cases.set(row, C.DATE, dates.firstOpen(sim.timeMs));
    registration.secured(row);
  });

  /** A switch takes effect: of the wrong meter's, the way back begins, in the hours in which people ask. */
  const tookEffect = (row: number, outgoing: number): void => {
    const what = cases.get(row, C.WHAT);
    if (C.reasonOf(what) === C.reasonOf(REVERSAL)) counts.reversed++;
    const meter = cases.get(row, C.METER);
    if ((what & C.IS_ERRONEOUS) === 0) {
      setSwitching(meter, false);
      return;
    }
    counts.erroneous++;
    const date = cases.get(row, C.DATE);
    const backMs = dates.clockMs(workingDays(date, reversedAfterDays), rules.asked.fromMinute);
    const back = REVERSAL | C.ofService(DATA_SERVICE) | C.ofSupplier(outgoing) | C.PENDING;
    goBackLater(cases.begin(meter, back, date), backMs - sim.timeMs);
  };

  /** The first day whose switches may take effect in the run, or matter to what was before it. */
  let firstDay = Math.floor(startMs / DAY_MS);
  while (workingDays(firstDay - 1, leadDays) * DAY_MS >= startMs - DAY_MS) firstDay--;
  return { askForSwitch, tookEffect, firstDay: Math.min(firstDay, earlier?.firstDay ?? firstDay) };
};
