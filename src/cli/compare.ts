import { statSync } from "node:fs";
import { basename, dirname } from "node:path";
import { type Comparison, compare as compareSides, type Difference, type Side } from "../experiment/comparison.ts";
import type { ExperimentRecord } from "../experiment/record.ts";
import { comparisonMarkdown } from "../report/comparison-markdown.ts";
import { comparisonText } from "../report/comparison-text.ts";
import { comparisonVerdict } from "../report/comparison-verdict.ts";
import { nearest } from "../scenario/near.ts";
import { RECORD, recordIn } from "../store/experiment-folder.ts";
import { json } from "../store/manifest.ts";
import { readRecord } from "../store/record-file.ts";
import { EXIT_CODES } from "./exit-codes.ts";
import { UsageError } from "./fault.ts";

interface CompareArguments {
  readonly results: string[];
  readonly options: string[] | undefined;
  readonly reference: string | undefined;
  readonly baseline: string | undefined;
  readonly noise: number | undefined;
  readonly all: boolean;
  readonly json: boolean;
  readonly format: "text" | "md";
}

interface Result {
  readonly name: string;
  readonly record: ExperimentRecord;
}

const readResult = (name: string): Result => {
  const found = statSync(name, { throwIfNoEntry: false });
  if (found === undefined)
    throw new UsageError(`${name}: no such result; expected a result folder of mhhs run, or its results.sqlite`);
  const record = found.isDirectory() ? recordIn(name) : readRecord(name);
  if (record.runs.length === 0) throw new UsageError(`${name} has no finished option; expected at least one`);
  // A record is called by its folder: all are of the same name.
  return { name: basename(name) === RECORD && dirname(name) !== "." ? dirname(name) : name, record };
};

const optionsOf = ({ record }: Result): string[] => record.runs.map(({ plan }) => plan.option);

const sideOf = ({ name, record }: Result, option: string): Side => ({
  result: name,
  record,
  run: record.runs.find(({ plan }) => plan.option === option)!,
});

/** Options that were named and that no result has. */
const checkNames = (names: readonly string[], results: readonly Result[]): void => {
  const known = [...new Set(results.flatMap(optionsOf))];
  for (const name of names) {
    if (known.includes(name)) continue;
    const near = nearest(name, known);
    const meant = near === undefined ? "" : `did you mean "${near}"? `;
    throw new UsageError(
      `No option "${name}" in ${results.map((one) => one.name).join(", ")}; ${meant}it has ${known.join(", ")}`,
    );
  }
};

/** The options of one result, each against the reference. */
const within = (result: Result, { options, reference }: CompareArguments): (readonly [Side, Side])[] => {
  const all = optionsOf(result);
  const named = options ?? all;
  const usual = result.record.scenario.reference;
  const base = reference ?? (named.includes(usual) ? usual : named[0]!);
  const others = named.filter((option) => option !== base);
  if (others.length === 0)
    throw new UsageError(
      `Nothing to compare ${base} with in ${result.name}; it has ${all.join(", ")}: name another with --options, ` +
        "or a second result",
    );
  return others.map((option) => [sideOf(result, base), sideOf(result, option)]);
};

/** The same options of several results, each against the first; single ones whatever they are called. */
const across = (
  [first, ...others]: readonly Result[],
  { options, reference }: CompareArguments,
): (readonly [Side, Side])[] => {
  if (reference !== undefined)
    throw new UsageError("--reference is for the options of one result; of several the first is the reference");
  const before = optionsOf(first!);
  const pairs = others.flatMap((other) => {
    const after = optionsOf(other);
    if (options === undefined && before.length === 1 && after.length === 1)
      return [[sideOf(first!, before[0]!), sideOf(other, after[0]!)] as const];
    return before
      .filter((option) => after.includes(option) && options?.includes(option) !== false)
      .map((option) => [sideOf(first!, option), sideOf(other, option)] as const);
  });
  if (pairs.length > 0) return pairs;
  const has = [first!, ...others].map((one) => `${one.name} has ${optionsOf(one).join(", ")}`);
  throw new UsageError(`No option is in ${first!.name} and in another result: ${has.join("; ")}`);
};

