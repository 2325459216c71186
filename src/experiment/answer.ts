import { COMPONENT_TITLES, COMPONENTS, type ComponentName } from "../domain/components.ts";
import type { Declaration } from "../metrics/declaration.ts";
import { DAYS_BY_MINUTE } from "../metrics/run-minutes.ts";
import { appointedLateSentence } from "./appointed-late.ts";
import { type Binding, bindingOf, bindingSentence, deadlineNeeded, deadlineSentence } from "./binding.ts";
import { type Costs, costScalars, costsOfRuns } from "./costs.ts";
import { type Fit, fitOf, fitSentence } from "./fits.ts";
import type { Forecast, FrontierPicture } from "./forecast.ts";
import { type Harm, harmOf, isHarmed, REFERENCE } from "./harm.ts";
import { loadUnitOf } from "./load-unit.ts";
import { type ComponentMeasures, measuresOf, type ProcessMeasures, type RunMeasures } from "./measures.ts";
import { laterThanValues, metricCatalogue, metricValues, scalarsOf } from "./metric-values.ts";
import { type OptionChanges, optionChanges } from "./option-changes.ts";
import { monthsOf } from "./performance-measures.ts";
import type { ExperimentRecord, RunRecord } from "./record.ts";
import { REDACTED } from "./redaction.ts";
import { percent } from "./share-text.ts";
import { type Smets1Measures, smets1Measures } from "./smets1-measures.ts";
import { judgeThresholds, type ThresholdResult } from "./thresholds.ts";
import { type UserView, userViews } from "./user-views.ts";

export { type Harm, isHarmed, REFERENCE };

/**
 * What an experiment answers: the question, each option measured, and what it hangs on. Everything a report shows is
 * in it.
 */
export interface Answer {
  /** Version of this shape. */
  readonly schema: 1;
  readonly scenario: string;
  readonly question: string;
  /** What the command line changed, as `path=value`. */
  readonly set: readonly string[];
  readonly overlays: ExperimentRecord["overlays"];
  /** Components whose capacity came from an overlay: their loads are shares of it, and nothing else. */
  readonly privateCapacities: readonly ComponentName[];
  readonly seed: string;
  readonly scale: number;
  readonly meters: number;
  /** Thresholds of the scenario, each held against every option that it is for. */
  readonly thresholds: readonly ThresholdResult[];
  readonly options: readonly OptionAnswer[];
  /** By when reads would have to be in for a schedule to need no more capacity, a sentence for each frontier. */
  readonly deadlines: readonly string[];
  /** Calendar months that were measured days of, and the levels that performance is held against. */
  readonly months: readonly string[];
  readonly serviceLevels: { readonly target: number; readonly minimum: number };
  /** What the CSPs' round trips are held to. */
  readonly roundTripWithinMs: number;
  /** Options that were asked for and not finished. */
  readonly unfinished: readonly string[];
  readonly frontiers: readonly FrontierPicture[];
  /** What each metric is. */
  readonly definitions: readonly Declaration[];
  /** Figures that a scaled-down run cannot give. */
  readonly notValidAtThisScale: readonly string[];
  /** What the model leaves out. */
  readonly leavesOut: readonly string[];
}

export interface OptionAnswer {
  readonly option: string;
  readonly changes: OptionChanges;
  readonly sentence: string;
  readonly fit: Fit;
  /** The component that keeps it from fitting, or comes nearest to it, and what it would take. */
  readonly binding: Binding | undefined;
  readonly bindingSentence: string;
  /** Reads that the bound lets move: "all" once the option moves existing reads. */
  readonly boundMoves: Forecast["boundMoves"];
  readonly components: readonly (ComponentMeasures & ComponentBound)[];
  readonly contracts: RunMeasures["contracts"];
  readonly performance: RunMeasures["performance"];
  readonly cspSamples: RunMeasures["cspSamples"];
  readonly workingHours: RunMeasures["workingHours"];
  readonly processes: readonly ProcessMeasures[];
  readonly users: readonly UserView[];
  readonly caches: RunMeasures["caches"];
  /** Cohort by cohort what became of SMETS1 requests; empty where no rule of SMETS1 is on. */
  readonly smets1: readonly Smets1Measures[];
  readonly alerts: RunMeasures["alerts"];
  /** Figures of the DCC's rules that are on. */
  readonly rules: RunMeasures["rules"];
  readonly settlement: RunMeasures["settlement"];
  /** What meters are expected to use on the days that are settled. */
  readonly energy: Forecast["energy"];
  /** What central settlement makes of it; undefined where settlement is off. */
  readonly central: RunMeasures["central"];
  /** What the fluid twin can't know of the option. */
  readonly warnings: Forecast["warnings"];
  /** What went wrong, what waited for it, and who paid. */
  readonly faults: RunMeasures["faults"];
  /** Existing processes beside the same without MHHS, on the same draws; undefined for the reference itself. */
  readonly harm: readonly Harm[] | undefined;
  /** What it needs beyond the reference, and what that costs; undefined for the reference itself. */
  readonly costs: Costs | undefined;
  readonly playingField: RunMeasures["playingField"];
  /** Every scalar as `metric:place`, sorted; what has no value (nothing waited, never answered) is null. */
  readonly metrics: Readonly<Record<string, number | null>>;
  /** Of the null ones, those that fall among needs never answered: the longest answer, in ms, which they are above. */
  readonly laterThanMs: Readonly<Record<string, number>>;
  /** Minutes that a value of its load over time is of: 1, or 30 in a long run. */
  readonly stepMinutes: RunRecord["result"]["stepMinutes"];
  readonly events: number;
  readonly rowsMax: number;
  readonly pathFingerprint: string;
  readonly resultFingerprint: string;
}

