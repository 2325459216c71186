import { COMPONENTS, type ComponentName } from "../../src/domain/components.ts";
import type { Plan } from "../../src/domain/plan.ts";
import { accessShares } from "../../src/domain/population.ts";
import { measuresOf } from "../../src/experiment/measures.ts";
import type { FluidDay } from "../../src/fluid/twin.ts";
import { MINUTES_A_DAY } from "../../src/kernel/time.ts";
import type { RunResult } from "../../src/run/run-result.ts";
import { fluidDay } from "./native.ts";
import { overtakes } from "./twin-limits.ts";

// A run held against the fluid twin of the same plan, at any scale: what it may differ by follows from how many
// requests, and how many meters, there are to count.

/** Counts that were held against the twin's: how many, how many were further off than they may be, and the worst. */
export interface Counted {
  readonly checked: number;
  readonly outside: number;
  /** Where the twin is no oracle. */
  readonly leftOut: number;
  /** Largest difference, in standard deviations of a Poisson count. */
  readonly worstZ: number;
  /** Largest relative difference, of counts so large that 2 % is the wider allowance. */
  readonly worstShare: number;
  readonly worst: string;
}

export interface Emptying {
  readonly component: ComponentName;
  readonly twinMinute: number | undefined;
  readonly runMinute: number | undefined;
  /** Five minutes, or four standard deviations where a small run can't tell five minutes from chance. */
  readonly withinMinutes: number;
}

export interface Agreement {
  readonly option: string;
  readonly scale: number;
  /** First attempts by minute and component. */
  readonly minutes: Counted;
  /** Automatic retries by half hour and component. */
  readonly retries: Counted;
  /** Components whose queue the twin can tell the end of. */
  readonly emptying: readonly Emptying[];
}

const DEVIATIONS = 4;
/** A count is compared once this many are expected; fewer are pooled into the next. */
const EXPECTED_MIN = 25;
const RETRIES_WITHIN = 0.02;
const EMPTYING_WITHIN_MINUTES = 5;

/** Of counts that agree, so many may lie outside four standard deviations. */
export const mayLieOutside = (checked: number): number => Math.ceil(checked / 1000);

