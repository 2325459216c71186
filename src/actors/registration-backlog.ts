import type { RegistrationFeed } from "../domain/registration-feed.ts";
import type { Context, Watched } from "./market-context.ts";

/**
 * What waits at the feed of registration data for an outage (S-22): changes of appointment that were due at the DSP and
 * are not in its copy. It is worked off when every batch that was due is in.
 */
export const openRegistrationBacklog = ({ sim, words, ...context }: Context, feed: RegistrationFeed): Watched => {
  const changes = context.appointments!.changesOf(words);
  return {
    station: "registration feed",
    waiting: () => changes(feed.knownMs(sim.timeMs), feed.dueMs(sim.timeMs)),
    isWorkedOff: () => feed.knownMs(sim.timeMs) >= feed.dueMs(sim.timeMs),
  };
};
