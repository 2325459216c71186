import { type ComponentName, CSPS } from "../domain/components.ts";
import { MINUTES_A_DAY } from "../kernel/time.ts";
import type { RunResult } from "../run/run-result.ts";
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

/** Minutes of a series that lie in working hours. */
const workingMinutes = ({ workingDays }: RecordedPlan, result: RunResult): number[] => {
  const midnight = -result.firstMinuteMs / 60_000;
  return workingDays.flatMap(({ fromMinute, toMinute, isWorking }, day) =>
    isWorking
      ? Array.from({ length: toMinute - fromMinute }, (_, m) => midnight + day * MINUTES_A_DAY + fromMinute + m)
      : [],
  );
};

export const workingHours = (plan: RecordedPlan, result: RunResult): WorkingHours => {
  const minutes = workingMinutes(plan, result);
  return {
    overnight: overnightReads(plan, result),
    returns: CSPS.map((component) => {
      const { returnArrived } = result.components[component];
      const carried = loadUnitOf(plan, component).perMinute * plan.capacity.responseFactor;
      const shareOf = (count: number): number => (minutes.length === 0 ? Number.NaN : count / carried);
      const all = minutes.reduce((sum, m) => sum + returnArrived[m]!, 0);
      const most = minutes.reduce((max, m) => Math.max(max, returnArrived[m]!), 0);
      return { component, meanShare: shareOf(all / minutes.length), peakShare: shareOf(most) };
    }),
  };
};
