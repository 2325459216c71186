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
  /** Who paid: those that lost most in time first. */
  readonly processes: readonly Payer[];
}

export interface Backlog {
  readonly station: string;
  /** Undefined where the run ended first. */
  readonly atEnd: number | undefined;
  readonly most: number;
  readonly drainedAfterMs: number | undefined;
}

export interface Payer {
  readonly process: string;
  readonly title: string;
  readonly needs: number;
  /** Of those answered. */
  readonly inTargetShare: number;
  /** Given up or refused, of all. */
  readonly lostShare: number;
  readonly longestMs: number;
}

/** Needs of some cells: how many, in time, lost, the longest. */
const paid = ({ needs }: FaultRecord, cells: readonly number[], scale: number): Omit<Payer, "process" | "title"> => {
  const answered = totalOf(needs.answered, cells);
  const lost = totalOf(needs.refused, cells) + totalOf(needs.expired, cells);
  return {
    needs: (answered + lost) / scale,
    inTargetShare: answered > 0 ? totalOf(needs.inTarget, cells) / answered : Number.NaN,
    lostShare: answered + lost > 0 ? lost / (answered + lost) : Number.NaN,
    longestMs: cells.reduce((longest, cell) => Math.max(longest, needs.longestMs[cell]!), 0),
  };
};

/** The least in time first; where nothing was answered, last. */
const byHarm = (p: Payer, q: Payer): number => (p.inTargetShare || 1) - (q.inTargetShare || 1);

/** Of several stations together; undefined where there is none, or one has no figure. */
const all = (figures: readonly (number | undefined)[], join: (p: number, q: number) => number): number | undefined =>
  figures.length === 0 || figures.some((one) => one === undefined) ? undefined : (figures as number[]).reduce(join);

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
    processes: processGroups(plan)
      .map(({ process, title: name, ...group }) => {
        return {
          process,
          title: name,
          ...paid(record, cellsOf(result.ledger, { process, title: name, ...group }), scale),
        };
      })
      .filter(({ needs }) => needs > 0)
      .sort(byHarm),
  };
};

export const faultMeasures = (plan: RecordedPlan, result: RunResult): FaultMeasures[] =>
  result.faults.map((record, i) => measured(plan, result, record, i + 1));
