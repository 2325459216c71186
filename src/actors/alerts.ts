import { accessOf } from "../domain/meter-word.ts";
import { draw, exponentialQuantiles, openStream } from "../kernel/keyed-draws.ts";
import * as R from "../ledger/request.ts";
import { openPoisson, openTurns, runEndsMs } from "./arrivals.ts";
import { type Context, openMark, type Route } from "./market-context.ts";
import { openUserOf } from "./users.ts";

const GAPS = exponentialQuantiles();
const GAP = 0;

export interface AlertRoutes {
  /** Device alerts, by access component. */
  readonly respondAt: readonly Route[];
  /** DCC alerts are made at the DSP. */
  readonly respondAtDsp: Route;
}

/**
 * Alerts: devices' by their own component, the DCC's from the DSP; both end at the meter's supplier. They share the
 * return path.
 */
export const openAlerts = (context: Context, routes: AlertRoutes): void => {
  const { sim, plan, words, rows, ledger } = context;
  const { cells, columns } = rows;
  const { estate, alerts, scale } = plan;
  const userOf = openUserOf(plan);
  const endMs = runEndsMs(plan);
  const flat = new Float64Array(1440).fill(1 / 1440);

  const open = (name: string, perMeterDay: number, isDevice: boolean): void => {
    const perDay = estate.meters * (1 + estate.gasShare) * perMeterDay * scale;
    if (perDay === 0 || words.length === 0) return;
    const stream = openStream(plan.seed, plan.replication, name);
    const mark = openMark(context, name);
    const nextMs = openPoisson(perDay, flat, sim.timeMs);
    const nextMeter = openTurns(words, draw(stream, 0xffffffff, 0), () => true);
    if (nextMeter === undefined) return;
    let n = 0;
    const schedule = (): void => {
      const ms = Math.floor(nextMs(GAPS.at(draw(stream, n++, GAP))));
      if (ms <= endMs) sim.send((ms - sim.baseMs) | 0, port, 0);
    };
    const port = sim.open(name, () => {
      const meter = nextMeter();
      const word = words[meter]!;
      const access = accessOf(word);
      const alert = rows.take();
      const at = alert * columns;
      cells[at + R.METER] = meter;
      cells[at + R.INFO] = R.ALERT | R.packInfo(access, 0, userOf("supplier", word, 0), 0);
      cells[at + R.SENT] = sim.stampBase + sim.now;
      mark(alert);
      ledger.alerts.raised++;
      schedule();
      if (isDevice) routes.respondAt[access]!(alert);
      else routes.respondAtDsp(alert);
    });
    schedule();
  };
  open("device alerts", alerts.devicePerMeterDay, true);
  open("DCC alerts", alerts.dccPerMeterDay, false);
};
