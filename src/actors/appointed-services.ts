import { messageNumber } from "../domain/registration-messages.ts";
import { lognormalQuantiles, threshold } from "../kernel/keyed-draws.ts";
import { DAY_MS } from "../kernel/time.ts";
import {
  ANSWER,
  REJECTS,
  type RegistrationContext,
  type SendCase,
  SILENT,
  type TakeCase,
} from "./registration-context.ts";

const PROPOSED = messageNumber("appointment proposed");
const ACCEPTED = messageNumber("appointment accepted");
const REJECTED = messageNumber("appointment rejected");

/** A case and its try in the number that an event carries. */
const TRY_SHIFT = 26;
const ROW_MASK = (1 << TRY_SHIFT) - 1;
/** The longest that a service takes: what hasn't come by then its supplier has long asked for anew. */
const ANSWER_MS_MAX = 7 * DAY_MS;

/**
 * Services that are asked to be appointed: metering services, data services and MDRs, whoever's they are. What
 * Registration sends them they take as right (PRI-011): they accept or reject, and answer nobody but Registration.
 */
export const openAppointedServices = ({ sim, rules, cases }: RegistrationContext, send: SendCase) => {
  const { rejectedShare, silentShare, answerMs } = rules.appointments;
  const silent = threshold(silentShare);
  const rejects = threshold(rejectedShare);
  const takes = lognormalQuantiles(answerMs.median, answerMs.p99);

  const answer = sim.open("appointment answered", (asked) => {
    const row = asked & ROW_MASK;
    const tried = asked >>> TRY_SHIFT;
    send(cases.drawOf(row, REJECTS, tried) < rejects ? REJECTED : ACCEPTED, row, tried);
    cases.release(row);
  });

  const receive: TakeCase = (kind, row, tried) => {
    if (kind !== PROPOSED || cases.drawOf(row, SILENT, tried) < silent) return;
    cases.hold(row);
    const inMs = Math.min(ANSWER_MS_MAX, Math.round(takes.at(cases.drawOf(row, ANSWER, tried))));
    sim.send((sim.now + inMs) | 0, answer, row | (tried << TRY_SHIFT));
  };
  return { receive };
};
