/** A way to smooth the load on the DCC, by the number that the papers of 2021 and 2022 led to. */
export interface SmoothingOption {
  readonly id: string;
  /** Names of options of the shipped scenarios that are it, alone or with others. */
  readonly inScenarios: readonly string[];
  readonly changes: string;
  /** Who waits longer or pays for it. */
  readonly atWhoseCost: string;
}

/** The option without MHHS: what harm is measured against, and what costs are beyond. */
export const REFERENCE = "without-mhhs";

/** In order of their ids, the reference first. What stands in no scenario is not modelled yet. */
export const SMOOTHING_OPTIONS: readonly SmoothingOption[] = [
  {
    id: "reference",
    inScenarios: [REFERENCE],
    changes: "no MHHS reads: the reference for harm, and what the bound stands on",
    atWhoseCost: "nobody; nothing is settled on half-hours either",
  },
  {
    id: "O0",
    inScenarios: ["as-today"],
    changes: "MHHS reads join today's overnight windows; register reads on demand at midnight",
    atWhoseCost: "everyone at the peak",
  },
  {
    id: "O1",
    inScenarios: ["full-trt", "full-trt-all"],
    changes: "agents' scheduled reads, or all, uniform over the 24 h target",
    atWhoseCost: "Users who rely on data by morning; installation in daytime",
  },
  {
    id: "O2",
    inScenarios: ["windows", "windows-schedule-only", "windows-and-cache", "all-together"],
    changes: "overlapping windows by purpose and User",
    atWhoseCost: "whoever has the later window",
  },
  {
    id: "O3",
    inScenarios: ["purpose-flag", "all-together"],
    changes: "requests may say that they are for MHHS; those go later and lower",
    atWhoseCost: "whoever tags honestly; a supplier that is its own MDR",
  },
  {
    id: "O4",
    inScenarios: ["schedule-only", "windows-schedule-only", "windows-and-cache", "all-together"],
    changes: "no MHHS read on demand; 4.2 and SMETS1 4.1.1 scheduled",
    atWhoseCost: "urgent filling of gaps",
  },
  {
    id: "O5",
    inScenarios: ["smets1-cache", "windows-and-cache", "all-together"],
    changes: "a second User's read of the same data is served by a cache at the S1SP",
    atWhoseCost: "nobody; it costs money and a security review",
  },
  {
    id: "O6",
    inScenarios: ["month-at-a-time"],
    changes: "a month of data each, a thirtieth of the meters a day",
    atWhoseCost: "settlement, which gets data up to a month later",
  },
  {
    id: "O7",
    inScenarios: ["capacity-uplift", "all-together"],
    changes: "every component carries a quarter more, or another share: --set uplift.dsp=20% and the like",
    atWhoseCost: "whoever pays for the capacity",
  },
  {
    id: "O8",
    inScenarios: ["allocation", "all-together"],
    changes: "above an operating threshold each User is held to its allocation or the fair share of what others leave",
    atWhoseCost: "Users who send in bursts",
  },
  {
    id: "O9",
    inScenarios: ["read-once", "all-together"],
    changes: "the agent reads and passes the data on outside the DCC",
    atWhoseCost: "suppliers, who get data later and from another party",
  },
  {
    id: "O10",
    inScenarios: ["valley-fill", "valley-fill-all"],
    changes: "the schedule with the lowest worst utilisation of any",
    atWhoseCost: "nobody need lose; somebody has to place every read",
  },
];
