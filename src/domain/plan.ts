import type { ComponentName } from "./components.ts";
import type { Contract } from "./contracts.ts";
import type { DuplicateResponses } from "./duplicate-responses.ts";
import type { AccessControl, Allocation, AnomalyDetection } from "./entry-rules.ts";
import type { Fault } from "./faults.ts";
import type { NeedRules } from "./need-rules.ts";
import type { OutageLean } from "./outage-lean.ts";
import type { Price } from "./prices.ts";
import type { Settlement } from "./settlement.ts";
import type { Smets1Cache, Sms } from "./smets1.ts";

export type { NeedRules, PurposeFlag } from "./need-rules.ts";

/** Everything that one run needs, as plain numbers at full scale: a scenario's option, resolved and checked. */
export interface Plan {
  readonly scenario: string;
  readonly option: string;
  readonly seed: string;
  readonly replication: number;
  /**
   * Share of meters kept, 0 < scale ≤ 1; `open` multiplies rates, bursts and queue limits by it. Nothing else here is
   * scaled.
   */
  readonly scale: number;
  readonly horizon: Horizon;
  readonly estate: Estate;
  readonly needs: NeedRules;
  /** The rows of the traffic table that are on, in the table's order, with the option's policy applied. */
  readonly rows: readonly TrafficRow[];
  readonly alerts: Alerts;
  readonly failures: Failures;
  /**
   * Access exit to access entry, per access component (in the order of `ACCESS`): lognormal through median and p99
   * (A-048).
   */
  readonly roundTrip: readonly { readonly medianMs: number; readonly p99Ms: number }[];
  readonly capacity: Capacity;
  /** What is contracted for at the CSPs and S1SPs, in the order of `ACCESS`. */
  readonly contracts: readonly Contract[];
  /**
   * [access component][half hour of the UTC day] → requests a second that its contract in total lets it carry;
   * undefined where contracts are not enforced.
   */
  readonly contractLimits?: readonly (readonly number[])[];
  /** Target and Minimum Service Level of the Code Performance Measures: what reports hold a run against. */
  readonly serviceLevels: { readonly target: number; readonly minimum: number };
  /** How the DCC measures the CSPs' round trips. */
  readonly cspTest: CspTest;
  /** Working hours of each measured day. */
  readonly workingDays: readonly WorkingDay[];
  /** What the option's needs are priced by in reports; empty where nothing is. */
  readonly prices: readonly Price[];
  readonly endpoints: Endpoints;
  readonly dco: { readonly perSecond: number; readonly dualControlShare: number };
  /** SMS that wake SMETS1 hubs; undefined where they are not counted. */
  readonly sms?: Sms;
  /** Answers that come twice; undefined where none does. */
  readonly duplicates?: DuplicateResponses;
  /** Caches of the S1SPs (O5); undefined where there are none. */
  readonly cache?: Smets1Cache | undefined;
  /** Who may send what is checked against roles and registration data; undefined: all is let in. */
  readonly accessControl?: AccessControl;
  /** What a User sends far above its forecast is quarantined; undefined: nothing is. */
  readonly anomalyDetection?: AnomalyDetection;
  /** Held to its share of the DSP when all together ask for more (O8); undefined: nobody is. */
  readonly allocation?: Allocation;
  /** Reads go on to settlement; undefined: they end at their MDR. */
  readonly settlement?: Settlement;
  /** What goes wrong, in the scenario's order; empty on a day like any other. */
  readonly faults: readonly Fault[];
  /** Mean wait of a steady day by the fluid twin: what happened before the run began is taken from it. */
  readonly steady: SteadyDay;
}

/** When meters are installed and commissioned on a day, in minutes of the UTC day. */
export interface WorkingDay {
  readonly fromMinute: number;
  readonly toMinute: number;
  /** The hours of a day of rest are told too: reads of its night end before them or after. */
  readonly isWorking: boolean;
}

/** Test commands that a CSP's hubs are sent, whatever its Users ask. */
export interface CspTest {
  /** A round trip is expected to take no longer. */
  readonly withinMs: number;
  /** Test commands over the measured days, at full scale: the CSPs in the order of `ACCESS`. */
  readonly commands: readonly number[];
}

