import { ACCESS, isSmets1 } from "../domain/components.ts";
import { PRIORITIES } from "../domain/plan.ts";
import { MINUTES_A_DAY } from "../smoothing/shape.ts";
import type { DayRecord } from "./day-record.ts";
import { capacityPerMinute, ENDS_AT_DSP, type FluidPlan } from "./first-attempts.ts";
import { openLine, serveLine } from "./line.ts";

/** The DCC's queues: the DSP's, then one per access component, with automatic retries that come back to the DSP. */
export interface Queues {
  /** Sends, serves and records one minute; minutes count from the start of the first day and come in order. */
  readonly advance: (minute: number, record: DayRecord) => void;
  /** [priority × 7 + access] → mean wait in minutes, both queues together, of a request sent in each minute of a day. */
  readonly waitMinutes: (day: number) => readonly Float64Array[];
}

/** Share of first attempts that lead to a k-th retry, k = 1, 2, …: those in the dark, and those that failed k times by chance. */
export const retryShares = (plan: FluidPlan, access: number): readonly number[] => {
  const { longTermDark, spellDark, attemptSmets1, attemptSmets2, retryAfterMs } = plan.failures;
  const dark = longTermDark + spellDark;
  const fails = isSmets1(access) ? attemptSmets1 : attemptSmets2;
  let failed = 1;
  return retryAfterMs.map(() => dark + (1 - dark) * (failed *= fails));
};

/** One class of requests: its lines at the DSP and at the access components, and how long it waited in each. */
interface ServiceClass {
  /** Rows of the plan that are in it, and which of them are retried. */
  readonly rows: readonly number[];
  readonly retried: readonly boolean[];
  /** Streams for one access component: one per row, then the retries of them all. */
  readonly width: number;
  /** Streams of the DSP's line: a group of `width` for each access component, and one for what ends at the DSP. */
  readonly dsp: ReturnType<typeof openLine>;
  readonly access: readonly ReturnType<typeof openLine>[];
  /** Which share of the batch sent in which minute left the DSP when. */
  readonly left: { readonly sent: number; readonly at: number; readonly share: number }[];
  /** Mean wait at each access component by the minute of arrival there. */
  readonly accessWait: readonly Float64Array[];
}

const openClass = (plan: FluidPlan, level: number, minutes: number): ServiceClass => {
  const inClass = plan.rows.map((row) => (plan.capacity.singleClass ? 0 : row.priority) === level);
  const rows = plan.rows.flatMap((_, index) => (inClass[index]! ? [index] : []));
  const width = rows.length + 1;
  return {
    rows,
    retried: rows.map((index) => plan.rows[index]!.mode === "scheduled"),
    width,
    dsp: openLine(minutes, (ENDS_AT_DSP + 1) * width),
    access: ACCESS.map(() => openLine(minutes, width)),
    left: [],
    accessWait: ACCESS.map(() => new Float64Array(minutes)),
  };
};

