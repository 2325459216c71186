import { COMPONENT_TITLES, type ComponentName } from "../domain/components.ts";
import type { RunMeasures } from "./measures.ts";
import { WORKING_DAY_MINUTE } from "./needed-capacity.ts";

/** Of each existing process's answered needs, the least share inside target. */
const IN_TARGET_SHARE = 0.99;

export interface Fit {
  readonly fits: boolean;
  /** Components with a queue after 08:00, the one that empties last first. */
  readonly late: readonly { readonly component: ComponentName; readonly emptiesAtMinute: number }[];
  /** Existing processes with under 99 % of answered needs inside target, the worst first. */
  readonly harmed: readonly { readonly title: string; readonly inTargetShare: number }[];
}

/**
 * *Fits*: with first attempts and automatic retries sharing the queue, no read of the night is still waiting at 08:00
 * UTC at any
 * component, and of each existing process's answered needs at least 99 % are inside target on its own clock (S-02).
 */
export const fitOf = ({ components, processes }: RunMeasures): Fit => {
  const late = components
    .flatMap(({ component, emptiesAtMinute }) =>
      emptiesAtMinute !== undefined && emptiesAtMinute > WORKING_DAY_MINUTE ? [{ component, emptiesAtMinute }] : [],
    )
    .sort((p, q) => q.emptiesAtMinute - p.emptiesAtMinute);
  const harmed = processes
    .filter(({ isExisting, inTargetShare }) => isExisting && !(inTargetShare >= IN_TARGET_SHARE))
    .map(({ title, inTargetShare }) => ({ title: title.trim(), inTargetShare }))
    .sort((p, q) => p.inTargetShare - q.inTargetShare);
  return { fits: late.length === 0 && harmed.length === 0, late, harmed };
};

/** 09:31 of a minute of the day. */
export const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(Math.floor(minute % 60)).padStart(2, "0")}`;

/** Rounded down: what misses 99 % never reads as 99 %. */
const percent = (share: number): string => `${(Math.floor(1000 * share) / 10).toFixed(1)} %`;

/** The verdict in a sentence; it names the component that breaks first. */
export const fitSentence = ({ fits, late, harmed }: Fit): string => {
  if (fits) return "Fits: nothing waits at 08:00, and every existing process keeps its target.";
  const parts: string[] = [];
  const [worst, ...others] = late;
  if (worst !== undefined) {
    const more =
      others.length > 0
        ? `, ${others.length} more ${others.length === 1 ? "component" : "components"} after 08:00`
        : "";
    parts.push(
      `${COMPONENT_TITLES[worst.component]} breaks first (reads wait until ${clockOf(worst.emptiesAtMinute)}${more})`,
    );
  }
  const [hurt] = harmed;
  if (hurt !== undefined) parts.push(`only ${percent(hurt.inTargetShare)} of "${hurt.title}" is inside target`);
  return `Does not fit: ${parts.join("; ")}.`;
};
