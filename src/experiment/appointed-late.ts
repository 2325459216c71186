import { SERVICES, type Service } from "../domain/registration.ts";
import { appointmentMetrics } from "../metrics/registration-metrics.ts";
import type { RuleFigure } from "../metrics/rule-metrics.ts";

const SERVICES_NAMED: Readonly<Record<Service, string>> = {
  "metering service": "metering services",
  "data service": "data services",
  MDR: "MDRs",
};

const whole = (value: number): string => Math.round(value).toLocaleString("en-GB");
const days = (value: number): string => `${value.toFixed(1).replace(/\.0$/, "")} d`;

/** Who is appointed late, how many of how many and by how much, where Registration is on (S-31). */
export const appointedLateSentence = (rules: readonly RuleFigure[]): string => {
  const told = ({ name }: { readonly name: string }, service: Service): number | undefined =>
    rules.find(({ metric, place }) => metric === name && place === service)?.value;
  const listed = (each: (service: Service) => string | undefined): string =>
    SERVICES.flatMap((service) => each(service) ?? []).join(", ");

  if (SERVICES.every((service) => told(appointmentMetrics.asked, service) === undefined)) return "";
  const late = listed((service) => {
    const count = told(appointmentMetrics.late, service) ?? 0;
    if (count === 0) return undefined;
    const [all, most] = [appointmentMetrics.daysLate, appointmentMetrics.daysLateMost].map((one) => told(one, service));
    // A record from before they were counted has none.
    const by = all === undefined || most === undefined ? "" : ` (by ${days(all / count)}, at most ${days(most)})`;
    return `${whole(count)} of ${whole(told(appointmentMetrics.made, service) ?? 0)} ${SERVICES_NAMED[service]}${by}`;
  });
  const counted = (metric: { readonly name: string }): string =>
    listed((service) => {
      const count = told(metric, service) ?? 0;
      return count === 0 ? undefined : `${whole(count)} for ${SERVICES_NAMED[service]}`;
    });
  const tooLate = counted(appointmentMetrics.tooLate);
  const open = counted(appointmentMetrics.open);
  return (
    ` Appointed late: ${late === "" ? "nobody" : late}.` +
    (tooLate === "" ? "" : ` Requests after the gate: ${tooLate}.`) +
    (open === "" ? "" : ` Without an outcome at the end: ${open}.`)
  );
};
