import { COMPONENTS, type ComponentName } from "../domain/components.ts";
import type { StepMinutes } from "../metrics/run-minutes.ts";
import type { ComponentSeries, UserSeries } from "../run/run-result.ts";
import { getUserNeeds, putUserNeeds } from "./ledger-rows.ts";
import type { Get, Put } from "./rows.ts";
import * as T from "./run-tables.ts";

type Components = Readonly<Record<ComponentName, ComponentSeries>>;

/** Which minutes a series covers, and how many of them a value of it is of. */
export interface Minutes {
  /** From the first measured midnight. */
  readonly first: number;
  readonly count: number;
  readonly step: StepMinutes;
}

/** The intervals that a series has a value for. */
export const stepsIn = ({ count, step }: Minutes): number => Math.ceil(count / step);

/** The first and the last interval in which anything happened at any component; [0, -1] when nothing did. */
const busy = (components: Components): readonly [from: number, to: number] => {
  let from = Number.POSITIVE_INFINITY;
  let to = -1;
  for (const component of COMPONENTS)
    for (const values of Object.values(components[component]) as Uint32Array[]) {
      const first = values.findIndex((value) => value > 0);
      if (first === -1) continue;
      from = Math.min(from, first);
      to = Math.max(
        to,
        values.findLastIndex((value) => value > 0),
      );
    }
  return to === -1 ? [0, -1] : [from, to];
};

export const putLoad = (run: number, components: Components, { first, step }: Minutes, put: Put): void => {
  const [from, to] = busy(components);
  for (const component of COMPONENTS) {
    const series = components[component];
    for (let i = from; i <= to; i++)
      put(T.load, {
        run,
        component,
        minute: first + i * step,
        demand_first: series.demandFirst[i]!,
        demand_first_busiest_second: series.demandFirstBusiestSecond[i]!,
        demand_retries: series.demandRetries[i]!,
        arrived: series.arrived[i]!,
        carried: series.carried[i]!,
        queued_max: series.queuedMax[i]!,
        queued_min: series.queuedMin[i]!,
        queued_for_max: series.queuedForMax[i]!,
        queued_for_min: series.queuedForMin[i]!,
        return_arrived: series.returnArrived[i]!,
        return_carried: series.returnCarried[i]!,
        return_queued_max: series.returnQueuedMax[i]!,
      });
  }
};

export const getLoad = (run: number, minutes: Minutes, get: Get): Components => {
  const { first, step } = minutes;
  const components = {} as Record<ComponentName, ComponentSeries>;
  for (const component of COMPONENTS) {
    const still = (): Uint32Array => new Uint32Array(stepsIn(minutes));
    const series: ComponentSeries = {
      demandFirst: still(),
      demandFirstBusiestSecond: still(),
      demandRetries: still(),
      arrived: still(),
      carried: still(),
      queuedMax: still(),
      queuedMin: still(),
      queuedForMax: still(),
      queuedForMin: still(),
      returnArrived: still(),
      returnCarried: still(),
      returnQueuedMax: still(),
    };
    for (const row of get(T.load, { run, component })) {
      const i = (row.minute - first) / step;
      series.demandFirst[i] = row.demand_first;
      series.demandFirstBusiestSecond[i] = row.demand_first_busiest_second;
      series.demandRetries[i] = row.demand_retries;
      series.arrived[i] = row.arrived;
      series.carried[i] = row.carried;
      series.queuedMax[i] = row.queued_max;
      series.queuedMin[i] = row.queued_min;
      series.queuedForMax[i] = row.queued_for_max;
      series.queuedForMin[i] = row.queued_for_min;
      series.returnArrived[i] = row.return_arrived;
      series.returnCarried[i] = row.return_carried;
      series.returnQueuedMax[i] = row.return_queued_max;
    }
    components[component] = series;
  }
  return components;
};

export const putUsers = (
  run: number,
  users: readonly UserSeries[],
  { first, step }: Minutes,
  put: Put,
  nextLatency: () => number,
): void => {
  for (const [user, { name, role, perSecond, arrived, needs }] of users.entries()) {
    put(T.user, { run, user, name, role, per_second: perSecond });
    for (const [i, count] of arrived.entries())
      if (count > 0) put(T.endpointLoad, { run, user, minute: first + i * step, arrived: count });
    putUserNeeds(run, user, needs, put, nextLatency);
  }
};

export const getUsers = (run: number, minutes: Minutes, get: Get): UserSeries[] =>
  get(T.user, { run }).map(({ user, name, role, per_second }) => {
    const { first, step } = minutes;
    const arrived = new Uint32Array(stepsIn(minutes));
    for (const row of get(T.endpointLoad, { run, user })) arrived[(row.minute - first) / step] = row.arrived;
    return { name, role, perSecond: per_second, arrived, needs: getUserNeeds(run, user, get) };
  });
