import { lateReadOf } from "../domain/late-data.ts";
import type { Plan, TrafficRow } from "../domain/plan.ts";
import { MINUTES_A_DAY } from "../kernel/time.ts";
import { capacityPerMinute, demandOf, type FluidPlan, rowMinutes } from "./first-attempts.ts";
import { type JointLevel, jointLevel } from "./joint-level.ts";
import { leastLevel } from "./least-level.ts";

/** Which reads a schedule may place: those that settlement adds, or every read with a 24 h target. */
export type Moves = "mhhs" | "all";

/**
 * The lowest peak problem: components in the order of `COMPONENTS`, the DSP first; every movable read belongs to
 * one of the others.
 */
export interface BoundProblem {
  /** Requests that each component carries in one slot. */
  readonly capacity: Float64Array;
  /** [component][slot] → first attempts that stay where they are. */
  readonly fixed: readonly Float64Array[];
  /** First attempts to place, per access component. */
  readonly movable: Float64Array;
}

/** What no schedule can beat. Per-component columns are in the order of `COMPONENTS`. */
export interface Bound {
  readonly moves: Moves;
  /** Fill level: to send all movable reads in time, some minute must be at least this full. */
  readonly fill: readonly number[];
  /** Busiest minute of what doesn't move. */
  readonly fixedPeak: readonly number[];
  /** Lowest peak of any schedule: the larger of the two. */
  readonly peak: readonly number[];
  /** Lowest worst fill when all components share one schedule. */
  readonly joint: JointLevel;
}

/** Certificates hold for every option that stays inside the 24 h target. */
const TARGET_HOURS = 24;

export const isMovable = (row: TrafficRow, moves: Moves): boolean =>
  row.moves === "mhhs" || (row.moves === "all" && moves === "all");

/** Like retries, requests for late data depend on the schedule: leaving them out keeps the bound below any. */
const isOfSchedule = ({ need }: TrafficRow): boolean => lateReadOf(need) !== undefined;

/**
 * A plan's own volumes, fixed demand and capacity, so that options that remove work are compared with their own
 * bound.
 */
export const boundProblem = (plan: FluidPlan, moves: Moves): BoundProblem => {
  const ofRows = (movable: boolean): readonly Float64Array[] =>
    demandOf(
      plan.rows
        .filter((row) => isMovable(row, moves) === movable && !isOfSchedule(row))
        .map((row) => rowMinutes(row, plan)),
    );
  const movable = ofRows(true).slice(1);
  return {
    capacity: capacityPerMinute(plan),
    fixed: ofRows(false),
    movable: Float64Array.from(movable, (curve) => curve.reduce((sum, requests) => sum + requests, 0)),
  };
};

/** λ = min{ λ ≥ 0 : Σ over the first slots of (λ K − b)⁺ ≥ V }, per component: what it needs if it were alone. */
export const fillLevels = ({ capacity, fixed, movable }: BoundProblem, slots: number): readonly number[] => {
  const all = movable.reduce((sum, requests) => sum + requests, 0);
  return fixed.map((curve, component) => {
    const toPlace = component === 0 ? all : movable[component - 1]!;
    const perSlot = capacity[component]!;
    return leastLevel((level) => {
      let room = 0;
      for (let slot = 0; slot < slots; slot++) room += Math.max(0, level * perSlot - curve[slot]!);
      return room >= toPlace;
    });
  });
};

/** The bound of a plan when all its movable reads must be sent by the deadline. */
export const bound = (plan: FluidPlan, moves: Moves, deadlineHour: number = TARGET_HOURS): Bound => {
  const problem = boundProblem(plan, moves);
  const slots = Math.min(MINUTES_A_DAY, Math.round(60 * deadlineHour));
  const fill = fillLevels(problem, slots);
  const fixedPeak = problem.fixed.map(
    (curve, component) => curve.reduce((most, requests) => Math.max(most, requests), 0) / problem.capacity[component]!,
  );
  return {
    moves,
    fill,
    fixedPeak,
    peak: fill.map((level, component) => Math.max(level, fixedPeak[component]!)),
    joint: jointLevel(problem, slots, fill),
  };
};

type Rows = Pick<Plan, "rows" | "allocation">;

/**
 * Which bound an option is held to: once it moves existing reads too, by their window or by holding their Users, the
 * one in which they all may move.
 */
export const boundVariant = (plan: Rows, reference: Rows): Moves => {
  if (plan.allocation !== undefined && reference.allocation === undefined) return "all";
  const placed = ({ rows }: Rows): string =>
    JSON.stringify(
      rows
        .filter((row) => row.moves === "all")
        .map(({ id, profile, byAccess }) => [id, profile, byAccess?.map(String)]),
    );
  return placed(plan) === placed(reference) ? "mhhs" : "all";
};

/** Peak of an option over the lowest possible one, per component; never under one. */
export const distance = (peakShare: readonly number[], { peak }: Bound): readonly number[] =>
  peakShare.map((share, component) => share / peak[component]!);
