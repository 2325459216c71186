import { messageNumber } from "../domain/registration-messages.ts";
import * as C from "../ledger/registration-case.ts";
import { openCaseWait, type RegistrationContext, type SendCase } from "./registration-context.ts";

const READING = messageNumber("reading at the change");

/**
 * The reading at a change of supplier (S-33): some hours after the midnight the data service sends the one of the data
 * that it has by then, or an estimate where that has not come.
 */
export const openChangeReadings = (
  { sim, rules, book, cases }: RegistrationContext,
  heldTo: (meter: number) => number,
  send: SendCase,
) => {
  const wait = openCaseWait(sim, cases, "reading at the change", (row) => {
    // The reads of a day bring the UTC day before, which the change ended.
    if (heldTo(cases.get(row, C.METER)) >= cases.get(row, C.DATE)) book.switches.readOnData++;
    else book.switches.readEstimated++;
    send(READING, row);
    cases.release(row);
  });
  return (row: number): void => {
    cases.hold(row);
    wait(row, rules.readingAfterMs);
  };
};
