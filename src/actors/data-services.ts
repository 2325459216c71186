import { DayValidation, IS_VALID } from "../domain/day-validation.ts";
import { DE_ENERGISED, NO_DATA } from "../domain/exceptions.ts";
import { HAS_EXPORT } from "../domain/meter-word.ts";
import { Registered } from "../domain/registered.ts";
import { DAY_MS } from "../kernel/time.ts";
import * as M from "../ledger/message.ts";
import * as R from "../ledger/request.ts";
import { Level } from "../metrics/level.ts";
import { EXPORT, IMPORT, NEITHER, type Register, type SettlementReads } from "../smoothing/settlement-reads.ts";
import { openSweep } from "./completeness-sweep.ts";
import { type AppointedFromMs, openHeldForRegistration } from "./held-for-registration.ts";
import type { Route } from "./market-context.ts";
import { openMessageStation } from "./rate-station.ts";
import { meterOf, openMessageMark, registerOf, type SettlementContext, systemOf } from "./settlement-context.ts";

/**
 * Data services of the smart segment. A read that an MDR has is validated and becomes one message for each UTC day that
 * it brings: all days since the last one that came, as far as the meter's store reaches. What a service holds of a
 * metering system is therefore everything up to one day, two bytes each.
 */
export const openDataServices = (
  context: SettlementContext,
  reads: SettlementReads,
  send: Route,
  appointedFromMs?: AppointedFromMs,
) => {
  const { sim, plan, words, minutes, rows, settlement, messages, told, settled, except, messageObserver } = context;
  const { perSecond, readsBackDays, deEnergisedShare, registration } = settlement.dataServices;
  const isChecked = registration?.isChecked === true;
  const mark = openMessageMark(context, "data services");
  const validation = new DayValidation(settlement.dataServices, plan, "validation");
  const registered = new Registered(settlement.dataServices, plan);
  const knownFromMs = appointedFromMs ?? ((system, day) => registered.knownFromMs(system, day));
  const { heldTo } = sim.keep({ heldTo: dataHeld(context, reads) });
  const { measuredDays } = plan.horizon;

  const queued = new Level(sim, minutes);
  const { limit } = openMessageStation(
    context,
    { name: "data services", perSecond: perSecond * plan.scale, queued },
    (message) => {
      mark(message);
      send(message);
    },
  );

  const { cells, columns } = messages;
  // An existing read that its supplier doesn't settle on brings settlement nothing.
  const brings = reads.registers.map((register, row) =>
    plan.rows[row]!.need === "existing-electricity" ? NEITHER : register,
  );
  const isMeasured = (day: number): boolean => day >= 0 && day < measuredDays;
  /** Of a metering system's day; `flags` are those of a message. */
  const messageOf = (system: number, day: number, flags: number): number => {
    const message = messages.take();
    const at = message * columns;
    cells[at + M.SYSTEM] = system;
    cells[at + M.WHAT] = M.ofDay(day) | M.ALL_DUE | flags;
    return message;
  };
  /** Of a day's data that is made on another, or brought by its reads. */
  const awaited = (day: number, madeOn: number): number => (isMeasured(day) && isMeasured(madeOn) ? M.AWAITED : 0);
  const submit = (message: number): void => {
    told.sent++;
    if ((cells[message * columns + M.WHAT]! & M.AWAITED) !== 0) told.awaited++;
    limit.arrive(message, 0);
  };

  const waiting = openHeldForRegistration(context, isChecked, knownFromMs, submit);
  const notesDeEnergised = deEnergisedShare > 0;

  const submitRead = (system: number, day: number, readOn: number): void => {
    const reason = validation.reasonOf(system, day);
    const isEstimated = reason !== IS_VALID;
    if (isEstimated) {
      told.estimates++;
      except(reason, system, day);
    }
    // It is sent, and settled, all the same (PRI-013).
    if (notesDeEnergised && registered.isDeEnergised(system)) except(DE_ENERGISED, system, day);
    if (isMeasured(day)) settled.send(day, meterOf(words.length, system), registerOf(words.length, system));
    const flags = awaited(day, readOn) | (isEstimated ? M.ESTIMATED : 0);
    waiting.send(messageOf(system, day, flags), system, day);
  };

  /** IF-014 for want of an appointment: the same goes again once Registration has it. */
  const resubmit = (system: number, what: number): void => {
    const day = M.dayOf(what);
    const message = messageOf(system, day, what & (M.ESTIMATED | M.AWAITED));
    messageObserver?.left(M.RESUBMISSION, message);
    waiting.hold(message, knownFromMs(system, day));
  };

  openSweep(context, {
    name: "completeness sweep",
    systems: 2 * words.length,
    lacks: (system, day) => heldTo[system]! < day && isSystem(words, system),
    estimate: (system, day) => {
      told.swept++;
      except(NO_DATA, system, day);
      const message = messageOf(system, day, M.ESTIMATED | awaited(day, Math.floor(sim.timeMs / DAY_MS)));
      messageObserver?.left(M.SWEEP, message);
      submit(message);
    },
    ended: context.swept,
  });

  /** A response is at its User: where that is the meter's MDR and it has data, its data service has it too. */
  const receive: Route = (row) => {
    const at = row * rows.columns;
    const info = rows.cells[at + R.INFO]!;
    if ((info & R.FAILED) !== 0) return;
    const register = (info & R.SERVES_MHHS) !== 0 ? IMPORT : brings[R.rowOf(info)]!;
    if (register < 0) return;
    const day = R.dayOfStamp(sim, rows.cells[at + R.WANTED]!);
    takeTo(systemOf(words.length, rows.cells[at + R.METER]!, register as Register), day);
  };

  /** What has come of a metering system brings all its days up to one. */
  const takeTo = (system: number, day: number): void => {
    const first = Math.max(heldTo[system]!, day - readsBackDays) + 1;
    if (first > day) return;
    heldTo[system] = day;
    for (let d = first; d <= day; d++) submitRead(system, d, day);
  };

  /** True for a meter-day whose data fails validation, whenever it comes. */
  const isInvalid = (system: number, day: number): boolean => validation.reasonOf(system, day) !== IS_VALID;
  return { receive, takeTo, heldTo, isInvalid, knownFromMs, resubmit, readsBackDays };
};

export type DataServices = ReturnType<typeof openDataServices>;

const isSystem = (words: Uint32Array, system: number): boolean =>
  system < words.length || (words[system - words.length]! & HAS_EXPORT) !== 0;

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
