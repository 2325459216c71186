import { dateText } from "../domain/civil-time.ts";
import type { Plan } from "../domain/plan.ts";
import { runDates } from "../domain/settlement-runs.ts";
import { clock, wrap } from "./format.ts";
import { textTable } from "./text-table.ts";

/** When a Settlement Run freezes what it settles a day on. */
export interface Gate {
  readonly run: string;
  /** WD+n. */
  readonly workingDays: number;
  readonly gate: string;
}

/** A Settlement Day that the measured days read, and the gates of its runs. */
export interface DayGates {
  readonly settlementDay: string;
  readonly gates: readonly Gate[];
}

type Settled = Pick<Plan, "option" | "horizon" | "settlement">;

/** Measured reads bring the data of the UTC day before; its gates are those of the Settlement Day of that date. */
export const dayGates = ({ horizon, settlement }: Settled): readonly DayGates[] =>
  settlement === undefined
    ? []
    : Array.from({ length: horizon.measuredDays }, (_, measured) => {
        const day = horizon.startDay + measured - 1;
        return {
          settlementDay: dateText(day),
          gates: runDates(settlement, day, settlement.gateMinute).map(({ run, workingDays, gateDay }) => ({
            run,
            workingDays,
            gate: dateText(gateDay),
          })),
        };
      });

/** Days one after the other whose runs are as many working days after each. */
interface Stretch {
  readonly first: DayGates;
  last: DayGates;
}

const stretchesOf = (days: readonly DayGates[]): readonly Stretch[] => {
  const stretches: Stretch[] = [];
  for (const day of days) {
    const stretch = stretches.at(-1);
    if (stretch?.first.gates.every(({ workingDays }, run) => workingDays === day.gates[run]!.workingDays) === true)
      stretch.last = day;
    else stretches.push({ first: day, last: day });
  }
  return stretches;
};

/** Gates of the days that are settled, once for the options that are alike in it; nothing where settlement is off. */
export const gateText = (plans: readonly Settled[], width: number): string | undefined => {
  const optionsOf = new Map<string, { readonly plan: Settled; readonly options: string[] }>();
  for (const plan of plans) {
    if (plan.settlement === undefined) continue;
    const { timetable, gateMinute, transitionalRf } = plan.settlement;
    const key = JSON.stringify([timetable, gateMinute, timetable === "transitional" ? transitionalRf : undefined]);
    const same = optionsOf.get(key);
    if (same === undefined) optionsOf.set(key, { plan, options: [plan.option] });
    else same.options.push(plan.option);
  }
  if (optionsOf.size === 0) return undefined;
  const tables = [...optionsOf.values()].map(({ plan, options }) => {
    const { timetable, gateMinute } = plan.settlement!;
    // RF of the transitional timetable is sooner for later days.
    const stretches = stretchesOf(dayGates(plan));
    const { gates: firstGates } = stretches[0]!.first;
    const isAlike = (run: number): boolean =>
      stretches.every(({ first }) => first.gates[run]!.workingDays === firstGates[run]!.workingDays);
    const which = options.length === plans.length ? "" : `${options.join(", ")}: `;
    const isOfMany = stretches.some(({ first, last }) => first !== last);
    const what =
      `${which}gates of the Settlement Runs, ${timetable} timetable, at ${clock(gateMinute)} UTC` +
      (isOfMany ? "; of several days the first one's (all of them: --json)" : "");
    return `${wrap(what, width, "  ")}\n${textTable(
      [
        isOfMany ? "Settlement Days" : "Settlement Day",
        ...firstGates.map(({ run, workingDays }, i) => (isAlike(i) ? `${run} WD+${workingDays}` : run)),
      ],
      stretches.map(({ first, last }) => [
        first === last ? first.settlementDay : `${first.settlementDay} to ${last.settlementDay}`,
        ...first.gates.map(({ gate, workingDays }, i) => (isAlike(i) ? gate : `${gate} WD+${workingDays}`)),
      ]),
    )}`;
  });
  return tables.join("\n\n");
};