/** Empty queues at the start of the first of `days` days; `sent` is [row][access component or the DSP itself], by UTC minute. */
export const openQueues = (plan: FluidPlan, sent: readonly (readonly Float64Array[])[], days: number): Queues => {
  const minutes = days * MINUTES_A_DAY;
  const capacity = capacityPerMinute(plan);
  const classes = PRIORITIES.map((_, level) => openClass(plan, level, minutes));
  const retryAfter = plan.failures.retryAfterMs.map((ms) => Math.max(1, Math.round(ms / 60_000)));
  const retryShare = ACCESS.map((_, access) => retryShares(plan, access));
  const waitsAtDsp = new Float64Array(ENDS_AT_DSP + 1);

  const send = ({ rows, width, dsp }: ServiceClass, minute: number, record: DayRecord): void => {
    const ofDay = minute % MINUTES_A_DAY;
    for (let group = 0; group <= ENDS_AT_DSP; group++) {
      const at = minute * dsp.streams + group * width;
      let requests = dsp.arrivals[at + rows.length]!;
      if (requests > 0) {
        record.retries[0]![ofDay]! += requests;
        record.retries[1 + group]![ofDay]! += requests;
      }
      for (let i = 0; i < rows.length; i++) requests += dsp.arrivals[at + i] = sent[rows[i]!]![group]![ofDay]!;
      waitsAtDsp[group]! += requests;
      dsp.batch[minute]! += requests;
    }
    dsp.waiting += dsp.batch[minute]!;
  };

  const leaveDsp = ({ width, dsp, access, left }: ServiceClass, minute: number, from: number, share: number): void => {
    left.push({ sent: from, at: minute, share });
    for (let group = 0; group <= ENDS_AT_DSP; group++) {
      const at = from * dsp.streams + group * width;
      const next = access[group];
      let requests = 0;
      for (let i = 0; i < width; i++) {
        const part = share * dsp.arrivals[at + i]!;
        if (next !== undefined) next.arrivals[minute * width + i]! += part;
        requests += part;
      }
      waitsAtDsp[group] = Math.max(0, waitsAtDsp[group]! - requests);
      if (next === undefined) continue;
      next.batch[minute]! += requests;
      next.waiting += requests;
    }
  };

  const leaveAccess = (
    { rows, retried, width, dsp, access, accessWait }: ServiceClass,
    number: number,
    minute: number,
    from: number,
    share: number,
    record: DayRecord,
  ): void => {
    accessWait[number]![from]! += share * (minute - from);
    const ofDay = minute % MINUTES_A_DAY;
    const { arrivals } = access[number]!;
    let retriable = 0;
    for (let i = 0; i < rows.length; i++) {
      const part = share * arrivals[from * width + i]!;
      record.carried[rows[i]!]![number]![ofDay]! += part;
      if (retried[i]!) retriable += part;
    }
    if (retriable === 0) return;
    for (let k = 0; k < retryAfter.length; k++) {
      const due = minute + retryAfter[k]!;
      if (due < minutes)
        dsp.arrivals[due * dsp.streams + number * width + rows.length]! += retriable * retryShare[number]![k]!;
    }
  };

  const advance = (minute: number, record: DayRecord): void => {
    const ofDay = minute % MINUTES_A_DAY;
    let left = capacity[0]!;
    for (const one of classes) {
      send(one, minute, record);
      left = serveLine(one.dsp, minute, left, (from, share) => leaveDsp(one, minute, from, share));
      record.queue[0]![ofDay]! += one.dsp.waiting;
    }
    record.waiting[ofDay] = record.queue[0]![ofDay]!;
    for (let number = 0; number < ACCESS.length; number++) {
      left = capacity[1 + number]!;
      let waiting = 0;
      for (const one of classes) {
        const line = one.access[number]!;
        left = serveLine(line, minute, left, (from, share) => leaveAccess(one, number, minute, from, share, record));
        waiting += line.waiting;
      }
      record.waiting[ofDay]! += waiting;
      record.queue[1 + number]![ofDay] = waitsAtDsp[number]! + waiting;
      record.onDemandQueue[number]![ofDay] = classes[0]!.access[number]!.waiting;
    }
  };

  /** Of requests that still wait when the last minute is over, the wait so far is counted. */
  const waitMinutes = (day: number): readonly Float64Array[] => {
    const first = day * MINUTES_A_DAY;
    return PRIORITIES.flatMap((_, priority) => {
      const { left, accessWait } = classes[plan.capacity.singleClass ? 0 : priority]!;
      return ACCESS.map((_, number) => {
        const wait = new Float64Array(MINUTES_A_DAY);
        for (const { sent: from, at, share } of left)
          if (from >= first && from < first + MINUTES_A_DAY)
            wait[from - first]! += share * (at - from + accessWait[number]![at]!);
        return wait;
      });
    });
  };
  return { advance, waitMinutes };
};
