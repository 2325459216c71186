import { isSmets1 } from "../domain/components.ts";
import { endsAtDsp } from "../domain/ends-at-dsp.ts";
import { accessOf, agentOf, STAYS_IN_REACH } from "../domain/meter-word.ts";
import type { ProcessName, TrafficRow } from "../domain/plan.ts";
import { isCritical } from "../domain/service-requests.ts";
import { draw, openStream, threshold } from "../kernel/keyed-draws.ts";
import { DAY_MS, MINUTE_MS } from "../kernel/time.ts";
import * as R from "../ledger/request.ts";
import type { Needs } from "../smoothing/needs.ts";
import { flaggedSending } from "../smoothing/purpose-flag.ts";
import { isInstant } from "../smoothing/shape.ts";
import type { Context } from "./market-context.ts";
import { openNewRequests } from "./new-requests.ts";
import { openUserOf } from "./users.ts";

/** What of INFO is the same for all requests of a traffic row. */
export const infoOfRow = ({ priority, mode }: TrafficRow, traffic: number): number =>
  R.packInfo(0, traffic, 0, priority) | (mode === "scheduled" ? R.SCHEDULED : 0);

/** What of INFO a meter's word gives to all requests to it. */
export const marksOf = (word: number): number =>
  accessOf(word) | ((word & STAYS_IN_REACH) === 0 ? 0 : R.STAYS_IN_REACH);

/** What of INFO only reads of SMETS1 meters have, where the scenario has caches or reads under dual control. */
const openSmets1Marks = ({ plan }: Context, needs: Needs) => {
  const { cache, seed, replication } = plan;
  const dual = threshold(plan.needs.dualControlShare ?? 0);
  if (cache === undefined && dual === 0) return undefined;
  const stream = openStream(seed, replication, "dual control of reads");
  return (traffic: number, meter: number, day: number): number =>
    (cache !== undefined && needs.readsProfile(traffic, meter, day) ? R.PROFILE_READ : 0) |
    (draw(stream, meter, day) < dual ? R.DUAL_CONTROL : 0);
};

/** The User that sends a read of a day: as the meter's word says, or the MDR that is appointed when it is sent. */
export const openSenderOf = ({ plan, appointments }: Pick<Context, "plan" | "appointments">) => {
  const userOf = openUserOf(plan);
  const roles = plan.rows.map(({ role }) => role);
  const byWord = (traffic: number, _meter: number, word: number, _day: number, _sentMs: number): number =>
    userOf(roles[traffic]!, word, 0);
  if (appointments === undefined) return byWord;
  const firstMdr = plan.estate.supplierShares.length;
  const isOutgoing = plan.rows.map(({ need }) => need === "outgoing-agent");
  return (traffic: number, meter: number, word: number, day: number, sentMs: number): number => {
    const first = agentOf(word);
    if (roles[traffic] !== "agent" || first === 0) return byWord(traffic, meter, word, day, sentMs);
    const mdr = isOutgoing[traffic]!
      ? appointments.outgoingOn(meter, first, day)
      : appointments.appointedAt(meter, first, sentMs);
    return firstMdr + mdr - 1;
  };
};

/** What a User's own decision brings about, not a day's data. */
const DECIDED: readonly ProcessName[] = ["policy-change", "late-data", "price-change", "firmware"];

/** Makes the row of a daily read, or of a request that a day brings about, that is sent now, or was at `sentMs`. */
export const openReadRequests = (context: Context, needs: Needs) => {
  const read = openReads(context, needs);
  const { plan, sim, rows } = context;
  const { scheduleChange, waves, lateDataOnDemand } = plan.needs;
  if (scheduleChange === undefined && waves === undefined && lateDataOnDemand === undefined) return read;
  const { cells, columns } = rows;
  const isDecided = plan.rows.map(({ process }) => DECIDED.includes(process));
  const atDsp = plan.rows.map(endsAtDsp);
  const critical = plan.rows.map(({ srv }) => isCritical(srv));
  return (traffic: number, meter: number, word: number, day: number, sentMs?: number): number => {
    const row = read(traffic, meter, word, day, sentMs);
    if (!isDecided[traffic]) return row;
    const at = row * columns;
    cells[at + R.WANTED] = (sim.stampBase + sim.now) | 0;
    if (atDsp[traffic]) {
      cells[at + R.INFO]! |= R.NO_ACCESS;
      cells[at + R.LEFT] = 0; // no device has a leg in it
    } else if (critical[traffic] && isSmets1(accessOf(word))) cells[at + R.INFO]! |= R.DUAL_CONTROL;
    return row;
  };
};

const openReads = (context: Context, needs: Needs) => {
  const { sim, plan, ledger } = context;
  const smets1Marks = openSmets1Marks(context, needs);
  const make = openNewRequests(context);
  const senderOf = openSenderOf(context);
  const info0 = Int32Array.from(plan.rows, infoOfRow);
  const unranked = Int32Array.from(plan.rows, (row, traffic) => infoOfRow({ ...row, priority: 0 }, traffic));
  const infoOf =
    plan.needs.purposeFlag === undefined
      ? (traffic: number): number => info0[traffic]!
      : (traffic: number, meter: number): number => unranked[traffic]! | R.ofRank(needs.priorityOf(traffic, meter));
  return (traffic: number, meter: number, word: number, day: number, sentMs = sim.timeMs): number => {
    const wantedMs = day * DAY_MS;
    let info = infoOf(traffic, meter) | marksOf(word) | R.ofUser(senderOf(traffic, meter, word, day, sentMs));
    if (ledger.isMeasured(wantedMs)) info |= R.MEASURED;
    if (needs.servesMhhs(traffic, meter, word, day)) info |= R.SERVES_MHHS;
    if (needs.servesSupplier(traffic, meter, word, day)) info |= R.SERVES_SUPPLIER;
    if (smets1Marks !== undefined && isSmets1(accessOf(word))) info |= smets1Marks(traffic, meter, day);
    return make(meter, info, wantedMs | 0);
  };
};

/** ms inside its minute at which a read is sent, 0 … 59,999. */
export const openInsideMs = ({ plan }: Context, needs: Needs) => {
  const { purposeFlag } = plan.needs;
  const instant = plan.rows.map((row) => isInstant(row) && flaggedSending(row, purposeFlag) === undefined);
  const placed = plan.rows.map((row) => row.byAccess !== undefined);
  return (traffic: number, meter: number, day: number): number => {
    if (instant[traffic]) return 0;
    // The minute of a placed read is dealt out; inside it, a second mixing of the draw that ranked it.
    if (placed[traffic]) return (Math.imul(needs.placeOf(traffic, meter, day), 0x9e3779b1) >>> 0) % MINUTE_MS;
    return needs.sendMs(traffic, meter, day) % MINUTE_MS;
  };
};
