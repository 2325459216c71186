import type { Market } from "../actors/market.ts";
import type { Context } from "../actors/market-context.ts";
import { COMPONENTS, type ComponentName } from "../domain/components.ts";
import type { Horizon } from "../domain/plan.ts";
import type { Simulation } from "../kernel/simulation.ts";
import { DAY_MS, MINUTE_MS } from "../kernel/time.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { RequestLoad, ResponseLoad } from "../metrics/component-load.ts";
import type { MinuteFigure } from "../metrics/minute-figure.ts";
import type { MinuteTally, MinuteValues } from "../metrics/minute-values.ts";
import { RunMinutes, stepMinutesOf } from "../metrics/run-minutes.ts";
import { type DaysByMinute, figuresOfDays, named, openDaysByMinute } from "./minute-figures.ts";
import type { ComponentSeries, UserNeeds, UserSeries } from "./run-result.ts";

/** The minutes of a run, from the midnight of its warm-up to the end of the longest tail, both included. */
export const openMinutes = (
  sim: Simulation,
  { measuredDays, tailMsMax }: Horizon,
  daysByMinute: number | undefined,
): RunMinutes => {
  const midnight = -sim.baseMs / MINUTE_MS;
  const count = Math.floor((measuredDays * DAY_MS + tailMsMax - sim.baseMs) / MINUTE_MS) + 1;
  const measured = [midnight, midnight + (measuredDays * DAY_MS) / MINUTE_MS] as const;
  return new RunMinutes(sim, count, measured, stepMinutesOf(measuredDays, daysByMinute));
};

type SeriesOf<T> = Readonly<Record<keyof ComponentSeries, T>>;

/** What each series of a component is recorded of. */
const valuesOf = (
  load: RequestLoad,
  back: ResponseLoad,
  isDsp: boolean,
  isHeldBefore: boolean,
): SeriesOf<MinuteValues> => {
  // Before the DSP stand the queues of Users that are held, if they are.
  const upstream = isDsp && !isHeldBefore ? load.queued : load.upstream;
  return {
    demandFirst: load.demandFirst.minutes,
    demandFirstBusiestSecond: load.demandFirst.seconds,
    demandRetries: load.demandRetries.minutes,
    // Nothing stands before the DSP: what is sent arrives.
    arrived: isDsp ? load.attempts : load.arrived.minutes,
    carried: load.carried.minutes,
    queuedMax: load.queued.highest,
    queuedMin: load.queued.lowest,
    queuedForMax: upstream.highest,
    queuedForMin: upstream.lowest,
    returnArrived: back.arrived.minutes,
    returnCarried: back.carried.minutes,
    returnQueuedMax: back.queued.highest,
  };
};

type Parts = Pick<Market, "dsp" | "access" | "users">;

const loadsOf = ({ dsp, access }: Pick<Parts, "dsp" | "access">, component: number) =>
  component === 0 ? dsp : access[component - 1]!;

const componentValues = (context: Context, market: Parts): Readonly<Record<ComponentName, SeriesOf<MinuteValues>>> =>
  byComponent((_, i) => {
    const { load, returnLoad } = loadsOf(market, i);
    return valuesOf(load, returnLoad, i === 0, context.plan.allocation !== undefined);
  });

const byComponent = <T>(of: (name: ComponentName, i: number) => T): Readonly<Record<ComponentName, T>> =>
  Object.fromEntries(COMPONENTS.map((name, i) => [name, of(name, i)])) as Record<ComponentName, T>;

const mapped = <T>(values: SeriesOf<MinuteValues>, of: (one: MinuteValues) => T): SeriesOf<T> =>
  Object.fromEntries(Object.entries(values).map(([name, one]) => [name, of(one)])) as SeriesOf<T>;

/** Sums over the minutes of every series, and the most in one. */
export interface SeriesTallies {
  readonly components: Readonly<Record<ComponentName, SeriesOf<MinuteTally>>>;
  /** What arrived at Users, in their order. */
  readonly users: readonly MinuteTally[];
}

/** What a run has over time of each component and User, all minutes taken up. */
export const seriesRecord = (
  context: Context,
  market: Parts,
): {
  readonly components: Readonly<Record<ComponentName, ComponentSeries>>;
  readonly users: readonly UserSeries[];
  readonly tallies: SeriesTallies;
} => {
  const values = componentValues(context, market);
  const { endpoints } = market.users;
  return {
    components: byComponent((name) => mapped(values[name], ({ kept }) => kept)),
    users: endpoints.map(({ user, perSecond, load }, number) => {
      const needs = userNeeds(context.ledger, number);
      return { name: user.name, role: user.role, perSecond, arrived: load.arrived.minutes.kept, needs };
    }),
    tallies: { components: values, users: endpoints.map(({ load }) => load.arrived.minutes) },
  };
};

const userNeeds = ({ kinds, byUser }: Ledger, user: number): UserNeeds[] =>
  kinds.flatMap((kind, k) => {
    const counts = byUser.counts(user, k);
    return counts.sent === 0 ? [] : { kind, ...counts, wantedMs: byUser.wantedMs(user, k) };
  });

/** Opens what a long run keeps of single minutes; a run that keeps all of them needs nothing. */
export const openMinuteBooks = (context: Context, market: Parts): readonly DaysByMinute[] => {
  const { sim, plan, minutes } = context;
  if (minutes.stepMinutes === 1) return [];
  const values = componentValues(context, market);
  return COMPONENTS.map((name, i) => {
    const { queuedForMax, queuedForMin, returnArrived } = mapped(values[name], ({ window }) => window);
    const { attempts } = loadsOf(market, i).load;
    const seen = { attempts: attempts.window, queuedForMax, queuedForMin, returnArrived };
    return openDaysByMinute(sim, minutes, plan, name, seen);
  });
};

/** What a long run knows of single minutes; empty where the series have each of them. */
export const minuteFigures = (
  market: Parts & Pick<Market, "settlement">,
  books: readonly DaysByMinute[],
): readonly MinuteFigure[] => {
  if (books.length === 0) return [];
  const arrived = (place: string, { measuredMost, measuredMostAt }: MinuteTally): MinuteFigure[] =>
    named(place, { arrived_most: measuredMost, arrived_most_at: measuredMostAt });
  const { users, settlement } = market;
  return [
    ...COMPONENTS.flatMap((name, i) => {
      const { load, returnLoad } = loadsOf(market, i);
      const { demandFirst, attempts } = load;
      return [
        ...named(name, {
          first_most: demandFirst.minutes.measuredMost,
          first_most_at: demandFirst.minutes.measuredMostAt,
          attempts_most: attempts.measuredMost,
          returned_most: returnLoad.arrived.minutes.measuredMost,
        }),
        ...figuresOfDays(name, books[i]!),
      ];
    }),
    ...users.endpoints.flatMap(({ user, load }) => arrived(user.name, load.arrived.minutes)),
    ...(settlement === undefined ? [] : arrived("dip", settlement.dip.load.arrived.minutes)),
  ];
};
