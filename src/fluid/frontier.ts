import { MINUTES_A_DAY } from "../kernel/time.ts";
import { type BoundProblem, boundProblem, fillLevels, isMovable, type Moves } from "./bound.ts";
import { capacityPerMinute, demandOf, type FluidPlan, rowMinutes } from "./first-attempts.ts";
import { type JointLevel, jointLevel } from "./joint-level.ts";

/** The lowest worst fill if all movable reads are sent by an hour of the day. */
export interface FrontierPoint extends JointLevel {
  readonly deadlineHour: number;
}

const HOURS = Array.from({ length: 23 }, (_, index) => 2 + index);

/** What makes the frontier of one plan say nothing of another: no schedule of its own reads was asked for. */
export type FrontierPart = keyof BoundProblem;

/** Sums of a day's minutes agree to this part of what is carried, or placed. */
const ROUNDING = 1e-6;

/** The parts in which a plan poses another problem than the one whose frontier is drawn; none: it is held to it. */
export const partsApart = (plan: FluidPlan, reference: FluidPlan, moves: Moves): readonly FrontierPart[] => {
  const [own, drawn] = [boundProblem(plan, moves), boundProblem(reference, moves)];
  const isNear = (one: number, other: number, of: number): boolean => Math.abs(one - other) <= ROUNDING * of;
  const agrees: Readonly<Record<FrontierPart, boolean>> = {
    movable: own.movable.every((reads, access) => isNear(reads, drawn.movable[access]!, drawn.movable[access]!)),
    fixed: own.fixed.every((curve, c) => curve.every((n, m) => isNear(n, drawn.fixed[c]![m]!, drawn.capacity[c]!))),
    capacity: own.capacity.every((carried, c) => isNear(carried, drawn.capacity[c]!, drawn.capacity[c]!)),
  };
  return (["movable", "fixed", "capacity"] as const).filter((part) => !agrees[part]);
};

/** The exact frontier between early and level: no schedule is under it. */
export const frontier = (plan: FluidPlan, moves: Moves, hours: readonly number[] = HOURS): readonly FrontierPoint[] => {
  const problem = boundProblem(plan, moves);
  return hours.map((deadlineHour) => {
    const slots = Math.round(60 * deadlineHour);
    return { deadlineHour, ...jointLevel(problem, slots, fillLevels(problem, slots)) };
  });
};

/** An option beside the frontier. */
export interface FrontierDot {
  /** Hour of the day by which 99.9 % of movable reads were sent. */
  readonly sentByHour: number;
  /** Fullest minute, at any component, among those in which movable reads were sent. */
  readonly fill: number;
}

const SENT_SHARE = 0.999;

/**
 * Only minutes with movable reads count. Were all of them at most μ full, the reads would fit into Σ (μ K − b)⁺, so
 * no option of the same reads and capacity lies under the frontier and the placed schedule lies on it; in other
 * minutes existing reads alone may be fuller.
 */
export const frontierDot = (plan: FluidPlan, moves: Moves): FrontierDot => {
  const ofRows = (rows: FluidPlan["rows"]) => demandOf(rows.map((row) => rowMinutes(row, plan)));
  const capacity = capacityPerMinute(plan);
  const demand = ofRows(plan.rows);
  const movable = ofRows(plan.rows.filter((row) => isMovable(row, moves)));
  const all = movable[0]!.reduce((sum, requests) => sum + requests, 0);
  let sent = 0;
  let minutes = 0;
  while (minutes < MINUTES_A_DAY && sent < SENT_SHARE * all) sent += movable[0]![minutes++]!;
  const fill = demand.map((curve, component) =>
    curve.reduce((most, requests, minute) => (movable[component]![minute]! > 0 ? Math.max(most, requests) : most), 0),
  );
  return { sentByHour: minutes / 60, fill: Math.max(...fill.map((most, component) => most / capacity[component]!)) };
};
