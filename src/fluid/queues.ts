import { ACCESS } from "../domain/components.ts";
import { PRIORITIES } from "../domain/plan.ts";
import { HALF_HOUR_MINUTES, MINUTE_MS, MINUTES_A_DAY } from "../kernel/time.ts";
import { type HeldUsers, openHeldUsers } from "./allocation.ts";
import type { Conditions } from "./conditions.ts";
import type { DayRecord } from "./day-record.ts";
import { capacityPerMinute, ENDS_AT_DSP, type FluidPlan } from "./first-attempts.ts";
import type { Flow } from "./flows.ts";
import { type Line, openLine, serveLine } from "./line.ts";
import { RETRY_KINDS, retriedOf, retryShares } from "./retries.ts";

/** The DCC's queues: the DSP's, then one per access component, with automatic retries that come back to the DSP. */
export interface Queues {
  /** Sends, serves and records one minute; minutes count from the start of the first day and come in order. */
  readonly advance: (minute: number, record: DayRecord, conditions?: Conditions) => void;
  /**
   * [priority × 7 + access] → mean wait in minutes, both queues together, of a request sent in each minute of a
   * day.
   */
  readonly waitMinutes: (day: number) => readonly Float64Array[];
}

/** One class of requests: its lines at the DSP and at the access components, and how long it waited in each. */
interface ServiceClass {
  readonly flows: readonly Flow[];
  /** Their numbers among all flows. */
  readonly numbers: readonly number[];
  /** Of each flow, its number in `RETRY_KINDS`; −1: never sent again. */
  readonly retryKinds: readonly number[];
  /** Streams for one access component: one per flow, then the retries of them all. */
  readonly width: number;
  /** Streams of the DSP's line: a group of `width` for each access component, and one for what ends at the DSP. */
  readonly dsp: Line;
  readonly access: readonly Line[];
  /** Which share of the batch sent in which minute left the DSP when. */
  readonly left: { readonly sent: number; readonly at: number; readonly share: number }[];
  /** Mean wait at each access component by the minute of arrival there. */
  readonly accessWait: readonly Float64Array[];
}

const levelOf = ({ capacity }: FluidPlan, { priority }: Flow): number => (capacity.singleClass ? 0 : priority);

const openClass = (plan: FluidPlan, all: readonly Flow[], level: number, minutes: number): ServiceClass => {
  const numbers = all.flatMap((flow, n) => (levelOf(plan, flow) === level ? [n] : []));
  const flows = numbers.map((n) => all[n]!);
  const width = flows.length + 1;
  return {
    flows,
    numbers,
    retryKinds: flows.map(({ retries }) => (retries === undefined ? -1 : RETRY_KINDS.indexOf(retries))),
    width,
    dsp: openLine(minutes, (ENDS_AT_DSP + 1) * width),
    access: ACCESS.map(() => openLine(minutes, width)),
    left: [],
    accessWait: ACCESS.map(() => new Float64Array(minutes)),
  };
};

/** All queues of the DCC, and what doesn't change while they are served. */
interface State extends Conditions {
  /** What contracts let access components carry a second, by half hour, where they are enforced. */
  readonly contracted: FluidPlan["contractLimits"];
  readonly minutes: number;
  readonly classes: readonly ServiceClass[];
  readonly retryAfter: readonly number[];
  /** [access][kind of `RETRY_KINDS`][k − 1] */
  readonly retryShare: readonly (readonly (readonly number[])[])[];
  /** Requests that wait at the DSP, by where they go. */
  readonly waitsAtDsp: Float64Array;
  /** Users that may be held before the DSP, and what is let in of each flow in this minute. */
  readonly held: { readonly users: HeldUsers; readonly letIn: readonly Float64Array[] } | undefined;
}

