import type { RunMeasures } from "./measures.ts";

export { REFERENCE } from "../domain/smoothing-options.ts";

/** An existing process beside the same without MHHS. */
export interface Harm {
  readonly process: string;
  readonly title: string;
  readonly inTargetShare: number;
  readonly referenceInTargetShare: number;
  /** Refused or given up, of all whose meter could be reached. */
  readonly lostShare: number;
  readonly referenceLostShare: number;
  /** Longest of all on the official clock. */
  readonly longestMs: number;
  readonly referenceLongestMs: number;
}

/** Of needs inside target, a loss of this share is chance or nothing; one above is harm. */
export const HARM_SHARE_MIN = 0.001;

/** Of all whose meter could be reached, the share that was answered inside target. */
const keptShare = (lostShare: number, inTargetShare: number): number =>
  (1 - lostShare) * (Number.isNaN(inTargetShare) ? 0 : inTargetShare);

/** What an existing process loses: a request that is refused or given up is as lost as one that comes too late. */
export const harmShare = (harm: Omit<Harm, "process" | "title">): number =>
  keptShare(harm.referenceLostShare, harm.referenceInTargetShare) - keptShare(harm.lostShare, harm.inTargetShare);

export const isHarmed = (harm: Harm): boolean => harmShare(harm) > HARM_SHARE_MIN;

/** Existing processes beside the reference; undefined for the reference itself, and where it was not run. */
export const harmOf = (measures: RunMeasures, reference: RunMeasures | undefined): Harm[] | undefined => {
  if (reference === undefined || reference.option === measures.option) return undefined;
  return measures.processes.flatMap((process) => {
    const before = reference.processes.find((other) => other.process === process.process);
    if (before === undefined || (!process.isExisting && process.process !== "smets1-on-demand")) return [];
    return {
      process: process.process,
      title: process.title,
      inTargetShare: process.inTargetShare,
      referenceInTargetShare: before.inTargetShare,
      lostShare: process.lostShare,
      referenceLostShare: before.lostShare,
      longestMs: process.officialClock.maxMs,
      referenceLongestMs: before.officialClock.maxMs,
    };
  });
};
