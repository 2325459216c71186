import { COMPONENT_TITLES, type ComponentName } from "../domain/components.ts";
import { WORKING_DAY_MINUTE } from "../domain/night.ts";
import { clockOf } from "./fits.ts";
import type { FrontierPicture } from "./forecast.ts";
import type { ComponentMeasures } from "./measures.ts";

/** The component that keeps an option from having its night's reads carried by 08:00, or comes nearest to it. */
export interface Binding {
  readonly component: ComponentName;
  /** Capacity at which nothing of the night waits at 08:00 UTC, as a share of the capacity that there is. */
  readonly neededShare: number;
  /** So much more capacity does it; below 0 so much is to spare. */
  readonly upliftShare: number;
  /** When the last read of the night has left as it is; undefined when nothing waits. */
  readonly emptiesAtMinute: number | undefined;
}

/** Earliest deadline at which a schedule of the movable reads keeps every component inside its capacity. */
export interface DeadlineNeeded {
  readonly moves: FrontierPicture["moves"];
  /** Undefined when no deadline of the day does. */
  readonly byHour: number | undefined;
  /** What keeps an hour less from doing. */
  readonly binding: ComponentName | undefined;
}

export const bindingOf = (components: readonly ComponentMeasures[]): Binding | undefined => {
  const known = components.filter(({ neededShare }) => !Number.isNaN(neededShare));
  if (known.length === 0) return undefined;
  const { component, neededShare, emptiesAtMinute } = known.reduce((most, one) =>
    one.neededShare > most.neededShare ? one : most,
  );
  return { component, neededShare, upliftShare: neededShare - 1, emptiesAtMinute };
};

export const deadlineNeeded = ({ moves, points }: FrontierPicture): DeadlineNeeded => {
  const byTime = points.toSorted((p, q) => p.byHour - q.byHour);
  const first = byTime.findIndex(({ fill }) => fill <= 1);
  const before = byTime[(first === -1 ? byTime.length : first) - 1];
  return { moves, byHour: byTime[first]?.byHour, binding: before?.binding };
};

/** Rounded up: less would not do. */
const percentUp = (share: number): string => `${Math.ceil(1000 * share - 1e-9) / 10} %`;
const percentDown = (share: number): string => `${Math.floor(1000 * share + 1e-9) / 10} %`;

/**
 * Which component binds, and what it would take, in a sentence. How many are late is said by the verdict alone: reads
 * wait past 08:00 also at components that have the capacity, for what is held up before them.
 */
export const bindingSentence = (binding: Binding | undefined): string => {
  if (binding === undefined) return "Which component binds isn't known: nothing was measured.";
  const { component, upliftShare, emptiesAtMinute } = binding;
  const title = COMPONENT_TITLES[component];
  if (upliftShare <= 0)
    return `Nothing binds at 08:00: ${title} comes nearest, and could do with ${percentDown(-upliftShare)} less.`;
  const isLate = emptiesAtMinute !== undefined && emptiesAtMinute > WORKING_DAY_MINUTE;
  const asItIs = !isLate ? "" : `, or the deadline moved to ${clockOf(emptiesAtMinute)}`;
  const uplift = `it takes ${percentUp(upliftShare)} more capacity for nothing to wait at 08:00`;
  return `${title} binds: ${uplift}${asItIs}.`;
};

/** By when reads would have to be in for a schedule to need no more capacity, in a sentence. */
export const deadlineSentence = ({ moves, byHour, binding }: DeadlineNeeded): string => {
  const reads = moves === "mhhs" ? "MHHS reads" : "every read with a 24 h target";
  if (byHour === undefined)
    return `No schedule of ${reads} fits into capacity, whatever their deadline: ${COMPONENT_TITLES[binding!]} binds.`;
  const less = binding === undefined ? "" : `; an hour less and ${COMPONENT_TITLES[binding]} binds`;
  return `A schedule of ${reads} fits into capacity if they may take until ${clockOf(60 * byHour)}${less}.`;
};
