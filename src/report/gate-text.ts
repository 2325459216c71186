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
    const days = dayGates(plan);
    // RF of the transitional timetable is sooner for later days.
    const isAlike = (run: number): boolean =>
      days.every(({ gates }) => gates[run]!.workingDays === days[0]!.gates[run]!.workingDays);
    const which = options.length === plans.length ? "" : `${options.join(", ")}: `;
    const what = `${which}gates of the Settlement Runs, ${timetable} timetable, at ${clock(gateMinute)} UTC`;
    return `${wrap(what, width, "  ")}\n${textTable(
      [
        "Settlement Day",
        ...days[0]!.gates.map(({ run, workingDays }, i) => (isAlike(i) ? `${run} WD+${workingDays}` : run)),
      ],
      days.map(({ settlementDay, gates }) => [
        settlementDay,
        ...gates.map(({ gate, workingDays }, i) => (isAlike(i) ? gate : `${gate} WD+${workingDays}`)),
      ]),
    )}`;
  });
  return tables.join("\n\n");
};
