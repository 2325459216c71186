import type { Term } from "./glossary.ts";

/** Words of what comes after MDS: load shapes, volume allocation, imbalance. */
export const CENTRAL_SETTLEMENT: readonly Term[] = [
  {
    term: "market segment",
    also: ["smart segment", "advanced", "unmetered", "traditional", "meter reading service"],
    means:
      "How a metering system comes to its data: smart over the DCC, advanced over communications of its own, " +
      "unmetered by inventory. Traditional meters, and smart ones in traditional mode, belong to the smart segment: " +
      "a meter reading service reads their registers. Each has a data service; a meter on a current transformer is " +
      "advanced.",
    related: ["on_actuals_share_of", "settlement.segments", "load shape"],
  },
  {
    term: "GSP Group Correction",
    also: ["GSP Group Take", "correction factor", "Scaling Weight"],
    means:
      "What a GSP Group takes from the transmission system is metered; what suppliers' customers are settled on " +
      "never adds up to it. Half hour by half hour the difference is shared out by Scaling Weights: estimates " +
      "carry more of it than data whose total was measured, and export none. The factor is 1 where nothing is " +
      "missing.",
    related: ["correction_factor_mean", "settlement.central.scalingWeights", "Settlement Run"],
  },
  {
    term: "load shape",
    also: ["Load Shaping Service", "LSS", "estimation ladder", "E1", "E2", "E3", "E4", "E5"],
    means:
      "How the energy of a day lies in its half hours, the mean of all meters of a category in a GSP Group that " +
      "are on half-hourly data. It spreads what has none: a register's advance (E1), a gap with one (E2) or " +
      "without (E3), an annual consumption that is held (E4), the category's mean (E5). Estimates never feed it.",
    related: ["energy_on_actuals_share", "settlement.central.shapeSampleMin", "Settlement Run"],
  },
  {
    term: "imbalance",
    means:
      "What a supplier is settled on beyond what it bought, paid for at the imbalance price. Here suppliers have " +
      "bought what they would be settled on with all half hours true: what is paid is the price of settlement's " +
      "error.",
    related: ["imbalance_pounds", "reconciled_pounds", "settlement.central.imbalancePrice", "Settlement Run"],
  },
];
