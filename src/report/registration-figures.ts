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
const WITHOUT: readonly Column[] = [
  ["late", [appointmentMetrics.late], "data service"],
  ["open", [appointmentMetrics.open], "data service"],
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
    },
    {
      title: "Registration: data services appointed late, and days of a meter without the one that was asked for",
      words: 1,
      head: ["option", ...heads(WITHOUT)],
      rows: on.map((option) => [option.option, ...WITHOUT.map((column) => cell(toldBy(option, column), count))]),
    },
    {
      title: "Registration: changes of supplier, readings at the change, and messages over the DIP",
      words: 1,
      head: ["option", ...heads(SWITCHES)],
      rows: on.map((option) => [option.option, ...SWITCHES.map((column) => cell(toldBy(option, column), count))]),
    },
  ];
};
