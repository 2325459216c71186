import { isSmets1 } from "../domain/components.ts";
import { accessOf, IS_PREPAY } from "../domain/meter-word.ts";
import type { TrafficRow } from "../domain/plan.ts";
import { expectedPerDay } from "../domain/population.ts";
import { draw, exponentialQuantiles, openStream, threshold } from "../kernel/keyed-draws.ts";
import { DAY_MS, MINUTE_MS } from "../kernel/time.ts";
import * as R from "../ledger/request.ts";
import { steadyMinuteShares } from "../smoothing/shape.ts";
import { openAlarm, openPoisson, openTurns, runEndsMs } from "./arrivals.ts";
import type { Context, Receive } from "./market-context.ts";
import { openRequestsOfEvents } from "./new-requests.ts";
import { infoOfRow, marksOf } from "./read-requests.ts";
import { openUserOf } from "./users.ts";

const GAPS = exponentialQuantiles();
const GAP = 0;
const PICK = 1;
const DUAL = 2;

/** From when on requests of a row are still to be sent: those that are held since the last time of their date. */
const heldSinceMs = ({ heldUntilMinute }: TrafficRow, nowMs: number): number =>
  heldUntilMinute === undefined
    ? nowMs
    : nowMs - ((((nowMs - heldUntilMinute * MINUTE_MS) % DAY_MS) + DAY_MS) % DAY_MS);

/**
 * The rest of the traffic: requests that a business event brings about (top-ups, install & commission, working-hours
 * requests, Other Users, networks), each an individual request of an individual meter; and requests that end at the
 * DSP.
 */
export const openRequestStreams = (context: Context, receive: Receive): void => {
  const { sim, plan, words } = context;
  const userOf = openUserOf(plan);
  const endMs = runEndsMs(plan);
  const dual = threshold(plan.dco.dualControlShare);

  plan.rows.forEach((row, traffic) => {
    if (row.need !== "stream" && row.need !== "dsp-stream") return;
    const endsAtDsp = row.need === "dsp-stream";
    const perDay = (endsAtDsp ? row.perDay : expectedPerDay(row, plan.estate).reduce((s, n) => s + n, 0)) * plan.scale;
    if (perDay === 0 || words.length === 0) return;
    const stream = openStream(plan.seed, plan.replication, `stream/${row.id}`);
    const request = openRequestsOfEvents(context, row.process);
    const nextMs = openPoisson(sim, perDay, steadyMinuteShares(row, 0), heldSinceMs(row, sim.timeMs), row.byDay);
    const smets1Too = row.perMeterDay.smets1 > 0;
    const smets2Too = row.perMeterDay.smets2 > 0;
    const prepayOnly = row.process === "top-up";
    const mayNeedDual = row.process === "supplier-requests";
    const nextMeter = openTurns(sim, words, draw(stream, 0xffffffff, 0), (word) => {
      if (prepayOnly && (word & IS_PREPAY) === 0) return false;
      return endsAtDsp || (isSmets1(accessOf(word)) ? smets1Too : smets2Too);
    });
    if (nextMeter === undefined) return;
    const info0 = infoOfRow(row, traffic);
    const { role } = row;
    const state = sim.keep({ n: 0 });

    const schedule = (): void => {
      const ms = Math.floor(nextMs(GAPS.at(draw(stream, state.n, GAP))));
      // What the DSP holds as the run begins was sent before, and comes at once.
      if (ms <= endMs) setAlarm(Math.max(sim.timeMs, ms));
    };

    const setAlarm = openAlarm(sim, row.id, () => {
      const { n } = state;
      const meter = nextMeter();
      const word = words[meter]!;
      let info =
        info0 |
        (endsAtDsp ? R.NO_ACCESS : marksOf(word)) |
        R.ofUser(userOf(role, word, role === "other" ? draw(stream, n, PICK) : 0));
      if (mayNeedDual && isSmets1(accessOf(word)) && !endsAtDsp && draw(stream, n, DUAL) < dual) info |= R.DUAL_CONTROL;
      const sent = request(meter, info);
      state.n++;
      schedule();
      receive(sent, true);
    });
    schedule();
  });
};
