import { SERVICES } from "../domain/registration.ts";
import type { OptionAnswer } from "../experiment/answer.ts";
import { appointmentMetrics, registrationMetrics } from "../metrics/registration-metrics.ts";
import { count, duration } from "./format.ts";
import { ruleLines } from "./rule-figures.ts";

/** A table whose first two columns are words. */
export interface RegistrationTable {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly string[][];
}

/** By service; what no appointment took is not told. */
const appointmentRows = (options: readonly OptionAnswer[]): string[][] =>
  Object.values(appointmentMetrics).flatMap(({ name, title, unit }) =>
    options.flatMap(({ option, rules }) => {
      const values = SERVICES.map(
        (service) => rules.find(({ metric, place }) => metric === name && place === service)?.value,
      );
      if (values.every((value) => value === undefined)) return [];
      const told = (value: number | undefined): string =>
        value === undefined ? "–" : unit === "ms" ? duration(value) : count(value);
      return [[title, option, ...values.map(told)]];
    }),
  );

/** What became of appointments, switches and their messages, where Registration is on; none where it is not. */
export const registrationTables = (options: readonly OptionAnswer[]): readonly RegistrationTable[] => {
  const rows = appointmentRows(options);
  if (rows.length === 0) return [];
  return [
    { title: "Registration: appointments of services", head: ["appointments", "option", ...SERVICES], rows },
    {
      title: "Registration: changes of supplier, and messages over the DIP",
      head: ["registration", "option", "all", "most"],
      rows: ruleLines(options, Object.values(registrationMetrics)),
    },
  ];
};
