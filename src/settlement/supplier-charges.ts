// From corrected volumes to money, by the BSC's imbalance settlement with one price (P305). Suppliers are taken to have
// bought what they would be settled on with all data on actuals: what is left is what missing actuals cost them.

/**
 * Imbalance charge of an energy account in a Settlement Period, in pounds; positive: it pays. Volumes are corrected MWh
 * at the GSP Group, import positive; central settlement's sign is the other way round (offtake negative).
 */
export const imbalanceCharge = (
  settledMwh: number,
  boughtMwh: number,
  transmissionLossMultiplier: number,
  poundsPerMwh: number,
): number => {
  const creditedEnergy = -settledMwh * transmissionLossMultiplier;
  const contractVolume = -boughtMwh * transmissionLossMultiplier;
  const imbalance = creditedEnergy - contractVolume;
  return -imbalance * poundsPerMwh;
};

/** What changes hands when each party pays or is paid this: what the payers pay. */
export const paid = (charges: Float64Array): number => charges.reduce((sum, charge) => sum + Math.max(0, charge), 0);
