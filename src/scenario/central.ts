import type { CentralRules } from "../domain/central-rules.ts";
import type { CentralValues } from "./central-schema.ts";
import type { Put } from "./checks.ts";

export const centralOf = (values: CentralValues): CentralRules => {
  const { scalingWeights, lineLossFactors, transmissionLossMultiplier, imbalancePrice, shapeSampleMin } = values;
  const { change, centralServicesLive, migrationComplete, before, after } = scalingWeights;
  return {
    weights: {
      change,
      dates: { "central-services-live": centralServicesLive, "migration-complete": migrationComplete },
      before,
      after,
    },
    lineLossFactor: lineLossFactors,
    transmissionLossMultiplier,
    unaccountedShare: values.unaccounted,
    imbalancePrice,
    optOutShare: values.optOut,
    partDayShare: values.partDays,
    noHistoryShare: values.noHistory,
    shapeSampleMin,
  };
};

export const centralProblems = ({ scalingWeights }: CentralValues, put: Put): void => {
  const { centralServicesLive, migrationComplete } = scalingWeights;
  if (migrationComplete <= centralServicesLive)
    put(
      ["settlement", "central", "scalingWeights", "migrationComplete"],
      "migration isn't complete after central services went live; expected a later date",
    );
};
