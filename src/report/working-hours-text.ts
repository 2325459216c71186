import { CSPS } from "../domain/components.ts";
import { type Answer, type OptionAnswer, REFERENCE, shortTitle } from "../experiment/answer.ts";
import { duration, percent, percentile, share } from "./format.ts";
import { textTable } from "./text-table.ts";

type Options = Pick<Answer, "options">;

const INSTALL = "install-and-commission";

/** A figure, and in brackets the reference's. */
const beside = (options: Options["options"], option: OptionAnswer, figure: (of: OptionAnswer) => string): string => {
  const reference = options.find((one) => one.option === REFERENCE);
  return reference === undefined || reference === option ? figure(option) : `${figure(option)} (${figure(reference)})`;
};

const ofInstall = (figure: (process: OptionAnswer["processes"][number]) => string) => (option: OptionAnswer) => {
  const found = option.processes.find(({ process }) => process === INSTALL);
  return found === undefined ? "–" : figure(found);
};

const ranOver = (name: string) => (option: OptionAnswer) =>
  percent(option.workingHours.overnight.find(({ process }) => process === name)?.ranOverShare);

const INSTALL_FIGURES = [
  ofInstall(({ inTargetShare }) => percent(inTargetShare)),
  ofInstall(({ officialClock: { p99Ms, maxMs } }) => percentile(p99Ms, maxMs)),
  ofInstall(({ officialClock: { maxMs } }) => duration(maxMs)),
  ranOver("daily-reads"),
  ranOver("mhhs-profiles"),
];

export const WORKING_HOURS_TITLE = `The working day: what return traffic does to it (beside it ${REFERENCE})`;

export const INSTALL_HEAD = [
  "install & commission",
  "in target",
  "p99",
  "longest",
  "existing over",
  "MHHS over",
] as const;

/** Options down: install & commission on the official clock, and reads sent in the night that end in the day. */
export const installRows = ({ options }: Options): string[][] =>
  options.map((option) => [option.option, ...INSTALL_FIGURES.map((figure) => beside(options, option, figure))]);

export const RETURN_HEAD = ["responses and alerts in working hours", ...CSPS.map(shortTitle)] as const;

const returnFigure = (csp: number) => (option: OptionAnswer) => {
  const { meanShare } = option.workingHours.returns[csp]!;
  return Number.isNaN(meanShare) ? "–" : share(meanShare);
};

/** Options down, CSPs across: how full the return path is in working hours, on average. */
export const returnRows = ({ options }: Options): string[][] =>
  options.map((option) => [option.option, ...CSPS.map((_, csp) => beside(options, option, returnFigure(csp)))]);

export const WORKING_HOURS_NOTE =
  "Run over: of reads sent before the working day begins and answered, those answered after. Responses and alerts " +
  "are a share of what the return path carries, on average over working hours.";

export const workingHoursTables = (answer: Options): string =>
  [textTable([...INSTALL_HEAD], installRows(answer)), "", textTable([...RETURN_HEAD], returnRows(answer))].join("\n");