const clockOf = (minute: number): string => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, "0")}`;

type Curve = (minute: number) => number;

/** Spans of a day, each of whole `width`s and with enough expected in it; the rest of the day has too few. */
const spansOf = (width: number, expected: Curve): { readonly from: number; readonly to: number }[] => {
  const spans: { readonly from: number; readonly to: number }[] = [];
  let from = 0;
  let n = 0;
  for (let minute = 0; minute < MINUTES_A_DAY; minute++) {
    n += expected(minute);
    if ((minute + 1) % width !== 0 || n < EXPECTED_MIN) continue;
    spans.push({ from, to: minute + 1 });
    from = minute + 1;
    n = 0;
  }
  return spans;
};

const total = (curve: Curve, { from, to }: { readonly from: number; readonly to: number }, later = 0): number => {
  let sum = 0;
  for (let minute = from; minute < to; minute++) sum += curve((minute + later + MINUTES_A_DAY) % MINUTES_A_DAY);
  return sum;
};

interface Comparison {
  readonly width: number;
  readonly expected: (component: number) => Curve;
  readonly counted: (component: number) => Curve;
  /** Allowed where it is more than four standard deviations. */
  readonly share: number;
  /** Minutes that the twin's curve may be early or late. */
  readonly shift: number;
  readonly isOut: (component: number) => (minute: number) => boolean;
}

const compare = ({ width, expected, counted, share, shift, isOut }: Comparison): Counted => {
  let [checked, outside, leftOut, worstZ, worstShare, worstOff, worst] = [0, 0, 0, 0, 0, 0, ""];
  COMPONENTS.forEach((name, component) => {
    const curve = expected(component);
    const out = isOut(component);
    for (const span of spansOf(width, curve)) {
      if (out(span.from) || out(span.to - 1)) {
        leftOut++;
        continue;
      }
      const n = total(curve, span);
      const found = total(counted(component), span);
      const expectations = [n];
      for (let by = 1; by <= shift; by++) expectations.push(total(curve, span, by), total(curve, span, -by));
      const off = Math.max(0, found - Math.max(...expectations), Math.min(...expectations) - found);
      const allowed = Math.max(DEVIATIONS * Math.sqrt(n), share * n);
      checked++;
      if (off > allowed) outside++;
      worstZ = Math.max(worstZ, off / Math.sqrt(n));
      if (share * n >= DEVIATIONS * Math.sqrt(n)) worstShare = Math.max(worstShare, off / n);
      if (off / allowed <= worstOff) continue;
      worstOff = off / allowed;
      worst = `${name} ${clockOf(span.from)}–${clockOf(span.to)}: ${found} for ${n.toFixed(1)}`;
    }
  });
  return { checked, outside, leftOut, worstZ, worstShare, worst };
};

/** Requests that shrink a queue a minute as it nears its end, at full scale. */
const shrinks = (day: FluidDay, component: number, emptiesAt: number): number => {
  const queue = day.queue[component]!;
  return (queue[Math.max(0, emptiesAt - 6)]! - queue[emptiesAt - 1]!) / 5;
};

/**
 * Whether a run of this scale can tell that a queue has emptied, or was none. One that shrinks by a share 1 − ρ of what
 * is served comes back above a level L by chance with a probability of about e^(−2 (1 − ρ) L), and has the rest of the
 * day to try.
 */
const canTell = (plan: Plan, component: number, spareShare: number): boolean => {
  const perSecond = plan.capacity.perSecond[COMPONENTS[component]!];
  return 2 * Math.max(10, perSecond * plan.scale) * spareShare >= 8;
};

/** What a component can carry beyond what comes, as a share: as its queue ends, or in the fullest minute if it has none. */
const spareOf = (plan: Plan, day: FluidDay, component: number, emptiesAt: number | undefined): number => {
  const perMinute = plan.capacity.perSecond[COMPONENTS[component]!] * 60;
  if (emptiesAt !== undefined) return shrinks(day, component, emptiesAt) / perMinute;
  const retries = day.retries[component]!;
  return (
    1 - day.demand[component]!.reduce((most, first, minute) => Math.max(most, first + retries[minute]!), 0) / perMinute
  );
};

/**
 * By how much chance moves the minute in which a queue empties, one standard deviation. N requests came before; they
 * belong to a random number of meters, each with N ÷ meters requests of its own; and near its end the queue shrinks
 * by so many a minute.
 */
const emptyingDeviation = (plan: Plan, day: FluidDay, component: number, emptiesAt: number): number => {
  const share = component === 0 ? 1 : accessShares(plan.estate)[component - 1]!;
  const requests = plan.capacity.perSecond[COMPONENTS[component]!] * 60 * emptiesAt * plan.scale;
  const each = requests / (plan.estate.meters * share * plan.scale);
  return Math.sqrt(requests * (1 + each * (1 - share))) / (shrinks(day, component, emptiesAt) * plan.scale);
};

/** Holds a run's first measured day against the steady day of the twin. */
export const agreementOf = (plan: Plan, result: RunResult): Agreement => {
  const day = fluidDay(plan);
  const midnight = -result.firstMinuteMs / 60_000;
  const series = COMPONENTS.map((name) => result.components[name]);
  const minutes = compare({
    width: 1,
    expected: (component) => (minute) => day.demand[component]![minute]! * plan.scale,
    counted: (component) => (minute) => series[component]!.demandFirst[midnight + minute]!,
    share: 0,
    shift: 0,
    isOut: () => () => false,
  });
  const retries = compare({
    width: 30,
    expected: (component) => (minute) => day.retries[component]![minute]! * plan.scale,
    counted: (component) => (minute) => series[component]!.demandRetries[midnight + minute]!,
    share: RETRIES_WITHIN,
    shift: 1, // the twin's grid: what leaves a queue in a minute leaves anywhere inside it
    isOut: (component) => overtakes(plan, day, component),
  });
  const { components } = measuresOf(plan, result);
  const emptying = COMPONENTS.flatMap((component, i) => {
    const twinMinute = day.figures.emptiesAtMinute[i];
    if (twinMinute !== undefined && overtakes(plan, day, i)(twinMinute)) return [];
    if (!canTell(plan, i, spareOf(plan, day, i, twinMinute))) return [];
    const deviation = twinMinute === undefined ? 0 : emptyingDeviation(plan, day, i, twinMinute);
    const withinMinutes = Math.max(EMPTYING_WITHIN_MINUTES, DEVIATIONS * deviation);
    return [{ component, twinMinute, runMinute: components[i]!.emptiesAtMinute, withinMinutes }];
  });
  return { option: plan.option, scale: plan.scale, minutes, retries, emptying };
};

/** True when a queue empties when the twin says, or neither has one. */
export const emptiesInTime = ({ twinMinute, runMinute, withinMinutes }: Emptying): boolean =>
  twinMinute === undefined || runMinute === undefined
    ? twinMinute === runMinute
    : Math.abs(twinMinute - runMinute) <= withinMinutes;
