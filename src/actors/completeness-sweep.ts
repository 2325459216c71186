import { openAlarm } from "./arrivals.ts";
import type { SettlementContext } from "./settlement-context.ts";

/** How often the sweep goes on. */
const STEP_MS = 1000;

/** Metering systems of data services, by number, and what they do about a day that they lack. */
export interface Swept {
  readonly name: string;
  readonly systems: number;
  readonly lacks: (system: number, day: number) => boolean;
  readonly estimate: (system: number, day: number) => void;
  /** It is through with the days of the gate at a time. */
  readonly ended: (gateMs: number) => void;
}

/**
 * The completeness sweep (PRI-010): so long before the gate at which the first run settles a day, the services send an
 * estimate for every metering system whose data of it they lack; data that comes later takes its place at later runs.
 * They go through their systems at their own rate, so that nothing waits for it.
 */
export const openSweep = (
  { sim, plan, settlement, gates }: SettlementContext,
  { name, systems, lacks, estimate, ended }: Swept,
): void => {
  const { perSecond, sweepMs } = settlement.dataServices;
  const days = gates.days.filter((day) => gates.gateMs(day, 0) - sweepMs > sim.timeMs);
  const state = sim.keep({
    next: 0,
    system: 0,
    /** Messages that they may send by now, less those sent; a fraction goes on to the next step. */
    due: 0,
  });
  const set = openAlarm(sim, name, () => {
    state.due += (perSecond * plan.scale * STEP_MS) / 1000;
    const day = days[state.next]!;
    for (; state.system < systems && state.due >= 1; state.system++) {
      if (!lacks(state.system, day)) continue;
      state.due--;
      estimate(state.system, day);
    }
    if (state.system < systems) set(sim.timeMs + STEP_MS);
    else {
      state.system = 0;
      state.due = 0;
      ended(gates.gateMs(day, 0));
      state.next++;
      wait();
    }
  });
  const wait = (): void => {
    if (state.next === days.length) return;
    set(Math.max(sim.timeMs, gates.gateMs(days[state.next]!, 0) - sweepMs));
  };
  wait();
};
