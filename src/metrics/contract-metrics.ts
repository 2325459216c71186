import type { Declaration } from "./declaration.ts";

/** What is read of each contract over the measured days. */
export const contractMetrics = {
  peakShare: {
    name: "contract_peak_share",
    title: "All attempts against contract: fullest half hour at a CSP, fullest minute at an S1SP",
    unit: "of contract",
    better: "lower",
    notAtScale: "chance adds 1/√n of the requests kept in an interval",
  },
  overShare: {
    name: "contract_over_share",
    title: "Half hours (at an S1SP minutes) of the day in which more was sent than is contracted for",
    unit: "of the time",
    better: "lower",
  },
} as const satisfies Readonly<Record<string, Declaration>>;

/** The name that a class's count has among a run's scalars. */
export const contractScalar = (component: string, requestClass: string): string =>
  `${component}.contract.${requestClass}.attempts`;
