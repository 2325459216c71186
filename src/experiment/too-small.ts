import { HOUR_MS } from "../kernel/time.ts";
import { type ProcessGroup, processGroups } from "./process-groups.ts";
import type { RecordedPlan } from "./record.ts";

/** Of a target, the part that a request may take at any one component. */
const PART_OF_TARGET = 0.5;

/** A private rate is not told; no component takes longer than this over one request. */
const PRIVATE_SLOWEST_MS = HOUR_MS;

/** Longest that one request occupies a component of the scaled-down run, or a DCO. */
const slowestMs = ({ capacity, dco, scale }: RecordedPlan): number =>
  Math.max(
    ...[...Object.values(capacity.perSecond), dco.perSecond].map((perSecond) =>
      Number.isNaN(perSecond) ? PRIVATE_SLOWEST_MS : 1000 / (perSecond * scale),
    ),
  );

const leastTargetMs = ({ rows }: RecordedPlan, { kinds }: ProcessGroup): number =>
  Math.min(
    ...rows.filter(({ id }) => kinds.includes(id)).flatMap(({ targetMs }) => [targetMs.smets2, targetMs.smets1]),
  );

/** True where one request of the scaled-down run takes so long that it can't be told whether a target is kept. */
export const isTooSmallFor = (plan: RecordedPlan, group: ProcessGroup): boolean =>
  plan.scale !== 1 && !(slowestMs(plan) <= PART_OF_TARGET * leastTargetMs(plan, group));

/** The same of a process by its name; other places have no target. */
export const isTooSmall = (plan: RecordedPlan, place: string): boolean =>
  processGroups(plan).some((group) => group.process === place && isTooSmallFor(plan, group));
