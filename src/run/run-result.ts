import type { ComponentName } from "../domain/components.ts";
import type { Fault } from "../domain/faults.ts";
import type { UserRole } from "../domain/plan.ts";
import type { UserCounts } from "../ledger/user-ledger.ts";
import type { HistogramRecord } from "../metrics/latency-histogram.ts";
import type { MinuteFigure } from "../metrics/minute-figure.ts";
import type { RuleFigure } from "../metrics/rule-metrics.ts";
import type { StepMinutes } from "../metrics/run-minutes.ts";
import type { SettledRun } from "../settlement/settled-runs.ts";
import type { SettlementRecord } from "./settlement-record.ts";

/**
 * What one run found, as plain data: it crosses threads and goes to disk as it is. Counts are of the kept meters, not
 * scaled up.
 */
export interface RunResult {
  readonly scenario: string;
  readonly option: string;
  readonly seed: string;
  readonly replication: number;
  readonly scale: number;
  readonly meters: number;
  /** Things that happened to a request, response or alert: every one is in the path fingerprint. */
  readonly events: number;
  /** Events of the kernel's list: an idle station passes a row on inside the event that brought it. */
  readonly kernelEvents: number;
  readonly staleEvents: number;
  /** Most requests, responses and alerts in flight at once, those that wait for a retry included. */
  readonly rowsMax: number;
  /** ms since the first measured midnight. */
  readonly endedAtMs: number;
  /** Time of the first minute of every series, in ms since the first measured midnight: a UTC midnight. */
  readonly firstMinuteMs: number;
  /** The interval that a series has a value for: half an hour where the run is long. */
  readonly stepMinutes: StepMinutes;
  readonly components: Readonly<Record<ComponentName, ComponentSeries>>;
  /** What a long run knows of single minutes, which its series don't have; empty where they do. */
  readonly minuteFigures: readonly MinuteFigure[];
  /**
   * Attempts as they were sent, by half hour from `firstMinuteMs`, of the plan's contracts for a class of requests, in
   * their order.
   */
  readonly contractClasses: readonly Uint32Array[];
  readonly users: readonly UserSeries[];
  /** Answers on demand at the CSPs, in the order of `ACCESS`, by half hour from the first measured midnight. */
  readonly cspResponses: readonly CspHalfHours[];
  readonly ledger: LedgerRecord;
  /** What the rules of the DCC that are on counted; empty when none is. */
  readonly rules: readonly RuleFigure[];
  /** What settlement got; undefined where it is off. */
  readonly settlement?: SettlementRecord;
  /** What central settlement made of it, by Settlement Run; undefined where settlement is off. */
  readonly central?: readonly SettledRun[];
  /** In the plan's order. */
  readonly faults: readonly FaultRecord[];
  /** Every count by name; the result fingerprint is made of them. */
  readonly scalars: Readonly<Record<string, number>>;
  /** By component, and "all". */
  readonly pathFingerprint: Readonly<Record<string, string>>;
  readonly resultFingerprint: string;
}

/**
 * One value a minute, or a half hour: sums of its minutes, and the most and the least of what is so. Requests: demand
 * counts an attempt when it was sent; the return path carries responses and alerts.
 */
export interface ComponentSeries {
  readonly demandFirst: Uint32Array;
  readonly demandFirstBusiestSecond: Uint32Array;
  readonly demandRetries: Uint32Array;
  readonly arrived: Uint32Array;
  readonly carried: Uint32Array;
  readonly queuedMax: Uint32Array;
  readonly queuedMin: Uint32Array;
  /** What waits for the component, there or at the DSP. */
  readonly queuedForMax: Uint32Array;
  readonly queuedForMin: Uint32Array;
  readonly returnArrived: Uint32Array;
  readonly returnCarried: Uint32Array;
  readonly returnQueuedMax: Uint32Array;
}

export interface CspHalfHours {
  readonly answered: Uint32Array;
  /** Of these, inside the time that the CSPs' round trip is held to. */
  readonly inTime: Uint32Array;
}

export interface UserSeries {
  readonly name: string;
  readonly role: UserRole;
  readonly perSecond: number;
  /** Responses and alerts at its receiving endpoint. */
  readonly arrived: Uint32Array;
  /** What became of its measured needs, kinds of which it sent any, in the ledger's order. */
  readonly needs: readonly UserNeeds[];
}

/** Needs of one kind that a User sent; those that an agent's read serves (P01) are not told by User. */
export interface UserNeeds extends UserCounts {
  readonly kind: string;
  /** Known to 1/16, but for the longest. */
  readonly wantedMs: Pick<HistogramRecord, "counts" | "maxMs">;
}

/** Counts and latencies of the measured needs, [kind × 8 + access component]; component 7 is "ends at the DSP". */
export interface LedgerRecord {
  /**
   * Traffic rows, then M00 (MHHS needs that an existing read serves) and P01 (existing needs that an agent's read
   * serves).
   */
  readonly kinds: readonly string[];
  readonly wanted: Float64Array;
  readonly sent: Float64Array;
  readonly answered: Float64Array;
  readonly refused: Float64Array;
  readonly expired: Float64Array;
  readonly dark: Float64Array;
  readonly inTarget: Float64Array;
  /** Answered after the working day had begun: sent before that, and sent after. */
  readonly ranOver: Float64Array;
  readonly sentInDay: Float64Array;
  readonly attempts: Float64Array;
  readonly retries: Float64Array;
  /**
   * [(kind × 8 + access) × deadlines + deadline]: answered after the deadline before and by this one of
   * `DEADLINE_HOURS`.
   */
  readonly byDeadline: Float64Array;
  readonly wantedMs: readonly HistogramRecord[];
  readonly officialMs: readonly HistogramRecord[];
  readonly networkMs: readonly HistogramRecord[];
  readonly alerts: { readonly raised: number; readonly delivered: number; readonly refused: number };
  readonly alertMs: HistogramRecord;
}

/** What a fault did. Times are in ms since the first measured midnight. */
export interface FaultRecord {
  readonly title: string;
  readonly kind: Fault["kind"];
  readonly fromMs: number;
  readonly toMs: number;
  readonly backlogs: readonly BacklogRecord[];
  /** Measured needs that were sent while it lasted or its backlog drained, in the cells of the ledger. */
  readonly needs: {
    readonly answered: Float64Array;
    readonly refused: Float64Array;
    readonly expired: Float64Array;
    readonly inTarget: Float64Array;
    /** Of those refused, what an outage of the registration feed had refused. */
    readonly outOfStep: Float64Array;
    readonly longestMs: Float64Array;
  };
}

/** What waited at one station for a fault; undefined where the run ended first. */
export interface BacklogRecord {
  readonly station: string;
  readonly atEnd: number | undefined;
  readonly most: number;
  readonly drainedAtMs: number | undefined;
}
