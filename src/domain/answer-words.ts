import type { Term } from "./glossary.ts";

/** Words of an answer: does an option fit, what breaks first, who is harmed. */
export const ANSWER: readonly Term[] = [
  {
    term: "fits",
    also: ["fit"],
    means:
      "No read of the night still waits at 08:00 UTC at any component, and at least 99 % of each existing " +
      "process's answers are inside their target.",
    related: ["night_queue_empties", "in_target_share"],
  },
  {
    term: "load",
    also: ["fullest"],
    means:
      "First attempts sent to a component in its busiest minute, as a share of what it carries in one: 1.00 is all " +
      "that it carries, and what is above waits. The fullest component is the one that has most.",
    related: ["demand_peak_share", "fits", "bound"],
  },
  {
    term: "wait until",
    also: ["late", "breaks first", "binds"],
    means:
      "When the last read that was sent in the night has passed a component. A component is late where that is after " +
      "08:00 UTC; the one whose reads wait longest breaks first. The one that lacks most capacity for 08:00 binds.",
    related: ["night_queue_empties", "fits"],
  },
  {
    term: "harm",
    also: ["harmed"],
    means: "What existing use loses by MHHS: each process beside itself in the option without MHHS, on the same draws.",
    related: ["reference", "in_target_share"],
  },
  {
    term: "level playing field",
    means: "Whether an independent MDR is served as well as a supplier that reads for itself.",
    related: ["disparity", "disparity_crude", "MDR", "mhhs-profiles-agent", "mhhs-profiles-own"],
  },
];
