import type { Simulation } from "../kernel/simulation.ts";
import { MINUTE_SECONDS, MINUTES_A_DAY } from "../kernel/time.ts";

/** Of what longer runs find, half hours are kept, and no minutes. */
export const DAYS_BY_MINUTE = 60;
/** The interval of which longer runs keep a value. */
export const LONG_STEP_MINUTES = 30;
export type StepMinutes = 1 | typeof LONG_STEP_MINUTES;

export const stepMinutesOf = (measuredDays: number, daysByMinute = DAYS_BY_MINUTE): StepMinutes =>
  measuredDays > daysByMinute ? LONG_STEP_MINUTES : 1;

/** Something that has a value for each minute. */
export interface OfMinutes {
  /** Brings it up to now. */
  readonly settle: () => void;
  /** Takes minutes up that are over: those from one until before another, all of one UTC day. */
  readonly take: (from: number, to: number) => void;
  /** Forgets a day, whose place is the next one's. */
  readonly forget: (from: number, to: number) => void;
}

/**
 * The minutes that a run's series cover, from its first UTC midnight. A long run knows each minute of two days: at a
 * midnight every series takes up the day that is over, and forgets the one before.
 */
export class RunMinutes {
  readonly count: number;
  readonly stepMinutes: StepMinutes;
  /** Minutes that have a place of their own. */
  readonly window: number;
  /** The measured ones. */
  readonly measuredFrom: number;
  readonly measuredTo: number;
  private readonly sim: Simulation;
  private readonly all: OfMinutes[] = [];
  private takenTo = 0;

  constructor(sim: Simulation, count: number, measured: readonly [from: number, to: number], stepMinutes: StepMinutes) {
    this.sim = sim;
    this.count = count;
    [this.measuredFrom, this.measuredTo] = measured;
    this.stepMinutes = stepMinutes;
    this.window = stepMinutes === 1 ? count : 2 * MINUTES_A_DAY;
    sim.keep(this);
  }

  /** Takes up what it has of each day, in the order of joining. */
  join(one: OfMinutes): void {
    this.all.push(one);
  }

  /** Called at each midnight, before anything of the new day: a long run takes up the day that is over. */
  pass(): void {
    if (this.stepMinutes === 1) return;
    const now = Math.floor(this.sim.second / MINUTE_SECONDS);
    for (; this.takenTo + MINUTES_A_DAY <= now; this.takenTo += MINUTES_A_DAY) {
      if (now > this.takenTo + MINUTES_A_DAY) throw new RangeError("a long run went past a midnight");
      this.take(this.takenTo, this.takenTo + MINUTES_A_DAY);
      for (const one of this.all) one.forget(this.takenTo - MINUTES_A_DAY, this.takenTo);
    }
  }

  /** Takes up the rest, the minute that it is included; nothing comes after. */
  end(): void {
    const now = Math.floor(this.sim.second / MINUTE_SECONDS);
    for (const one of this.all) one.settle();
    for (let from = this.takenTo; from <= now && from < this.count; from += MINUTES_A_DAY)
      this.take(from, Math.min(from + MINUTES_A_DAY, now + 1, this.count));
    this.takenTo = this.count;
  }

  private take(from: number, to: number): void {
    for (const one of this.all) one.settle();
    for (const one of this.all) one.take(from, to);
  }
}