/** First attempts of the minute, and the retries that fall due in it, join the class's line at the DSP. */
const send = (
  { held, waitsAtDsp }: State,
  more: Conditions["more"],
  { flows, numbers, width, dsp }: ServiceClass,
  minute: number,
  record: DayRecord,
): void => {
  const ofDay = minute % MINUTES_A_DAY;
  for (let group = 0; group <= ENDS_AT_DSP; group++) {
    const at = minute * dsp.streams + group * width;
    let requests = dsp.arrivals[at + flows.length]!;
    if (requests > 0) {
      record.retries[0]![ofDay]! += requests;
      record.retries[1 + group]![ofDay]! += requests;
    }
    for (let i = 0; i < flows.length; i++) {
      const { row, sent } = flows[i]!;
      requests += dsp.arrivals[at + i] =
        held === undefined
          ? sent[group]![ofDay]! + (more[row]?.[group]?.[ofDay] ?? 0)
          : held.letIn[numbers[i]!]![group]!;
    }
    waitsAtDsp[group]! += requests;
    dsp.batch[minute]! += requests;
  }
  dsp.waiting += dsp.batch[minute]!;
};

/** A share of a batch goes from the DSP to the access components, each stream to its own. */
const leaveDsp = (
  { waitsAtDsp }: State,
  { flows, width, dsp, access, left }: ServiceClass,
  minute: number,
  from: number,
  share: number,
): void => {
  left.push({ sent: from, at: minute, share });
  for (let group = 0; group <= ENDS_AT_DSP; group++) {
    const at = from * dsp.streams + group * width;
    const next = access[group];
    let requests = 0;
    let work = 0;
    for (let i = 0; i < width; i++) {
      const part = share * dsp.arrivals[at + i]!;
      if (next !== undefined) next.arrivals[minute * width + i]! += part;
      requests += part;
      work += i < flows.length ? part * flows[i]!.work : part;
    }
    waitsAtDsp[group] = Math.max(0, waitsAtDsp[group]! - requests);
    if (next === undefined) continue;
    // What waits at an access component is measured by the work it is: what a cache answers is less of it.
    next.batch[minute]! += work;
    next.waiting += work;
  }
};

/** A share of a batch leaves an access component; of its scheduled first attempts, some will come back to the DSP. */
const leaveAccess = (
  { minutes, retryAfter, retryShare }: State,
  { flows, retryKinds, width, dsp, access, accessWait }: ServiceClass,
  number: number,
  minute: number,
  from: number,
  share: number,
  record: DayRecord,
): void => {
  accessWait[number]![from]! += share * (minute - from);
  const { arrivals } = access[number]!;
  const retriable = RETRY_KINDS.map(() => 0);
  for (let i = 0; i < flows.length; i++) {
    const part = share * arrivals[from * width + i]!;
    record.carried[flows[i]!.row]![number]![minute % MINUTES_A_DAY]! += part;
    const kind = retryKinds[i]!;
    if (kind >= 0) retriable[kind]! += part;
  }
  retriable.forEach((attempts, kind) => {
    if (attempts === 0) return;
    for (let k = 0; k < retryAfter.length; k++) {
      const due = minute + retryAfter[k]!;
      if (due < minutes)
        dsp.arrivals[due * dsp.streams + number * width + flows.length]! += attempts * retryShare[number]![kind]![k]!;
    }
  });
};

/** Users' own queues let the minute's first attempts in; returns what they hold. */
const letInUsers = ({ held, classes }: State, more: Conditions["more"], minute: number): number => {
  if (held === undefined) return 0;
  let retries = 0;
  for (const { flows, width, dsp } of classes)
    for (let group = 0; group <= ENDS_AT_DSP; group++)
      retries += dsp.arrivals[minute * dsp.streams + group * width + flows.length]!;
  held.users.advance(minute, retries, more, held.letIn);
  return held.users.heldFor.reduce((sum, requests) => sum + requests, 0);
};

/**
 * One minute: the DSP serves its classes in order, then each access component does, with what the DSP has just let
 * through.
 */
