import { senderShares, servedShares } from "../domain/users.ts";
import { MINUTES_A_DAY } from "../kernel/time.ts";
import { maxMinLevel } from "../smoothing/max-min.ts";
import type { Conditions } from "./conditions.ts";
import { ENDS_AT_DSP, type FluidPlan } from "./first-attempts.ts";
import type { Flow } from "./flows.ts";

/** First attempts that allocation lets in, minute by minute, and what it holds (O8). */
export interface HeldUsers {
  /**
   * Lets the minute's requests in, into [flow][access component or the DSP itself], after so many retries have come
   * to the DSP. `more` is sent on top of a steady day's.
   */
  readonly advance: (minute: number, retries: number, more: Conditions["more"], letIn: readonly Float64Array[]) => void;
  /** Requests that are held at the end of the minute, by where they go. */
  readonly heldFor: Float64Array;
  /** Mean wait in minutes of what a service class sent in a minute, counted from the start of the first day. */
  readonly waitOf: (level: number, minute: number) => number;
}

/** What one User sends in one service class: some flows, of each its share. */
interface Held {
  readonly user: number;
  readonly level: number;
  readonly flows: readonly number[];
  readonly shares: Float64Array;
  /** Which of its flows are of misbehaving Users. */
  readonly misbehaving: readonly number[];
  /** Requests sent in each UTC minute of a steady day. */
  readonly sent: Float64Array;
  /** The oldest minute that is not all let in, and the share of it that still waits. */
  head: number;
  headLeft: number;
}

/**
 * The same rule as in the DSP, as a fluid: each User's line, on demand first; a minute's requests mix a User's flows
 * and leave in equal proportions. `levelOf` is a flow's service class.
 */
