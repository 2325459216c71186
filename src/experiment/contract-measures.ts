import { COMPONENT_TITLES, type ComponentName } from "../domain/components.ts";
import { ContractFill } from "../domain/contract-fill.ts";
import { ALL_CLASSES, type Contract, contractName } from "../domain/contracts.ts";
import { HALF_HOUR_MINUTES, HALF_HOUR_MS, HALF_HOUR_SECONDS, HALF_HOURS_A_DAY, MINUTES_A_DAY } from "../kernel/time.ts";
import type { RunResult } from "../run/run-result.ts";
import { componentMinutes, type MinutesOfContract, measuredHalfHours } from "./component-minutes.ts";
import { isOfChance, loadUnitOf } from "./load-unit.ts";
import type { RecordedPlan } from "./record.ts";

/** What is told of a contract that is private. */
const NOTHING: MinutesOfContract = { peakShare: Number.NaN, peak: 0, over: 0, firstOver: -1 };

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
  /** At this scale it has so few attempts that chance is a tenth of them and more. */
  readonly isPeakOfChance: boolean;
  /** Its beginning, in minutes from the first measured midnight. */
  readonly peakAtMinute: number;
  /** What is left in it: 1 - peakShare, below 0 when over. */
  readonly headroomShare: number;
  /** Share of the measured time that was over, in whole intervals. */
  readonly overShare: number;
  /** Beginning of the first interval that was over, in minutes from the first measured midnight. */
  readonly firstOverAtMinute: number | undefined;
}

/** Attempts in each measured half hour, of the meters kept. */
const halfHoursOf = (
  plan: RecordedPlan,
  result: RunResult,
  component: ComponentName,
  classCounts: Uint32Array | undefined,
): Float64Array => {
  if (classCounts !== undefined) {
    const from = -result.firstMinuteMs / HALF_HOUR_MS;
    return Float64Array.from(classCounts.subarray(from, from + plan.horizon.measuredDays * HALF_HOURS_A_DAY));
  }
  const { demandFirst, demandRetries } = result.components[component];
  const retries = measuredHalfHours(plan, result, demandRetries);
  return measuredHalfHours(plan, result, demandFirst).map((first, i) => first + retries[i]!);
};

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
  const fill = new ContractFill(contract, scale);
  for (const sent of attempts) fill.add(sent);
  return measuresOf(contract, fill, attempts.length, scale, isPrivate);
};

const measuresOf = (
  contract: Contract,
  { peakShare, peak, over, firstOver }: MinutesOfContract,
  intervals: number,
  scale: number,
  isPrivate: boolean,
): ContractMeasures => {
  const { component, requestClass, intervalMinutes } = contract;
  const said = { contract: contractName(contract), component, requestClass, intervalMinutes };
  if (isPrivate) {
    const [share, none] = [Number.NaN, undefined];
    return {
      ...said,
      peakShare: share,
      isPeakOfChance: false,
      peakAtMinute: 0,
      headroomShare: share,
      overShare: share,
      firstOverAtMinute: none,
    };
  }
  const halfHour = Math.floor((peak * intervalMinutes) / HALF_HOUR_MINUTES) % HALF_HOURS_A_DAY;
  const contracted = contract.perHalfHour[halfHour]! * (intervalMinutes / HALF_HOUR_MINUTES) * scale;
  return {
    ...said,
    peakShare,
    isPeakOfChance: isOfChance({ scale }, peakShare * contracted, { isPrivate }),
    peakAtMinute: peak * intervalMinutes,
    headroomShare: 1 - peakShare,
    overShare: over / intervals,
    firstOverAtMinute: firstOver === -1 ? undefined : firstOver * intervalMinutes,
  };
};

/** All contracts of a run, those of all classes first at each component. */
export const contractMeasures = (plan: RecordedPlan, result: RunResult): readonly ContractMeasures[] => {
  let classes = 0;
  return plan.contracts.map((contract) => {
    const { component, requestClass, intervalMinutes, perHalfHour } = contract;
    const counts = requestClass === ALL_CLASSES ? undefined : result.contractClasses[classes++]!;
    const isPrivate = loadUnitOf(plan, component).isPrivate || perHalfHour.some(Number.isNaN);
    if (intervalMinutes === HALF_HOUR_MINUTES)
      return heldAgainst(contract, halfHoursOf(plan, result, component, counts), plan.scale, isPrivate);
    const minutes = isPrivate ? NOTHING : componentMinutes(plan, result, component).contract!;
    return measuresOf(contract, minutes, plan.horizon.measuredDays * MINUTES_A_DAY, plan.scale, isPrivate);
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
