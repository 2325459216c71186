import type { AccessControl, AnomalyDetection } from "../domain/entry-rules.ts";
import type { Plan } from "../domain/plan.ts";
import { DAY_MS } from "../kernel/time.ts";
import type { Resolved } from "./schema.ts";

type EntryRules = Pick<Plan, "accessControl" | "allocation" | "anomalyDetection">;

/** What the DSP does to requests before it lets them in. A rule that is off is no part of the plan. */
export const entryRules = (values: Resolved): EntryRules => {
  const { accessControl, allocation, anomalyDetection } = values;
  return {
    ...(accessControl.enabled ? { accessControl: accessControlOf(values) } : {}),
    ...(anomalyDetection.enabled ? { anomalyDetection: anomalyDetectionOf(values) } : {}),
    ...(allocation.enabled
      ? {
          allocation: {
            threshold: allocation.threshold,
            release: allocation.release,
            overSeconds: allocation.over / 1000,
            above: allocation.above,
            exempt: allocation.exempt,
          },
        }
      : {}),
  };
};

const accessControlOf = ({ accessControl, registration, horizon }: Resolved): AccessControl => {
  const { changesPerMeterDay, notice, feed, outgoing } = registration;
  const sinceStartMs = (day: number): number => (day - horizon.start) * DAY_MS;
  return {
    mdrEntryMs: accessControl.mdrEntry.map(sinceStartMs),
    appointments: {
      changesPerMeterDay,
      noticeMs: notice,
      outgoingShare: outgoing.share,
      outgoingDays: outgoing.for / DAY_MS,
    },
    feed: {
      everyMs: feed.every,
      delayMs: feed.delay,
      workOffSpeed: feed.workOff,
    },
  };
};

const anomalyDetectionOf = ({ anomalyDetection }: Resolved): AnomalyDetection => {
  const { thresholds, dcc, forecast, notify, action } = anomalyDetection;
  return {
    overMs: thresholds.over,
    warning: thresholds.warning,
    quarantine: thresholds.quarantine,
    dcc,
    least: thresholds.least,
    forecast,
    notifyMs: notify,
    actionMs: action.after,
    action: action.what,
  };
};
