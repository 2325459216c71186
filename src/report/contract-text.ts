import { COMPONENTS } from "../domain/components.ts";
import { ALL_CLASSES } from "../domain/contracts.ts";
import { type Answer, type OptionAnswer, shortTitle } from "../experiment/answer.ts";
import { type ContractMeasures, contractsOver, contractTitle } from "../experiment/contract-measures.ts";
import { MINUTE_MS, MINUTES_A_DAY } from "../kernel/time.ts";
import { marked } from "./chance.ts";
import { clock, duration, percent, share } from "./format.ts";
import { textTable } from "./text-table.ts";

/** CSPs and S1SPs: there is no contract at the DSP. */
export const CONTRACTED = COMPONENTS.slice(1);

/** Of contract; more than any where nothing is contracted for and something was sent. */
export const contractShare = (value: number): string =>
  Number.isNaN(value) ? "–" : value === Number.POSITIVE_INFINITY ? "none" : share(value);

export const contractPeak = ({ peakShare, isPeakOfChance }: ContractMeasures): string =>
  marked(contractShare(peakShare), isPeakOfChance);

/** 00:30, or 00:30 on day 2. */
export const contractTime = (minute: number): string => {
  const day = Math.floor(minute / MINUTES_A_DAY);
  return clock(minute % MINUTES_A_DAY) + (day === 0 ? "" : ` on day ${day + 1}`);
};

const totalAt = (contracts: readonly ContractMeasures[], component: string): ContractMeasures | undefined =>
  contracts.find((one) => one.component === component && one.requestClass === ALL_CLASSES);

type WithContracts = Pick<OptionAnswer, "option" | "contracts">;

/** One figure of the contracts in total: options down, components across. */
export const contractRows = (
  options: readonly WithContracts[],
  value: (contract: ContractMeasures) => string,
): string[][] =>
  options.map(({ option, contracts }) => [
    option,
    ...CONTRACTED.map((component) => {
      const found = totalAt(contracts, component);
      return found === undefined ? "–" : value(found);
    }),
  ]);

/** How long of a day it was over. */
export const overText = ({ overShare }: ContractMeasures): string =>
  Number.isNaN(overShare) ? "–" : overShare === 0 ? "never" : duration(overShare * MINUTES_A_DAY * MINUTE_MS);

/** Which contract an option goes over first, in words. */
export const firstOverText = ({ contracts }: Pick<OptionAnswer, "contracts">): string => {
  if (contracts.every(({ peakShare }) => Number.isNaN(peakShare))) return "contracts are private";
  const [first, ...others] = contractsOver(contracts);
  if (first === undefined) {
    const fullest = contracts.reduce((most, one) => (one.peakShare > most.peakShare ? one : most));
    return `inside every contract; ${contractTitle(fullest)} has least left, ${percent(fullest.headroomShare)}`;
  }
  const more = others.length === 0 ? "" : `, then ${others.length} more`;
  return `${contractTitle(first)} goes over first, at ${contractTime(first.firstOverAtMinute!)} UTC${more}`;
};

/** Contracts for classes of requests, a row each. */
export const classRows = (options: readonly WithContracts[]): string[][] =>
  options.flatMap((option) =>
    option.contracts
      .filter(({ requestClass }) => requestClass !== ALL_CLASSES)
      .map((contract) => [
        option.option,
        contractTitle(contract),
        contractPeak(contract),
        Number.isNaN(contract.peakShare) ? "–" : contractTime(contract.peakAtMinute),
        overText(contract),
        contract.firstOverAtMinute === undefined ? "–" : contractTime(contract.firstOverAtMinute),
      ]),
  );

export const CLASS_HEAD = ["option", "class of requests", "fullest", "at", "over, a day", "first"] as const;

const totalTables = (options: readonly WithContracts[]): string[] => {
  const head = (first: string): string[] => [first, ...CONTRACTED.map(shortTitle)];
  return [
    textTable(head("fullest half hour (S1SP: minute), all attempts"), contractRows(options, contractPeak)),
    "",
    textTable(head("over contract, a day"), contractRows(options, overText)),
  ];
};

const classTable = (options: readonly WithContracts[], head: readonly string[]): string[] => {
  const classes = classRows(options);
  return classes.length === 0 ? [] : ["", textTable([...head], classes, 2)];
};

/** Load against contract, for a terminal. */
export const contractTables = ({ options }: Pick<Answer, "options">): string[] => [
  ...totalTables(options),
  ...classTable(options, CLASS_HEAD),
  "",
  ...options.map((option) => `${option.option}: ${firstOverText(option)}`),
];

/** The twin's demand against contract, before anything runs. */
export const contractForecastText = (options: readonly WithContracts[]): string =>
  [
    ...totalTables(options),
    ...classTable(options, ["option", "class of requests, first attempts", ...CLASS_HEAD.slice(2)]),
    "",
  ].join("\n");