export interface Horizon {
  /** First measured UTC day, in days since 1970-01-01. */
  readonly startDay: number;
  readonly measuredDays: number;
  /** Simulated before the first measured midnight. */
  readonly warmUpMs: number;
  /** The run ends when every measured need has ended, at the latest this long after the last measured midnight. */
  readonly tailMsMax: number;
}

export interface Estate {
  /** Electricity smart meters that the DCC can address, at full scale. */
  readonly meters: number;
  /** Share of electricity meters with a gas meter on the same hub. */
  readonly gasShare: number;
  readonly smets1Share: number;
  /** Share of SMETS2 hubs on 4G. */
  readonly fourGShare: number;
  /** IOC, MOC, FOC; sums to one. */
  readonly s1spSplit: readonly [number, number, number];
  /** Share of electricity meters by GSP Group _A, _B, … _P (14); sums to one. */
  readonly gspGroupShares: readonly number[];
  /**
   * For each GSP Group, the share of its SMETS2 hubs (not 4G) that CSP North and CSP South serve; Central has the
   * rest.
   */
  readonly gspGroupNorth: readonly number[];
  readonly gspGroupSouth: readonly number[];
  /** Sums to one; large suppliers first. */
  readonly supplierShares: readonly number[];
  /** Share of meters whose MHHS data an independent MDR (agent) retrieves. */
  readonly independentShare: number;
  /** The same of each supplier, for those that it appointed; undefined where all are alike (S-04). */
  readonly agentShares?: readonly number[];
  /** Share of meters whose customer appointed an agent; nobody did where undefined. */
  readonly customersAgentShare?: number;
  /** Shares of the independent MDRs among those meters; sums to one. */
  readonly mdrShares: readonly number[];
  readonly prepayShare: number;
  readonly exportShare: number;
}

/**
 * What brings a row about. The daily ones have at most one need per meter and day; `stream` is a Poisson stream of
 * requests of the row's rate and day profile; `dsp-stream` the same for requests that end at the DSP. The needs of a
 * schedule change come once for each Schedule that it concerns, and end at the DSP too; what a `misbehaving-user`
 * sends its fault says.
 */
export type NeedKind =
  | "existing-electricity"
  | "existing-gas"
  | "second-role"
  | "own-mdr"
  | "agent"
  | "export-own"
  | "export-agent"
  | "validation-scheduled"
  | "validation-instant"
  | "gap-fill"
  | "outgoing-agent"
  | "stream"
  | "dsp-stream"
  | "misbehaving-user"
  | "schedule-delete"
  | "schedule-create"
  | "schedule-read"
  | "late-electricity"
  | "late-gas"
  | "late-own-mdr"
  | "late-agent"
  | "price-electricity"
  | "price-gas"
  | "firmware";

/** Business processes, as a harm table names them. */
export type ProcessName =
  | "daily-reads"
  | "mhhs-reads"
  | "second-role"
  | "outgoing-reads"
  | "top-up"
  | "install-and-commission"
  | "other-users"
  | "supplier-requests"
  | "network-requests"
  | "change-of-supplier"
  | "schedule-churn"
  | "migration"
  | "misbehaving-user"
  | "policy-change"
  | "late-data"
  | "price-change"
  | "firmware";

export type UserRole = "supplier" | "agent" | "other" | "network";
export type Mode = "scheduled" | "on-demand";

/** Service classes: on demand before scheduled before "below all". */
export const PRIORITIES = ["on-demand", "scheduled", "below-all"] as const;

/**
 * One row of the policy table: (role, purpose, device, request) → reader, mode, window, shape, priority, cycle,
 * reuse.
 */
