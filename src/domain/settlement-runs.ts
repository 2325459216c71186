import { MINUTE_MS, MINUTES_A_DAY } from "../kernel/time.ts";
import { workingDayAfter } from "./working-days.ts";

/**
 * Settlement Runs by timetable, as working days after the Settlement Day: legacy by Elexon's Beginner's Guide (2017);
 * transitional and final (from 2 July 2027, milestone M16) by the MHHS Programme's MHHS-DEL1590 v2.3, both as public
 * repositories quote them. The transitional RF moves to seven months: from which Settlement Day on, and to how many
 * working days, a scenario says.
 */
const WORKING_DAYS = {
  legacy: { II: 5, SF: 16, R1: 39, R2: 84, R3: 154, RF: 292 },
  transitional: { II: 4, SF: 15, R1: 39, RF: 292 },
  final: { II: 4, SF: 7, R1: 30, RF: 84 },
} as const satisfies Readonly<Record<string, Readonly<Partial<Record<RunName, number>>>>>;

/** Initial Settlement, first settlement, reconciliations, final reconciliation. */
export type RunName = "II" | "SF" | "R1" | "R2" | "R3" | "RF";

export type TimetableName = keyof typeof WORKING_DAYS;
export const TIMETABLES = Object.keys(WORKING_DAYS) as readonly TimetableName[];

/** A run of one Settlement Day, and when the latest data that it settles on is frozen. */
export interface RunGate {
  readonly run: RunName;
  readonly workingDays: number;
  /** Day since 1970-01-01 of the gate. */
  readonly gateDay: number;
  /** Since 1970-01-01, UTC. */
  readonly gateMs: number;
}

/** The runs of a timetable, first to last. */
export const runsOf = (timetable: TimetableName): readonly RunName[] =>
  Object.keys(WORKING_DAYS[timetable]) as RunName[];

/** RF of the transitional timetable as it is of Settlement Days from one on. */
export interface MovedRf {
  /** Days since 1970-01-01. */
  readonly fromDay: number;
  readonly workingDays: number;
}

/** By which timetable a day is settled. */
export interface RunTimetable {
  readonly timetable: TimetableName;
  readonly transitionalRf: MovedRf;
}

/** Working days of a run after a Settlement Day. */
const workingDaysOf = ({ timetable, transitionalRf }: RunTimetable, run: RunName, written: number, day: number) =>
  timetable === "transitional" && run === "RF" && day >= transitionalRf.fromDay ? transitionalRf.workingDays : written;

/** Each run of a Settlement Day with its gate, at a UTC minute of its working day; in the order of the runs. */
export const runDates = (by: RunTimetable, day: number, gateMinute: number): readonly RunGate[] =>
  Object.entries(WORKING_DAYS[by.timetable]).map(([name, written]) => {
    const run = name as RunName;
    const workingDays = workingDaysOf(by, run, written, day);
    const gateDay = workingDayAfter(day, workingDays);
    return { run, workingDays, gateDay, gateMs: (gateDay * MINUTES_A_DAY + gateMinute) * MINUTE_MS };
  });

/** What the moved RF stays between: R1 of its timetable, and the RF that it was. */
export const MOVED_RF_WORKING_DAYS = {
  least: WORKING_DAYS.transitional.R1 + 1,
  most: WORKING_DAYS.transitional.RF,
} as const;
