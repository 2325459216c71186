import type { Plan } from "../domain/plan.ts";
import { REASONS, type Reason, SERVICES, type Service } from "../domain/registration.ts";
import {
  type MessageName,
  type Party,
  partyOf,
  REGISTRATION_MESSAGES,
  type RegistrationMessage,
} from "../domain/registration-messages.ts";
import { usersOf } from "../domain/users.ts";
import { DAY_MS } from "../kernel/time.ts";
import type { CaseJourney, CaseMessage, CaseStep } from "../ledger/case-journal.ts";
import type { Stay } from "../ledger/passage.ts";
import * as C from "../ledger/registration-case.ts";
import { DELIVERY, type Hop, hopOf, stayAt } from "./hop.ts";

/** Where a switch is until it is certain; Registration hears of it outside the DIP. */
export const CENTRAL_SWITCHING = "central switching";

/** Where a case was: at a party that had it, or one of its messages on its way over the DIP. */
export interface CaseHop extends Hop {
  /** The message that is under way, or that the wait ends with; undefined: none does. */
  readonly message: MessageName | undefined;
  /** A party had it, and sent the message then. */
  readonly isPartys: boolean;
  /** Why Registration refused what it was asked for. */
  readonly refused: C.InVain | undefined;
}

export type CaseKind = "switch" | "appointment" | "report";

/** A switch, an appointment that a supplier asks for, or what a metering service reports. */
export interface TracedCase {
  readonly kind: CaseKind;
  readonly reason: Reason;
  /** That is to be appointed. */
  readonly service: Service | undefined;
  /** Who asks; of a report who is told. */
  readonly supplier: string;
  /** Of a switch: who had the meter before. */
  readonly outgoing: string | undefined;
  /** It was asked for before the run began. */
  readonly isFromBefore: boolean;
  /** The switch is of the wrong meter, and is to be taken back. */
  readonly isErroneous: boolean;
  readonly begunMs: number;
  /** Undefined: it is under way. */
  readonly endMs: number | undefined;
  readonly state: (typeof C.STATES)[number];
  /** Why a switch came to nothing. */
  readonly inVain: C.InVain | undefined;
  /** Requests for the appointment, the first one included. */
  readonly tries: number;
  /** At whose midnight it takes effect, in days since 1970-01-01; undefined: that is not certain, or it never does. */
  readonly date: number | undefined;
  /** Of an appointment: the one that was asked for first. */
  readonly firstDate: number | undefined;
  readonly hops: readonly CaseHop[];
}

/** What of Registration is under way for the meter on a day of the run, from its beginning to its end. */
export const tracedCases = (plan: Plan, cases: readonly CaseJourney[], day: number): TracedCase[] =>
  cases
    .filter(({ steps, messages }) => {
      const last = steps.at(-1)!;
      const hopEnds = messages.flatMap(({ stays }) => stays.map(({ toMs }) => toMs));
      const lastMs = last.state === C.OVER ? Math.max(last.atMs, ...hopEnds) : Number.POSITIVE_INFINITY;
      const isOnDay = steps[0]!.atMs < (day + 1) * DAY_MS && lastMs >= day * DAY_MS;
      // By the clock a day may begin before it does by UTC.
      return isOnDay || (C.isMade(last.state) && last.date === day);
    })
    .map((journey) => tracedCase(plan, cases, journey));

