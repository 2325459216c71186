import { COMPONENTS, type ComponentName } from "../../src/domain/components.ts";
import type { Plan } from "../../src/domain/plan.ts";
import type { Forecast } from "../../src/experiment/forecast.ts";
import { type ExperimentRecord, recordedPlan } from "../../src/experiment/record.ts";
import { MINUTES_A_DAY } from "../../src/kernel/time.ts";
import { DEADLINE_HOURS, SERVED_MHHS, SERVED_SUPPLIER } from "../../src/ledger/deadlines.ts";
import { BUCKETS, LatencyHistogram } from "../../src/metrics/latency-histogram.ts";
import { MINUTE_FIGURES, type MinuteFigureName } from "../../src/metrics/minute-figure.ts";
import type { ComponentSeries, LedgerRecord, RunResult } from "../../src/run/run-result.ts";

// A run's result written by hand: nothing happened in it but what a test puts there.

const SERIES = [
  "demandFirst",
  "demandFirstBusiestSecond",
  "demandRetries",
  "arrived",
  "carried",
  "queuedMax",
  "queuedMin",
  "queuedForMax",
  "queuedForMin",
  "returnArrived",
  "returnCarried",
  "returnQueuedMax",
] as const satisfies readonly (keyof ComponentSeries)[];

/** The minute of a series at which the first measured day begins: a day of warm-up stands before it. */
export const MIDNIGHT = MINUTES_A_DAY;

export const emptyResult = (plan: Plan, stepMinutes: RunResult["stepMinutes"] = 1): RunResult => {
  const steps = ((2 + plan.horizon.measuredDays) * MINUTES_A_DAY) / stepMinutes;
  const kinds = [...plan.rows.map(({ id }) => id), SERVED_MHHS, SERVED_SUPPLIER];
  const cells = kinds.length * 8;
  const counts = (): Float64Array => new Float64Array(cells);
  const times = (): LatencyHistogram[] =>
    Array.from({ length: cells }, () => new LatencyHistogram(new Uint32Array(BUCKETS)));
  const seriesOf = () => Object.fromEntries(SERIES.map((name) => [name, new Uint32Array(steps)]));
  const ledger: LedgerRecord = {
    kinds,
    wanted: counts(),
    sent: counts(),
    answered: counts(),
    refused: counts(),
    expired: counts(),
    dark: counts(),
    inTarget: counts(),
    ranOver: counts(),
    sentInDay: counts(),
    attempts: counts(),
    retries: counts(),
    byDeadline: new Float64Array(cells * DEADLINE_HOURS.length),
    wantedMs: times(),
    officialMs: times(),
    networkMs: times(),
    alerts: { raised: 0, delivered: 0, refused: 0 },
    alertMs: new LatencyHistogram(),
  };
  return {
    scenario: plan.scenario,
    option: plan.option,
    seed: plan.seed,
    replication: 0,
    scale: plan.scale,
    meters: Math.round(plan.estate.meters * plan.scale),
    events: 0,
    kernelEvents: 0,
    staleEvents: 0,
    rowsMax: 0,
    endedAtMs: plan.horizon.measuredDays * MINUTES_A_DAY * 60_000,
    firstMinuteMs: -MIDNIGHT * 60_000,
    stepMinutes,
    minuteFigures:
      stepMinutes === 1
        ? []
        : COMPONENTS.flatMap((place) =>
            Object.keys(MINUTE_FIGURES).map((name) => ({ place, figure: name as MinuteFigureName, value: 0 })),
          ),
    components: Object.fromEntries(COMPONENTS.map((name) => [name, seriesOf()])) as unknown as Record<
      ComponentName,
      ComponentSeries
    >,
    contractClasses: [],
    users: [],
    cspResponses: Array.from({ length: 4 }, () => ({
      answered: new Uint32Array(plan.horizon.measuredDays * 48),
      inTime: new Uint32Array(plan.horizon.measuredDays * 48),
    })),
    ledger,
    rules: [],
    faults: [],
    scalars: {},
    pathFingerprint: { all: "0000000000000000" },
    resultFingerprint: "0000000000000000",
  };
};

/** Needs of a traffic row at an access component that were wanted, and how long each answer took on every clock. */
export const addNeeds = (
  { ledger }: RunResult,
  kind: string,
  access: number,
  needs: { readonly answeredMs: readonly number[]; readonly inTarget?: number; readonly late?: number; dark?: number },
): void => {
  const cell = ledger.kinds.indexOf(kind) * 8 + access;
  const { answeredMs, inTarget = answeredMs.length, late = 0, dark = 0 } = needs;
  const wanted = answeredMs.length + late + dark;
  for (const column of [ledger.wanted, ledger.sent, ledger.attempts]) column[cell]! += wanted;
  ledger.answered[cell]! += answeredMs.length;
  ledger.expired[cell]! += late + dark;
  ledger.dark[cell]! += dark;
  ledger.inTarget[cell]! += inTarget;
  for (const clock of [ledger.wantedMs, ledger.officialMs, ledger.networkMs])
    for (const ms of answeredMs) (clock[cell] as LatencyHistogram).record(ms);
};

/** A record of runs that were written by hand; `unfinished` were asked for too. */
export const recordOf = (
  runs: readonly { readonly plan: Plan; readonly result: RunResult; readonly forecast: Forecast }[],
  unfinished: readonly string[] = [],
): ExperimentRecord => ({
  scenario: { name: "any", file: "any.yaml", hash: "0", question: "Which?", reference: runs[0]!.plan.option },
  set: [],
  overlays: [],
  seed: runs[0]!.plan.seed,
  scale: runs[0]!.plan.scale,
  options: [...runs.map(({ plan }) => plan.option), ...unfinished],
  runs: runs.map(({ plan, result, forecast }) => ({
    plan: recordedPlan(plan),
    result,
    forecast,
    resolved: `question: ${plan.option}\n`,
    seconds: 1,
    cpuSeconds: 1,
  })),
  frontiers: [],
  thresholds: [],
  assumptions: [],
  program: "mhhs-sim 0.0.0",
  startedAt: "2028-01-17T00:00:00.000Z",
  seconds: 2,
  machine: { node: "v26", platform: "linux x64", processor: "any", cores: 2, memoryGiB: 8 },
  peakMemoryMiB: 100,
  workers: 1,
});
