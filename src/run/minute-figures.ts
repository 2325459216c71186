import type { ComponentName } from "../domain/components.ts";
import { ContractFill } from "../domain/contract-fill.ts";
import { ALL_CLASSES, type Contract } from "../domain/contracts.ts";
import { neededPerMinute } from "../domain/needed-capacity.ts";
import { EVENING_MINUTE } from "../domain/night.ts";
import type { Plan, WorkingDay } from "../domain/plan.ts";
import type { Simulation } from "../kernel/simulation.ts";
import { MINUTES_A_DAY } from "../kernel/time.ts";
import type { MinuteFigure, MinuteFigureName } from "../metrics/minute-figure.ts";
import type { OfMinutes, RunMinutes } from "../metrics/run-minutes.ts";

/** Series by minute, the place of each its remainder by their length. */
export interface SeenMinutes {
  readonly attempts: Uint32Array;
  readonly queuedForMax: Uint32Array;
  readonly queuedForMin: Uint32Array;
  readonly returnArrived: Uint32Array;
}

/** What is held against single minutes of a component. */
export interface MinuteRules {
  /** Counts above which something waits for it. */
  readonly waitingAbove: number;
  readonly workingDays: readonly WorkingDay[];
  /** What is contracted for in requests a second, where it is. */
  readonly contract: Contract | undefined;
  readonly scale: number;
}

/** A queue counts as waiting above K × 1 s, and above ten requests, so that a small run isn't read off single ones. */
export const WAITING_SECONDS = 1;
export const WAITING_REQUESTS_MIN = 10;

/** Counts above which something waits for what carries so many a second, of the meters kept. */
export const waitingAboveAt = (perSecond: number): number =>
  Math.max(WAITING_REQUESTS_MIN, perSecond * WAITING_SECONDS);

/** The contract that a component is held to in every minute. */
export const minuteContract = (contracts: readonly Contract[], component: ComponentName): Contract | undefined =>
  contracts.find((one) => one.component === component && one.intervalMinutes === 1 && one.requestClass === ALL_CLASSES);

/**
 * What hangs on single minutes of a component's measured days, day after day: how long nights wait, what they need,
 * queues that stand, working hours, a contract by minute. In counts of the meters kept.
 */
export class DaysByMinute {
  /** Minute of the day at which the last queue before 18:00 has emptied, on the worst day; -1 where nothing waited. */
  emptiesAt = -1;
  /** What must be carried in a minute for nothing of the night to wait at 08:00 on any day. */
  needed = 0;
  /** Minutes in which something waited all the time: in a row, and in all. */
  standingLongest = 0;
  standingTotal = 0;
  private standingNow = 0;
  /** Responses and alerts in working hours, and in their busiest minute. */
  workingReturned = 0;
  workingReturnedMost = 0;
  readonly fill: ContractFill | undefined;
  private readonly seen: SeenMinutes;
  private readonly rules: MinuteRules;

  constructor(seen: SeenMinutes, rules: MinuteRules) {
    this.seen = seen;
    this.rules = rules;
    this.fill = rules.contract && new ContractFill(rules.contract, rules.scale);
  }

  /** Takes up a measured day, that before it still in sight. */
  takeDay(day: number, midnight: number): void {
    this.takeNight(midnight);
    this.takeWorkingHours(this.rules.workingDays[day], midnight);
    const { attempts, queuedForMin } = this.seen;
    for (let minute = midnight; minute < midnight + MINUTES_A_DAY; minute++) {
      if (queuedForMin[minute % queuedForMin.length]! > this.rules.waitingAbove) this.stand();
      else this.standingNow = 0;
      this.fill?.add(attempts[minute % attempts.length]!);
    }
  }

  private stand(): void {
    this.standingTotal++;
    if (++this.standingNow > this.standingLongest) this.standingLongest = this.standingNow;
  }

  private takeNight(midnight: number): void {
    const { attempts, queuedForMax } = this.seen;
    let minute = EVENING_MINUTE - 1;
    while (minute >= 0 && queuedForMax[(midnight + minute) % queuedForMax.length]! <= this.rules.waitingAbove) minute--;
    if (minute >= 0) this.emptiesAt = Math.max(this.emptiesAt, minute + 1);
    this.needed = Math.max(this.needed, neededPerMinute(attempts, midnight));
  }

  private takeWorkingHours(day: WorkingDay | undefined, midnight: number): void {
    if (day === undefined || !day.isWorking) return;
    const { returnArrived } = this.seen;
    for (let minute = midnight + day.fromMinute; minute < midnight + day.toMinute; minute++) {
      const count = returnArrived[minute % returnArrived.length]!;
      this.workingReturned += count;
      this.workingReturnedMost = Math.max(this.workingReturnedMost, count);
    }
  }
}

/** Opens the books of minutes that a long run keeps of a component; each day is taken up as it is over. */
export const openDaysByMinute = (
  sim: Simulation,
  minutes: RunMinutes,
  plan: Pick<Plan, "capacity" | "contracts" | "scale" | "workingDays">,
  component: ComponentName,
  seen: SeenMinutes,
): DaysByMinute => {
  const { capacity, contracts, scale, workingDays } = plan;
  const contract = minuteContract(contracts, component);
  const waitingAbove = waitingAboveAt(capacity.perSecond[component] * scale);
  const days = new DaysByMinute(seen, { waitingAbove, workingDays, contract, scale });
  sim.keep(days);
  if (days.fill !== undefined) sim.keep(days.fill);
  const book: OfMinutes = {
    settle: () => {},
    take: (from, to) => {
      const isWhole = from >= minutes.measuredFrom && to - from === MINUTES_A_DAY && to <= minutes.measuredTo;
      if (isWhole) days.takeDay((from - minutes.measuredFrom) / MINUTES_A_DAY, from);
    },
    forget: () => {},
  };
  minutes.join(book);
  return days;
};

/** The figures of a component by name. */
export const figuresOfDays = (place: string, days: DaysByMinute): MinuteFigure[] => {
  const { emptiesAt, needed, standingLongest, standingTotal, workingReturned, workingReturnedMost, fill } = days;
  const figures: Partial<Record<MinuteFigureName, number>> = {
    empties_at: emptiesAt,
    needed,
    standing_longest: standingLongest,
    standing_total: standingTotal,
    working_returned: workingReturned,
    working_returned_most: workingReturnedMost,
    ...(fill === undefined
      ? {}
      : {
          contract_peak: fill.peakShare,
          contract_peak_at: fill.peak,
          contract_over: fill.over,
          contract_first_over: fill.firstOver,
        }),
  };
  return named(place, figures);
};

export const named = (place: string, figures: Partial<Record<MinuteFigureName, number>>): MinuteFigure[] =>
  Object.entries(figures).map(([figure, value]) => ({ place, figure: figure as MinuteFigureName, value }));
