import type { Declaration } from "./declaration.ts";

const SAMPLE = "what few meters are settled wrong by doesn't even out as it does over all of them";

/** By Settlement Run, of what central settlement makes of the measured days. */
export const centralRunMetrics = {
  energyShare: {
    name: "energy_on_actuals_share",
    title: "Import of the measured days that the run settles on measured totals",
    unit: "of energy",
    better: "higher",
  },
  misplacedShare: {
    name: "misplaced_energy_share",
    title: "Energy settled on the wrong supplier, half hour by half hour, after GSP Group Correction",
    unit: "of energy",
    better: "lower",
    notAtScale: SAMPLE,
  },
  supplierErrorMost: {
    name: "supplier_error_most",
    title: "The supplier that is settled furthest from its true energy of the measured days",
    unit: "of energy",
    better: "lower",
    notAtScale: SAMPLE,
  },
  factorLeast: {
    name: "correction_factor_least",
    title: "Lowest GSP Group Correction Factor",
    unit: "factor",
    better: "neither",
    notAtScale: SAMPLE,
  },
  factorMean: {
    name: "correction_factor_mean",
    title: "Mean GSP Group Correction Factor",
    unit: "factor",
    better: "neither",
  },
  factorMost: {
    name: "correction_factor_most",
    title: "Highest GSP Group Correction Factor",
    unit: "factor",
    better: "neither",
    notAtScale: SAMPLE,
  },
  factorsOutsideShare: {
    name: "correction_factors_outside_share",
    title: "GSP Groups' Settlement Periods with a correction factor below 0.9 or above 1.1",
    unit: "of Settlement Periods",
    better: "lower",
    notAtScale: SAMPLE,
  },
  exceptions: {
    name: "correction_exceptions",
    title: "GSP Groups' Settlement Periods in which nothing weighted was there to carry the error",
    unit: "Settlement Periods",
    better: "lower",
  },
  imbalancePounds: {
    name: "imbalance_pounds",
    title: "Paid a Settlement Day for imbalance that is settlement's error, at the stated price",
    unit: "GBP",
    better: "lower",
    notAtScale: SAMPLE,
  },
  movedPounds: {
    name: "reconciled_pounds",
    title: "Paid a Settlement Day at the run for what changed since the run before",
    unit: "GBP",
    better: "lower",
    notAtScale: SAMPLE,
  },
} as const satisfies Readonly<Record<string, Declaration>>;

/** By Settlement Run and segment (where several are settled), supplier or GSP Group, as in "SF Supplier 1", "SF _A". */
export const centralSplitMetrics = {
  energyShare: {
    name: "energy_on_actuals_share_of",
    title: "The same share of the import of a segment, a supplier or a GSP Group",
    unit: "of energy",
    better: "higher",
  },
  error: {
    name: "settlement_error_of",
    title: "Settled on it above what is true, in all: suppliers after GSP Group Correction, all others before",
    unit: "of its energy",
    better: "neither",
    isSigned: true,
    notAtScale: SAMPLE,
  },
  pounds: {
    name: "imbalance_pounds_of",
    title:
      "What a supplier pays a Settlement Day for imbalance that is settlement's error, net over half hours and GSP " +
      "Groups; below 0 it is paid",
    unit: "GBP",
    better: "neither",
    isSigned: true,
    notAtScale: SAMPLE,
  },
} as const satisfies Readonly<Record<string, Declaration>>;

/** Metrics of central settlement, in the order of reports. */
export const CENTRAL_METRICS: readonly Declaration[] = [
  ...Object.values(centralRunMetrics),
  ...Object.values(centralSplitMetrics),
];
