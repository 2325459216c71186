/** Answers that come a second time, from a device that sends its own again or a network that tries again. */
export interface DuplicateResponses {
  /** Of the answers that meters give. */
  readonly share: number;
  /** From the first to the second, at the access component. */
  readonly afterMs: number;
}
