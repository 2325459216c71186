/** What a minute finds that a steady day does not. */
export interface Conditions {
  /** Requests a minute that each component carries in it, in the order of `COMPONENTS`. */
  readonly capacity: Float64Array;
  /** [row][access component or the DSP itself] → first attempts by UTC minute, on top of a steady day's. */
  readonly more: readonly (readonly Float64Array[] | undefined)[];
}
