import { dateText } from "../domain/civil-time.ts";
import { isSmets1 } from "../domain/components.ts";
import { agentOf, supplierOf } from "../domain/meter-word.ts";
import { RegisteredAppointments } from "../domain/registered-appointments.ts";
import { RegistrationFeed } from "../domain/registration-feed.ts";
import { isGranted } from "../domain/service-requests.ts";
import type { SupplierChanges } from "../domain/supplier-changes.ts";
import { usersOf } from "../domain/users.ts";
import { DAY_MS } from "../kernel/time.ts";
import * as R from "../ledger/request.ts";
import { accessMetrics, type RuleFigure } from "../metrics/rule-metrics.ts";
import { runEndsMs } from "./arrivals.ts";
import { type Context, openMark, type Receive } from "./market-context.ts";

/** Why a request is refused, in the order in which it is checked. */
const REASONS = ["role", "not a User yet", "appointment", "supplier"] as const;
const ROLE = 0;
const NOT_YET = 1;
const APPOINTMENT = 2;
/** Held against where suppliers change. */
const SUPPLIER = 3;

/**
 * Access control at the DSP (S-01, S-21, S-22, S-53): a User may send only what the request matrix grants its role
 * (4.1.1 as an MDR on SMETS1 only, S-18), an MDR once it has become a User, and only to meters that the DSP's copy of
 * registration data says it is appointed to. The error is the interface's synchronous answer: the request is over at
 * once, no device hears of it, and it takes nothing of any rate. Automatic retries are checked anew. Where meters
 * change supplier, so it is with suppliers: one that has lost the meter, or is not in the copy yet, is refused.
 */
