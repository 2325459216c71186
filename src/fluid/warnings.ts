import type { FluidPlan } from "./first-attempts.ts";

/** A rule that changes what happens, and that the twin can't follow. */
interface LeftOut {
  readonly isOn: (plan: FluidPlan) => boolean;
  readonly says: string;
}

const LEFT_OUT: readonly LeftOut[] = [
  {
    isOn: ({ accessControl }) => accessControl !== undefined,
    says:
      "the twin lets in what access control may refuse for an appointment; requests of MDRs that are no Users yet on " +
      "the first measured day it leaves out",
  },
  {
    isOn: ({ needs }) => needs.scheduleChange !== undefined,
    says:
      "the twin takes every day for one of the policy change: what a short change leaves waiting comes upon the next " +
      "day's requests too, where a run's change ends",
  },
];

/** What the twin leaves out of a plan, in sentences: its forecast is not to be read without them. */
export const twinWarnings = (plan: FluidPlan): readonly string[] =>
  LEFT_OUT.filter(({ isOn }) => isOn(plan)).map(({ says }) => says);
