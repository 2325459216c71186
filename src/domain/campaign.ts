import type { NeedKind } from "./plan.ts";

/** Days over which something is done once for each meter; day 0 is the first measured one. */
export interface OnceOver {
  readonly fromDay: number;
  readonly days: number;
}

/** Standing Schedules that their Users delete, create anew or both: a Schedule can't be amended. */
export interface ScheduleChange extends OnceOver {
  /** Ids of the rows whose Schedules change. */
  readonly rows: readonly string[];
  /** Share of meters whose Schedules are read back afterwards. */
  readonly readBackShare: number;
  /** Days that each supplier, and each MDR, takes; undefined where all take as long. */
  readonly daysBy?: { readonly supplier: readonly number[]; readonly agent: readonly number[] };
}

/** A request that suppliers send once to each meter of a share of them: new prices, firmware that is activated. */
export interface Wave extends OnceOver {
  /** Of its row. */
  readonly need: NeedKind;
  readonly share: number;
}
