import type { RunMeasures } from "./measures.ts";

/** An existing process beside the same without MHHS. */
export interface Harm {
  readonly process: string;
  readonly title: string;
  readonly inTargetShare: number;
  readonly referenceInTargetShare: number;
  /** Longest of all on the official clock. */
  readonly longestMs: number;
  readonly referenceLongestMs: number;
}

/** Of needs inside target, a loss of this share is chance or nothing; one above is harm. */
export const HARM_SHARE_MIN = 0.001;

/** The option that harm is measured against. */
export const REFERENCE = "without-mhhs";

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
      longestMs: process.officialClock.maxMs,
      referenceLongestMs: before.officialClock.maxMs,
    };
  });
};
