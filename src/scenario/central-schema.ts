import * as Schema from "effect/Schema";
import { WEIGHT_CHANGES } from "../domain/central-rules.ts";
import { count, date, factor, oneOf, pricePerMwh, share } from "./fields.ts";

const weights = (title: string) =>
  Schema.Struct({
    accurate: factor("Of import whose total was measured", { max: 10 }),
    limited: factor("Of import that was estimated", { max: 10 }),
    export: factor("Of export", { max: 10 }, "0 leaves export as it was metered."),
  }).annotate({ title });

/** Data that isn't plain half-hourly, and what central settlement does with all of it: a part of settlement. */
export const Central = Schema.Struct({
  scalingWeights: Schema.Struct({
    change: oneOf(
      "When the Scaling Weights were revised",
      WEIGHT_CHANGES,
      "With the live date of central services, or only once all metering systems are migrated.",
    ),
    centralServicesLive: date("Central services went live"),
    migrationComplete: date("All metering systems are migrated"),
    before: weights("Scaling Weights before"),
    after: weights("Scaling Weights from then on"),
  }).annotate({
    title: "How much of a GSP Group's error each class carries",
    description: "Relative to one another; line losses have the weight of their class.",
  }),
  lineLossFactors: Schema.Struct({
    import: factor("Of import at low voltage", { min: 0.5, max: 2 }),
    export: factor("Of export at low voltage", { min: 0.5, max: 2 }),
  }).annotate({ title: "What passes the GSP Group's boundary for each unit metered" }),
  transmissionLossMultiplier: factor("Of what suppliers take", { min: 0.9, max: 1.1 }),
  unaccounted: share("Taken at the GSP Group, and metered nowhere", "Of import and its losses."),
  imbalancePrice: pricePerMwh("Imbalance price, the same in all Settlement Periods"),
  optOut: share(
    "Homes that opted out of half-hourly data",
    "What is read of them is each day's advance of a register; load shapes spread it (E1).",
  ),
  partDays: share(
    "Import days that come back with a gap",
    "The register fills it on SMETS2 (E2), the level of the rest on SMETS1 (E3).",
  ),
  noHistory: share("Metering systems of which no annual consumption is held", "They are estimated as the mean (E5)."),
  shapeSampleMin: count(
    "Metering systems on half-hourly actuals that make a load shape",
    { min: 1, max: 100_000 },
    "Where there are fewer the default shape holds. Not scaled.",
  ),
}).annotate({
  title: "Central settlement: load shapes, volume allocation, imbalance",
  description: "From what MDS accepted by each run to what suppliers are settled on.",
});
export type CentralValues = typeof Central.Type;
