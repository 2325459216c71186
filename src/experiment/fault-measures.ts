import { isMessageStation } from "../domain/settlement.ts";
import type { BacklogRecord, FaultRecord, RunResult } from "../run/run-result.ts";
import { cellsOf, processGroups, totalOf } from "./process-groups.ts";
import type { RecordedPlan } from "./record.ts";

/** What a fault did, at full scale. */
export interface FaultMeasures {
  /** fault-1, fault-2, … in the scenario's order. */
  readonly fault: string;
  readonly title: string;
  readonly kind: FaultRecord["kind"];
  readonly backlogs: readonly Backlog[];
  /** Of all its stations; undefined for a fault that has none, or that outlasted the run. */
  readonly backlogEnd: number | undefined;
  readonly backlogMost: number | undefined;
  /** Until the last of its stations was done. */
  readonly drainedAfterMs: number | undefined;
  /** Measured needs sent while it lasted or its backlog drained, and answered, given up or refused since. */
  readonly needs: number;
  readonly inTargetShare: number;
  readonly lostShare: number;
  readonly longestMs: number;
  /** Who paid: those first of whose needs the most no longer came in time. */
  readonly processes: readonly Payer[];
}

export interface Backlog {
  readonly station: string;
  /** Undefined where the run ended first. */
  readonly atEnd: number | undefined;
  readonly most: number;
  readonly drainedAfterMs: number | undefined;
}

/** Needs of a process that were sent in a fault or until it was worked off, beside those sent outside of it. */
export interface Payer extends Paid {
  readonly process: string;
  readonly title: string;
  readonly isExisting: boolean;
  /**
   * The two shares of those sent outside, on the same mix of requests and components; NaN where all were sent in it.
   */
  readonly outside: Shares;
  /** Share of all that came in time: outside less within; of all in reach where none was sent outside. */
  readonly harm: number;
  /** True when that is more than chance. */
  readonly isHarmed: boolean;
}

interface Shares {
  /** Of those answered. */
  readonly inTargetShare: number;
  /** Given up or refused, of all; those whose meter was in the dark among them. */
  readonly lostShare: number;
}

interface Paid extends Shares {
  readonly needs: number;
  readonly longestMs: number;
}

/** Counts of needs that have ended, by cell of the ledger. */
type Counts = Pick<FaultRecord["needs"], "answered" | "refused" | "expired" | "inTarget">;

const endedOf = ({ answered, refused, expired }: Counts, cell: number): number =>
  answered[cell]! + refused[cell]! + expired[cell]!;

type LedgerCounts = Counts & { readonly dark: ArrayLike<number> };

const ratio = (part: number, all: number): number => (all > 0 ? part / all : Number.NaN);

const paid = ({ needs }: FaultRecord, cells: readonly number[], scale: number): Paid => {
  const answered = totalOf(needs.answered, cells);
  const ended = cells.reduce((sum, cell) => sum + endedOf(needs, cell), 0);
  return {
    needs: ended / scale,
    inTargetShare: ratio(totalOf(needs.inTarget, cells), answered),
    lostShare: ratio(ended - answered, ended),
    longestMs: cells.reduce((longest, cell) => Math.max(longest, needs.longestMs[cell]!), 0),
  };
};

/** Less than a tenth of a per cent is no harm, whatever the numbers. */
const HARM_MIN = 0.001;
/** Three standard deviations. */
const CHANCE = 3;

/**
 * Where all were sent in the fault there is nothing to hold them against but the target: of those in reach, what did
 * not come in time, be it late, refused or given up.
 */
const missedShare = (within: Counts, { dark }: LedgerCounts, cells: readonly number[]): number => {
  const sent = cells.filter((cell) => endedOf(within, cell) > 0);
  const inReach = sent.reduce((sum, cell) => sum + endedOf(within, cell) - dark[cell]!, 0);
  return inReach > 0 ? (inReach - totalOf(within.inTarget, sent)) / inReach : 0;
};

/**
 * The needs of a fault beside what would have become of them outside of it: each cell's own shares outside, as often
 * as the fault has the cell, since what is sent at another hour may be another mix.
 */
