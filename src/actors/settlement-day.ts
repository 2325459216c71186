import { GATE, SETTLEMENT_STEPS, SWEEP } from "../domain/settlement-day.ts";
import { DAY_MS, MINUTE_MS } from "../kernel/time.ts";
import { openAlarm } from "./arrivals.ts";
import type { SettlementContext } from "./settlement-context.ts";

/**
 * The timetable of a settlement day (S-52): from each gate on MDS, load shaping and volume allocation do their work one
 * after the other. MDS can begin at the gate where it is there and has taken in what came until then; else as soon as
 * it has, and everything after it is later.
 */
export const openSettlementDay = (context: SettlementContext, isMdsIdle: () => boolean) => {
  const { sim, plan, settlement, gates } = context;
  const measuredMs = plan.horizon.measuredDays * DAY_MS;
  const isMeasured = (timeMs: number): boolean => timeMs >= 0 && timeMs < measuredMs;
  /** Latest end of each step, since the midnight before its gate. */
  const { latestMs } = sim.keep({
    latestMs: new Float64Array(SETTLEMENT_STEPS.length).fill(Number.NEGATIVE_INFINITY),
  });
  const end = (step: number, ms: number): void => {
    latestMs[step] = Math.max(latestMs[step]!, ms);
  };
  const endGate = (sinceMidnightMs: number): void => {
    end(GATE, sinceMidnightMs);
    let ms = sinceMidnightMs;
    for (const [i, takesMs] of settlement.stepsAfterGateMs.entries()) end(GATE + 1 + i, (ms += takesMs));
  };

  const times = gates.measuredGatesMs(measuredMs);
  const state = sim.keep({ next: 0, isOpen: false });
  const set = openAlarm(sim, "settlement day", () => {
    state.isOpen = !isMdsIdle();
    if (state.isOpen) {
      set(sim.timeMs + MINUTE_MS);
      return;
    }
    endGate(sim.timeMs - midnightBefore(state.next));
    // A gate that came while MDS was not there yet is late as well.
    state.next++;
    wait();
  });
  const midnightBefore = (gate: number): number => Math.floor(times[gate]! / DAY_MS) * DAY_MS;
  const wait = (): void => {
    if (state.next < times.length) set(Math.max(sim.timeMs, times[state.next]!));
  };
  wait();

  return {
    /** A sweep for a gate is through. */
    swept: (gateMs: number): void => {
      if (isMeasured(gateMs)) end(SWEEP, sim.timeMs - Math.floor(gateMs / DAY_MS) * DAY_MS);
    },
    /** As it stands at the end; a gate that is still to come to its work is at least so late. */
    latestMs: (): Float64Array => {
      if (state.isOpen) endGate(sim.timeMs - midnightBefore(state.next));
      return latestMs.map((ms) => (ms === Number.NEGATIVE_INFINITY ? Number.NaN : ms));
    },
  };
};
