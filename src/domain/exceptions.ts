/** Why data of a metering system's UTC day fails validation: it is sent as an estimate. */
export const VALIDATION_REASONS = [
  "advance and half hours differ",
  "above the maximum",
  "below zero",
  "clock drift",
] as const;

/** What data services report of metering systems' days, and MDS of their messages. */
export const EXCEPTIONS = [
  ...VALIDATION_REASONS,
  "no data before the first run",
  "de-energised, and not zero",
  "held: not appointed by Registration yet",
  "rejected: not appointed by Registration yet",
  "rejected: the last run has been",
] as const;

const numberOf = (name: (typeof EXCEPTIONS)[number]): number => EXCEPTIONS.indexOf(name);
export const NO_DATA = numberOf("no data before the first run");
export const DE_ENERGISED = numberOf("de-energised, and not zero");
export const HELD = numberOf("held: not appointed by Registration yet");
export const REJECTED_NOT_APPOINTED = numberOf("rejected: not appointed by Registration yet");
export const REJECTED_TOO_LATE = numberOf("rejected: the last run has been");
