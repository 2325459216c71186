import { HAS_EXPORT } from "../domain/meter-word.ts";
import { draw, openStream, threshold } from "../kernel/keyed-draws.ts";
import { RateLimit } from "../kernel/rate-limit.ts";
import { DAY_MS } from "../kernel/simulation.ts";
import * as M from "../ledger/message.ts";
import * as R from "../ledger/request.ts";
import { Level } from "../metrics/level.ts";
import { EXPORT, IMPORT, NEITHER, type Register, type SettlementReads } from "../smoothing/settlement-reads.ts";
import { openAlarm } from "./arrivals.ts";
import type { Route } from "./market-context.ts";
import { meterOf, openMessageMark, registerOf, type SettlementContext, systemOf } from "./settlement-context.ts";

/**
 * Data services of the smart segment. A read that an MDR has is validated and becomes one message for each UTC day that
 * it brings: all days since the last one that came, as far as the meter's store reaches. What a service holds of a
 * metering system is therefore everything up to one day, two bytes each.
 */
export const openDataServices = (context: SettlementContext, reads: SettlementReads, send: Route) => {
  const { sim, plan, words, minutes, rows, settlement, messages, messageAudit, told, settled } = context;
  const { perSecond, invalidShare, readsBackDays } = settlement.dataServices;
  const mark = openMessageMark(context, "data services");
  const validation = openStream(plan.seed, plan.replication, "validation");
  const invalid = threshold(invalidShare);
  const { heldTo } = sim.keep({ heldTo: dataHeld(context, reads) });
  const { measuredDays } = plan.horizon;

  const queued = new Level(sim, minutes);
  const station = messageAudit.open("data services", () => limit.queue.length, queued);
  const limit = new RateLimit(
    sim,
    messages,
    {
      name: "data services",
      perSecond: perSecond * plan.scale,
      burst: Math.max(1, perSecond * plan.scale),
      classes: 1,
      queueMax: Number.POSITIVE_INFINITY,
    },
    (message) => {
      station.out++;
      mark(message);
      send(message);
    },
    neverFull,
    messageAudit.watch(station, { change: (_message, by) => queued.change(by) }),
  );

  const { cells, columns } = messages;
  // An existing read that its supplier doesn't settle on brings settlement nothing.
  const brings = reads.registers.map((register, row) =>
    plan.rows[row]!.need === "existing-electricity" ? NEITHER : register,
  );
  const isMeasured = (day: number): boolean => day >= 0 && day < measuredDays;
  const submit = (system: number, day: number, isEstimated: boolean): void => {
    const message = messages.take();
    const at = message * columns;
    cells[at + M.SYSTEM] = system;
    cells[at + M.WHAT] = M.ofDay(day) | M.ALL_DUE | (isEstimated ? M.ESTIMATED : 0);
    told.sent++;
    if (isMeasured(day)) told.openMeasured++;
    station.in++;
    limit.arrive(message, 0);
  };

  const submitRead = (system: number, day: number): void => {
    const isEstimated = isInvalid(system, day);
    if (isEstimated) told.estimates++;
    if (isMeasured(day)) settled.send(day, meterOf(words.length, system), registerOf(words.length, system));
    submit(system, day, isEstimated);
  };

  openSweep(context, heldTo, (system, day) => {
    told.swept++;
    submit(system, day, true);
  });

  /** A response is at its User: where that is the meter's MDR and it has data, its data service has it too. */
  const receive: Route = (row) => {
    const at = row * rows.columns;
    const info = rows.cells[at + R.INFO]!;
    if ((info & R.FAILED) !== 0) return;
    const register = (info & R.SERVES_MHHS) !== 0 ? IMPORT : brings[R.rowOf(info)]!;
    if (register < 0) return;
    const day = R.dayOfStamp(sim, rows.cells[at + R.WANTED]!);
    const system = systemOf(words.length, rows.cells[at + R.METER]!, register as Register);
    const first = Math.max(heldTo[system]!, day - readsBackDays) + 1;
    if (first > day) return;
    heldTo[system] = day;
    for (let d = first; d <= day; d++) submitRead(system, d);
  };

  /** True for a meter-day whose data fails validation, whenever it comes. */
  const isInvalid = (system: number, day: number): boolean => draw(validation, system, day) < invalid;
  return { receive, heldTo, isInvalid, readsBackDays };
};

export type DataServices = ReturnType<typeof openDataServices>;

/** How often the sweep goes on. */
const STEP_MS = 1000;

const isSystem = (words: Uint32Array, system: number): boolean =>
  system < words.length || (words[system - words.length]! & HAS_EXPORT) !== 0;

/**
 * The completeness sweep (PRI-010): so long before the gate at which the first run settles a day, the services send an
 * estimate for every metering system whose data of it they lack; data that comes later takes its place at later runs.
 * They go through their systems at their own rate, so that nothing waits for it.
 */
const openSweep = (
  { sim, words, plan, settlement, gates }: SettlementContext,
  heldTo: Int16Array,
  estimate: (system: number, day: number) => void,
): void => {
  const { perSecond, sweepMs } = settlement.dataServices;
  const days = gates.days.filter((day) => gates.gateMs(day, 0) - sweepMs > sim.timeMs);
  const systems = 2 * words.length;
  const state = sim.keep({
    next: 0,
    system: 0,
    /** Messages that they may send by now, less those sent; a fraction goes on to the next step. */
    due: 0,
  });
  const set = openAlarm(sim, "completeness sweep", () => {
    state.due += (perSecond * plan.scale * STEP_MS) / 1000;
    const day = days[state.next]!;
    for (; state.system < systems && state.due >= 1; state.system++) {
      if (heldTo[state.system]! >= day || !isSystem(words, state.system)) continue;
      state.due--;
      estimate(state.system, day);
    }
    if (state.system < systems) set(sim.timeMs + STEP_MS);
    else {
      state.system = 0;
      state.due = 0;
      state.next++;
      wait();
    }
  });
  const wait = (): void => {
    if (state.next === days.length) return;
    set(Math.max(sim.timeMs, gates.gateMs(days[state.next]!, 0) - sweepMs));
  };
  wait();
};

/** Messages persist: no queue of theirs is ever full. */
const neverFull = (): never => {
  throw new RangeError("a message was refused");
};

/** By metering system the last day whose data its service holds as the run begins. */
const dataHeld = ({ sim, words, settlement }: SettlementContext, reads: SettlementReads): Int16Array => {
  const heldTo = new Int16Array(2 * words.length);
  const today = Math.ceil(sim.timeMs / DAY_MS);
  const leastDay = today - Math.min(reads.looksBackDays, settlement.dataServices.readsBackDays) - 1;
  for (let meter = 0; meter < words.length; meter++) {
    const word = words[meter]!;
    heldTo[meter] = reads.lastDayBefore(IMPORT, meter, word, today, leastDay);
    if ((word & HAS_EXPORT) !== 0)
      heldTo[words.length + meter] = reads.lastDayBefore(EXPORT, meter, word, today, leastDay);
  }
  return heldTo;
};
