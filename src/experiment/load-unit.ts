import { COMPONENTS, type ComponentName } from "../domain/components.ts";
import { WAITING_REQUESTS_MIN, WAITING_SECONDS, waitingAboveAt } from "../run/minute-figures.ts";
import type { UserSeries } from "../run/run-result.ts";
import type { RecordedPlan } from "./record.ts";

// A rate that came from a private overlay is not recorded: it is NaN, and the load under it is recorded as a share.

/** Where a rate is private, a series counts in millionths of what is carried in a minute. */
export const PRIVATE_MINUTE = 1e6;

/** How the load of a component, or of a User's endpoint, is counted and shown. */
export interface LoadUnit {
  readonly isPrivate: boolean;
  /** What charts and tables show it in. */
  readonly title: "requests a second" | "% of capacity";
  /** The capacity in this unit. */
  readonly capacity: number;
  /** One count in a minute of a run, and one in a minute of the twin's day, in this unit. */
  readonly ofMinute: number;
  readonly ofTwinMinute: number;
  /** Counts in a minute of a run at capacity. */
  readonly perMinute: number;
}

const SHARE: LoadUnit = {
  isPrivate: true,
  title: "% of capacity",
  capacity: 100,
  ofMinute: 100 / PRIVATE_MINUTE,
  ofTwinMinute: 100 / PRIVATE_MINUTE,
  perMinute: PRIVATE_MINUTE,
};

export const loadUnitOf = ({ capacity, scale }: RecordedPlan, component: ComponentName): LoadUnit => {
  const perSecond = capacity.perSecond[component];
  if (Number.isNaN(perSecond)) return SHARE;
  return {
    isPrivate: false,
    title: "requests a second",
    capacity: perSecond,
    ofMinute: 1 / (60 * scale),
    ofTwinMinute: 1 / 60,
    perMinute: perSecond * 60 * scale,
  };
};

export const loadUnitsOf = (plan: RecordedPlan): Readonly<Record<ComponentName, LoadUnit>> =>
  Object.fromEntries(COMPONENTS.map((name) => [name, loadUnitOf(plan, name)])) as Record<ComponentName, LoadUnit>;

/** The same of a User's receiving endpoint, whose rate is that of the meters simulated; the twin has none. */
export const endpointUnitOf = ({ perSecond }: UserSeries, scale: number): Omit<LoadUnit, "ofTwinMinute"> => {
  if (Number.isNaN(perSecond)) return SHARE;
  return {
    isPrivate: false,
    title: "requests a second",
    capacity: perSecond / scale,
    ofMinute: 1 / (60 * scale),
    perMinute: 60 * perSecond,
  };
};

/** True where the scale is so small that ten requests wait longer: then a queue may be one of chance. */
export const isQueueOfChance = ({ capacity, scale }: RecordedPlan, component: ComponentName): boolean =>
  scale !== 1 && !(capacity.perSecond[component] * scale * WAITING_SECONDS >= WAITING_REQUESTS_MIN);

/** Chance adds 1/√n of n requests: a tenth and more where they are fewer. */
const REQUESTS_FOR_A_TENTH = 100;

/** True where a figure of a scaled-down run stands on so few requests; of a private rate nobody can tell. */
export const isOfChance = (
  { scale }: Pick<RecordedPlan, "scale">,
  requests: number,
  { isPrivate }: Pick<LoadUnit, "isPrivate">,
): boolean => scale !== 1 && (isPrivate || requests < REQUESTS_FOR_A_TENTH);

/** Counts above which something waits for a component. */
export const waitingAbove = (plan: RecordedPlan, component: ComponentName): number => {
  const perSecond = plan.capacity.perSecond[component];
  return Number.isNaN(perSecond) ? (PRIVATE_MINUTE / 60) * WAITING_SECONDS : waitingAboveAt(perSecond * plan.scale);
};
