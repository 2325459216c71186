import { COMPONENT_TITLES, type ComponentName } from "../domain/components.ts";
import { ALL_CLASSES, type Contract, contractName } from "../domain/contracts.ts";
import { HALF_HOUR_MINUTES, HALF_HOUR_SECONDS, HALF_HOURS_A_DAY, MINUTES_A_DAY } from "../kernel/time.ts";
import type { RunResult } from "../run/run-result.ts";
import { loadUnitOf } from "./load-unit.ts";
import type { RecordedPlan } from "./record.ts";

/** What a run says of one contract; NaN where the contract, or the load, is private. */
export interface ContractMeasures {
  /** csp.north, or csp.north/reads for a class. */
  readonly contract: string;
  readonly component: ComponentName;
  readonly requestClass: string;
  /** Held against half hours, or minutes. */
  readonly intervalMinutes: 1 | 30;
  /** All attempts of the fullest interval, as a share of what is contracted for in it. */
  readonly peakShare: number;
  /** Its beginning, in minutes from the first measured midnight. */
  readonly peakAtMinute: number;
  /** What is left in it: 1 - peakShare, below 0 when over. */
  readonly headroomShare: number;
  /** Share of the measured time that was over, in whole intervals. */
  readonly overShare: number;
  /** Beginning of the first interval that was over, in minutes from the first measured midnight. */
  readonly firstOverAtMinute: number | undefined;
}

/** Attempts in each interval of the measured days, of the meters kept. */
const attemptsOf = (
  plan: RecordedPlan,
  result: RunResult,
  component: ComponentName,
  classCounts: Uint32Array | undefined,
  minutes: number,
): Float64Array => {
  const midnight = -result.firstMinuteMs / 60_000;
  const count = (plan.horizon.measuredDays * MINUTES_A_DAY) / minutes;
  const { demandFirst, demandRetries } = result.components[component];
  return Float64Array.from({ length: count }, (_, i) => {
    const from = midnight + i * minutes;
    if (classCounts !== undefined) return classCounts[from / minutes]!;
    let attempts = 0;
    for (let m = from; m < from + minutes; m++) attempts += demandFirst[m]! + demandRetries[m]!;
    return attempts;
  });
};

/** 0 of nothing is nothing. */
export const shareOfContract = (attempts: number, contracted: number): number =>
  attempts === 0 ? 0 : attempts / contracted;

/**
 * A contract beside the attempts of each of its intervals, from midnight on; `scale` is the share of all meters that
 * they are of.
 */
export const heldAgainst = (
  contract: Contract,
  attempts: Float64Array,
  scale: number,
  isPrivate: boolean,
): ContractMeasures => {
  const { component, requestClass, intervalMinutes, perHalfHour } = contract;
  const ofInterval = (intervalMinutes / HALF_HOUR_MINUTES) * scale;
  const shares = attempts.map((sent, i) => {
    const halfHour = Math.floor((i * intervalMinutes) / HALF_HOUR_MINUTES) % HALF_HOURS_A_DAY;
    return isPrivate ? Number.NaN : shareOfContract(sent, perHalfHour[halfHour]! * ofInterval);
  });
  const peak = shares.reduce((most, share, i) => (share > shares[most]! ? i : most), 0);
  const first = shares.findIndex((share) => share > 1);
  return {
    contract: contractName(contract),
    component,
    requestClass,
    intervalMinutes,
    peakShare: shares[peak]!,
    peakAtMinute: peak * intervalMinutes,
    headroomShare: 1 - shares[peak]!,
    overShare: isPrivate ? Number.NaN : shares.filter((share) => share > 1).length / shares.length,
    firstOverAtMinute: first === -1 ? undefined : first * intervalMinutes,
  };
};

/** All contracts of a run, those of all classes first at each component. */
export const contractMeasures = (plan: RecordedPlan, result: RunResult): readonly ContractMeasures[] => {
  let classes = 0;
  return plan.contracts.map((contract) => {
    const { component, requestClass, intervalMinutes, perHalfHour } = contract;
    const counts = requestClass === ALL_CLASSES ? undefined : result.contractClasses[classes++]!;
    const isPrivate = loadUnitOf(plan, component).isPrivate || perHalfHour.some(Number.isNaN);
    return heldAgainst(contract, attemptsOf(plan, result, component, counts, intervalMinutes), plan.scale, isPrivate);
  });
};

/**
 * What is contracted for at a component by half hours of the UTC day, all classes, in requests a second; undefined
 * where nothing is, and where it is private or would tell a private capacity beside a load in shares of it.
 */
export const contractedPerSecond = (plan: RecordedPlan, component: ComponentName): readonly number[] | undefined => {
  const total = plan.contracts.find((one) => one.component === component && one.requestClass === ALL_CLASSES);
  return total === undefined || loadUnitOf(plan, component).isPrivate || total.perHalfHour.some(Number.isNaN)
    ? undefined
    : total.perHalfHour.map((requests) => requests / HALF_HOUR_SECONDS);
};

/** CSP North, or CSP North, reads of a class. */
export const contractTitle = ({ component, requestClass }: ContractMeasures): string =>
  requestClass === ALL_CLASSES ? COMPONENT_TITLES[component] : `${COMPONENT_TITLES[component]}, ${requestClass}`;

/** Contracts that were gone over, the first first; of those at the same time the fullest. */
export const contractsOver = (contracts: readonly ContractMeasures[]): readonly ContractMeasures[] =>
  contracts
    .filter(({ firstOverAtMinute }) => firstOverAtMinute !== undefined)
    .toSorted((p, q) => p.firstOverAtMinute! - q.firstOverAtMinute! || q.peakShare - p.peakShare);
