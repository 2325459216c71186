// GSP Group Correction: the error of a GSP Group and Settlement Period is shared out so that what suppliers are settled
// on adds up to the GSP Group Take (S-49). By the formula of the BSC's Annex S-2 in a form that divides by nothing but
// the weighted volume; the text for MHHS was not readable.

/** Below this, relative to the volume, the weighted volume or an error is nothing. */
const NEGLIGIBLE = 1e-9;

/** Why a correction could not go by its weights. */
export const CORRECTION_EXCEPTIONS = ["no-weighted-volume", "no-volume"] as const;

export type CorrectionException = (typeof CORRECTION_EXCEPTIONS)[number];

export interface GroupCorrection {
  /** GSP Group Correction Factor; NaN where weights could not be used. */
  readonly factor: number;
  /** What each class is multiplied by. */
  readonly multipliers: Float64Array;
  readonly exception?: CorrectionException;
  /** Left over where there is no volume at all to carry it: counted, not lost. */
  readonly unallocatedMwh: number;
}

/**
 * Corrects one GSP Group and period. Volumes by class, export negative; weights by class, 0 leaves it untouched. Where
 * nothing weighted is there to carry an error, import classes carry it by volume and an exception is raised.
 */
export const correctGroup = (
  take: number,
  volumes: Float64Array,
  weights: Float64Array,
  isImport: readonly boolean[],
): GroupCorrection => {
  let sum = 0;
  let weighted = 0;
  let imported = 0;
  for (let n = 0; n < volumes.length; n++) {
    sum += volumes[n]!;
    weighted += weights[n]! * volumes[n]!;
    if (isImport[n]!) imported += volumes[n]!;
  }
  const error = take - sum;
  const nothing = NEGLIGIBLE * Math.max(Math.abs(sum), Math.abs(take));
  if (Math.abs(weighted) > nothing) {
    const factor = 1 + error / weighted;
    return { factor, multipliers: weights.map((weight) => 1 + (factor - 1) * weight), unallocatedMwh: 0 };
  }
  const untouched = volumes.map(() => 1);
  if (Math.abs(error) <= nothing) return { factor: 1, multipliers: untouched, unallocatedMwh: 0 };
  if (imported <= nothing)
    return { factor: Number.NaN, multipliers: untouched, exception: "no-volume", unallocatedMwh: error };
  return {
    factor: Number.NaN,
    multipliers: volumes.map((_, n) => (isImport[n]! ? 1 + error / imported : 1)),
    exception: "no-weighted-volume",
    unallocatedMwh: 0,
  };
};
