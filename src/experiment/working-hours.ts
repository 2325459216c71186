import { type ComponentName, CSPS } from "../domain/components.ts";
import type { RunResult } from "../run/run-result.ts";
import { componentMinutes } from "./component-minutes.ts";
import { loadUnitOf } from "./load-unit.ts";
import { cellsOf, processGroups, totalOf } from "./process-groups.ts";
import type { RecordedPlan } from "./record.ts";

/** Daily reads of a process that were sent in the night, and run over into the working day. */
export interface OvernightReads {
  readonly process: string;
  /** Of those sent before the working day began and answered; NaN where there are none. */
  readonly ranOverShare: number;
}

/** What comes back through a CSP in working hours, of its return path; NaN where no day was a working day. */
export interface WorkingHoursReturn {
  readonly component: ComponentName;
  readonly meanShare: number;
  readonly peakShare: number;
}

/** What return traffic does to the working day (S-14). */
export interface WorkingHours {
  readonly overnight: readonly OvernightReads[];
  readonly returns: readonly WorkingHoursReturn[];
}

const overnightReads = (plan: RecordedPlan, { ledger }: RunResult): OvernightReads[] =>
  processGroups(plan)
    .filter(({ isDaily }) => isDaily)
    .flatMap((group) => {
      const cells = cellsOf(ledger, group);
      if (totalOf(ledger.wanted, cells) === 0) return [];
      const overnight = totalOf(ledger.answered, cells) - totalOf(ledger.sentInDay, cells);
      const isPrivate = plan.workingDays.some(({ fromMinute }) => Number.isNaN(fromMinute));
      const ranOverShare = overnight === 0 || isPrivate ? Number.NaN : totalOf(ledger.ranOver, cells) / overnight;
      return [{ process: group.process, ranOverShare }];
    });

export const workingHours = (plan: RecordedPlan, result: RunResult): WorkingHours => {
  const minutes = plan.workingDays.reduce(
    (sum, { fromMinute, toMinute, isWorking }) => (isWorking ? sum + toMinute - fromMinute : sum),
    0,
  );
  return {
    overnight: overnightReads(plan, result),
    returns: CSPS.map((component) => {
      const { workingReturned, workingReturnedMost } = componentMinutes(plan, result, component);
      const carried = loadUnitOf(plan, component).perMinute * plan.capacity.responseFactor;
      const shareOf = (count: number): number => (minutes === 0 ? Number.NaN : count / carried);
      return { component, meanShare: shareOf(workingReturned / minutes), peakShare: shareOf(workingReturnedMost) };
    }),
  };
};