export const openAccessControl = (context: Context, changes: SupplierChanges | undefined, letIn: Receive) => {
  const { sim, plan, words, rows, ledger, audit } = context;
  const { cells, columns } = rows;
  const { mdrEntryMs, feed: feedRules } = plan.accessControl!;
  const appointments = context.appointments!;
  const outages = plan.faults.filter(({ kind }) => kind === "registration-feed");
  const feed = new RegistrationFeed(feedRules, outages, runEndsMs(plan));
  const mark = openMark(context, "access control");
  const station = audit.open("access control", () => 0);

  const users = usersOf(plan);
  const firstMdr = users.findIndex(({ role }) => role === "agent");
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

  const startMs = sim.timeMs;
  const firstDay = Math.floor(startMs / DAY_MS);
  const days = Math.ceil(runEndsMs(plan) / DAY_MS) - firstDay + 1;
  const counts = sim.keep({
    refused: new Float64Array(REASONS.length),
    wrongRefusals: new Float64Array(days),
    wrongGrants: new Float64Array(days),
    /** Requests of MDRs that were held against the copy. */
    checked: 0,
    supplierRefusals: 0,
    supplierGrants: 0,
  });
  const { refused, wrongRefusals, wrongGrants } = counts;

  const refuse = (row: number, reason: number): void => {
    refused[reason]!++;
    mark(row);
    station.dropped++;
    ledger.refuse(row);
  };

  /** True when the copy says that the MDR is appointed; whether that is right is counted by day. */
  const isAppointed = (mdr: number, meter: number): boolean => {
    const { timeMs } = sim;
    const today = Math.floor(timeMs / DAY_MS);
    const first = agentOf(words[meter]!);
    counts.checked++;
    const truth = appointments.appointedAt(meter, first, timeMs);
    const knownMs = feed.knownMs(timeMs);
    const copy = appointments.isInStep(timeMs, knownMs) ? truth : appointments.knownAt(meter, first, timeMs, knownMs);
    if (copy !== truth) {
      if (truth === mdr) wrongRefusals[today - firstDay]!++;
      else if (copy === mdr) wrongGrants[today - firstDay]!++;
    }
    return copy === mdr;
  };

  const isSupplier = users.map(({ role }) => role === "supplier");
  /** True when the copy says that the supplier has the meter. Words that never changed are asked no further. */
  const isRegistered = (supplier: number, meter: number): boolean => {
    const word = words[meter]!;
    const copy = changes!.supplierKnown(word, meter, feed.knownMs(sim.timeMs));
    const truth = supplierOf(word);
    if (copy !== truth) {
      if (truth === supplier) counts.supplierRefusals++;
      else if (copy === supplier) counts.supplierGrants++;
    }
    return copy === supplier;
  };

  /** The registered supplier is refused for an outage of the feed, as is the appointed MDR. */
  const isSupplierOutOfStep = (supplier: number, meter: number): boolean => {
    const word = words[meter]!;
    const dueMs = feed.dueMs(sim.timeMs);
    return supplierOf(word) === supplier && changes!.supplierKnown(word, meter, dueMs) === supplier;
  };

  /** The appointed MDR is refused for an outage of the feed, if the copy would have had it without one. */
  const isOutOfStep = (mdr: number, meter: number): boolean => {
    const { timeMs } = sim;
    const first = agentOf(words[meter]!);
    return (
      appointments.appointedAt(meter, first, timeMs) === mdr &&
      appointments.knownAt(meter, first, timeMs, feed.dueMs(timeMs)) === mdr
    );
  };

  /** Why a request is refused, or −1. */
  const refusalOf = (row: number): number => {
    const at = row * columns;
    const info = cells[at + R.INFO]!;
    const user = R.userOf(info);
    const mdr = mdrOf[user]!;
    const access = R.accessOf(info);
    const smets1 = access !== R.NO_ACCESS && isSmets1(access);
    if (granted[R.rowOf(info) * 4 + (mdr > 0 ? 2 : 0) + (smets1 ? 1 : 0)] === 0) return ROLE;
    if (mdr === 0) {
      const isHeld = changes !== undefined && access !== R.NO_ACCESS && isSupplier[user]!;
      return isHeld && !isRegistered(user, cells[at + R.METER]!) ? SUPPLIER : -1;
    }
    if (sim.timeMs < entryMs[user]!) return NOT_YET;
    return access !== R.NO_ACCESS && !isAppointed(mdr, cells[at + R.METER]!) ? APPOINTMENT : -1;
  };

  const receive: Receive = (row, isFirst) => {
    station.in++;
    const refusal = refusalOf(row);
    if (refusal >= 0) {
      const at = row * columns;
      const user = R.userOf(cells[at + R.INFO]!);
      const meter = cells[at + R.METER]!;
      const isOutages =
        outages.length > 0 &&
        ((refusal === APPOINTMENT && isOutOfStep(mdrOf[user]!, meter)) ||
          (refusal === SUPPLIER && isSupplierOutOfStep(user, meter)));
      if (isOutages) cells[at + R.INFO]! |= R.OUT_OF_STEP;
      refuse(row, refusal);
      return;
    }
    station.out++;
    letIn(row, isFirst);
  };

  /** Changes that cases of Registration brought about up to the end of the measured days; draws have none to count. */
  const ofChanges = (): RuleFigure[] => {
    if (!(appointments instanceof RegisteredAppointments)) return [];
    // However long the tail is.
    const untilMs = Math.min(plan.horizon.measuredDays * DAY_MS, sim.timeMs);
    const { all, late } = appointments.tookEffect(startMs, untilMs, (atMs) => feed.knownMs(atMs));
    return [
      { metric: accessMetrics.changes.name, place: "Registration", value: all },
      { metric: accessMetrics.late.name, place: "dsp", value: late },
    ];
  };

  const ofSuppliers = (): RuleFigure[] =>
    changes === undefined
      ? []
      : [
          { metric: accessMetrics.supplierRefusals.name, place: "dsp", value: counts.supplierRefusals },
          { metric: accessMetrics.supplierGrants.name, place: "dsp", value: counts.supplierGrants },
        ];

  /** What the rule counted. */
  const figures = (): RuleFigure[] => {
    const { checked: ofChecked, refused: ofRefused, wrongRefusals: wrongly, wrongGrants: granting } = accessMetrics;
    const lastDay = Math.floor(sim.timeMs / DAY_MS) - firstDay;
    const byDay = (metric: string, counts: Float64Array): RuleFigure[] =>
      Array.from(counts.subarray(0, lastDay + 1), (value, day) => ({
        metric,
        place: dateText(plan.horizon.startDay + firstDay + day),
        value,
      }));
    return [
      { metric: ofChecked.name, place: "dsp", value: counts.checked },
      ...REASONS.slice(0, changes === undefined ? SUPPLIER : REASONS.length).map((place, reason) => ({
        metric: ofRefused.name,
        place,
        value: refused[reason]!,
      })),
      ...byDay(wrongly.name, wrongRefusals),
      ...byDay(granting.name, wrongGrants),
      ...ofSuppliers(),
      ...ofChanges(),
    ];
  };

  return { receive, figures, feed };
};
