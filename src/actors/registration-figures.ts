import { SERVICES } from "../domain/registration.ts";
import { PARTIES, REGISTRATION_MESSAGES } from "../domain/registration-messages.ts";
import type { SupplierChanges } from "../domain/supplier-changes.ts";
import type { AppointmentCounts, RegistrationBook } from "../ledger/registration-book.ts";
import { appointmentMetrics, registrationMetrics } from "../metrics/registration-metrics.ts";
import type { RuleFigure } from "../metrics/rule-metrics.ts";

const COUNTS = [
  "asked",
  "tooLate",
  "invalid",
  "rejected",
  "resent",
  "repeated",
  "made",
  "late",
  "daysLate",
  "daysLateMost",
  "effective",
] as const;

/** A time that nothing took is not told. */
const timesOf = ({ knownMs, effectMs }: AppointmentCounts, place: string): RuleFigure[] =>
  (
    [
      [appointmentMetrics.knownP50, knownMs, 0.5],
      [appointmentMetrics.knownP99, knownMs, 0.99],
      [appointmentMetrics.effectP50, effectMs, 0.5],
      [appointmentMetrics.effectP99, effectMs, 0.99],
    ] as const
  ).flatMap(([{ name }, times, share]) =>
    times.count === 0 ? [] : [{ metric: name, place, value: times.quantileMs(share) }],
  );

/** What Registration counted over a run. */
export const registrationFigures = (
  book: RegistrationBook,
  changes: SupplierChanges,
  daysWithout: number,
): RuleFigure[] => {
  const figures = SERVICES.flatMap((place, service) => {
    const counts = book.appointments[service]!;
    return [
      ...COUNTS.map((count) => ({ metric: appointmentMetrics[count].name, place, value: counts[count] })),
      { metric: appointmentMetrics.open.name, place, value: counts.asked - counts.made },
      ...timesOf(counts, place),
    ];
  });
  const put = ({ name }: { readonly name: string }, places: Readonly<Record<string, number>>): void => {
    for (const [place, value] of Object.entries(places)) figures.push({ metric: name, place, value });
  };
  const { asked, rejected, beingSwitched, objected, withdrawn, secured, effective, ...rest } = book.switches;
  const named = <Name extends string>(names: readonly Name[], values: Float64Array): Record<string, number> =>
    Object.fromEntries(names.map((name, i) => [name, values[i]!]));
  put(appointmentMetrics.daysWithout, { "data service": daysWithout });
  put(registrationMetrics.switchesAsked, { CSS: asked });
  put(registrationMetrics.switchesEnded, {
    rejected,
    "being switched already": beingSwitched,
    "objected to": objected,
    withdrawn,
  });
  put(registrationMetrics.switchesSecured, { CSS: secured });
  put(registrationMetrics.switchesEffective, { Registration: effective });
  put(registrationMetrics.erroneous, { "taken effect": rest.erroneous, "taken back": rest.reversed });
  put(registrationMetrics.sharedDays, { settlement: changes.counts().insideDays });
  put(registrationMetrics.readings, { "on data": rest.readOnData, estimated: rest.readEstimated });
  put(registrationMetrics.updates, { exchanged: book.exchanges, energisation: book.energisations });
  put(
    registrationMetrics.messages,
    named(
      REGISTRATION_MESSAGES.map(({ name }) => name),
      book.sent,
    ),
  );
  put(registrationMetrics.deliveries, named(PARTIES, book.delivered));
  put(registrationMetrics.failed, { dip: book.failed });
  return figures;
};