const besideOutside = (within: Counts, all: LedgerCounts, cells: readonly number[]) => {
  let [ended, inTime, expectedInTime, expectedAnswered, variance] = [0, 0, 0, 0, 0];
  for (const cell of cells) {
    const here = endedOf(within, cell);
    const outside = endedOf(all, cell) - here;
    if (here === 0 || outside === 0) continue;
    const share = (all.inTarget[cell]! - within.inTarget[cell]!) / outside;
    ended += here;
    inTime += within.inTarget[cell]!;
    expectedInTime += here * share;
    expectedAnswered += (here * (all.answered[cell]! - within.answered[cell]!)) / outside;
    variance += here * share * (1 - share) * (1 + here / outside);
  }
  const isAlone = ended === 0;
  const harm = isAlone ? missedShare(within, all, cells) : ratio(expectedInTime - inTime, ended);
  return {
    outside: {
      inTargetShare: ratio(expectedInTime, expectedAnswered),
      lostShare: isAlone ? Number.NaN : 1 - expectedAnswered / ended,
    },
    harm,
    isHarmed: harm > HARM_MIN + (isAlone ? 0 : (CHANCE * Math.sqrt(variance)) / ended),
  };
};

/**
 * What the registration feed's outage had refused is known one by one, and nothing else is its doing: outside of it all
 * would be as it is, but for those.
 */
const besideInStep = ({ needs }: FaultRecord, { inTargetShare, lostShare }: Paid, cells: readonly number[]) => {
  const ended = cells.reduce((sum, cell) => sum + endedOf(needs, cell), 0);
  const harm = ratio(totalOf(needs.outOfStep, cells), ended);
  return { outside: { inTargetShare, lostShare: lostShare - harm }, harm, isHarmed: harm > 0 };
};

/** An MDR that is no longer appointed is to be refused: it pays for nothing. */
const PAYS_NOTHING = "outgoing-reads";

/** True where messages wait for the fault, and no need of the DCC: what it costs shows in settlement. */
export const isOfMessages = ({ backlogs }: { readonly backlogs: readonly Pick<Backlog, "station">[] }): boolean =>
  backlogs.length > 0 && backlogs.every(({ station }) => isMessageStation(station));

const payersOf = (plan: RecordedPlan, { ledger }: RunResult, record: FaultRecord): Payer[] => {
  if (isOfMessages(record)) return [];
  return processGroups(plan)
    .filter(({ process }) => process !== PAYS_NOTHING)
    .map((group): Payer => {
      const { process, title, isExisting } = group;
      const cells = cellsOf(ledger, group);
      const of = paid(record, cells, plan.scale);
      const isFeed = record.kind === "registration-feed";
      return {
        ...{ process, title: title.trim(), isExisting },
        ...of,
        ...(isFeed ? besideInStep(record, of, cells) : besideOutside(record.needs, ledger, cells)),
      };
    })
    .filter(({ needs }) => needs > 0)
    .sort((p, q) => q.harm - p.harm);
};

/** Of several stations together; undefined where there is none, or one has no figure. */
const all = (figures: readonly (number | undefined)[], join: (p: number, q: number) => number): number | undefined =>
  figures.length === 0 || figures.some((one) => one === undefined)
    ? undefined
    : (figures as number[]).reduce((p, q) => join(p, q));

const measured = (plan: RecordedPlan, result: RunResult, record: FaultRecord, number: number): FaultMeasures => {
  const { scale } = plan;
  const { title, kind, toMs } = record;
  const backlogs = record.backlogs.map(
    ({ station, atEnd, most, drainedAtMs }: BacklogRecord): Backlog => ({
      station,
      atEnd: atEnd === undefined ? undefined : atEnd / scale,
      most: most / scale,
      drainedAfterMs: drainedAtMs === undefined ? undefined : drainedAtMs - toMs,
    }),
  );
  const add = (p: number, q: number): number => p + q;
  // Rows and not groups: M00 and P01 are needs of their own, and groups overlap.
  const cells = Array.from(record.needs.answered, (_, cell) => cell);
  return {
    fault: `fault-${number}`,
    title,
    kind,
    backlogs,
    backlogEnd: all(
      backlogs.map(({ atEnd }) => atEnd),
      add,
    ),
    backlogMost: all(
      backlogs.map(({ most }) => most),
      add,
    ),
    drainedAfterMs: all(
      backlogs.map(({ drainedAfterMs }) => drainedAfterMs),
      Math.max,
    ),
    ...paid(record, cells, scale),
    processes: payersOf(plan, result, record),
  };
};

export const faultMeasures = (plan: RecordedPlan, result: RunResult): FaultMeasures[] =>
  result.faults.map((record, i) => measured(plan, result, record, i + 1));
