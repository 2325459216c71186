import { IMBALANCE_RUN } from "../domain/prices.ts";
import type { Answer, OptionAnswer } from "../experiment/answer.ts";
import type { CentralMeasures, CentralRun, CentralSplit } from "../experiment/central-measures.ts";
import { marked, peakText } from "./chance.ts";
import { percent, percentile } from "./format.ts";

/** An option whose reads are settled, with what comes of it. */
interface Settled {
  readonly option: OptionAnswer;
  readonly central: CentralMeasures;
}

const settledOf = (options: readonly OptionAnswer[]): readonly Settled[] =>
  options.flatMap((option) => (option.central === undefined ? [] : [{ option, central: option.central }]));

const runNames = (options: readonly OptionAnswer[]): readonly string[] => [
  ...new Set(settledOf(options).flatMap(({ central }) => central.runs.map(({ run }) => run))),
];

const at = ({ runs }: CentralMeasures, name: string): CentralRun | undefined => runs.find(({ run }) => run === name);

/** £4.2 m, £310 k, £95, -£2 k: an amount in as few characters as a table has room for. */
export const pounds = (amount: number | undefined): string => {
  if (amount === undefined || Number.isNaN(amount)) return "–";
  if (amount <= -0.5) return `-${pounds(-amount)}`;
  if (amount < 950) return `£${Math.abs(amount).toFixed(0)}`;
  return amount < 950e3 ? `£${(amount / 1e3).toFixed(0)} k` : `£${(amount / 1e6).toFixed(1)} m`;
};

type SettledAnswer = Pick<Answer, "options" | "scale">;

/** Small shares: 0.38 %. */
const fine = (value: number | undefined): string => percent(value, 2);

const factorText = (factor: number | undefined): string =>
  factor === undefined || Number.isNaN(factor) ? "–" : factor.toFixed(3);

export const CENTRAL_TITLE = "Load, latency, settlement and money, side by side";

type Component = OptionAnswer["components"][number];
const worst = ({ components }: OptionAnswer): Component =>
  components.reduce((most, one) => (one.peakShare > most.peakShare ? one : most));
const PROFILES = "mhhs-profiles";

/** What each option asks of the DCC beside what it gives to settlement: a column of each kind. */
export const sideBySideTable = ({ options, scale }: SettledAnswer): { head: string[]; rows: string[][] } => {
  const names = runNames(options);
  const isOfFew = scale !== 1;
  return {
    head: ["option", "load", "p50", "p99", ...names, `${IMBALANCE_RUN} error`, "factor", "money"],
    rows: settledOf(options).map(({ option, central }) => {
      const times = option.processes.find(({ process }) => process === PROFILES)?.wantedClock;
      return [
        option.option,
        peakText(worst(option)),
        times === undefined ? "–" : percentile(times.p50Ms, times.maxMs),
        times === undefined ? "–" : percentile(times.p99Ms, times.maxMs),
        ...names.map((name) => percent(at(central, name)?.energyShare)),
        marked(fine(at(central, IMBALANCE_RUN)?.misplacedShare), isOfFew),
        factorText(at(central, IMBALANCE_RUN)?.factorMean),
        marked(pounds(at(central, IMBALANCE_RUN)?.imbalancePounds), isOfFew),
      ];
    }),
  };
};

export const sideBySideNote = (options: readonly OptionAnswer[]): string | undefined => {
  return runNames(options).length === 0
    ? undefined
    : "Load: busiest minute of first attempts at the fullest component, 1.00 is all that it carries. p50, p99: MHHS " +
        "profiles since the data existed, whose meter could be reached. " +
        `${runNames(options).join(", ")}: import settled on measured totals, of all energy. ` +
        `Error: energy that ${IMBALANCE_RUN} settles on the wrong supplier, half hour by half hour, after GSP Group ` +
        "Correction, whose mean factor is beside it. " +
        `Money: what is paid for it at ${IMBALANCE_RUN}, a Settlement Day, at the stated price. Both ` +
        "come out too high from fewer meters than all: what few are settled wrong by evens out less.";
};

export const CORRECTION_TITLE = "Settlement by run: error, GSP Group Correction, money";

/** Each option and run: what is wrong, what corrects it, what is paid. */
export const correctionTable = ({ options, scale }: SettledAnswer): { head: string[]; rows: string[][] } => ({
  head: [
    "option",
    "run",
    "energy",
    "error",
    "worst",
    "factor",
    "least",
    "most",
    "outside",
    "excepted",
    "paid",
    "moved",
  ],
  rows: settledOf(options).flatMap(({ option, central }) =>
    central.runs.map((run) => [
      option.option,
      run.run,
      percent(run.energyShare),
      ...[run.misplacedShare, run.supplierErrorMost].map((error) => marked(fine(error), scale !== 1)),
      factorText(run.factorMean),
      ...[run.factorLeast, run.factorMost].map((factor) => marked(factorText(factor), scale !== 1)),
      marked(percent(run.factorsOutsideShare), scale !== 1),
      String(run.exceptions),
      ...[run.imbalancePounds, run.movedPounds].map((paid) => marked(pounds(paid), scale !== 1)),
    ]),
  ),
});

