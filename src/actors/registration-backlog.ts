import { ORIGIN_DAY } from "../domain/appointments.ts";
import { agentOf } from "../domain/meter-word.ts";
import type { RegistrationFeed } from "../domain/registration-feed.ts";
import { DAY_MS } from "../kernel/time.ts";
import { runEndsMs } from "./arrivals.ts";
import type { Context, Watched } from "./market-context.ts";

/**
 * What waits at the feed of registration data for an outage (S-22): changes of appointment that were due at the DSP and
 * are not in its copy. It is worked off when every batch that was due is in.
 */
export const openRegistrationBacklog = ({ sim, plan, words, ...context }: Context, feed: RegistrationFeed): Watched => {
  const { noticeMs } = plan.accessControl!.appointments;
  const appointments = context.appointments!;
  // A day's changes are counted once, when they are first asked for.
  const lastDay = Math.ceil((runEndsMs(plan) + noticeMs) / DAY_MS);
  const changes = new Float64Array(lastDay - ORIGIN_DAY + 1).fill(Number.NaN);
  const changesOf = (day: number): number => {
    const known = changes[day - ORIGIN_DAY]!;
    if (!Number.isNaN(known)) return known;
    let count = 0;
    for (let meter = 0; meter < words.length; meter++) {
      const first = agentOf(words[meter]!);
      if (first > 0 && appointments.changesOn(meter, first, day)) count++;
    }
    return (changes[day - ORIGIN_DAY] = count);
  };
  // A change that takes effect at a day's midnight was registered the notice before.
  const dayKnown = (registeredMs: number): number => Math.floor((registeredMs + noticeMs) / DAY_MS);
  return {
    station: "registration feed",
    waiting: () => {
      let count = 0;
      const due = dayKnown(feed.dueMs(sim.timeMs));
      for (let day = dayKnown(feed.knownMs(sim.timeMs)) + 1; day <= due; day++) count += changesOf(day);
      return count;
    },
    isWorkedOff: () => feed.knownMs(sim.timeMs) >= feed.dueMs(sim.timeMs),
  };
};
