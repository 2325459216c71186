import { COMPONENT_TITLES, type ComponentName } from "../domain/components.ts";
import { EVENING_MINUTE, WORKING_DAY_MINUTE } from "../domain/night.ts";
import type { RunMeasures } from "./measures.ts";

/** Of each existing process's answered needs, the least share inside target. */
const IN_TARGET_SHARE = 0.99;

/** More than this refused of an existing process is named. */
const REFUSED_SHARE = 0.001;

export interface Fit {
  /** Null where the scale is too small to tell: a target is missed, and one request takes as long as it leaves. */
  readonly fits: boolean | null;
  /** Components with a queue after 08:00, the one that empties last first. */
  readonly late: readonly {
    readonly component: ComponentName;
    readonly emptiesAtMinute: number;
    /** So few requests a minute that chance may bring a queue. */
    readonly isOfChance: boolean;
  }[];
  /** Existing processes with under 99 % of answered needs inside target, the worst first. */
  readonly harmed: readonly { readonly title: string; readonly inTargetShare: number }[];
  /** Those among them of which the scale can't tell. What keeps its target at a small scale keeps it at any. */
  readonly untold: readonly { readonly title: string }[];
  /** Existing processes of which requests were refused, as a share of all wanted, the worst first. */
  readonly refused: readonly { readonly title: string; readonly share: number }[];
}

/**
 * *Fits*: with first attempts and automatic retries sharing the queue, no read of the night is still waiting at 08:00
 * UTC at any component, and of each existing process's answered needs at least 99 % are inside target on its own clock
 * (S-02).
 */
export const fitOf = ({ components, processes }: RunMeasures): Fit => {
  const late = components
    .flatMap(({ component, emptiesAtMinute, isQueueOfChance: isOfChance }) =>
      emptiesAtMinute !== undefined && emptiesAtMinute > WORKING_DAY_MINUTE
        ? [{ component, emptiesAtMinute, isOfChance }]
        : [],
    )
    .sort((p, q) => q.emptiesAtMinute - p.emptiesAtMinute);
  const existing = processes
    .filter(({ isExisting }) => isExisting)
    .map((process) => ({ ...process, title: process.title.trim() }));
  const missing = existing.filter(({ inTargetShare }) => !(inTargetShare >= IN_TARGET_SHARE));
  const harmed = missing
    .filter(({ isTooSmall }) => !isTooSmall)
    .map(({ title, inTargetShare }) => ({ title, inTargetShare: Number.isNaN(inTargetShare) ? 0 : inTargetShare }))
    .sort((p, q) => p.inTargetShare - q.inTargetShare);
  const untold = missing.flatMap(({ isTooSmall, title }) => (isTooSmall ? [{ title }] : []));
  const refused = existing
    .map(({ title, refused: count, wanted }) => ({ title, share: count / wanted }))
    .filter(({ share }) => share > REFUSED_SHARE)
    .sort((p, q) => q.share - p.share);
  const doesNot = late.length > 0 || harmed.length > 0;
  return { fits: doesNot ? false : untold.length > 0 ? null : true, late, harmed, untold, refused };
};

/** 09:31 of a minute of the day. */
export const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(Math.floor(minute % 60)).padStart(2, "0")}`;

/** Rounded down: what misses 99 % never reads as 99 %. */
const percent = (share: number): string => `${(Math.floor(1000 * share) / 10).toFixed(1)} %`;

/** The verdict in a sentence; it names the component that breaks first. */
export const fitSentence = (fit: Fit): string => {
  const [refused] = fit.refused;
  const lost = refused === undefined ? "" : `; ${percent(refused.share)} of "${refused.title}" was refused`;
  return `${verdictSentence(fit)}${lost}.`;
};

const verdictSentence = ({ fits, late, harmed, untold, refused }: Fit): string => {
  const answered = refused.length > 0 ? " in what was answered" : "";
  if (fits === true) return `Fits: nothing waits at 08:00, and every existing process keeps its target${answered}`;
  if (fits === null)
    return (
      "Can't be said at this scale: nothing waits at 08:00, but one request takes over half of the target of " +
      `"${untold[0]!.title}"`
    );
  const parts: string[] = [];
  const [worst, ...others] = late;
  if (worst !== undefined) {
    const more =
      others.length > 0
        ? `, ${others.length} more ${others.length === 1 ? "component" : "components"} after 08:00`
        : "";
    const mark = worst.isOfChance ? "~" : "";
    const until =
      worst.emptiesAtMinute >= EVENING_MINUTE
        ? "still wait at 18:00"
        : `wait until ${mark}${clockOf(worst.emptiesAtMinute)}`;
    parts.push(`${COMPONENT_TITLES[worst.component]} breaks first (reads ${until}${more})`);
  }
  const [hurt] = harmed;
  if (hurt !== undefined) parts.push(`only ${percent(hurt.inTargetShare)} of "${hurt.title}" is inside target`);
  return `Does not fit: ${parts.join("; ")}`;
};
