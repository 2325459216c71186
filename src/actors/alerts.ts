import type { AlertStorm } from "../domain/faults.ts";
import { openFamily } from "../domain/hub-families.ts";
import { accessOf, HAS_GAS } from "../domain/meter-word.ts";
import { draw, exponentialQuantiles, openStream } from "../kernel/keyed-draws.ts";
import type { Simulation } from "../kernel/simulation.ts";
import { MINUTES_A_DAY } from "../kernel/time.ts";
import * as R from "../ledger/request.ts";
import { callAt, openAlarm, openPoisson, openTurns, runEndsMs } from "./arrivals.ts";
import { type Context, openMark, type Route } from "./market-context.ts";
import { openUserOf } from "./users.ts";

const GAPS = exponentialQuantiles();
const GAP = 0;
const FLAT = new Float64Array(MINUTES_A_DAY).fill(1 / MINUTES_A_DAY);

export interface AlertRoutes {
  /** Device alerts, by access component. */
  readonly respondAt: readonly Route[];
  /** DCC alerts are made at the DSP. */
  readonly respondAtDsp: Route;
}

/** A Poisson stream of alerts: as many a day, of which meters in turn, from one time to another. */
interface AlertStream {
  readonly name: string;
  readonly perDay: number;
  /** The number of the next meter, given 32 bits to begin with; undefined when there is none. */
  readonly openTurns: (start: number) => (() => number) | undefined;
  readonly fromMs: number;
  readonly toMs: number;
  readonly isDevice: boolean;
}

/**
 * Alerts: devices' by their own component, the DCC's from the DSP; both end at the meter's supplier. They share the
 * return path. In a storm a family of hubs raises many times its normal alerts.
 */
export const openAlerts = (context: Context, routes: AlertRoutes): void => {
  const { sim, plan, words, rows, ledger } = context;
  const { cells, columns } = rows;
  const { estate, alerts, scale } = plan;
  const userOf = openUserOf(plan);
  const endMs = runEndsMs(plan);

  const open = ({ name, perDay, openTurns: turns, fromMs, toMs, isDevice }: AlertStream): void => {
    if (perDay === 0 || words.length === 0) return;
    const stream = openStream(plan.seed, plan.replication, name);
    const mark = openMark(context, name);
    const nextMs = openPoisson(sim, perDay, FLAT, fromMs);
    const nextMeter = turns(draw(stream, 0xffffffff, 0));
    if (nextMeter === undefined) return;
    const state = sim.keep({ n: 0 });
    const schedule = (): void => {
      const ms = Math.floor(nextMs(GAPS.at(draw(stream, state.n++, GAP))));
      if (ms <= toMs) setAlarm(ms);
    };
    const setAlarm = openAlarm(sim, name, () => {
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
    if (fromMs <= sim.timeMs) schedule();
    else callAt(context.sim, `${name} begins`, [fromMs], schedule);
  };

  const always = (name: string, perMeterDay: number, isDevice: boolean): void =>
    open({
      name,
      perDay: estate.meters * (1 + estate.gasShare) * perMeterDay * scale,
      openTurns: (start) => openTurns(sim, words, start, () => true),
      fromMs: sim.timeMs,
      toMs: endMs,
      isDevice,
    });

  /** What a family raises beyond the normal, which it goes on with. */
  const storm = ({ family, times, fromMs, toMs }: AlertStorm, number: number): void => {
    const devices = devicesOf(openFamily(family, plan), words);
    open({
      name: `alert storm ${number}`,
      perDay: devices.length * alerts.devicePerMeterDay * (times - 1),
      openTurns: (start) => inTurn(sim, devices, start),
      fromMs,
      toMs: Math.min(toMs, endMs),
      isDevice: true,
    });
  };

  always("device alerts", alerts.devicePerMeterDay, true);
  always("DCC alerts", alerts.dccPerMeterDay, false);
  plan.faults.forEach((fault, i) => {
    if (fault.kind === "alert-storm") storm(fault, i + 1);
  });
};

/** Electricity meters of a family, and once more those with a gas meter: devices of either fuel raise alerts. */
const devicesOf = (holds: (meter: number, word: number) => boolean, words: Uint32Array): Uint32Array => {
  let count = 0;
  words.forEach((word, meter) => {
    if (holds(meter, word)) count += (word & HAS_GAS) === 0 ? 1 : 2;
  });
  const devices = new Uint32Array(count);
  let next = 0;
  words.forEach((word, meter) => {
    if (!holds(meter, word)) return;
    devices[next++] = meter;
    if ((word & HAS_GAS) !== 0) devices[next++] = meter;
  });
  return devices;
};

const inTurn = (sim: Simulation, devices: Uint32Array, start: number): (() => number) | undefined => {
  if (devices.length === 0) return undefined;
  const state = sim.keep({ next: start % devices.length });
  return () => {
    const device = devices[state.next]!;
    state.next = state.next + 1 === devices.length ? 0 : state.next + 1;
    return device;
  };
};
