import { isSmets1 } from "../domain/components.ts";
import { accessOf, agentOf, supplierOf, withSupplier } from "../domain/meter-word.ts";
import { RegistrationFeed } from "../domain/registration-feed.ts";
import { isGranted } from "../domain/service-requests.ts";
import type { SupplierChanges } from "../domain/supplier-changes.ts";
import { usersOf } from "../domain/users.ts";
import * as R from "../ledger/request.ts";
import type { IsLetIn } from "../smoothing/settlement-reads.ts";
import type { Context } from "./market-context.ts";
import { openSenderOf } from "./read-requests.ts";

/** Why a request is refused, in the order in which it is checked. */
export const REASONS = ["role", "not a User yet", "appointment", "supplier"] as const;
export const ROLE = 0;
export const NOT_YET = 1;
export const APPOINTMENT = 2;
/** Held against where suppliers change. */
export const SUPPLIER = 3;
export const LET_IN = -1;

/** Who has a meter by the copy, and in truth, as one of them asks. */
export interface Compared {
  mdr(copy: number, truth: number, asks: number, timeMs: number): void;
  supplier(copy: number, truth: number, asks: number): void;
}

const NOBODY: Compared = { mdr: () => {}, supplier: () => {} };

/**
 * What the DSP holds a request against, at any time (S-01, S-21, S-22, S-53): what the request matrix grants a role
 * (4.1.1 to an MDR on SMETS1 only, S-18), since when an MDR is a User, and the DSP's copy of registration data, which
 * says which MDR is appointed to a meter and, where meters change supplier, which supplier has it.
 */
export const openAccessRules = (context: Context, changes: SupplierChanges | undefined) => {
  const { plan, words } = context;
  const { mdrEntryMs, feed: feedRules } = plan.accessControl!;
  const appointments = context.appointments!;
  const outages = plan.faults.filter(({ kind }) => kind === "registration-feed");
  const feed = new RegistrationFeed(feedRules, outages);
  const senderOf = openSenderOf(context);

  const users = usersOf(plan);
  const firstMdr = users.findIndex(({ role }) => role === "agent");
  const isSupplier = users.map(({ role }) => role === "supplier");
  const mdrOf = Uint8Array.from(users, ({ role }, user) => (role === "agent" ? user - firstMdr + 1 : 0));
  const entryMs = Float64Array.from(users, (_, user) => {
    const mdr = mdrOf[user]!;
    return mdr === 0 ? Number.NEGATIVE_INFINITY : (mdrEntryMs[mdr - 1] ?? Number.NEGATIVE_INFINITY);
  });
  // [traffic row × 4 + an MDR sends it × 2 + to SMETS1]: where no independent MDR reads, the supplier sends it.
  const granted = Uint8Array.from({ length: plan.rows.length * 4 }, (_, i) => {
    const row = plan.rows[i >>> 2]!;
    const smets1 = (i & 1) === 1;
    const role = row.role === "agent" && (i & 2) === 0 ? "supplier" : row.role;
    return isGranted(smets1 ? row.srv : (row.srvOnSmets2 ?? row.srv), role, smets1) ? 1 : 0;
  });

  /** True when the copy says that the MDR is appointed. */
  const isAppointed = (mdr: number, meter: number, timeMs: number, compared: Compared): boolean => {
    const first = agentOf(words[meter]!);
    const truth = appointments.appointedAt(meter, first, timeMs);
    const knownMs = feed.knownMs(timeMs);
    const copy = appointments.isInStep(timeMs, knownMs) ? truth : appointments.knownAt(meter, first, timeMs, knownMs);
    compared.mdr(copy, truth, mdr, timeMs);
    return copy === mdr;
  };

  /** True when the copy says that the supplier has the meter. Words that never changed are asked no further. */
  const isRegistered = (supplier: number, meter: number, timeMs: number, compared: Compared): boolean => {
    const word = words[meter]!;
    const copy = changes!.supplierKnown(word, meter, feed.knownMs(timeMs));
    compared.supplier(copy, supplierOf(word), supplier);
    return copy === supplier;
  };

  /** Why a request at a time is refused, or LET_IN; `access` may be NO_ACCESS. */
  const refusalOf = (
    traffic: number,
    user: number,
    access: number,
    meter: number,
    timeMs: number,
    compared: Compared,
  ): number => {
    const mdr = mdrOf[user]!;
    const smets1 = access !== R.NO_ACCESS && isSmets1(access);
    if (granted[traffic * 4 + (mdr > 0 ? 2 : 0) + (smets1 ? 1 : 0)] === 0) return ROLE;
    if (mdr === 0) {
      const isHeld = changes !== undefined && access !== R.NO_ACCESS && isSupplier[user]!;
      return isHeld && !isRegistered(user, meter, timeMs, compared) ? SUPPLIER : LET_IN;
    }
    if (timeMs < entryMs[user]!) return NOT_YET;
    return access !== R.NO_ACCESS && !isAppointed(mdr, meter, timeMs, compared) ? APPOINTMENT : LET_IN;
  };

  /**
   * True when an attempt of a day's read, before the run or after it, is let in; it is of whoever had the meter as it
   * was sent at first.
   */
  const letsIn: IsLetIn = (traffic, meter, word, day, sentMs, attemptMs) => {
    const then = changes === undefined ? word : withSupplier(word, changes.supplierAt(word, meter, sentMs));
    const user = senderOf(traffic, meter, then, day, sentMs);
    return refusalOf(traffic, user, accessOf(word), meter, attemptMs, NOBODY) === LET_IN;
  };

  /** The registered supplier is refused for an outage of the feed, as is the appointed MDR. */
  const isSupplierOutOfStep = (supplier: number, meter: number, timeMs: number): boolean => {
    const word = words[meter]!;
    return supplierOf(word) === supplier && changes!.supplierKnown(word, meter, feed.dueMs(timeMs)) === supplier;
  };

  /** The appointed MDR is refused for an outage of the feed, if the copy would have had it without one. */
  const isMdrOutOfStep = (mdr: number, meter: number, timeMs: number): boolean => {
    const first = agentOf(words[meter]!);
    return (
      appointments.appointedAt(meter, first, timeMs) === mdr &&
      appointments.knownAt(meter, first, timeMs, feed.dueMs(timeMs)) === mdr
    );
  };

  /** A refusal is the work of an outage of the feed. */
  const isOutages = (refusal: number, user: number, meter: number, timeMs: number): boolean => {
    if (outages.length === 0) return false;
    if (refusal === SUPPLIER) return isSupplierOutOfStep(user, meter, timeMs);
    return refusal === APPOINTMENT && isMdrOutOfStep(mdrOf[user]!, meter, timeMs);
  };

  return { feed, refusalOf, letsIn, isOutages };
};

export type AccessRules = ReturnType<typeof openAccessRules>;