export const CORRECTION_NOTE =
  "Worst: the supplier settled furthest from its true energy. Factors outside 0.9 to 1.1 are counted, as are " +
  "Settlement Periods in which nothing weighted could carry the error. Paid: for imbalance that is settlement's " +
  "error, a Settlement Day; moved: for what changed since the run before. Suppliers are taken to have bought what " +
  "they would be settled on with all half hours true.";

/** By segment only where more are settled than the smart one. */
export const splitsOf = (options: readonly OptionAnswer[]): readonly CentralSplit["by"][] =>
  (["segment", "supplier", "GSP Group"] as const).filter((by) =>
    settledOf(options).some(({ central }) => central.splits.some((split) => split.by === by)),
  );

/** What is told of some parts besides. */
const MORE_BY = { segment: [], supplier: ["pays"], "GSP Group": ["factor"] } as const;

/** Energy on actuals and error of each segment, supplier or GSP Group, by run: so many columns of each. */
export const centralSplitTable = (
  { options, scale }: SettledAnswer,
  by: CentralSplit["by"],
): { head: string[]; rows: string[][]; ofRun: number } => {
  const names = runNames(options);
  const more = MORE_BY[by];
  return {
    ofRun: 2 + more.length,
    head: ["option", by, "GWh", ...names.flatMap((name) => [name, "error", ...more])],
    rows: settledOf(options).flatMap(({ option, central }) =>
      central.splits
        .filter((split) => split.by === by)
        .map(({ name, gwh, energyShares, errors, factors, pounds: paid }) => [
          option.option,
          name,
          gwh.toFixed(1),
          ...names.flatMap((run) => {
            const i = central.runs.findIndex((one) => one.run === run);
            return [
              percent(energyShares[i]),
              marked(fine(errors[i]), scale !== 1),
              ...(by === "GSP Group" ? [factorText(factors[i])] : []),
              ...(by === "supplier" ? [marked(pounds(paid[i]), scale !== 1)] : []),
            ];
          }),
        ]),
    ),
  };
};

export const CUSTOMERS_TITLE = `Suppliers with customers of their own, at ${IMBALANCE_RUN}`;
export const CUSTOMERS_NOTE =
  `Energy, and of it what ${IMBALANCE_RUN} settles on measured totals; error: settled above what is true, after GSP ` +
  "Group Correction; pays: for it, a Settlement Day, net; below 0 it is paid. The other suppliers share the " +
  "customers that these leave, and pay or are paid the rest.";

const CUSTOMERS = "settlement.demand.customers.";

/** Suppliers to which some option gives other customers: who an experiment with them asks about. */
const suppliersAsked = (options: readonly OptionAnswer[]): readonly string[] => {
  const paths = options.flatMap(({ changes }) => changes.values.map(({ path }) => path));
  const asked = paths.filter((path) => path.startsWith(CUSTOMERS));
  return [...new Set(asked.map((path) => path.slice(CUSTOMERS.length).split(".")[0]!))];
};

/** Each of them, option by option; undefined where there is none. */
export const customersTable = ({ options, scale }: SettledAnswer): { head: string[]; rows: string[][] } | undefined => {
  const rows = suppliersAsked(options).flatMap((supplier) =>
    settledOf(options).flatMap(({ option, central: { runs, splits } }) => {
      const found = splits.find(({ by, name }) => by === "supplier" && name === supplier);
      if (found === undefined) return [];
      const i = runs.findIndex(({ run }) => run === IMBALANCE_RUN);
      const [error, pays] = [fine(found.errors[i]), pounds(found.pounds[i])].map((text) => marked(text, scale !== 1));
      return [[option.option, supplier, found.gwh.toFixed(1), percent(found.energyShares[i]), error!, pays!]];
    }),
  );
  return rows.length === 0 ? undefined : { head: ["option", "supplier", "GWh", IMBALANCE_RUN, "error", "pays"], rows };
};

/** After these all options are nearly alike. */
const DRAWN_RUNS = 2;

/** What the picture draws of an option: four kinds of figure, each beside its neighbours. */
export interface Drawn {
  readonly option: string;
  readonly load: number;
  readonly isLoadOfChance: boolean;
  readonly p99Ms: number;
  /** By the first runs. */
  readonly energy: readonly { readonly run: string; readonly share: number }[];
  readonly errorRun: string;
  readonly pounds: number;
  /** Of a part of all meters: too few for what settlement's error comes to. */
  readonly isErrorOfFew: boolean;
}

export const drawnOf = ({ options, scale }: SettledAnswer): readonly Drawn[] =>
  settledOf(options).map(({ option, central: { runs } }) => ({
    option: option.option,
    load: worst(option).peakShare,
    isLoadOfChance: worst(option).isPeakOfChance,
    p99Ms: option.processes.find(({ process }) => process === PROFILES)?.wantedClock.p99Ms ?? Number.NaN,
    energy: runs.slice(0, DRAWN_RUNS).map(({ run, energyShare }) => ({ run, share: energyShare })),
    errorRun: IMBALANCE_RUN,
    pounds: runs.find(({ run }) => run === IMBALANCE_RUN)!.imbalancePounds,
    isErrorOfFew: scale !== 1,
  }));
