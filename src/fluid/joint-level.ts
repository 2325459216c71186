import type { BoundProblem } from "./bound.ts";
import { leastLevel } from "./least-level.ts";

/**
 * The lowest worst fill of any schedule, and the component that keeps it from being lower (in the order of
 * `COMPONENTS`).
 */
export interface JointLevel {
  readonly level: number;
  readonly binding: number;
}

/**
 * Slots in which the same requests stay are alike: with a handful of windows, some twenty kinds stand for 1,440
 * minutes.
 */
export interface SlotKinds {
  readonly count: readonly number[];
  /** [component][kind] */
  readonly fixed: readonly (readonly number[])[];
}

export const slotKinds = ({ fixed }: BoundProblem, slots: number): SlotKinds => {
  const count: number[] = [];
  const kinds: number[][] = fixed.map(() => []);
  for (let slot = 0; slot < slots; slot++) {
    const alike = slot > 0 && fixed.every((curve) => curve[slot] === curve[slot - 1]);
    if (alike) count[count.length - 1]!++;
    else {
      count.push(1);
      for (const [component, curve] of fixed.entries()) kinds[component]!.push(curve[slot]!);
    }
  }
  return { count, fixed: kinds };
};

/** Sums over every subset of the access components, subset by its bits. */
const subsetSums = (values: ArrayLike<number>, sums: Float64Array): void => {
  sums[0] = 0;
  for (let access = 0; access < values.length; access++)
    for (let subset = 0; subset < 1 << access; subset++) sums[subset | (1 << access)] = sums[subset]! + values[access]!;
};

/** Sums of some twenty large products may differ in the last bits from the sum that they must equal. */
const ROUNDING = 1e-12;

/**
 * Whether a schedule exists that keeps every component at its level. Max-flow min-cut: it does if and only if for
 * each subset of access components, what the subset and the DSP can take, slot by slot, is at least what the subset
 * must send.
 */
export const isReachable = (problem: BoundProblem, kinds: SlotKinds, levels: readonly number[]): boolean => {
  const { capacity, movable } = problem;
  const subsets = 1 << movable.length;
  const toPlace = new Float64Array(subsets);
  subsetSums(movable, toPlace);
  const room = new Float64Array(movable.length);
  const roomOf = new Float64Array(subsets);
  const taken = new Float64Array(subsets);
  kinds.count.forEach((slots, kind) => {
    const left = (component: number): number =>
      Math.max(0, levels[component]! * capacity[component]! - kinds.fixed[component]![kind]!);
    const atDsp = left(0);
    for (let access = 0; access < movable.length; access++) room[access] = left(1 + access);
    subsetSums(room, roomOf);
    for (let subset = 1; subset < subsets; subset++) taken[subset]! += slots * Math.min(roomOf[subset]!, atDsp);
  });
  for (let subset = 1; subset < subsets; subset++) if (taken[subset]! < toPlace[subset]! * (1 - ROUNDING)) return false;
  return true;
};

/**
 * θ*: the least level at which all components together can send all movable reads in the first slots; `fill` is
 * each one's own.
 */
export const jointLevel = (problem: BoundProblem, slots: number, fill: readonly number[]): JointLevel => {
  const kinds = slotKinds(problem, slots);
  const own = Math.max(...fill);
  const level = leastLevel(
    (theta) =>
      isReachable(
        problem,
        kinds,
        fill.map(() => theta),
      ),
    own,
  );
  // When more is needed than the fullest component needs alone, sharing the DSP is what costs it.
  return { level, binding: level > own ? 0 : fill.indexOf(own) };
};

const ROUNDS_MAX = 8;
/** A component that can't be this much less full, the others as they are, has found its level. */
const STEP = 0.001;

/** Levels per component: the fullest as low as can be, then the fullest of the rest, and so on. */
export const lexicographicLevels = (problem: BoundProblem, slots: number): readonly number[] => {
  const kinds = slotKinds(problem, slots);
  const components = problem.fixed.map((_, component) => component);
  let levels: readonly number[] = components.map(() => Number.POSITIVE_INFINITY);
  const found = new Set<number>();
  for (let round = 0; round < ROUNDS_MAX && found.size < components.length; round++) {
    const frozen = levels;
    const common = (level: number) => frozen.map((own, component) => (found.has(component) ? own : level));
    levels = common(leastLevel((level) => isReachable(problem, kinds, common(level))));
    const lower = (one: number) => levels.map((own, component) => (component === one ? own * (1 - STEP) : own));
    for (const component of components)
      if (!found.has(component) && !isReachable(problem, kinds, lower(component))) found.add(component);
  }
  return levels;
};