export const openHeldUsers = (
  plan: FluidPlan,
  flows: readonly Flow[],
  levels: number,
  levelOf: (flow: Flow) => number,
  minutes: number,
): HeldUsers => {
  const rule = plan.allocation!;
  const threshold = 60 * plan.capacity.perSecond.dsp * rule.threshold;
  const guaranteed = servedShares(plan).map((share) => share * threshold);
  const users = guaranteed.length;
  const isExempt = flows.map(({ row }) => rule.exempt.includes(plan.rows[row]!.process));
  const shares = flows.map(({ row }) => senderShares(plan.rows[row]!, plan));
  const all = flows.map(({ sent }) => total(sent));
  const exempt = new Float64Array(MINUTES_A_DAY);
  all.forEach((curve, flow) => {
    if (isExempt[flow]!) for (let minute = 0; minute < MINUTES_A_DAY; minute++) exempt[minute]! += curve[minute]!;
  });
  const lines: readonly Held[] = Array.from({ length: users * levels }, (_, i) => {
    const user = Math.floor(i / levels);
    const level = i % levels;
    const numbers = flows.flatMap((flow, n) =>
      !isExempt[n]! && levelOf(flow) === level && shares[n]![user]! > 0 ? [n] : [],
    );
    const sent = new Float64Array(MINUTES_A_DAY);
    for (const n of numbers)
      for (let minute = 0; minute < MINUTES_A_DAY; minute++) sent[minute]! += shares[n]![user]! * all[n]![minute]!;
    const ofUser = Float64Array.from(numbers, (n) => shares[n]![user]!);
    const misbehaving = numbers.flatMap((n, i) => (isMisbehaving(plan, flows[n]!.row) ? [i] : []));
    return { user, level, flows: numbers, shares: ofUser, misbehaving, sent, head: 0, headLeft: 1 };
  });

  const wants = new Float64Array(users);
  const held = new Float64Array(users);
  const heldFor = new Float64Array(ENDS_AT_DSP + 1);
  const waited = Array.from({ length: levels }, () => new Float64Array(minutes));
  const ofLevel = Array.from({ length: levels }, () => new Float64Array(MINUTES_A_DAY));
  for (const { level, sent: curve } of lines)
    for (let minute = 0; minute < MINUTES_A_DAY; minute++) ofLevel[level]![minute]! += curve[minute]!;
  // Misbehaving Users send on some days only: [flow] → by minute from the start of the first day, by where it goes.
  const extra = flows.map(({ row }) =>
    isMisbehaving(plan, row) ? Array.from({ length: ENDS_AT_DSP + 1 }, () => new Float64Array(minutes)) : undefined,
  );
  const sentIn = (flow: number, group: number, minute: number): number =>
    flows[flow]!.sent[group]![minute % MINUTES_A_DAY]! + (extra[flow]?.[group]?.[minute] ?? 0);
  const allExtra = (flow: number, minute: number): number =>
    extra[flow]?.reduce((sum, curve) => sum + curve[minute]!, 0) ?? 0;
  const batchOf = (line: Held, minute: number): number =>
    line.misbehaving.reduce(
      (sum, i) => sum + line.shares[i]! * allExtra(line.flows[i]!, minute),
      line.sent[minute % MINUTES_A_DAY]!,
    );
  let isOn = false;
  let before = 0;

  const leave = (line: Held, minute: number, share: number, letIn: readonly Float64Array[]): void => {
    waited[line.level]![line.head]! += share * batchOf(line, line.head) * (minute - line.head);
    line.flows.forEach((flow, i) => {
      const part = share * line.shares[i]!;
      for (let group = 0; group <= ENDS_AT_DSP; group++) {
        const requests = part * sentIn(flow, group, line.head);
        letIn[flow]![group]! += requests;
        heldFor[group]! -= requests;
      }
    });
  };

  /** Lets a User's requests in, higher classes first, oldest first, up to its limit. */
  const release = (user: number, limit: number, minute: number, letIn: readonly Float64Array[]): void => {
    let left = limit;
    for (let level = 0; level < levels; level++) {
      const line = lines[user * levels + level]!;
      while (line.head <= minute) {
        const batch = batchOf(line, line.head);
        const work = line.headLeft * batch;
        if (work > left) {
          if (left > 0) leave(line, minute, left / batch, letIn);
          line.headLeft -= left / batch;
          left = 0;
          break;
        }
        leave(line, minute, line.headLeft, letIn);
        left -= work;
        line.head++;
        line.headLeft = 1;
      }
    }
    held[user] = Math.max(0, wants[user]! - limit);
  };

  const advance: HeldUsers["advance"] = (minute, retries, more, letIn) => {
    let fixed = exempt[minute % MINUTES_A_DAY]! + retries;
    let waiting = 0;
    flows.forEach(({ row }, flow) => {
      extra[flow]?.forEach((curve, group) => {
        curve[minute] = more[row]?.[group]?.[minute % MINUTES_A_DAY] ?? 0;
      });
      if (isExempt[flow]!) fixed += allExtra(flow, minute);
      for (let group = 0; group <= ENDS_AT_DSP; group++) {
        const requests = sentIn(flow, group, minute);
        letIn[flow]![group] = isExempt[flow]! ? requests : 0;
        if (!isExempt[flow]!) heldFor[group]! += requests;
      }
    });
    let arrived = fixed;
    wants.fill(0);
    for (const line of lines) wants[line.user]! += batchOf(line, minute);
    for (let user = 0; user < users; user++) {
      arrived += wants[user]!;
      waiting += held[user]!;
      wants[user]! += held[user]!;
    }
    const wasOn = isOn;
    isOn = isOn ? waiting > SAME * threshold || arrived >= rule.release * threshold : arrived > threshold;
    // Arrivals of the last minute pass the threshold some way into this one: what came before is let in.
    const late = isOn && !wasOn ? Math.max(0, Math.min(1, (threshold - before) / (arrived - before))) : 0;
    before = arrived;
    const fair = isOn ? maxMinLevel(wants, guaranteed, Math.max(0, threshold - fixed)) : Number.POSITIVE_INFINITY;
    for (let user = 0; user < users; user++) {
      const limit = Math.max(guaranteed[user]!, fair);
      release(user, limit < wants[user]! ? late * wants[user]! + (1 - late) * limit : wants[user]! + 1, minute, letIn);
    }
    if (!isOn) heldFor.fill(0);
  };

  return {
    advance,
    heldFor,
    waitOf: (level, minute) => {
      let requests = ofLevel[level]![minute % MINUTES_A_DAY]!;
      flows.forEach((flow, n) => {
        if (levelOf(flow) === level && !isExempt[n]!) requests += allExtra(n, minute);
      });
      return requests > 0 ? waited[level]![minute]! / requests : 0;
    },
  };
};

const isMisbehaving = ({ rows }: FluidPlan, row: number): boolean => rows[row]!.need === "misbehaving-user";

/** Less than this share of what is let in in a minute is nothing. */
const SAME = 1e-9;

/** All that a row sends in each minute. */
const total = (curves: readonly Float64Array[]): Float64Array => {
  const sum = new Float64Array(MINUTES_A_DAY);
  for (const curve of curves) for (let minute = 0; minute < MINUTES_A_DAY; minute++) sum[minute]! += curve[minute]!;
  return sum;
};
