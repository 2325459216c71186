import { ACCESS, type AccessName, FIRST_S1SP } from "../domain/components.ts";
import { dcoMetrics, type RuleDeclaration, smsMetrics } from "../metrics/rule-metrics.ts";
import type { CacheMeasures } from "./cache-measures.ts";
import type { RunMeasures } from "./measures.ts";

/** What a cohort of SMETS1 meters asked of its S1SP, cache, SMS and DCO; what no rule counts is undefined. */
export interface Smets1Measures {
  readonly component: AccessName;
  /** Requests that came to the S1SP in the measured days; NaN where its capacity is private. */
  readonly requests: number;
  readonly cache: CacheMeasures | undefined;
  readonly sms: { readonly sent: number; readonly over: number; readonly usedShare: number } | undefined;
  readonly dco:
    | {
        /** NaN where its rate is private, as the longest wait is. */
        readonly requests: number;
        readonly busyShare: number;
        readonly peakShare: number;
        readonly longestWaitMs: number;
      }
    | undefined;
}

/** A run's cohorts; none where no rule of SMETS1 is on. */
export const smets1Measures = ({
  components,
  caches,
  rules,
}: Pick<RunMeasures, "components" | "caches" | "rules">): readonly Smets1Measures[] => {
  const all = ACCESS.slice(FIRST_S1SP).map((component): Smets1Measures => {
    const figure = ({ name }: RuleDeclaration, place: string): number =>
      rules.find((one) => one.metric === name && one.place === place)?.value ?? Number.NaN;
    const sent = figure(smsMetrics.sent, component);
    const dco = component.replace("s1sp.", "dco.");
    const busyShare = figure(dcoMetrics.busyShare, dco);
    return {
      component,
      requests: components.find((one) => one.component === component)!.requests,
      cache: caches.find((one) => one.component === component),
      sms: Number.isNaN(sent)
        ? undefined
        : {
            sent,
            over: figure(smsMetrics.over, component),
            usedShare: sent === 0 ? 0 : sent / figure(smsMetrics.allowed, component),
          },
      dco: Number.isNaN(busyShare)
        ? undefined
        : {
            requests: figure(dcoMetrics.requests, dco),
            busyShare,
            peakShare: figure(dcoMetrics.peakShare, dco),
            longestWaitMs: figure(dcoMetrics.longestWait, dco),
          },
    };
  });
  return all.some(({ cache, sms, dco }) => cache !== undefined || sms !== undefined || dco !== undefined) ? all : [];
};
