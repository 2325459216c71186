import { dateText } from "../domain/civil-time.ts";
import { DELIVERY, type Hop, instants } from "../experiment/hop.ts";
import type { MeterTrace } from "../experiment/meter-trace.ts";
import type {
  ChangeReading,
  PeriodOf,
  TracedChange,
  TracedMessage,
  TracedRegister,
  TracedSettlement,
} from "../experiment/trace-settlement.ts";
import { count, duration, wrap } from "./format.ts";
import { hopLines, timeOf, WIDTH } from "./hop-lines.ts";
import { textTable } from "./text-table.ts";

const MESSAGES_SHOWN = 3;

/** What became of the day's data: each message on its way, and what each run settles on. */
export const settlementText = (trace: MeterTrace, { messages, registers, change }: TracedSettlement): string => {
  const shown = messages.slice(0, MESSAGES_SHOWN);
  const more = messages.length - shown.length;
  return [
    ...shown.map((message) => messageText(trace, message)),
    ...(messages.length === 0 ? ["No message of this day's data was sent while the run lasted.\n"] : []),
    ...(more === 0 ? [] : [`and ${more} more messages, each of another day's data; --json has all.\n`]),
    ...(change === undefined ? [] : [changeLines(trace, change, registers)]),
    ...registers.map((register) => registerText(trace, register)),
  ].join("\n");
};

/** Who settles which Settlement Periods at a change, and what the reading between the two was of. */
export const changeText = (trace: MeterTrace, { atMs, outgoing, incoming, reading }: TracedChange): string => {
  const periodText = ({ day, settlementPeriod }: PeriodOf): string => `${dateText(day)} period ${settlementPeriod}`;
  const { utc, local } = instants(trace.startDay, atMs);
  const minuteOf = (text: string): string => text.slice(0, 16).replace("T", " ");
  const goesOn =
    incoming === undefined
      ? "; the first day that is not its own is after those that the run measures"
      : `, ${incoming.supplier} from ${periodText(incoming)} on`;
  return (
    `at ${minuteOf(utc)} UTC (${minuteOf(local)} local). ${outgoing.supplier} settles until ${periodText(outgoing)}` +
    `${goesOn}. ${readingText(trace, reading)} Who reads the meter now reads the days before too, where these have ` +
    "not come; each stays with the supplier that had the meter on it."
  );
};

const changeLines = (trace: MeterTrace, change: TracedChange, registers: readonly TracedRegister[]): string =>
  `${wrap(`Change of supplier: ${changeText(trace, change)}`, WIDTH, "  ")}\n${textTable(
    SIDES_HEAD,
    sidesCells(registers),
    4,
  )}\n`;

const readingText = (trace: MeterTrace, reading: ChangeReading | undefined): string => {
  if (reading === undefined) return "No reading at the change was sent while the run lasted.";
  const { atMs, isOnData, dataDay } = reading;
  const of = `data of UTC day ${dateText(dataDay)}`;
  const what = isOnData ? `is of its ${of}` : `is an estimate: its ${of} had not come`;
  return `The reading at the change, sent to both at ${timeOf(trace, atMs).utc} UTC, ${what}.`;
};

/** What a message is, and where it comes from. */
export const messageTitle = ({ day }: MeterTrace, message: TracedMessage): string => {
  const { mpan, dataDay, isEstimate } = message;
  const from = originText(day, message);
  return `IF-021 of MPAN ${mpan}, UTC day ${dateText(dataDay)}: ${isEstimate ? "an estimate " : ""}${from}`;
};

const originText = (day: number, { origin, read, isEstimate }: TracedMessage): string => {
  if (origin === "completeness sweep") return "from the completeness sweep: no data had come";
  if (origin === "resubmission") return "sent again, since Registration didn't have its data service as appointed";
  const invalid = isEstimate ? ", which failed validation" : "";
  if (read === undefined) return `from a reading by hand${invalid}`;
  return `from ${read.id}${read.day === day ? "" : ` of ${dateText(read.day)}`}${invalid}`;
};

const messageText = (trace: MeterTrace, message: TracedMessage): string => {
  const title = wrap(messageTitle(trace, message), WIDTH, "  ");
  const under = message.isOver ? "" : "\n  still on its way when the run ended";
  return `${title}${under}\n${hopLines(
    trace,
    message.hops.map((hop) => ({ hop, why: messageCause(hop) })),
  )}\n`;
};

/** Why a message was at a place for as long as it was, in words. */
export const messageCause = (hop: Hop): string => {
  const { fault } = hop;
  return fault === undefined ? reasonOf(hop) : `${reasonOf(hop)}; while: ${fault}`;
};