export interface TrafficRow {
  /** T01 … T10, M01 … M12, R01 and R02 (second role), S01 … S06 (Schedules that change), W and F (waves). */
  readonly id: string;
  readonly title: string;
  readonly process: ProcessName;
  readonly need: NeedKind;
  /** Service Reference Variant, as written: "4.8.1". */
  readonly srv: string;
  /** The one that SMETS2 meters are sent, where it is another. */
  readonly srvOnSmets2?: string;
  readonly role: UserRole;
  readonly mode: Mode;
  /** Index into `PRIORITIES`. */
  readonly priority: 0 | 1 | 2;
  /** When in the day it is sent, the same everywhere; see `byAccess`. */
  readonly profile: readonly ProfilePiece[];
  /**
   * Placed by O10: for each access component 1,440 weights (UTC minute) that replace `profile`; whole numbers are
   * dealt out exactly.
   */
  readonly byAccess?: readonly Float64Array[];
  /** Future dated: the DSP holds each request until the next such minute of the UTC day. */
  readonly heldUntilMinute?: number;
  /** Target Response Time of the official clock. */
  readonly targetMs: { readonly smets2: number; readonly smets1: number };
  /** Who may place it: nobody, O10a and O10b ("mhhs"), O10b only ("all"). */
  readonly moves: "no" | "mhhs" | "all";
  /**
   * First attempts expected a day for one electricity meter of the device type, gas on its hub and reading cycle
   * included.
   */
  readonly perMeterDay: {
    readonly smets2: number;
    readonly smets1: number;
    /** IOC, MOC, FOC, where they are not alike. */
    readonly cohorts?: readonly number[];
    /** Behind each access component, where it follows from how long reads wait there: requests for late data. */
    readonly byAccess?: readonly number[];
  };
  /** By access component, against `perMeterDay`, where it is of meters out of reach and these lean; else undefined. */
  readonly lean?: readonly number[];
  /** Rates of other days by that of the first measured one, from a day on; undefined: all days are alike. */
  readonly byDay?: { readonly fromDay: number; readonly factors: readonly number[] };
  /** Units that one of its responses takes of a return path, where not one. */
  readonly responseUnits?: number;
  /** Of what ends at the DSP: requests a day in all, at full scale. */
  readonly perDay: number;
}

/**
 * A share of the day's needs, uniform from one UTC minute to another (≤ 2,880 when it crosses midnight); equal
 * minutes: all at that instant.
 */
export interface ProfilePiece {
  readonly fromMinute: number;
  readonly toMinute: number;
  readonly share: number;
}

export interface Alerts {
  /** Raised by devices, per meter-day of either fuel (A-023: flat over the day). */
  readonly devicePerMeterDay: number;
  /** Raised by the DSP, per meter-day of either fuel. */
  readonly dccPerMeterDay: number;
}

export interface Failures {
  /** Who is likelier to be out of reach; undefined: all alike. */
  readonly lean?: OutageLean;
  /** Share of meters that never answer. */
  readonly longTermDark: number;
  /** Share in a spell of darkness at any instant, and how long a spell lasts on average. */
  readonly spellDark: number;
  readonly spellMeanMs: number;
  /** Failure of one attempt at a meter that can be reached. */
  readonly attemptSmets2: number;
  readonly attemptSmets1: number;
  /** Automatic retries of scheduled reads, after the first attempt left its access station. */
  readonly retryAfterMs: readonly number[];
  /** A dark or failed attempt gives one error response after this, and holds its hub until then. */
  readonly errorAfterMs: { readonly smets2: number; readonly smets1: number };
}

export interface Capacity {
  /** Requests a second. */
  readonly perSecond: Readonly<Record<ComponentName, number>>;
  /** Burst of the rate limit, in seconds of capacity: DSP 30 (60 s × 0.5 K), others 1. */
  readonly burstSeconds: Readonly<Record<ComponentName, number>>;
  /** Responses and alerts a second, as a multiple of `perSecond`. */
  readonly responseFactor: number;
  /** Longest queue at a component, in requests; one more is refused. */
  readonly queueMax: number;
  /** One queue for all classes instead of on demand first (A-035's alternative). */
  readonly singleClass: boolean;
}

export interface Endpoints {
  /** Responses and alerts a second at a User's own web service: max(least, meters served ÷ metersPerSecond). */
  readonly least: number;
  readonly metersPerSecond: number;
  readonly otherUsers: number;
}

export interface SteadyDay {
  /**
   * [priority × 7 + access] → mean wait in minutes, DSP and access queue together, of a request sent in each of 1,440
   * UTC minutes.
   */
  readonly waitMinutes: readonly Float64Array[];
}
