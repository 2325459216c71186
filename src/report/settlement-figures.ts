import type { OptionAnswer } from "../experiment/answer.ts";
import type { SettlementMeasures, SplitBy } from "../experiment/settlement-measures.ts";
import { duration, million, percent, share } from "./format.ts";

const settled = (options: readonly OptionAnswer[]): readonly (readonly [string, SettlementMeasures])[] =>
  options.flatMap(({ option, settlement }) => (settlement === undefined ? [] : [[option, settlement] as const]));

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
