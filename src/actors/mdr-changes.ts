import { agentOf, CUSTOMERS_AGENT, cumulative, pick } from "../domain/meter-word.ts";
import type { RegisteredAppointments } from "../domain/registered-appointments.ts";
import { SERVICES } from "../domain/registration.ts";
import { threshold } from "../kernel/keyed-draws.ts";
import * as C from "../ledger/registration-case.ts";
import { MDR_STAYS, type RegistrationContext, SUCCESSOR } from "./registration-context.ts";

const MDR = SERVICES.indexOf("MDR");
const [SWITCH, REVERSAL, CHANGE] = (["switch", "reversal", "change of MDR"] as const).map(
  (reason) => C.ofReason(reason) | C.ofService(MDR),
) as [number, number, number];

/** What was made before the run, by date and when it was registered. */
interface Past {
  readonly meter: number;
  readonly what: number;
  readonly begun: number;
  readonly registeredMs: number;
  readonly date: number;
}

/**
 * Which MDR an appointment is of, where the DSP holds requests against it. A new supplier appoints one of its own
 * choice, unless the customer's own agent or, in a share of switches, the MDR that is there stays; a supplier that gets
 * its meter back appoints the one from before. Where the supplier is its own MDR, the new one is too.
 */
export const openMdrChanges = (
  { plan, words, rules, dates, cases }: RegistrationContext,
  appointments: RegisteredAppointments,
) => {
  const shares = cumulative(plan.estate.mdrShares);
  const stays = threshold(rules.switches.mdrStaysShare);
  const past: Past[] = [];

  /** The MDR that a case appoints; 0 where it is the one that is there. */
  const appointedBy = (meter: number, what: number, begun: number): number => {
    const word = words[meter]!;
    switch (what & (C.REASON | C.SERVICE)) {
      case REVERSAL:
        return appointments.appointedAt(meter, agentOf(word), dates.midnightMs(begun) - 1);
      case SWITCH:
        if ((word & CUSTOMERS_AGENT) !== 0 || cases.draw(meter, begun, what, MDR_STAYS) < stays) return 0;
        return 1 + pick(shares, cases.draw(meter, begun, what, SUCCESSOR));
      case CHANGE:
        return 1 + pick(shares, cases.draw(meter, begun, what, SUCCESSOR));
      default:
        return 0;
    }
  };

  const register = (meter: number, what: number, begun: number, registeredMs: number, date: number): void => {
    const first = agentOf(words[meter]!);
    const mdr = first === 0 ? 0 : appointedBy(meter, what, begun);
    if (mdr > 0) appointments.register(meter, first, mdr, registeredMs, dates.midnightMs(date));
  };

  /** An appointment is made. */
  const made = (row: number, atMs: number): void =>
    register(cases.get(row, C.METER), cases.get(row, C.WHAT), cases.get(row, C.BEGUN), atMs, cases.get(row, C.DATE));

  /** Another MDR is drawn for an agent's meter than the one that is appointed. */
  const isChange = (meter: number, day: number, atMs: number): boolean => {
    const first = agentOf(words[meter]!);
    return first > 0 && appointedBy(meter, CHANGE, day) !== appointments.appointedAt(meter, first, atMs);
  };

  const before = (meter: number, what: number, begun: number, registeredMs: number, date: number): void => {
    if (agentOf(words[meter]!) > 0)
      past.push({ meter, what, begun, registeredMs, date: Math.max(date, dates.firstOpen(registeredMs)) });
  };

  return {
    made,
    isChange,
    /** A switch that was certain before the run: what followed from it was made at once. */
    switchedBefore: (meter: number, day: number, certainMs: number, date: number): void =>
      before(meter, SWITCH, day, certainMs, date),
    /** A change of MDR that was asked for before the run was made at once. */
    askedBefore: (meter: number, day: number, askedMs: number): void => before(meter, CHANGE, day, askedMs, day),
    /** All that was before the run is known: it is put down in its order. */
    closePast: (): void => {
      past.sort((a, b) => a.registeredMs - b.registeredMs || a.meter - b.meter);
      for (const { meter, what, begun, registeredMs, date } of past) register(meter, what, begun, registeredMs, date);
      past.length = 0;
    },
  };
};

export type MdrChanges = ReturnType<typeof openMdrChanges>;
