import {
  acceptedMetrics,
  exceptionMetrics,
  messageMetrics,
  participantMetrics,
  settlementRunMetrics,
  settlementSplitMetrics,
  stepMetrics,
} from "../metrics/settlement-metrics.ts";
import type { Scalar } from "./metric-values.ts";
import type { SettlementMeasures } from "./settlement-measures.ts";

/** The place of what all messages together have. */
export const ALL_MESSAGES = "all";

/** Every scalar of settlement: run by run, part by part, and messages; none where it is off. */
export const settlementScalars = (settlement: SettlementMeasures | undefined): readonly Scalar[] => {
  if (settlement === undefined) return [];
  const { runs, splits } = settlement;
  return [
    ...runs.flatMap((one) =>
      Object.entries(settlementRunMetrics).map(([field, metric]) => ({
        metric,
        place: one.run,
        value: one[field as keyof typeof settlementRunMetrics],
      })),
    ),
    ...splits.flatMap(({ name, shares }) =>
      shares.map((value, i) => ({ metric: settlementSplitMetrics.share, place: `${runs[i]!.run} ${name}`, value })),
    ),
    ...settlement.participants.map(({ participant, delivered }) => ({
      metric: participantMetrics.delivered,
      place: participant,
      value: delivered,
    })),
    ...settlement.exceptions.map(({ type, total }) => ({ metric: exceptionMetrics.total, place: type, value: total })),
    ...settlement.steps.map(({ step, latestMs }) => ({ metric: stepMetrics.latestMs, place: step, value: latestMs })),
    ...Object.entries({ ...messageMetrics, ...acceptedMetrics }).map(([field, metric]) => ({
      metric,
      place: ALL_MESSAGES,
      value: settlement[field as keyof typeof messageMetrics | keyof typeof acceptedMetrics],
    })),
  ];
};
