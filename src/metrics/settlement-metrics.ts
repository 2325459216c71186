import type { Declaration } from "./declaration.ts";

const messages = (name: string, title: string, better: Declaration["better"]): Declaration => ({
  name,
  title,
  unit: "messages",
  better,
});

/** By Settlement Run. */
export const settlementRunMetrics = {
  share: {
    name: "on_actuals_share",
    title: "Meter-days of the measured days that the run settles on actual data",
    unit: "of meter-days",
    better: "higher",
  },
  followedShare: {
    name: "on_actuals_followed_share",
    title: "Of these, data that came after the time that was simulated: reads followed on, without queues",
    unit: "of those on actuals",
    better: "neither",
  },
} as const satisfies Readonly<Record<string, Declaration>>;

/** By Settlement Run and segment, supplier or GSP Group, as in "SF Supplier 1", "SF _A". */
export const settlementSplitMetrics = {
  share: {
    name: "on_actuals_share_of",
    title: "The same of a segment, a supplier or a GSP Group",
    unit: "of meter-days",
    better: "higher",
  },
} as const satisfies Readonly<Record<string, Declaration>>;

/** Of messages, measured or not, all together. */
export const messageMetrics = {
  sent: messages(
    "messages_sent",
    "Messages that data services sent, one for each metering system and UTC day",
    "neither",
  ),
  estimates: messages("messages_estimated", "Of these, data that failed validation", "lower"),
  swept: messages("messages_swept", "Of these, estimates for days without data before the gate of II", "lower"),
  accepted: messages("messages_accepted", "Messages that MDS accepted", "higher"),
  rejected: messages("messages_rejected", "Messages that MDS rejected (IF-014)", "lower"),
  waiting: messages(
    "messages_waiting",
    "Messages held for Registration or on their way to MDS when the run ended",
    "lower",
  ),
  delivered: messages("messages_delivered", "Deliveries of the DIP to MDS, suppliers and LDSOs", "neither"),
  failed: messages("messages_failed", "Tries at delivery that a webhook didn't take", "lower"),
  perDay: messages("dip_messages_a_day", "Messages that came to the DIP on a measured day", "lower"),
  dipPeakShare: {
    name: "dip_peak_share",
    title: "Busiest minute of messages that came to the DIP",
    unit: "of capacity",
    better: "lower",
  },
  dipQueuedMax: messages("dip_queue_max", "Most messages that waited at the DIP at once", "lower"),
} as const satisfies Readonly<Record<string, Declaration>>;

/** By type of exception. */
export const exceptionMetrics = {
  total: {
    name: "data_exceptions",
    title: "Metering systems' days that data services, or MDS, report as exceptions",
    unit: "meter-days",
    better: "lower",
  },
} as const satisfies Readonly<Record<string, Declaration>>;

/** By step of the settlement day. */
export const stepMetrics = {
  latestMs: {
    name: "settlement_step_ms",
    title: "Latest end of a step of the settlement day, since the midnight before its gate",
    unit: "ms",
    better: "lower",
  },
} as const satisfies Readonly<Record<string, Declaration>>;

/** By participant, as in "Supplier 1", "LDSO _A". */
export const participantMetrics = {
  delivered: messages("messages_delivered_to", "Deliveries of the DIP to a supplier or an LDSO", "neither"),
} as const satisfies Readonly<Record<string, Declaration>>;

const since = "From the end of a measured day to the acceptance of its actual data, of those simulated";
export const acceptedMetrics = {
  p50Ms: { name: "settled_p50_ms", title: `${since}, p50`, unit: "ms", better: "lower" },
  p99Ms: { name: "settled_p99_ms", title: `${since}, p99`, unit: "ms", better: "lower" },
  maxMs: { name: "settled_max_ms", title: `${since}, max`, unit: "ms", better: "lower" },
} as const satisfies Readonly<Record<string, Declaration>>;

/** Metrics of settlement, in the order of reports. */
export const SETTLEMENT_METRICS: readonly Declaration[] = [
  ...Object.values(settlementRunMetrics),
  ...Object.values(settlementSplitMetrics),
  ...Object.values(messageMetrics),
  ...Object.values(participantMetrics),
  ...Object.values(exceptionMetrics),
  ...Object.values(stepMetrics),
  ...Object.values(acceptedMetrics),
];