const advance = (state: State, minute: number, record: DayRecord, { capacity, more }: Conditions): void => {
  const halfHour = Math.floor((minute % MINUTES_A_DAY) / HALF_HOUR_MINUTES);
  const { classes, waitsAtDsp } = state;
  const ofDay = minute % MINUTES_A_DAY;
  record.queue[0]![ofDay]! += letInUsers(state, more, minute);
  let left = capacity[0]!;
  for (const one of classes) {
    send(state, more, one, minute, record);
    left = serveLine(one.dsp, minute, left, (from, share) => leaveDsp(state, one, minute, from, share));
    record.queue[0]![ofDay]! += one.dsp.waiting;
  }
  record.waiting[ofDay] = record.queue[0]![ofDay]!;
  for (let number = 0; number < ACCESS.length; number++) {
    const { contracted } = state;
    left = capacity[1 + number]!;
    if (contracted !== undefined) left = Math.min(left, 60 * contracted[number]![halfHour]!);
    let waiting = 0;
    for (const one of classes) {
      const line = one.access[number]!;
      const leave = (from: number, share: number) => leaveAccess(state, one, number, minute, from, share, record);
      left = serveLine(line, minute, left, leave);
      waiting += line.waiting;
    }
    record.waiting[ofDay]! += waiting;
    record.queue[1 + number]![ofDay] = waitsAtDsp[number]! + waiting + (state.held?.users.heldFor[number] ?? 0);
    record.onDemandQueue[number]![ofDay] = classes[0]!.access[number]!.waiting;
  }
};

/**
 * Mean wait at both queues of what a class sent in each minute of a day; of what still waits at the end, the wait
 * so far.
 */
const meanWait = ({ left, accessWait }: ServiceClass, access: number, day: number): Float64Array => {
  const first = day * MINUTES_A_DAY;
  const wait = new Float64Array(MINUTES_A_DAY);
  for (const { sent, at, share } of left)
    if (sent >= first && sent < first + MINUTES_A_DAY)
      wait[sent - first]! += share * (at - sent + accessWait[access]![at]!);
  return wait;
};

/** The wait of what a class sent in each minute where its User held it first: it came to the DSP that much later. */
const withHold = (users: HeldUsers, level: number, day: number, waits: Float64Array): Float64Array =>
  waits.map((_, minute) => {
    const hold = users.waitOf(level, day * MINUTES_A_DAY + minute);
    return hold + waits[(minute + Math.round(hold)) % MINUTES_A_DAY]!;
  });

/** Empty queues at the start of the first of `days` days. */
export const openQueues = (plan: FluidPlan, flows: readonly Flow[], days: number): Queues => {
  const minutes = days * MINUTES_A_DAY;
  const retried = retriedOf(plan, flows);
  const state: State = {
    contracted: plan.contractLimits,
    minutes,
    capacity: capacityPerMinute(plan),
    more: [],
    classes: PRIORITIES.map((_, level) => openClass(plan, flows, level, minutes)),
    retryAfter: plan.failures.retryAfterMs.map((ms) => Math.max(1, Math.round(ms / MINUTE_MS))),
    retryShare: ACCESS.map((_, access) => retryShares(retried, access)),
    waitsAtDsp: new Float64Array(ENDS_AT_DSP + 1),
    held:
      plan.allocation === undefined
        ? undefined
        : {
            users: openHeldUsers(plan, flows, PRIORITIES.length, (flow) => levelOf(plan, flow), minutes),
            letIn: flows.map(() => new Float64Array(ENDS_AT_DSP + 1)),
          },
  };
  return {
    advance: (minute, record, conditions = state) => advance(state, minute, record, conditions),
    waitMinutes: (day) =>
      PRIORITIES.flatMap((_, priority) => {
        const level = plan.capacity.singleClass ? 0 : priority;
        return ACCESS.map((_, access) => {
          const waits = meanWait(state.classes[level]!, access, day);
          return state.held === undefined ? waits : withHold(state.held.users, level, day, waits);
        });
      }),
  };
};
