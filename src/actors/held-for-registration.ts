import { HELD } from "../domain/exceptions.ts";
import * as M from "../ledger/message.ts";
import type { Route } from "./market-context.ts";
import type { SettlementContext } from "./settlement-context.ts";

/**
 * When Registration has the service of a system's day as appointed, where its cases say so: the past where it had in
 * time, and while the case is under way the first midnight that the appointment may yet hold from.
 */
export type AppointedFromMs = (system: number, day: number) => number;

/**
 * Data that waits at its service until Registration has it as appointed: a healthy one validates against Registration
 * before it sends (PRI-019), and one that is told so by IF-014 waits then.
 */
export const openHeldForRegistration = (
  { sim, messages, told, except, messageObserver }: SettlementContext,
  isChecked: boolean,
  knownFromMs: AppointedFromMs,
  submit: Route,
) => {
  const { cells, columns } = messages;
  const held = { name: M.HELD, out: 0 };
  const release = sim.open(M.HELD, (message) => {
    const at = message * columns;
    const fromMs = isChecked ? knownFromMs(cells[at + M.SYSTEM]!, M.dayOf(cells[at + M.WHAT]!)) : sim.timeMs;
    // An appointment that is still under way is asked for again at the next midnight that it may hold from.
    if (fromMs > sim.timeMs) {
      releaseAt(message, fromMs);
      return;
    }
    told.held--;
    messageObserver?.waits(held, message, -1);
    messageObserver?.left(M.HELD, message);
    submit(message);
  });
  const releaseAt = (message: number, timeMs: number): void =>
    sim.send((sim.now + (timeMs - sim.timeMs)) | 0, release, message);
  /** Until Registration has the service as appointed. */
  const hold = (message: number, untilMs: number): void => {
    told.held++;
    messageObserver?.waits(held, message, 1);
    releaseAt(message, untilMs);
  };
  const checked = (message: number, system: number, day: number): void => {
    const fromMs = knownFromMs(system, day);
    if (fromMs <= sim.timeMs) submit(message);
    else {
      except(HELD, system, day);
      hold(message, fromMs);
    }
  };
  return { send: isChecked ? checked : (message: number, _system: number, _day: number) => submit(message), hold };
};
