import { COMPONENTS, type ComponentName } from "../domain/components.ts";
import { shareOfContract } from "../domain/contract-fill.ts";
import { contractedPerSecond } from "../experiment/contract-measures.ts";
import { type LoadUnit, loadUnitOf } from "../experiment/load-unit.ts";
import type { ExperimentRecord, RunRecord } from "../experiment/record.ts";
import { DAY_MS, HALF_HOUR_MINUTES, HALF_HOURS_A_DAY, MINUTE_MS, MINUTES_A_DAY } from "../kernel/time.ts";
import { csvNumber, csvText } from "./escape.ts";

const DIGITS = 9;

const HEAD =
  "option,component,direction,half_hour_utc,unit,capacity,first_attempts,all_attempts,arrived,carried," +
  "queue_least_requests,queue_most_requests,contracted,of_contract,headroom_to_contract";

/** A UTC time of a day counted from 1970-01-01, as 2028-01-17T00:30Z. */
const utc = (day: number, minute: number): string =>
  `${new Date(day * DAY_MS + minute * MINUTE_MS).toISOString().slice(0, 16)}Z`;

const rounded = (value: number): number => Number(value.toPrecision(DIGITS));

/** One half hour of one direction: mean rates in the component's unit, the queue in requests. */
interface HalfHour {
  readonly capacity: number;
  readonly first: number | undefined;
  readonly all: number | undefined;
  readonly arrived: number;
  readonly carried: number;
  readonly queueLeast: number | undefined;
  readonly queueMost: number;
  /** What is contracted for in total; undefined at the DSP and on the way back. */
  readonly contracted: number | undefined;
}

const midnightOf = ({ firstMinuteMs }: RunRecord["result"]): number => -firstMinuteMs / MINUTE_MS;

const ofRun = ({ plan, result }: RunRecord): string[] => {
  const midnight = midnightOf(result);
  const { startDay, measuredDays } = plan.horizon;
  return COMPONENTS.flatMap((component) => {
    const unit = loadUnitOf(plan, component);
    return (["requests", "responses"] as const).flatMap((direction) =>
      Array.from({ length: (measuredDays * MINUTES_A_DAY) / HALF_HOUR_MINUTES }, (_, i) => {
        const minute = i * HALF_HOUR_MINUTES;
        const half = halfHour({ plan, result }, component, unit, direction, midnight + minute);
        const { capacity, first, all, arrived, carried, queueLeast, queueMost, contracted } = half;
        const names = [plan.option, component, direction, utc(startDay, minute), unit.title].map(csvText);
        const ofContract = contracted === undefined ? undefined : shareOfContract(all!, contracted);
        const headroom = ofContract === undefined ? undefined : 1 - ofContract;
        const loads = [capacity, first, all, arrived, carried, queueLeast, queueMost];
        const figures = [...loads, contracted, ofContract, headroom];
        return [...names, ...figures.map((value) => csvNumber(value === undefined ? value : rounded(value)))].join(",");
      }),
    );
  });
};

const halfHour = (
  { plan, result }: Pick<RunRecord, "plan" | "result">,
  component: ComponentName,
  unit: LoadUnit,
  direction: "requests" | "responses",
  from: number,
): HalfHour => {
  const series = result.components[component];
  const { stepMinutes } = result;
  const of = (counts: Uint32Array): Uint32Array =>
    counts.subarray(from / stepMinutes, (from + HALF_HOUR_MINUTES) / stepMinutes);
  const mean = (counts: Uint32Array): number =>
    (of(counts).reduce((sum, n) => sum + n, 0) * unit.ofMinute) / HALF_HOUR_MINUTES;
  // A queue in requests would tell a private capacity.
  const queued = (counts: number): number => (unit.isPrivate ? Number.NaN : counts / plan.scale);
  const most = (counts: Uint32Array): number => queued(of(counts).reduce((p, q) => Math.max(p, q), 0));
  const least = (counts: Uint32Array): number => queued(of(counts).reduce((p, q) => Math.min(p, q), 2 ** 32));
  if (direction === "responses")
    return {
      capacity: unit.capacity * plan.capacity.responseFactor,
      first: undefined,
      all: undefined,
      arrived: mean(series.returnArrived),
      carried: mean(series.returnCarried),
      queueLeast: undefined,
      queueMost: most(series.returnQueuedMax),
      contracted: undefined,
    };
  return {
    capacity: unit.capacity,
    first: mean(series.demandFirst),
    all: mean(series.demandFirst) + mean(series.demandRetries),
    arrived: mean(series.arrived),
    carried: mean(series.carried),
    queueLeast: least(series.queuedForMin),
    queueMost: most(series.queuedForMax),
    contracted: contractedPerSecond(plan, component)?.[
      ((from - midnightOf(result)) / HALF_HOUR_MINUTES) % HALF_HOURS_A_DAY
    ],
  };
};

/** The measured days' load by half hour: each option, component and direction. */
export const halfHoursCsv = ({ runs }: ExperimentRecord): string => `${[HEAD, ...runs.flatMap(ofRun)].join("\n")}\n`;
