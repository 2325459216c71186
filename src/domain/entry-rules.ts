import type { ProcessName, UserRole } from "./plan.ts";

// What the DSP does to requests before it lets them in.

/** Access control at the DSP: who is a User, who is appointed, and what the DSP knows of it. */
export interface AccessControl {
  /** When each MDR becomes a DCC User, largest first, in ms since the first measured midnight; the rest are already. */
  readonly mdrEntryMs: readonly number[];
  readonly appointments: AppointmentRules;
  readonly feed: FeedRules;
}

export interface AppointmentRules {
  /** Changes from one MDR to another, of agents' meters (A-072). */
  readonly changesPerMeterDay: number;
  /** A change is registered this long before the UTC midnight at which it takes effect. */
  readonly noticeMs: number;
  /** Share of outgoing MDRs whose Schedule goes on, and for how many days. */
  readonly outgoingShare: number;
  readonly outgoingDays: number;
}

/** How changes that are registered come into the DSP's copy. */
export interface FeedRules {
  readonly everyMs: number;
  readonly delayMs: number;
  /** The DSP works batches off so many times faster than changes come. */
  readonly workOffSpeed: number;
}

/** Thresholds of anomaly detection, and what becomes of a request above one. */
export interface AnomalyDetection {
  /** Requests are counted over intervals of whole minutes, from midnight UTC on; a whole number of them is a day. */
  readonly overMs: number;
  /** A User's own thresholds, as multiples of its forecast for the busiest interval, by kind of request. */
  readonly warning: number;
  readonly quarantine: number;
  /** The DCC's own quarantine threshold, as a multiple of the forecast for all of a User's requests. */
  readonly dcc: number;
  /** No threshold is below so many requests, whatever the scale. */
  readonly least: number;
  /** What Users forecast, of what they mean to send, by role. */
  readonly forecast: Readonly<Record<UserRole, number>>;
  /** From the first quarantined request until its User is told, and from then until its action file is carried out. */
  readonly notifyMs: number;
  readonly actionMs: number;
  readonly action: "release" | "drop";
}

/** Allocation by User at the DSP (SECMP0067): what starts it, and what becomes of a request above the limit. */
export interface Allocation {
  /** Operating threshold, as a share of the DSP's capacity: Users share this much. */
  readonly threshold: number;
  /** It ends when nobody is held and less than this share of the threshold arrives. */
  readonly release: number;
  /** Arrivals are measured over so many whole seconds. */
  readonly overSeconds: number;
  readonly above: "wait" | "refuse";
  /** Processes that are never held. */
  readonly exempt: readonly ProcessName[];
}
