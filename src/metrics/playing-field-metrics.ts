import type { Declaration } from "./declaration.ts";

/** How independent MDRs fare beside suppliers that are their own MDR, on each clock. */
export const playingFieldMetrics = {
  ratio: {
    name: "disparity",
    title: "Independent MDRs' 95th percentile ÷ that of suppliers, profile reads, on the national mix of components",
    unit: "of suppliers'",
    better: "lower",
  },
  crudeRatio: {
    name: "disparity_crude",
    title: "The same on the mix of components that each has",
    unit: "of suppliers'",
    better: "neither",
  },
} as const satisfies Readonly<Record<string, Declaration>>;
