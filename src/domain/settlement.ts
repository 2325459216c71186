import type { CentralRules } from "./central-rules.ts";
import type { DemandRules } from "./demand-rules.ts";
import type { VALIDATION_REASONS } from "./exceptions.ts";
import { OTHER_SEGMENTS, type OtherSegments } from "./other-segments.ts";
import type { RegistrationRules } from "./registration.ts";
import type { StepsAfterGate } from "./settlement-day.ts";
import type { RunTimetable } from "./settlement-runs.ts";

/** Days back that a message's packed word has room for. */
export const DAYS_BACK_MAX = 1000;

/** What becomes of meters' data on its way to settlement, from the read that brings it to the runs that take it. */
export interface Settlement extends RunTimetable {
  /** UTC minute of a run's working day at which it freezes what it settles on. */
  readonly gateMinute: number;
  /** How long central settlement takes from there, step by step. */
  readonly stepsAfterGateMs: StepsAfterGate;
  /** Length of a Settlement Period. */
  readonly periodMinutes: 30 | 15;
  readonly demand: DemandRules;
  readonly dataServices: DataServices;
  readonly dip: Dip;
  /** Messages a second that MDS takes in, at full scale. */
  readonly mds: { readonly perSecond: number };
  readonly central: CentralRules;
  /** Switches and appointments go through Registration, message by message; undefined: nothing changes. */
  readonly registration?: RegistrationRules;
  /** What is settled besides smart meters; undefined: nothing. */
  readonly others?: OtherSegments | undefined;
}

/** Data services of the smart segment, all together. */
export interface DataServices {
  /** Messages a second that they validate and send, at full scale. */
  readonly perSecond: number;
  /** Share of meter-days whose data fails validation: sent as an estimate, and never settled on as actual. */
  readonly invalidShare: number;
  /** By why it does; sums to one. */
  readonly invalidBy: Readonly<Record<(typeof VALIDATION_REASONS)[number], number>>;
  /** Share of smart metering systems that Registration has as de-energised and that bring data that isn't zero. */
  readonly deEnergisedShare: number;
  /** Where Registration may be late to have a data service as appointed; undefined: it never is. */
  readonly registration?:
    | {
        /** Of metering systems' days, drawn; where Registration is simulated its cases say which, and this is 0. */
        readonly lateShare: number;
        /** From the end of the day until it has. */
        readonly lateMs: number;
        /** A data service asks it before it sends. */
        readonly isChecked: boolean;
      }
    | undefined;
  /** A read asks for so many UTC days at most, of those that its data service lacks; the meter holds no more. */
  readonly readsBackDays: number;
  /** So long before the gate of a day's first run estimates are sent for what they lack. */
  readonly sweepMs: number;
}

/** The Data Integration Platform. */
export interface Dip {
  /** Inbound messages a second, at full scale. */
  readonly perSecond: number;
  /** From a message's acceptance to a recipient's webhook: lognormal. */
  readonly deliveryMs: { readonly median: number; readonly p99: number };
  /** Share of deliveries that a recipient's webhook doesn't take, and the wait before the next, doubled each time. */
  readonly webhookFails: number;
  readonly retryAfterMs: number;
  /** The wait doubles so many times, and stays. */
  readonly doublings: number;
  /** Which message is taken in first where they queue: the oldest, or the one whose next run is nearest. */
  readonly isDeadlineFirst: boolean;
}

/** Who gets a message (PRI-021, PRI-022): MDS by its role; the supplier and the LDSO of the meter as participants. */
export const RECIPIENTS = ["MDS", "supplier", "LDSO"] as const;

/** Stations that messages pass: no need of the DCC waits at one. */
export const MESSAGE_STATIONS = ["dip", "mds"] as const;
export type MessageStation = (typeof MESSAGE_STATIONS)[number];
export const isMessageStation = (name: string | undefined): name is MessageStation =>
  (MESSAGE_STATIONS as readonly (string | undefined)[]).includes(name);

/** Segments of metering systems: those read over the DCC, and those that settlement may be of besides. */
export const SEGMENTS = ["import of smart meters", "export of smart meters", ...OTHER_SEGMENTS] as const;
export const SMART_SEGMENTS = 2;
