import { COMPONENT_TITLES, type ComponentName } from "../domain/components.ts";
import {
  type Compared,
  type Comparison,
  type Difference,
  isShareOfEnergy,
  isShareOfNeeds,
} from "../experiment/comparison.ts";
import type { RunMeasures } from "../experiment/measures.ts";
import { REDACTED } from "../experiment/redaction.ts";
import { clock, duration, million, percent, share } from "./format.ts";

/** What a place is called in a comparison. */
export const placeTitle = ({ kind, place }: Difference, { measures }: Pick<Comparison, "measures">): string => {
  if (kind === "component") return COMPONENT_TITLES[place as ComponentName];
  if (kind === "User") return place;
  const of = [...measures.reference.processes, ...measures.other.processes];
  return of.find(({ process }) => process === place)?.title.trim() ?? place;
};

/** A difference as a table shows it. */
export interface DifferenceCells {
  readonly from: string;
  readonly to: string;
  readonly change: string;
}

const CLOCKS = { wanted: "wantedClock", official: "officialClock", network: "networkClock" } as const;

/** Longer than the longest answer: all that is known of a percentile among needs never answered. */
const beyond = ({ metric, place }: Difference, { processes }: RunMeasures): string => {
  const process = processes.find((one) => one.process === place);
  const name = metric.name.split("_")[0]!;
  return process === undefined || !(name in CLOCKS)
    ? "never"
    : `>${duration(process[CLOCKS[name as keyof typeof CLOCKS]].maxMs)}`;
};

const OF_METER_DAYS: ReadonlySet<string> = new Set(["of meter-days", "of those on actuals", "of Settlement Periods"]);

const number = (value: number, unit: string): string => {
  if (unit === "ms") return duration(value);
  if (unit === "minute of the UTC day") return clock(value);
  if (isShareOfNeeds(unit)) return percent(value);
  if (isShareOfEnergy(unit)) return percent(value, 2);
  if (OF_METER_DAYS.has(unit)) return percent(value);
  if (unit === "factor") return value.toFixed(3);
  return unit.startsWith("of ") ? share(value) : million(value);
};

const cell = (value: Compared, difference: Difference, measures: RunMeasures): string => {
  if (typeof value === "number") return number(value, difference.metric.unit);
  if (value === "never") return beyond(difference, measures);
  if (value === "withheld") return REDACTED;
  return value === "not measured" ? "–" : value;
};

const signed = (value: number, text: string): string => `${value < 0 ? "−" : "+"}${text}`;

/** 2h05m of minutes. */
const hours = (minutes: number): string => {
  const whole = Math.round(minutes);
  return whole < 60 ? `${whole}m` : `${Math.floor(whole / 60)}h${String(whole % 60).padStart(2, "0")}m`;
};

/** Shares of needs and of energy change by points, times of day by a time, all else by a share of what it was. */
const changeCell = ({ from, to, change, metric: { unit } }: Difference): string => {
  if (typeof from !== "number" || typeof to !== "number") return "–";
  const by = to - from;
  if (isShareOfNeeds(unit)) return signed(by, `${Math.abs(100 * by).toFixed(1)} points`);
  if (isShareOfEnergy(unit)) return signed(by, `${Math.abs(100 * by).toFixed(2)} points`);
  if (unit === "minute of the UTC day") return signed(by, hours(Math.abs(by)));
  if (change === null) return "–";
  return Math.abs(change) < 10
    ? signed(change, `${(100 * Math.abs(change)).toFixed(1)} %`)
    : signed(change, `${million(100 * Math.abs(change))} %`);
};

export const differenceCells = (
  { measures }: Pick<Comparison, "measures">,
  difference: Difference,
): DifferenceCells => ({
  from: cell(difference.from, difference, measures.reference),
  to: cell(difference.to, difference, measures.other),
  change: changeCell(difference),
});
