import type { Declaration } from "./declaration.ts";

/** What is read of each fault; its place is fault-1, fault-2 and so on, in the scenario's order. */
export const faultMetrics = {
  backlogEnd: {
    name: "fault_backlog_end",
    title: "What waits at the fault's stations as it ends",
    unit: "SR",
    better: "lower",
  },
  backlogMost: {
    name: "fault_backlog_max",
    title: "Most that waits at the fault's stations until it is worked off",
    unit: "SR",
    better: "lower",
  },
  drainedAfterMs: {
    name: "fault_drain_ms",
    title: "From the fault's end until no more waits than its stations pass in a second",
    unit: "ms",
    better: "lower",
  },
  inTargetShare: {
    name: "fault_in_target_share",
    title: "Inside target, of the needs sent while the fault lasted or its backlog drained",
    unit: "of answered",
    better: "higher",
  },
  lostShare: {
    name: "fault_lost_share",
    title: "Given up or refused, of the needs sent while the fault lasted or its backlog drained",
    unit: "of those sent",
    better: "lower",
  },
  longestMs: {
    name: "fault_longest_ms",
    title: "Longest answer on the official clock, of the needs sent while the fault lasted or its backlog drained",
    unit: "ms",
    better: "lower",
  },
} as const satisfies Readonly<Record<string, Declaration>>;
