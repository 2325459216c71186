import type { Plan } from "../domain/plan.ts";
import { exp, ln, normalQuantile } from "../kernel/elementary.ts";

const Z99 = normalQuantile(0.99);

/** Mean of a lognormal round trip, by its median and p99. */
export const meanRoundTripMs = ({ medianMs, p99Ms }: Plan["roundTrip"][number]): number => {
  const sigma = ln(p99Ms / medianMs) / Z99;
  return medianMs * exp((sigma * sigma) / 2);
};
