import { MINUTES_A_DAY } from "../kernel/time.ts";
import { type BoundProblem, boundProblem, isMovable, type Moves } from "./bound.ts";
import type { FluidPlan } from "./first-attempts.ts";
import { lexicographicLevels } from "./joint-level.ts";
import { earliestFlow } from "./max-flow.ts";

/** The movable reads of each access component in each slot, as low as they can lie and then as early as they can. */
export const placeReads = (problem: BoundProblem, slots: number): readonly Float64Array[] => {
  const levels = lexicographicLevels(problem, slots);
  const rooms = problem.fixed.map((curve, component) =>
    curve.slice(0, slots).map((fixed) => Math.max(0, levels[component]! * problem.capacity[component]! - fixed)),
  );
  return earliestFlow({ supply: problem.movable, room: rooms.slice(1), roomAtDsp: rooms[0]! });
};

/** Whole numbers with the same sum, the largest remainders rounded up; of equal ones the earliest. */
export const wholeRequests = (placed: Float64Array, sum: number): Float64Array => {
  const whole = placed.map(Math.floor);
  const missing = Math.round(sum) - whole.reduce((all, one) => all + one, 0);
  const remainder = (slot: number): number => placed[slot]! - whole[slot]!;
  const order = Array.from(placed, (_, slot) => slot).sort((a, b) => remainder(b) - remainder(a) || a - b);
  for (const slot of order.slice(0, missing)) whole[slot]!++;
  return whole;
};

/** O10: the plan with every movable read scheduled where the bound places it, all sent by the deadline. */
export const valleyFill = <P extends FluidPlan>(plan: P, moves: Moves, deadlineHour: number): P => {
  const problem = boundProblem(plan, moves);
  const slots = Math.min(MINUTES_A_DAY, Math.round(60 * deadlineHour));
  const byAccess = placeReads(problem, slots).map((placed, access) => {
    const day = new Float64Array(MINUTES_A_DAY);
    day.set(wholeRequests(placed, problem.movable[access]!));
    return day;
  });
  const rows = plan.rows.map((row) =>
    isMovable(row, moves) ? { ...row, mode: "scheduled" as const, priority: 1 as const, byAccess } : row,
  );
  return { ...plan, rows };
};
