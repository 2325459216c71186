import type { TrafficRow } from "../domain/plan.ts";
import type { FluidPlan } from "./first-attempts.ts";

/** A rule that changes what happens, and that the twin can't follow. */
interface LeftOut {
  readonly isOn: (plan: FluidPlan) => boolean;
  readonly says: string;
}

const LEFT_OUT: readonly LeftOut[] = [
  {
    isOn: ({ anomalyDetection }) => anomalyDetection !== undefined,
    says: "the twin lets in at once what anomaly detection may quarantine",
  },
  {
    isOn: ({ accessControl }) => accessControl !== undefined,
    says:
      "the twin lets in what access control may refuse for an appointment or a change of supplier; requests of MDRs " +
      "that are no Users yet on the first measured day it leaves out",
  },
  {
    isOn: ({ settlement }) => settlement?.registration !== undefined,
    says:
      "the twin has no DIP, and so none of the messages of switches and appointments; as many meters come to a " +
      "supplier as leave it, so that Users' shares stay what they are",
  },
  {
    isOn: ({ contractLimits }) => contractLimits !== undefined,
    says:
      "the bound, and the longest wait on demand, are worked out at capacity: what an enforced contract takes of it " +
      "is in the queues alone",
  },
  {
    isOn: ({ rows }) => rows.some(({ responseUnits }) => responseUnits !== undefined),
    says: "the twin has no return path: that a response of many days counts as several there, it leaves out",
  },
  {
    isOn: ({ duplicates }) => duplicates !== undefined,
    says: "the twin has requests alone: what waits on the way back for responses that come twice it leaves out",
  },
  {
    isOn: ({ needs }) => needs.scheduleChange !== undefined,
    says:
      "the twin takes every day for one of the policy change: what a short change leaves waiting comes upon the next " +
      "day's requests too, where a run's change ends",
  },
  {
    isOn: ({ needs, faults }) => needs.lateDataOnDemand !== undefined && faults.length > 0,
    says:
      "the twin has the requests for late data of a day on which nothing goes wrong: what a fault keeps past the " +
      "hour, the run asks for too",
  },
  {
    isOn: ({ needs, cache }) => needs.lateDataOnDemand !== undefined && cache !== undefined,
    says: "requests for late data go to the device, past a cache that may have it",
  },
  {
    isOn: ({ needs }) => needs.waves !== undefined,
    says:
      "the twin takes every day for one of the wave, and has no DCO: what waits there for dual control on SMETS1 it " +
      "leaves out",
  },
  {
    isOn: ({ settlement }) => settlement?.others !== undefined,
    says: "expected use is of smart meters alone: advanced, unmetered and traditional metering systems come on top",
  },
  {
    isOn: ({ rows, horizon }) => rows.some(({ byDay }) => changes(byDay, horizon.measuredDays)),
    says: "the twin takes every day for one like the first measured day, where requests differ by the kind of day",
  },
];

const changes = (byDay: TrafficRow["byDay"], measuredDays: number): boolean =>
  byDay?.factors.slice(-byDay.fromDay, measuredDays - byDay.fromDay).some((factor) => factor !== 1) ?? false;

/** What the twin leaves out of a plan, in sentences: its forecast is not to be read without them. */
export const twinWarnings = (plan: FluidPlan): readonly string[] =>
  LEFT_OUT.filter(({ isOn }) => isOn(plan)).map(({ says }) => says);
