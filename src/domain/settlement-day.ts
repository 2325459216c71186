/** What is done in the day of a gate, in order; what follows the gate may run into the next day. */
export const SETTLEMENT_STEPS = [
  "completeness sweep",
  "gate",
  "defaulting and aggregation",
  "load shapes",
  "volume allocation",
  "reports",
] as const;
export type SettlementStep = (typeof SETTLEMENT_STEPS)[number];
export const SWEEP = 0;
export const GATE = 1;

/** How long each step after the gate takes, once the one before it is done, in ms. */
export type StepsAfterGate = readonly [
  defaultingMs: number,
  loadShapesMs: number,
  volumeAllocationMs: number,
  reportsMs: number,
];
