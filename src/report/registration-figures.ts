import { SERVICES } from "../domain/registration.ts";
import type { OptionAnswer } from "../experiment/answer.ts";
import { appointmentMetrics, registrationMetrics } from "../metrics/registration-metrics.ts";
import { count, duration } from "./format.ts";

/** A table whose first columns are words. */
export interface RegistrationTable {
  readonly title: string;
  readonly words: number;
  readonly head: readonly string[];
  readonly rows: readonly string[][];
  /** What its columns are. */
  readonly note: string;
}

type Named = { readonly name: string };
/** A column: what it is called, and the metrics that it adds up, at one of their places or at all. */
type Column = readonly [head: string, metrics: readonly Named[], place?: string];

const APPOINTMENTS: readonly Column[] = [
  ["asked", [appointmentMetrics.asked]],
  ["refused", [appointmentMetrics.invalid, appointmentMetrics.tooLate]],
  ["rejected", [appointmentMetrics.rejected]],
  ["resent", [appointmentMetrics.resent]],
  ["made", [appointmentMetrics.made]],
  ["late", [appointmentMetrics.late]],
  ["open", [appointmentMetrics.open]],
];
const TIMES: readonly Column[] = [
  ["known", [appointmentMetrics.knownP50]],
  ["effect", [appointmentMetrics.effectP50]],
];
const LATE: readonly Column[] = [
  ["made", [appointmentMetrics.made]],
  ["after the gate", [appointmentMetrics.tooLate]],
  ["late", [appointmentMetrics.late]],
  ["days late", [appointmentMetrics.daysLate]],
  ["at most", [appointmentMetrics.daysLateMost]],
  ["days without", [appointmentMetrics.daysWithout]],
];
const SWITCHES: readonly Column[] = [
  ["asked", [registrationMetrics.switchesAsked]],
  ["for nothing", [registrationMetrics.switchesEnded]],
  ["effective", [registrationMetrics.switchesEffective]],
  ["erroneous", [registrationMetrics.erroneous], "taken effect"],
  ["shared days", [registrationMetrics.sharedDays]],
  ["read", [registrationMetrics.readings], "on data"],
  ["estimated", [registrationMetrics.readings], "estimated"],
  ["messages", [registrationMetrics.messages]],
];

/** Undefined where none of a column's metrics is told. */
const toldBy = ({ rules }: OptionAnswer, [, metrics, place]: Column, only = place): number | undefined => {
  const told = rules.filter(
    ({ metric, place: at }) => metrics.some(({ name }) => name === metric) && (only === undefined || at === only),
  );
  return told.length === 0 ? undefined : told.reduce((sum, { value }) => sum + value, 0);
};

const NOTES = {
  appointments:
    "Asked: appointments that suppliers asked for in the run, each once. Refused: requests that failed validation at " +
    "Registration, or came after the gate of their date. Rejected: by the service that was asked. Each is asked for " +
    "anew. Resent: requests without an outcome in time. Made: taken by the service. Late: of these, for a later " +
    "midnight than was first asked for. Open: without an outcome when the run ended.",
  late:
    "After the gate: requests for a midnight whose gate had closed, refused and asked for anew. Days late: from the " +
    "midnight that was first asked for to the one that they were made for, of all together; at most, of one. Days " +
    "without: UTC days of a meter whose data service was asked for, and not appointed yet.",
  switches:
    "Asked: switches asked for in the run. For nothing: of them, rejected by central switching, objected to, " +
    "withdrawn, or asked for while another of the meter was under way. Effective: those whose midnight came in the " +
    "run, asked for before it too; erroneous, of them, the wrong meter's. Shared days: UTC days of a meter that two " +
    "suppliers share, where a change takes effect at the clock's midnight inside them. Read, estimated: readings at " +
    "the change, on the meter's data or without it. Messages: of all cases of Registration.",
};

const cell = (value: number | undefined, text: (value: number) => string): string =>
  value === undefined ? "–" : text(value);

/** What became of appointments, switches and their messages, where Registration is on; none where it is not. */
export const registrationTables = (options: readonly OptionAnswer[]): readonly RegistrationTable[] => {
  const on = options.filter((option) => toldBy(option, APPOINTMENTS[0]!) !== undefined);
  if (on.length === 0) return [];
  const heads = (columns: readonly Column[]): string[] => columns.map(([head]) => head);
  return [
    {
      title: "Registration: appointments; median until their supplier knows, and until they take effect",
      words: 2,
      head: ["service", "option", ...heads(APPOINTMENTS), ...heads(TIMES)],
      rows: SERVICES.flatMap((service) =>
        on.map((option) => [
          service,
          option.option,
          ...APPOINTMENTS.map((column) => cell(toldBy(option, column, service), count)),
          ...TIMES.map((column) => cell(toldBy(option, column, service), duration)),
        ]),
      ),
      note: NOTES.appointments,
    },
    {
      title: "Registration: who is appointed late, by how much, and days of a meter without its data service",
      words: 2,
      head: ["service", "option", ...heads(LATE)],
      rows: SERVICES.flatMap((service) =>
        on.map((option) => [
          service,
          option.option,
          ...LATE.map((column) => cell(toldBy(option, column, service), count)),
        ]),
      ),
      note: NOTES.late,
    },
    {
      title: "Registration: changes of supplier, readings at the change, and messages over the DIP",
      words: 1,
      head: ["option", ...heads(SWITCHES)],
      rows: on.map((option) => [option.option, ...SWITCHES.map((column) => cell(toldBy(option, column), count))]),
      note: NOTES.switches,
    },
  ];
};
