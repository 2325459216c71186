// What Registration goes by: who asks it for what, how often, and by when (S-30 to S-33).

/** Midnights at which changes take effect: of UTC (PRI-018), or of the clock, as the programme decided later. */
export const TIME_BASES = ["utc", "clock"] as const;
export type TimeBase = (typeof TIME_BASES)[number];

/** Services that are appointed to a metering system. */
export const SERVICES = ["metering service", "data service", "MDR"] as const;
export type Service = (typeof SERVICES)[number];

/** What brings a case of Registration about. */
export const REASONS = [
  "switch",
  "reversal",
  "new connection",
  "change of service",
  "exchange",
  "energisation",
  "change of MDR",
] as const;
export type Reason = (typeof REASONS)[number];

/** Rates are at full scale. */
export interface RegistrationRules {
  readonly timeBase: TimeBase;
  /** Minute of the clock, on the day before, until which what takes effect at a midnight must have been asked for. */
  readonly gateClosureMinute: number;
  /** When suppliers and services ask, in minutes of the clock; evenly. */
  readonly asked: { readonly fromMinute: number; readonly toMinute: number };
  readonly switches: SwitchRules;
  /** Metering systems that are connected for the first time: all their services are appointed. */
  readonly newConnectionsPerDay: number;
  /** Metering services and data services that are replaced while the supplier stays. */
  readonly serviceChangesPerDay: number;
  /** The same of independent MDRs, by meter and day; none where nobody holds requests against appointments. */
  readonly mdrChangesPerMeterDay: number;
  /** Switches and changes of service of a metering system of another segment, as a multiple of a smart meter's. */
  readonly ofOtherSegments: number;
  readonly exchangesPerWorkingDay: number;
  readonly energisationsPerDay: number;
  readonly appointments: AppointmentAnswers;
  /** So long after a change of supplier its data service sends the reading: of its data, or an estimate. */
  readonly readingAfterMs: number;
}

export interface SwitchRules {
  readonly perDay: number;
  /** Working days from asking to taking effect, and of those the ones in which the outgoing supplier may object. */
  readonly leadDays: number;
  readonly objectionDays: number;
  /** Of those asked: refused by central switching at once; objected to; withdrawn by who asked. */
  readonly rejectedShare: number;
  readonly objectedShare: number;
  readonly withdrawnShare: number;
  /** Of those that take effect: the wrong meter's, taken back so many working days later. */
  readonly erroneousShare: number;
  readonly reversedAfterDays: number;
  /** Of those of meters with an independent MDR: it stays appointed, as a customer's own always does. */
  readonly mdrStaysShare: number;
}

/** What becomes of a request for an appointment, each try anew. */
export interface AppointmentAnswers {
  /** Fails validation against standing data at Registration, before a service hears of it (PRI-012). */
  readonly refusedShare: number;
  /** Rejected by the service that was asked. */
  readonly rejectedShare: number;
  /** Never answered by it: only its supplier's time-out brings it on (PRI-026). */
  readonly silentShare: number;
  /** From the request to the service's answer: lognormal. */
  readonly answerMs: { readonly median: number; readonly p99: number };
  readonly timeOutMs: number;
}
