import { DayValidation, IS_VALID } from "../domain/day-validation.ts";
import { NO_DATA } from "../domain/exceptions.ts";
import { ADVANCED } from "../domain/other-segments.ts";
import { DAY_MS, MINUTE_MS } from "../kernel/time.ts";
import * as M from "../ledger/message.ts";
import { openSweep } from "./completeness-sweep.ts";
import { type AppointedFromMs, openHeldForRegistration } from "./held-for-registration.ts";
import type { Route } from "./market-context.ts";
import type { OtherContext } from "./settlement-context.ts";

/** How often they send. */
const STEP_MS = 1000;

/**
 * Data services of what isn't read over the DCC: advanced (communications of their own), unmetered (by inventory), and
 * the traditional part of the smart one. They go through their metering systems once a day, spread evenly over the
 * hours in which they send: whoever has data that day brings all days since the last. What a meter reading service
 * reads it passes on, and keeps nothing (PRI-006): the last day that is settled of a register is the data service's.
 */
export const openOtherDataServices = (
  context: OtherContext,
  send: Route,
  // Where no cases say otherwise they are appointed throughout.
  knownFromMs: AppointedFromMs = () => Number.NEGATIVE_INFINITY,
) => {
  const { sim, plan, messages, told, gates, settlement, others, otherDays, firstOther, except } = context;
  const { horizon } = plan;
  const { fromMinute, toMinute } = settlement.others!;
  const { readsBackDays, registration } = settlement.dataServices;
  const { measuredDays, startDay } = horizon;
  const { cells, columns } = messages;
  const { count } = others;
  const validation = new DayValidation(settlement.dataServices, plan, "validation-others");
  const { heldTo } = sim.keep({ heldTo: new Int16Array(count) });
  const today = Math.ceil(sim.timeMs / DAY_MS);
  for (let index = 0; index < count; index++)
    heldTo[index] = others.lastBefore(index, startDay + today, startDay + today - readsBackDays - 1) - startDay;

  const isMeasured = (day: number): boolean => day >= 0 && day < measuredDays;
  const messageOf = (system: number, day: number, flags: number): number => {
    const message = messages.take();
    const at = message * columns;
    cells[at + M.SYSTEM] = system;
    cells[at + M.WHAT] = M.ofDay(day) | M.ALL_DUE | flags;
    return message;
  };
  const dayOf = (index: number, day: number, isEstimated: boolean): number => {
    const isAwaited = isMeasured(day) && sim.timeMs < measuredDays * DAY_MS;
    return messageOf(firstOther + index, day, (isEstimated ? M.ESTIMATED : 0) | (isAwaited ? M.AWAITED : 0));
  };
  const submit = (message: number): void => {
    told.sent++;
    if ((cells[message * columns + M.WHAT]! & M.AWAITED) !== 0) told.awaited++;
    send(message);
  };
  const waiting = openHeldForRegistration(context, registration?.isChecked === true, knownFromMs, submit);
  /** IF-014 for want of an appointment: the same goes again once Registration has it. */
  const resubmit = (system: number, what: number): void => {
    const day = M.dayOf(what);
    waiting.hold(messageOf(system, day, what & (M.ESTIMATED | M.AWAITED)), knownFromMs(system, day));
  };

  /** Half hours may fail validation; a register's advance and an inventory have none that could. */
  const reasonOf = (index: number, day: number): number =>
    others.segmentOf(index) === ADVANCED ? validation.reasonOf(others.keyOf(index), startDay + day) : IS_VALID;
  const isInvalid = (index: number, day: number): boolean => reasonOf(index, day) !== IS_VALID;

  const submitTo = (index: number, today: number): void => {
    const first = Math.max(heldTo[index]!, today - readsBackDays) + 1;
    heldTo[index] = today;
    for (let day = first; day <= today; day++) {
      // A day that no run settles any more is nobody's to send (PRI-019).
      if (gates.firstAt(day, sim.timeMs) === gates.runs.length) continue;
      const reason = reasonOf(index, day);
      const isEstimated = reason !== IS_VALID;
      if (isEstimated) {
        told.estimates++;
        except(reason, firstOther + index, day);
      }
      if (isMeasured(day)) otherDays.send(day, index, 0);
      waiting.send(dayOf(index, day, isEstimated), firstOther + index, day);
    }
  };

  const state = sim.keep({ next: 0 });
  const hoursMs = (toMinute - fromMinute) * MINUTE_MS;
  const port = sim.open("other data services", (day) => {
    const beganMs = day * DAY_MS + fromMinute * MINUTE_MS;
    const sinceMs = Math.min(hoursMs, sim.timeMs - beganMs + STEP_MS);
    const until = Math.floor((count * sinceMs) / hoursMs);
    for (; state.next < until; state.next++)
      if (others.hasDataOn(state.next, startDay + day)) submitTo(state.next, day);
    if (sinceMs < hoursMs) sim.send((sim.now + STEP_MS) | 0, port, day);
    else {
      state.next = 0;
      sim.send((sim.now + (beganMs + DAY_MS - sim.timeMs)) | 0, port, day + 1);
    }
  });
  const firstDay = Math.ceil((sim.timeMs - fromMinute * MINUTE_MS) / DAY_MS);
  sim.send((sim.now + (firstDay * DAY_MS + fromMinute * MINUTE_MS - sim.timeMs)) | 0, port, firstDay);

  openSweep(context, {
    name: "completeness sweep of other data services",
    systems: count,
    lacks: (index, day) => heldTo[index]! < day,
    estimate: (index, day) => {
      told.swept++;
      except(NO_DATA, firstOther + index, day);
      submit(dayOf(index, day, true));
    },
    ended: context.swept,
  });
  return { heldTo, isInvalid, knownFromMs, resubmit };
};

export type OtherDataServices = ReturnType<typeof openOtherDataServices>;
