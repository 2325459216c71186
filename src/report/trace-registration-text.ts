import { dateText } from "../domain/civil-time.ts";
import type { MeterTrace } from "../experiment/meter-trace.ts";
import { type CaseHop, CENTRAL_SWITCHING, type TracedCase } from "../experiment/trace-registration.ts";
import { duration, wrap } from "./format.ts";
import { hopLines, timeOf, WIDTH } from "./hop-lines.ts";
import { messageCause } from "./trace-settlement-text.ts";

/** What Registration did about the meter: each switch, appointment and report, with its messages. */
export const registrationText = (trace: MeterTrace, cases: readonly TracedCase[]): string =>
  cases.length === 0 ? `${NO_CASE}\n` : cases.map((one) => caseText(trace, one)).join("\n");

export const NO_CASE = "Registration has nothing under way for it on this day.";

const caseText = (trace: MeterTrace, one: TracedCase): string => {
  const lines = [wrap(caseTitle(one), WIDTH, "  "), wrap(`  ${caseOutcome(trace, one)}`, WIDTH, "  ")];
  const hops = one.hops.map((hop) => ({ hop, why: caseHopCause(hop, one) }));
  return `${[...lines, ...(hops.length === 0 ? [] : [hopLines(trace, hops)])].join("\n")}\n`;
};

/** What it is that Registration is asked for, or told. */
export const caseTitle = ({ kind, reason, service, supplier, outgoing }: TracedCase): string => {
  if (kind === "switch") {
    const back = reason === "reversal" ? " back, since it was of the wrong meter," : "";
    return `Registration: switch${back} from ${outgoing} to ${supplier}`;
  }
  if (kind === "report") return `Registration: ${reason === "exchange" ? "meter exchanged" : "energisation changed"}`;
  return `Registration: ${reason}, appointment of the ${service} for ${supplier}`;
};

const IN_VAIN: Readonly<Partial<Record<NonNullable<TracedCase["inVain"]>, string>>> = {
  rejected: "rejected by central switching",
  beingSwitched: "rejected by central switching: another switch of the meter was under way",
  objected: "came to nothing: the outgoing supplier objected",
  withdrawn: "came to nothing: withdrawn by the supplier that asked",
};

/** When it began, and how it ended. */
export const caseOutcome = (trace: MeterTrace, one: TracedCase): string => {
  const { begunMs, isFromBefore, tries, isErroneous } = one;
  const began = isFromBefore ? "asked for before the run began" : `began ${timeOf(trace, begunMs).utc} UTC`;
  const asked = tries > 1 ? `; asked for ${tries} times` : "";
  const wrong = isErroneous ? "; it is of the wrong meter, and will be taken back" : "";
  return `${began}${asked}; ${endText(trace, one)}${wrong}`;
};

const endText = (trace: MeterTrace, { kind, state, inVain, date, firstDate, endMs }: TracedCase): string => {
  if (inVain !== undefined) return IN_VAIN[inVain]!;
  if (kind === "report") return endMs === undefined ? "not passed on when the run ended" : "passed on";
  if (date === undefined) return "not certain when the run ended";
  const late = firstDate === undefined || date === firstDate ? "" : `, asked for from ${dateText(firstDate)}`;
  if (endMs !== undefined)
    return `took effect at the midnight of ${dateText(date)}${late} (${timeOf(trace, endMs).utc} UTC)`;
  const isAgreed = state === "secured" || state === "made";
  const when = `at the midnight of ${dateText(date)}${late}`;
  return `${isAgreed ? "takes effect" : "not made when the run ended; asked for"} ${when}`;
};

/** Why a case, or a message about it, was where it was for as long. */
export const caseHopCause = (hop: CaseHop, one: TracedCase): string => {
  const { message, isPartys } = hop;
  if (message === undefined) return stateCause(hop, one);
  if (isPartys) return senderCause(hop, message);
  return `${message}${refusalOf(hop)}: ${messageCause(hop)}`;
};

const refusalOf = ({ refused }: CaseHop): string => {
  if (refused === "tooLate") return ", since the gate of its date has closed";
  return refused === "invalid" ? ", since it failed validation" : "";
};

const stateCause = ({ place, fromMs, toMs }: CaseHop, { inVain, date, isFromBefore }: TracedCase): string => {
  const took = duration(toMs - fromMs);
  if (place !== CENTRAL_SWITCHING) return `held ${took} until the midnight of ${dateText(date!)}: takes effect`;
  const since = isFromBefore ? "asked for before the run; " : "";
  return `${since}${inVain === undefined ? "the time to object is over: certain" : IN_VAIN[inVain]!}`;
};

/** What the sender of a message had to wait for, or did, before it sent it. */
const senderCause = ({ place, fromMs, toMs }: CaseHop, message: string): string => {
  const took = duration(toMs - fromMs);
  if (message === "appointment asked for") return `no outcome for ${took}: its time-out, asks again`;
  if (message === "reading at the change") return `sends the reading ${took} after the change`;
  if (message === "appointment accepted") return `took ${took} to answer: accepts`;
  if (message === "appointment rejected") return `took ${took} to answer: rejects`;
  return `${place} had it for ${took}`;
};
