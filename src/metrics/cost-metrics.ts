import type { Declaration } from "./declaration.ts";

/** What an option needs beyond the reference of harm, at the scenario's prices; no figure where it is not priced. */
export const costMetrics = {
  perYear: {
    name: "cost_per_year",
    title: "Capacity, contracts, SMS and imbalance of an option beyond without-mhhs, a year, at the scenario's prices",
    unit: "GBP a year",
    better: "lower",
    isSigned: true, // a gain is below nothing
  },
  once: {
    name: "cost_once",
    title: "Changes that an option asks of Users, once, at the scenario's prices",
    unit: "GBP",
    better: "lower",
    isSigned: true,
  },
} as const satisfies Readonly<Record<string, Declaration>>;