const HELD = "held until Registration has its data service as appointed";

const reasonOf = (hop: Hop): string => {
  const { place, waitedMs, wentFirst } = hop;
  if (place.startsWith(DELIVERY)) return deliveryText(hop);
  if (place === "held for Registration") return HELD;
  if (waitedMs === 0) return "passed at once";
  return `waited ${duration(waitedMs)} for its rate limit${wentFirst === 0 ? "" : `; ${count(wentFirst)} went first`}`;
};

/** Of each try when it went, counted from the one before, and what became of it. */
const deliveryText = ({ place, waitedMs, attempt, isFailed, fault, fromMs, toMs }: Hop): string => {
  const to = place.slice(DELIVERY.length);
  const webhook = `the webhook of ${CENTRAL.includes(to) ? to : `its ${to}`}`;
  const took = duration(toMs - fromMs - waitedMs);
  const again = attempt === 0 ? "" : `try ${attempt + 1}, sent ${duration(waitedMs)} after the one before: `;
  if (!isFailed) return `${again}delivered to ${webhook} in ${took}`;
  // What the DIP itself has lost is no webhook's fault.
  return fault === undefined ? `${again}${webhook} didn't take it after ${took}` : `${again}not delivered`;
};

/** Of these there is one for all meters. */
const CENTRAL: readonly string[] = ["MDS", "Registration"];

const pounds = (amount: number): string => `${amount < 0 ? "−" : ""}£${Math.abs(amount).toFixed(4)}`;
const kwh = (amount: number): string => amount.toFixed(3).replace("-", "−");
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** "2028-01-16 periods 1 to 48, of Supplier 1": the Settlement Periods that a UTC day's half hours are, and whose. */
export const periodsText = ({ periods, supplier }: TracedRegister): string =>
  `${spansOf(periods, " periods ", " to ")}, of ${supplier}`;

const spansOf = (periods: TracedRegister["periods"], of: string, to: string): string => {
  const days = [...new Set(periods.map(({ day }) => day))];
  const ofDay = (day: number): string => {
    const numbers = periods.filter((period) => period.day === day).map(({ settlementPeriod }) => settlementPeriod);
    return `${dateText(day)}${of}${numbers[0]}${to}${numbers.at(-1)}`;
  };
  return days.map(ofDay).join(", ");
};

/** Run by run what a register is settled on: the head of the table, and its rows. */
export const RUN_HEAD = ["run", "gate (UTC)", "settled by", "kWh", "less true", "corrected", "imbalance"] as const;
export const runCells = (startDay: number, { runs, trueKwh }: TracedRegister): string[][] =>
  runs.map(({ run, gateMs, derivation, isActual, kwh: settled, correctedKwh, pounds: charge }) => [
    run,
    instants(startDay, gateMs).utc.slice(0, 16).replace("T", " "),
    `${derivation}, ${isActual ? "actual" : "estimate"}`,
    kwh(sum(settled)),
    kwh(sum(settled) - sum(trueKwh)),
    kwh(correctedKwh),
    pounds(charge),
  ]);

/** Suppliers side by side at a change, register by register, at the first run and the last. */
export const SIDES_HEAD = ["supplier", "energy", "Settlement Periods", "run", "kWh", "imbalance"] as const;
export const sidesCells = (registers: readonly TracedRegister[]): string[][] =>
  registers.flatMap(({ supplier, isExport, periods, runs }) =>
    [...new Set([runs[0]!, runs.at(-1)!])].map(({ run, kwh: settled, pounds: charge }) => [
      supplier,
      isExport ? "exported" : "imported",
      spansOf(periods, " ", "–"),
      run,
      kwh(sum(settled)),
      pounds(charge),
    ]),
  );

/** When it is settled on actual data. */
export const firstActualText = ({ firstActual }: TracedRegister): string =>
  firstActual === undefined ? "never settled on actual data" : `settled on actual data from ${firstActual} on`;

const registerText = ({ startDay }: MeterTrace, register: TracedRegister): string => {
  const used = `${kwh(sum(register.trueKwh))} kWh in truth`;
  const title = `MPAN ${register.mpan}, ${periodsText(register)}: ${used}; ${firstActualText(register)}`;
  const note =
    "  corrected: with losses and GSP Group Correction, export negative; imbalance: its part of what its supplier " +
    "pays (−: is paid) for being settled on other half hours than the true ones";
  const table = textTable(RUN_HEAD, runCells(startDay, register), 3);
  return `${wrap(title, WIDTH, "  ")}\n${table}\n${wrap(note, WIDTH, "  ")}\n`;
};
