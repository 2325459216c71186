import { type EnergyForecast, energyForecast } from "../demand/energy-forecast.ts";
import { COMPONENTS, type ComponentName } from "../domain/components.ts";
import { bound, boundVariant, distance, type Moves } from "../fluid/bound.ts";
import { forecastDay } from "../fluid/fault-days.ts";
import { type FrontierPart, frontier, frontierDot, partsApart } from "../fluid/frontier.ts";
import type { FluidPlan } from "../fluid/twin.ts";
import { twinWarnings } from "../fluid/warnings.ts";

export { ENERGY_CLASSES, type EnergyFigures } from "../demand/energy-forecast.ts";

/** What the fluid twin says of an option before it runs, and what no schedule of its reads can beat. */
export interface Forecast {
  readonly option: string;
  /** False when queues grow from day to day. */
  readonly steady: boolean;
  /** What the twin leaves out of this option, in sentences. */
  readonly warnings: readonly string[];
  readonly components: readonly ComponentForecast[];
  /** Per component in the order of `COMPONENTS`. */
  readonly emptiesAtMinute: readonly (number | undefined)[];
  readonly firstAttemptsPerDay: number;
  readonly retriesPerDay: number;
  /** Most requests that wait in the DCC at once, at full scale. */
  readonly waitingMax: number;
  /**
   * Reads that the bound lets move: those of MHHS, or every read with a 24 h target when the option moves existing
   * ones.
   */
  readonly boundMoves: Moves;
  /** Shares of MHHS (or second role) profiles carried by 06:00, 09:00, 12:00: all, and independent MDRs' own. */
  readonly profilesCarried: readonly {
    readonly byHour: number;
    readonly all: number | undefined;
    readonly agents: number | undefined;
  }[];
  readonly existingCarriedBy8: number | undefined;
  readonly onDemandWaitSecondsMax: readonly number[];
  readonly smets1OnDemandLateShare: number;
  /** Demand of first attempts by minute of the day, requests a minute, per component in the order of `COMPONENTS`. */
  readonly demand: readonly Float64Array[];
  /** What the meters are expected to use on the days that are settled; undefined where none are. */
  readonly energy: EnergyForecast | undefined;
}

export interface ComponentForecast {
  readonly component: ComponentName;
  readonly peakShare: number;
  readonly emptiesAtMinute: number | undefined;
  readonly utilisation: number;
  /** The lowest peak that any schedule of the movable reads can reach: the certificate of O10. */
  readonly boundShare: number;
  /** The fill level behind it: existing use alone may set the bound. */
  readonly fillShare: number;
  /** Peak ÷ bound; never below 1. */
  readonly distance: number;
}

/** The lowest worst fill if all movable reads are sent by an hour, and where the options stand. */
export interface FrontierPicture {
  readonly moves: Moves;
  readonly points: readonly { readonly byHour: number; readonly fill: number; readonly binding: ComponentName }[];
  readonly dots: readonly { readonly option: string; readonly byHour: number; readonly fill: number }[];
  /** All other options: they have no place beside this curve, and why. */
  readonly apart: readonly { readonly option: string; readonly why: string }[];
}

/** Why an option has no dot: the curve is that of other reads, or of another capacity. */
const WHY_APART: Readonly<Record<FrontierPart, string>> = {
  movable: "it sends another number of the reads that may move",
  fixed: "what stays where it is is not the same",
  capacity: "its capacity is another",
};
const WHY_HELD = "its Users are held back, so when a read is let in is not for its plan to say";
const WHY_NO_READS = "it sends no MHHS reads";
const WHY_OTHER_CURVE: Readonly<Record<Moves, string>> = {
  mhhs: "it moves existing reads too, and has a curve of its own",
  all: "it moves no existing reads",
};

/**
 * The forecast of one option. `reference` is the scenario as it stands today: it decides which reads the bound lets
 * move.
 */
export const forecastOf = (plan: FluidPlan, reference: FluidPlan): Forecast => {
  const { figures, steady, demand } = forecastDay(plan);
  const boundMoves = boundVariant(plan, reference);
  const lowest = bound(plan, boundMoves);
  const distances = distance(figures.peakShare, lowest);
  return {
    option: plan.option,
    steady,
    warnings: twinWarnings(plan),
    components: COMPONENTS.map((component, i) => ({
      component,
      peakShare: figures.peakShare[i]!,
      emptiesAtMinute: figures.emptiesAtMinute[i],
      utilisation: figures.utilisation[i]!,
      boundShare: lowest.peak[i]!,
      fillShare: lowest.fill[i]!,
      distance: distances[i]!,
    })),
    emptiesAtMinute: figures.emptiesAtMinute,
    firstAttemptsPerDay: figures.firstAttemptsPerDay,
    retriesPerDay: figures.retriesPerDay,
    waitingMax: figures.waitingMax,
    boundMoves,
    profilesCarried: figures.profilesCarried,
    existingCarriedBy8: figures.existingCarriedBy8,
    onDemandWaitSecondsMax: figures.onDemandWaitSecondsMax,
    smets1OnDemandLateShare: figures.smets1OnDemandLateShare,
    demand,
    energy: energyOf(plan),
  };
};

/** The days that are settled are those whose data the measured days read: each the day before. */
const energyOf = ({ settlement, horizon, estate, seed, replication }: FluidPlan): EnergyForecast | undefined =>
  settlement &&
  energyForecast(
    settlement.demand,
    estate,
    { ...horizon, startDay: horizon.startDay - 1 },
    { seed, replication },
    settlement.periodMinutes,
  );

/**
 * The frontier of the reference's reads and capacity. Every option is a dot beside it, or has a reason why it can't be.
 */
export const frontierOf = (plans: readonly FluidPlan[], reference: FluidPlan, moves: Moves): FrontierPicture => {
  const apart = new Map(plans.map((plan) => [plan.option, whyApart(plan, reference, moves)]));
  return {
    moves,
    points: frontier(reference, moves).map(({ deadlineHour, level, binding }) => ({
      byHour: deadlineHour,
      fill: level,
      binding: COMPONENTS[binding]!,
    })),
    dots: plans
      .filter(({ option }) => apart.get(option) === undefined)
      .map((plan) => {
        const dot = frontierDot(plan, moves);
        return { option: plan.option, byHour: dot.sentByHour, fill: dot.fill };
      }),
    apart: [...apart].flatMap(([option, why]) => (why === undefined ? [] : [{ option, why }])),
  };
};

const whyApart = (plan: FluidPlan, reference: FluidPlan, moves: Moves): string | undefined => {
  if (!plan.needs.mhhs) return WHY_NO_READS;
  if (plan.allocation !== undefined) return WHY_HELD;
  if (boundVariant(plan, reference) !== moves) return WHY_OTHER_CURVE[moves];
  const parts = partsApart(plan, reference, moves);
  return parts.length === 0 ? undefined : parts.map((part) => WHY_APART[part]).join("; ");
};
