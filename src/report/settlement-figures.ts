import { SETTLEMENT_STEPS, type SettlementStep } from "../domain/settlement-day.ts";
import type { OptionAnswer } from "../experiment/answer.ts";
import type { SettlementMeasures, SplitBy } from "../experiment/settlement-measures.ts";
import { DAY_MS, MINUTE_MS } from "../kernel/time.ts";
import { clock, count, duration, million, percent, share } from "./format.ts";

const settled = (options: readonly OptionAnswer[]): readonly (readonly [string, SettlementMeasures])[] =>
  options.flatMap(({ option, settlement }) => (settlement === undefined ? [] : [[option, settlement] as const]));

const STEP_HEADS: Readonly<Record<SettlementStep, string>> = {
  "completeness sweep": "completeness sweep",
  gate: "gate",
  "defaulting and aggregation": "aggregated",
  "load shapes": "load shapes",
  "volume allocation": "allocated",
  reports: "reports",
};

/** Every run that an option has, in order: all options of a scenario mostly have one timetable. */
const runNames = (options: readonly OptionAnswer[]): readonly string[] => [
  ...new Set(settled(options).flatMap(([, { runs }]) => runs.map(({ run }) => run))),
];

export const SETTLEMENT_TITLE = "Settlement: meter-days on actual data at each run, and the messages that bring it";

/** Of each option the share on actual data by run, and its messages; the first column is words. */
export const settlementTable = (options: readonly OptionAnswer[]): { head: string[]; rows: string[][] } => {
  const names = runNames(options);
  return {
    head: ["option", ...names, "a day", "DIP peak", "queue", "in p50", "in p99"],
    rows: settled(options).map(([option, measures]) => [
      option,
      ...names.map((name) => percent(measures.runs.find(({ run }) => run === name)?.share)),
      million(measures.perDay),
      share(measures.dipPeakShare),
      million(measures.dipQueuedMax),
      duration(measures.p50Ms),
      duration(measures.p99Ms),
    ]),
  };
};

/** How the figures came about, in a sentence. */
export const settlementNote = (options: readonly OptionAnswer[]): string | undefined => {
  const [first] = settled(options);
  if (first === undefined) return undefined;
  const last = first[1].runs.at(-1)!.run;
  const followed = settled(options).map(([option, { runs }]) => `${option} ${percent(runs.at(-1)!.followedShare)}`);
  return (
    "A day: messages that come to the DIP, estimates before II among them. DIP peak: busiest minute of what comes, " +
    "1.00 is all that it takes in. In: since the end of the UTC day, " +
    `of data that was simulated. Reads after the simulated time are followed on without queues: at ${last} they ` +
    `brought, of the days on actuals, ${followed.join(", ")}.`
  );
};

export const EXCEPTIONS_TITLE = "Exceptions in metering systems' data, as suppliers are told of them";

/** Totals by type, options side by side: no metering system's own. */
export const exceptionTable = (options: readonly OptionAnswer[]): { head: string[]; rows: string[][] } => {
  const found = settled(options);
  const types = found[0]?.[1].exceptions.map(({ type }) => type) ?? [];
  const totalOf = ({ exceptions }: SettlementMeasures, type: string): number =>
    exceptions.find((one) => one.type === type)!.total;
  return {
    head: ["exception", ...found.map(([option]) => option)],
    rows: types
      .filter((type) => found.some(([, measures]) => totalOf(measures, type) > 0))
      .map((type) => [type, ...found.map(([, measures]) => count(totalOf(measures, type)))]),
  };
};

/** The same of each supplier. */
export const supplierExceptionTable = (options: readonly OptionAnswer[]): { head: string[]; rows: string[][] } => ({
  head: ["option", "supplier", "exception", "meter-days"],
  rows: settled(options).flatMap(([option, { exceptions }]) =>
    exceptions.flatMap(({ type, suppliers }) => suppliers.map(({ name, total }) => [option, name, type, count(total)])),
  ),
});

export const STEPS_TITLE = "The settlement day: when each step was done at the latest, UTC";

/** Time of day, and how many days after the gate's. */
const stepText = (ms: number): string => {
  if (Number.isNaN(ms)) return "–";
  const days = Math.floor(ms / DAY_MS);
  return `${clock((ms - days * DAY_MS) / MINUTE_MS)}${days === 0 ? "" : ` +${days} d`}`;
};

export const stepTable = (options: readonly OptionAnswer[]): { head: string[]; rows: string[][] } => ({
  head: ["option", ...SETTLEMENT_STEPS.map((step) => STEP_HEADS[step])],
  rows: settled(options).map(([option, { steps }]) => [option, ...steps.map(({ latestMs }) => stepText(latestMs))]),
});

export const SPLITS: readonly SplitBy[] = ["segment", "supplier", "GSP Group"];

/** The share on actuals of each part of the meters, options down the rows, by run. */
export const splitTable = (options: readonly OptionAnswer[], by: SplitBy): { head: string[]; rows: string[][] } => {
  const names = runNames(options);
  return {
    head: ["option", by, ...names],
    rows: settled(options).flatMap(([option, { runs, splits }]) =>
      splits
        .filter((split) => split.by === by)
        .map(({ name, shares }) => [
          option,
          name,
          ...names.map((run) => percent(shares[runs.findIndex((one) => one.run === run)])),
        ]),
    ),
  };
};