/** Options of several results that only one of them has. */
const unmatched = (results: readonly Result[]): string[] => {
  if (results.length === 1 || results.every((one) => optionsOf(one).length === 1)) return [];
  const all = [...new Set(results.flatMap(optionsOf))];
  return all.flatMap((option) => {
    const without = results.filter((one) => !optionsOf(one).includes(option));
    return without.length === 0 ? [] : [`${option} is not in ${without.map(({ name }) => name).join(", ")}`];
  });
};

const asJson = (comparison: Comparison, all: boolean): unknown => {
  const { reference, other, unpaired, values, differences, noise } = comparison;
  const side = ({ result, record, run }: Side) => ({
    result,
    option: run.plan.option,
    scenario: record.scenario.name,
    scenarioHash: record.scenario.hash,
    seed: run.plan.seed,
    scale: run.plan.scale,
    program: record.program,
  });
  const told = all ? differences : differences.filter(({ verdict }) => verdict !== "same" && verdict !== "not known");
  return {
    reference: side(reference),
    other: side(other),
    isPaired: unpaired.length === 0,
    unpaired,
    noise,
    verdict: comparisonVerdict(comparison),
    values: values.map(({ path, from = null, to = null }) => ({ path, from, to })),
    differences: told.map(({ metric, ...one }) => ({ metric: metric.name, unit: metric.unit, ...one })),
    same: differences.filter(({ verdict }) => verdict === "same").length,
    mayBeChance: differences.filter(({ verdict }) => verdict === "may be chance").length,
    notKnown: differences.filter(({ verdict }) => verdict === "not known").length,
  };
};

/** What may be chance counts here: a baseline is met by the same draws, or it is not met. */
const isMoved = ({ verdict }: Difference): boolean => verdict !== "same" && verdict !== "not known";

/** Ends with a code of its own where a figure, or an option, is not what the baseline has. */
const holdAgainst = (
  [baseline, ...results]: readonly Result[],
  comparisons: readonly Comparison[],
  args: CompareArguments,
): void => {
  const moved = comparisons.flatMap(({ other, differences }) => {
    const count = differences.filter(isMoved).length;
    const worse = differences.filter(({ verdict }) => verdict === "worse").length;
    const figures = count === 1 ? "1 figure" : `${count} figures`;
    return count === 0 ? [] : [`${other.run.plan.option} of ${other.result}: ${figures} moved, ${worse} for the worse`];
  });
  const gone = results.flatMap((result) => {
    const compared = comparisons.filter(({ other }) => other.result === result.name).map(({ reference }) => reference);
    return optionsOf(baseline!)
      .filter((option) => args.options?.includes(option) !== false)
      .filter((option) => compared.every(({ run }) => run.plan.option !== option))
      .map((option) => `${option} of ${baseline!.name} is not in ${result.name}`);
  });
  for (const line of [...moved, ...gone]) process.stderr.write(`✗ ${line}\n`);
  if (moved.length + gone.length > 0) process.exitCode = EXIT_CODES.baseline.code;
};

/** `mhhs compare`: options of a result, or the same options of several, figure by figure. */
export const compare = (args: CompareArguments): void => {
  const results = [...(args.baseline === undefined ? [] : [args.baseline]), ...args.results].map(readResult);
  checkNames([...(args.options ?? []), ...(args.reference === undefined ? [] : [args.reference])], results);
  const pairs = results.length === 1 ? within(results[0]!, args) : across(results, args);
  const comparisons = pairs.map(([reference, other]) => compareSides(reference, other, args.noise ?? 0.01));
  for (const line of unmatched(results)) process.stderr.write(`note: ${line}\n`);
  if (args.json)
    process.stdout.write(json({ schema: 1, comparisons: comparisons.map((one) => asJson(one, args.all)) }));
  else {
    const write = args.format === "md" ? comparisonMarkdown : comparisonText;
    const rule = args.format === "md" ? "\n" : `\n${"─".repeat(100)}\n\n`;
    process.stdout.write(comparisons.map((one) => write(one, args)).join(rule));
  }
  if (args.baseline !== undefined) holdAgainst(results, comparisons, args);
};
