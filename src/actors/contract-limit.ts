import type { RateLimit } from "../kernel/rate-limit.ts";
import { HALF_HOUR_MS } from "../kernel/time.ts";
import { callAt, runEndsMs } from "./arrivals.ts";
import type { Context, Valve } from "./market-context.ts";

/**
 * A contract that is enforced: in each half hour the component carries no more than is contracted for in it, nor than
 * a fault leaves of its own rate. `contracted` is requests a second by half hour of the UTC day, at full scale.
 */
export const limitToContract = (
  { sim, plan }: Context,
  { perSecond, ...valve }: Valve,
  contracted: readonly number[],
  limit: RateLimit,
): Valve => {
  const state = sim.keep({ share: 1, most: Number.POSITIVE_INFINITY });
  const set = (): void => {
    const rate = Math.min(perSecond * state.share, state.most);
    if (rate !== limit.perSecond) limit.setRate(rate);
  };
  const first = Math.floor(sim.timeMs / HALF_HOUR_MS);
  const halfHours = Math.ceil(runEndsMs(plan) / HALF_HOUR_MS) - first;
  const times = Array.from({ length: halfHours }, (_, i) => (first + i) * HALF_HOUR_MS);
  const begin = (i: number): void => {
    const ofDay = (((first + i) % contracted.length) + contracted.length) % contracted.length;
    state.most = contracted[ofDay]! * plan.scale;
    set();
  };
  begin(0);
  callAt(sim, `contract of ${valve.station}`, times, begin);
  return {
    ...valve,
    perSecond,
    setShare: (left) => {
      state.share = left;
      set();
    },
  };
};