export interface ComponentBound {
  /** The lowest peak of first attempts that any schedule of the movable reads can reach (O10). */
  readonly boundShare: number;
  /** Peak ÷ bound by the twin's demand; the simulation's own peak has a few parts in a thousand of chance on top. */
  readonly distance: number;
  readonly forecastPeakShare: number;
  readonly forecastEmptiesAtMinute: number | undefined;
}

/** Half of the SMETS1 target of 16 s. */
const DCO_SERVICE_MS_MAX = 8000;

/** What a scaled-down run cannot say: the metrics that declare it, and what `--scale` leaves as it is. */
const scaleCaveats = (dcoServiceMs: number): string[] => {
  const why = new Map<string, string[]>();
  for (const { title, notAtScale } of metricCatalogue())
    if (notAtScale !== undefined) why.set(notAtScale, [...(why.get(notAtScale) ?? []), title]);
  return [
    ...[...why].map(([reason, titles]) => `${titles.join(", ")}: ${reason}`),
    "latencies of Users with under 1,000 kept meters",
    dcoServiceMs < DCO_SERVICE_MS_MAX
      ? "latencies of requests that need dual control"
      : `whether requests that need dual control keep their target, and so whether an option fits: a DCO takes ` +
        `${Number.isNaN(dcoServiceMs) ? REDACTED : (dcoServiceMs / 1000).toFixed(0)} s for each at this scale`,
  ];
};

const SETTLED_NOWHERE = "data services, DIP and settlement: what arrives late costs nothing here";
const WITHOUT_OTHERS = "of settlement: advanced, unmetered and traditional metering systems";
const OF_SETTLEMENT = ["queues for reads after the simulated time: which day they come on is followed, not the hour"];

const LEAVES_OUT = [
  "what the scenario does not switch on: faults, price changes, firmware, changes of Schedules, Users' reaction to " +
    "late data, access control, anomaly thresholds, kinds of days, switches and appointments",
  "published limits: there are none; capacities follow from what today's use must fit into (A-028 to A-032)",
];

/** Of long runs load over time is coarser than its figures. */
const seriesLeaveOut = (runs: readonly RunRecord[]): readonly string[] =>
  runs.every(({ result }) => result.stepMinutes === 1)
    ? []
    : [
        `load by minute: of more than ${DAYS_BY_MINUTE} measured days half hours are kept; busiest minutes and all ` +
          "figures that hang on minutes are exact all the same",
      ];

const settlementLeavesOut = (measures: readonly RunMeasures[]): readonly string[] => {
  const settled = measures.flatMap(({ settlement }) => settlement ?? []);
  if (settled.length === 0) return [SETTLED_NOWHERE];
  const isWhole = settled.every(({ splits }) => splits.some(({ name }) => name === "advanced"));
  return isWhole ? OF_SETTLEMENT : [WITHOUT_OTHERS, ...OF_SETTLEMENT];
};

const by9 = (process: ProcessMeasures | undefined): string => percent(process?.inByHour?.["9"]);

/** What settlement makes of it, where it is on. */
const settledSentence = ({ settlement }: RunMeasures): string => {
  if (settlement === undefined) return "";
  const shares = settlement.runs.map(({ run, share }) => `${percent(share)} at ${run}`);
  return ` Meter-days on actual data: ${shares.join(", ")}.`;
};

