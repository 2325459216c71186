import { HAS_GAS } from "../domain/meter-word.ts";
import type { Plan, TrafficRow } from "../domain/plan.ts";
import { DELAY_MS_MAX, type Simulation } from "../kernel/simulation.ts";
import { DAY_MS, MINUTE_MS, MINUTES_A_DAY } from "../kernel/time.ts";

/**
 * A Poisson process whose rate follows a day profile: gaps of a unit process, stretched by the rate of each minute.
 * Returns when the next event falls, in ms, fractional.
 */
export const openPoisson = (
  sim: Simulation,
  perDay: number,
  sharesByMinute: Float64Array,
  fromMs: number,
  byDay?: TrafficRow["byDay"],
) => {
  const perMs = sharesByMinute.map((share) => (share * perDay) / MINUTE_MS);
  const anyDay = (minute: number): number => perMs[((minute % MINUTES_A_DAY) + MINUTES_A_DAY) % MINUTES_A_DAY]!;
  const ofDay = (minute: number): number =>
    anyDay(minute) * (byDay?.factors[Math.floor(minute / MINUTES_A_DAY) - byDay.fromDay] ?? 1);
  const rateAt = byDay === undefined ? anyDay : ofDay;
  const firstMinute = Math.floor(fromMs / MINUTE_MS);
  // Time, end of the minute, rate: in an array, since a variable of a closure would be a new box at each change.
  const { state } = sim.keep({ state: Float64Array.of(fromMs, (firstMinute + 1) * MINUTE_MS, rateAt(firstMinute)) });
  return (unitGap: number): number => {
    let left = unitGap;
    for (;;) {
      const timeMs = state[0]!;
      const rate = state[2]!;
      const inMinute = (state[1]! - timeMs) * rate;
      if (left < inMinute) return (state[0] = timeMs + left / rate);
      left -= inMinute;
      const minuteMs = state[1]!;
      state[0] = minuteMs;
      state[1] = minuteMs + MINUTE_MS;
      state[2] = rateAt(minuteMs / MINUTE_MS);
    }
  };
};

/**
 * Visits meters in storage order, electricity first, then the gas meters on the same hubs, and round again. Numbers
 * carry no meaning, so the order is as good as a random one, and far kinder to the cache.
 */
export const openTurns = (
  sim: Simulation,
  words: Uint32Array,
  start: number,
  accepts: (word: number, gas: boolean) => boolean,
): (() => number) | undefined => {
  if (!words.some((word) => accepts(word, false))) return undefined; // a tiny run may have kept none
  const state = sim.keep({ position: start % (2 * words.length) });
  return (): number => {
    for (;;) {
      const { position } = state;
      const gas = position >= words.length;
      const meter = gas ? position - words.length : position;
      state.position = position + 1 === 2 * words.length ? 0 : position + 1;
      const word = words[meter]!;
      if ((!gas || (word & HAS_GAS) !== 0) && accepts(word, gas)) return meter;
    }
  };
};

/** The latest that a run may end: what would come after it is not sent. */
export const runEndsMs = ({ horizon }: Plan): number => horizon.measuredDays * DAY_MS + horizon.tailMsMax;

/**
 * An alarm that rings once at the time it is set to, however far away: farther than an event can be sent, it is sent on
 * from time to time. Returns how to set it again, which is for when it has rung.
 */
export const openAlarm = (sim: Simulation, name: string, ring: () => void): ((atMs: number) => void) => {
  const state = sim.keep({ atMs: 0 });
  const port = sim.open(name, ring);
  const farAway = sim.open(`${name}, far away`, () => set(state.atMs));
  const set = (atMs: number): void => {
    const inMs = atMs - sim.timeMs;
    if (inMs <= DELAY_MS_MAX) sim.send((sim.now + inMs) | 0, port, 0);
    else {
      state.atMs = atMs;
      sim.send((sim.now + DELAY_MS_MAX) | 0, farAway, 0);
    }
  };
  return set;
};

/** Calls at given times of the run, in order. */
export const callAt = (sim: Simulation, name: string, times: readonly number[], call: (i: number) => void): void => {
  const state = sim.keep({ next: 0 });
  const set = openAlarm(sim, name, () => {
    while (state.next < times.length && times[state.next]! <= sim.timeMs) call(state.next++);
    wait();
  });
  const wait = (): void => {
    if (state.next < times.length) set(Math.max(sim.timeMs, times[state.next]!));
  };
  wait();
};
