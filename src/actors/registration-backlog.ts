import type { RegistrationFeed } from "../domain/registration-feed.ts";
import type { SupplierChanges } from "../domain/supplier-changes.ts";
import type { Context, Watched } from "./market-context.ts";

/**
 * What waits at the feed of registration data for an outage (S-22): changes of appointment, and of supplier that have
 * taken effect, that were due at the DSP and are not in its copy. It is worked off when every batch that was due is in.
 */
export const openRegistrationBacklog = (
  { sim, words, ...context }: Context,
  feed: RegistrationFeed,
  supplierChanges: SupplierChanges | undefined,
): Watched => {
  const ofMdrs = context.appointments!.changesOf(words);
  const ofSuppliers = supplierChanges?.registeredBetween() ?? (() => 0);
  return {
    station: "registration feed",
    waiting: () => {
      const [fromMs, toMs] = [feed.knownMs(sim.timeMs), feed.dueMs(sim.timeMs)];
      return ofMdrs(fromMs, toMs) + ofSuppliers(fromMs, toMs);
    },
    isWorkedOff: () => feed.knownMs(sim.timeMs) >= feed.dueMs(sim.timeMs),
  };
};