/** The option in sentences: does it fit, when are reads in, whose days are settled on them, who is appointed late. */
const sentenceOf = (measures: RunMeasures, fit: Fit): string => {
  const profiles = measures.processes.find(({ process }) => process === "mhhs-profiles");
  const agents = measures.processes.find(({ process }) => process === "mhhs-profiles-agent");
  const when =
    profiles === undefined ? "" : ` MHHS profiles in by 09:00: ${by9(profiles)} (independent MDRs' ${by9(agents)}).`;
  return fitSentence(fit) + when + settledSentence(measures) + appointedLateSentence(measures.rules);
};

/** What the runs of an experiment answer, one option each, in the scenario's order. */
export const answerOf = (record: ExperimentRecord): Answer => {
  const { runs, scenario } = record;
  const measures = runs.map(({ plan, result }) => measuresOf(plan, result));
  const reference = measures.find(({ option }) => option === REFERENCE);
  const costs = costsOfRuns(runs.map(({ plan }, i) => ({ plan, measures: measures[i]! })));
  const unfinished = record.options.filter((option) => runs.every(({ plan }) => plan.option !== option));
  const [first] = runs;
  const changes = optionChanges(record);
  return {
    schema: 1,
    scenario: scenario.name,
    question: scenario.question,
    set: record.set,
    overlays: record.overlays,
    privateCapacities: COMPONENTS.filter((name) => runs.some(({ plan }) => loadUnitOf(plan, name).isPrivate)),
    seed: record.seed,
    scale: record.scale,
    meters: first?.result.meters ?? 0,
    thresholds: judgeThresholds(
      record.thresholds,
      runs.map(({ plan, result }, i) => {
        return { plan, result, measures: measures[i]!, harm: harmOf(measures[i]!, reference), costs: costs[i] };
      }),
      unfinished,
    ),
    options: runs.map((run, i) => optionAnswer(run, changes[i]!, measures[i]!, reference, costs[i])),
    deadlines: record.frontiers.map((frontier) => deadlineSentence(deadlineNeeded(frontier))),
    months: first === undefined ? [] : monthsOf(first.plan),
    serviceLevels: first?.plan.serviceLevels ?? { target: Number.NaN, minimum: Number.NaN },
    roundTripWithinMs: first?.plan.cspTest.withinMs ?? Number.NaN,
    unfinished,
    frontiers: record.frontiers,
    definitions: metricCatalogue(),
    notValidAtThisScale:
      first === undefined || record.scale === 1
        ? []
        : scaleCaveats(1000 / (first.plan.dco.perSecond * first.plan.scale)),
    leavesOut: [...LEAVES_OUT, ...seriesLeaveOut(runs), ...settlementLeavesOut(measures)],
  };
};

const optionAnswer = (
  { plan, result, forecast }: RunRecord,
  changes: OptionChanges,
  measures: RunMeasures,
  reference: RunMeasures | undefined,
  costs: Costs | undefined,
): OptionAnswer => {
  const fit = fitOf(measures);
  return {
    option: result.option,
    changes,
    sentence: sentenceOf(measures, fit),
    fit,
    binding: bindingOf(measures.components),
    bindingSentence: bindingSentence(bindingOf(measures.components)),
    boundMoves: forecast.boundMoves,
    components: measures.components.map((component, c) => {
      const { boundShare, distance, peakShare, emptiesAtMinute } = forecast.components[c]!;
      return {
        ...component,
        boundShare,
        distance,
        forecastPeakShare: peakShare,
        forecastEmptiesAtMinute: emptiesAtMinute,
      };
    }),
    contracts: measures.contracts,
    performance: measures.performance,
    cspSamples: measures.cspSamples,
    workingHours: measures.workingHours,
    processes: measures.processes,
    users: userViews(plan, result),
    caches: measures.caches,
    smets1: smets1Measures(measures),
    alerts: measures.alerts,
    rules: measures.rules,
    settlement: measures.settlement,
    energy: forecast.energy,
    central: measures.central,
    warnings: forecast.warnings,
    faults: measures.faults,
    harm: harmOf(measures, reference),
    costs,
    playingField: measures.playingField,
    metrics: metricValues([...scalarsOf(measures), ...costScalars(costs)]),
    laterThanMs: laterThanValues(measures),
    stepMinutes: result.stepMinutes,
    events: result.events,
    rowsMax: result.rowsMax,
    pathFingerprint: result.pathFingerprint["all"]!,
    resultFingerprint: result.resultFingerprint,
  };
};

/** Component names as tables head them. */
export const shortTitle = (component: ComponentName): string => COMPONENT_TITLES[component].replace(/^(CSP|S1SP) /, "");