const tracedCase = (plan: Plan, cases: readonly CaseJourney[], journey: CaseJourney): TracedCase => {
  const { what, steps, begun, supplier } = journey;
  const users = usersOf(plan);
  const reason = REASONS[C.reasonOf(what)]!;
  const kind: CaseKind = C.isAppointment(what) ? "appointment" : C.isSwitch(what) ? "switch" : "report";
  // Who asks for the appointments of a switch is who gets the meter.
  const ofSwitch =
    kind === "switch"
      ? journey
      : cases.find((one) => C.isSwitch(one.what) && one.begun === begun && C.reasonOf(one.what) === C.reasonOf(what));
  const first = steps[0]!;
  const last = steps.at(-1)!;
  const isCertain = kind !== "report" && last.state !== C.PENDING && last.why === undefined;
  const { startDay } = plan.horizon;
  return {
    kind,
    reason,
    service: kind === "appointment" ? SERVICES[C.serviceOf(what)] : undefined,
    supplier: users[ofSwitch === undefined ? supplier : C.supplierOf(ofSwitch.what)]!.name,
    outgoing: kind === "switch" ? users[supplier]!.name : undefined,
    isFromBefore: (what & C.IS_FROM_BEFORE) !== 0,
    isErroneous: kind === "switch" && (what & C.IS_ERRONEOUS) !== 0,
    begunMs: first.atMs,
    endMs: last.state === C.OVER ? last.atMs : undefined,
    state: C.STATES[last.state]!,
    inVain: last.state === C.OVER ? last.why : undefined,
    tries: C.tryOf(what),
    firstDate: kind === "appointment" ? startDay + journey.firstDate : undefined,
    date: isCertain ? startDay + last.date : undefined,
    hops: hopsOf(plan, journey),
  };
};

/** All hops of a case and its messages in the order in which they end; of one time, as they were sent. */
const hopsOf = (plan: Plan, journey: CaseJourney): CaseHop[] => {
  const { steps, messages } = journey;
  const hops: CaseHop[] = statesOf(journey).map((stay) => ({
    ...hopOf(plan, stay),
    message: undefined,
    isPartys: false,
    refused: undefined,
  }));
  for (const message of messages) {
    const { name } = REGISTRATION_MESSAGES[message.kind]!;
    const refused = steps.find(({ atMs, state }) => state === C.REFUSED && atMs === message.madeMs)?.why;
    const told = { message: name, refused: name === "request refused" ? refused : undefined };
    const held = heldBySender(journey, message);
    if (held !== undefined) hops.push({ ...hopOf(plan, held), ...told, isPartys: true });
    for (const stay of message.stays) hops.push({ ...hopOf(plan, stay), ...told, isPartys: false });
  }
  return hops.sort((a, b) => a.toMs - b.toMs);
};

/** Central switching has a switch until it is certain, and Registration what is made until its midnight. */
const statesOf = ({ what, steps }: CaseJourney): Stay[] => {
  const at = (states: readonly number[]): CaseStep | undefined => steps.find(({ state }) => states.includes(state));
  const certain = at([C.SECURED, C.MADE]);
  const over = at([C.OVER]);
  const stays: Stay[] = [];
  const decided = certain ?? over;
  if (C.isSwitch(what) && decided !== undefined && decided.atMs > steps[0]!.atMs)
    stays.push(stayAt(CENTRAL_SWITCHING, steps[0]!.atMs, decided.atMs));
  if (certain !== undefined && over !== undefined) stays.push(stayAt("Registration", certain.atMs, over.atMs));
  return stays;
};

/** The time that a message's sender had the case before it sent it; undefined: none. */
const heldBySender = ({ what, steps, messages }: CaseJourney, message: CaseMessage): Stay | undefined => {
  const { madeMs } = message;
  const service = C.serviceOf(what);
  const sender = (kind: number): Party => partyOf((REGISTRATION_MESSAGES[kind]! as RegistrationMessage).from, service);
  const from = sender(message.kind);
  const got = messages.flatMap(({ stays }) =>
    stays.filter(({ place, isFailed, toMs }) => place === `${DELIVERY}${from}` && !isFailed && toMs <= madeMs),
  );
  const sent = messages.filter((one) => one !== message && sender(one.kind) === from && one.madeMs <= madeMs);
  const last = Math.max(...got.map(({ toMs }) => toMs), ...sent.map((one) => one.madeMs));
  const fromMs = Number.isFinite(last) ? last : steps.findLast(({ atMs }) => atMs <= madeMs)!.atMs;
  return fromMs < madeMs ? stayAt(from, fromMs, madeMs) : undefined;
};
