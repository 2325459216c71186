import { MINUTES_A_DAY } from "../kernel/time.ts";
import { clockOffsetMinutes, utcMinuteOf } from "./civil-time.ts";

// Up to the MDS all data is in UTC days of 48 (96) periods; Settlement Days are days of the clock, and two of them a
// year are an hour shorter or longer. Never told by the hour that clocks show: in autumn they show one twice.

/** A Settlement Period: the 1st begins at the midnight of the clock. */
export interface ClockPeriod {
  /** Date of the clock, in days since 1970-01-01. */
  readonly day: number;
  /** 1 … 46, 48 or 50 (92, 96 or 100 of a quarter of an hour). */
  readonly settlementPeriod: number;
}

/** A period of a UTC day, counted from 0. */
export interface UtcPeriod {
  readonly day: number;
  readonly period: number;
}

/** UTC minute since 1970-01-01 at which clocks begin a date. */
const midnightOf = (clockDay: number): number => clockDay * MINUTES_A_DAY + utcMinuteOf(clockDay, 0);

/** Settlement Periods of a date of the clock, of this many minutes each. */
export const clockPeriods = (clockDay: number, minutes: number): number =>
  (midnightOf(clockDay + 1) - midnightOf(clockDay)) / minutes;

/** The Settlement Period that a period of a UTC day is. */
export const clockOf = (day: number, period: number, minutes: number): ClockPeriod => {
  const at = day * MINUTES_A_DAY + period * minutes;
  const clockDay = Math.floor((at + clockOffsetMinutes(day, period * minutes)) / MINUTES_A_DAY);
  return { day: clockDay, settlementPeriod: (at - midnightOf(clockDay)) / minutes + 1 };
};

/** The period of a UTC day that a Settlement Period is. */
export const utcOf = (clockDay: number, settlementPeriod: number, minutes: number): UtcPeriod => {
  const at = midnightOf(clockDay) + (settlementPeriod - 1) * minutes;
  const day = Math.floor(at / MINUTES_A_DAY);
  return { day, period: (at - day * MINUTES_A_DAY) / minutes };
};
