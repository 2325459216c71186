import type { Comparison, Difference, Side, Verdict } from "../experiment/comparison.ts";
import { fitOf } from "../experiment/fits.ts";
import { differenceCells, placeTitle } from "./comparison-cells.ts";

/** What a side is called: its option, and its result where two are compared. */
export const sideName = ({ result, run }: Side, other: Side): string =>
  result === other.result ? run.plan.option : `${run.plan.option} of ${result}`;

const PEAK = "demand_peak_share";
const EMPTIES = "night_queue_empties";
const IN_TARGET = "in_target_share";
const IN_BY = "in_by_09_share";
const PROFILES = "mhhs-profiles";

const things = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;
const componentsOf = (n: number): string => things(n, "component", "components");

const having = (differences: readonly Difference[], verdict: Verdict): readonly Difference[] =>
  differences.filter((one) => one.verdict === verdict);

/** The one that moved most, with what it was and is. */
const most = (comparison: Comparison, differences: readonly Difference[]): string => {
  const size = ({ change }: Difference): number => Math.abs(change ?? Number.POSITIVE_INFINITY);
  const found = differences.reduce((a, b) => (size(b) > size(a) ? b : a));
  const { from, to } = differenceCells(comparison, found);
  return `${placeTitle(found, comparison)}${differences.length > 1 ? " most" : ""}: ${from} → ${to}`;
};

const clausesOf = (
  comparison: Comparison,
  differences: readonly Difference[],
  words: Readonly<Partial<Record<Verdict, (n: number, isFirst: boolean) => string>>>,
): string[] =>
  (Object.keys(words) as Verdict[])
    .map((verdict) => ({ verdict, found: having(differences, verdict) }))
    .filter(({ found }) => found.length > 0)
    .map(({ verdict, found }, i) => {
      const moved = verdict === "improved" || verdict === "worse" ? ` (${most(comparison, found)})` : "";
      return words[verdict]!(found.length, i === 0) + moved;
    });

const peak = (isFirst: boolean): string => (isFirst ? "the busiest minute" : "that");

const sentence = (subject: string, clauses: readonly string[]): string[] => {
  if (clauses.length === 0) return [];
  const last = clauses.at(-1)!;
  const all = clauses.length === 1 ? last : `${clauses.slice(0, -1).join(", ")}, and ${last}`;
  return [`${subject} ${all}.`];
};

/** Existing processes, as the reference has them: cuts through several of them are none of their own. */
const existingOf = ({ measures, differences }: Comparison): readonly Difference[] => {
  const existing = measures.reference.processes.filter(({ isExisting }) => isExisting).map(({ process }) => process);
  return differences.filter(({ metric, place }) => metric.name === IN_TARGET && existing.includes(place));
};

const fitsText = ({ measures, reference, other }: Comparison): string => {
  const [was, is] = [fitOf(measures.reference).fits, fitOf(measures.other).fits];
  const [before, after] = [sideName(reference, other), sideName(other, reference)];
  if (was === null || is === null) return "Whether both fit can't be said at this scale.";
  if (was === is) return was ? `Both ${before} and ${after} fit.` : `Neither ${before} nor ${after} fits.`;
  return is ? `${after} fits where ${before} does not.` : `${after} does not fit where ${before} does.`;
};

/** What the other does against the reference, in a paragraph. */
export const comparisonVerdict = (comparison: Comparison): string => {
  const { differences, other, reference } = comparison;
  const name = sideName(other, reference);
  const of = (metric: string): readonly Difference[] => differences.filter((one) => one.metric.name === metric);
  const peaks = clausesOf(comparison, of(PEAK), {
    improved: (n, isFirst) => `lowers ${peak(isFirst)} of ${componentsOf(n)}`,
    worse: (n, isFirst) => `raises ${peak(isFirst)} of ${componentsOf(n)}`,
    same: (n, isFirst) => `keeps ${peak(isFirst)} of ${componentsOf(n)}`,
    "may be chance": (n, isFirst) => `moves ${peak(isFirst)} of ${componentsOf(n)} by what may be chance`,
  });
  const queues = clausesOf(comparison, of(EMPTIES), {
    improved: (n) => `less long at ${componentsOf(n)}`,
    worse: (n) => `longer at ${componentsOf(n)}`,
    "may be chance": (n) => `as long, but for what may be chance, at ${componentsOf(n)}`,
  });
  const targets = clausesOf(comparison, existingOf(comparison), {
    improved: (n) => `${things(n, "is", "are")} inside target more often`,
    worse: (n) => `${things(n, "is", "are")} inside target less often`,
    same: (n) => `${things(n, "keeps its", "keep their")} share inside target`,
    "may be chance": (n) => `${things(n, "differs", "differ")} by what may be chance`,
  });
  const profiles = of(IN_BY).filter(
    ({ place, from, to }) => place === PROFILES && from !== "absent" && to !== "absent",
  );
  return [
    fitsText(comparison),
    ...sentence(name, peaks),
    ...sentence("Reads of the night wait", queues),
    ...sentence("Of existing processes,", targets),
    ...profiles.map((one) => {
      const { from, to } = differenceCells(comparison, one);
      return `MHHS profiles in by 09:00: ${one.verdict === "same" ? `${from} as before` : `${from} → ${to}`}${
        one.verdict === "may be chance" ? ", which may be chance" : ""
      }.`;
    }),
  ].join(" ");
};
