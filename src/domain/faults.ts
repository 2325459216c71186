import type { UserRole } from "./plan.ts";

/** When a fault begins and ends, in ms since the first measured midnight, and how reports call it. */
interface Lasts {
  readonly title: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Stations that carry less than they should, or nothing; maintenance is the same, announced. */
export interface LimitFault extends Lasts {
  readonly kind: "outage" | "maintenance";
  readonly stations: readonly StationLimit[];
}

export interface StationLimit {
  /** A component's name (requests), the same and " return" (responses and alerts), "dco.moc", or a User's name. */
  readonly station: string;
  /** Of its rate, what is left: 0 is an outage. */
  readonly share: number;
}

/** Hubs of one make behind one access component: the same share of its meters for all faults that name them alike. */
export interface HubFamily {
  readonly name: string;
  /** Number of the access component. */
  readonly access: number;
  readonly share: number;
}

/** Hubs that cannot be reached, on top of those that the world has in the dark. */
export interface OutOfReach extends Lasts {
  readonly kind: "out-of-reach";
  readonly family: HubFamily;
}

/** Devices that raise many times their normal alerts. */
export interface AlertStorm extends Lasts {
  readonly kind: "alert-storm";
  readonly family: HubFamily;
  readonly times: number;
}

/** Users that send more than they do on other days: reads on demand of their own meters. */
export interface MisbehavingUser extends Lasts {
  readonly kind: "misbehaving-user";
  readonly role: UserRole;
  /** The one of that role that does; all of them when undefined. */
  readonly user: number | undefined;
  /** Row of the traffic table that its further requests belong to. */
  readonly row: string;
  /** Requests on top of its usual ones in each minute of the UTC day, at full scale. */
  readonly perMinute: Float64Array;
}

/** No batch of registration data arrives at the DSP: what is due in it comes when it ends. */
export interface FeedOutage extends Lasts {
  readonly kind: "registration-feed";
}

export type Fault = LimitFault | OutOfReach | AlertStorm | MisbehavingUser | FeedOutage;

/** A need belongs to a fault by one bit each. */
export const FAULTS_MAX = 16;

/**
 * What is left of a station's rate at a time. Faults compose: the lowest of those that overlap holds, since a part that
 * is down twice is down, and one that carries half and a tenth carries a tenth.
 */
export const shareLeft = (faults: readonly Fault[], station: string, timeMs: number): number =>
  faults.reduce((least, fault) => {
    if (fault.kind !== "outage" && fault.kind !== "maintenance") return least;
    if (timeMs < fault.fromMs || timeMs >= fault.toMs) return least;
    return fault.stations.reduce((left, one) => (one.station === station ? Math.min(left, one.share) : left), least);
  }, 1);
