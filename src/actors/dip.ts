import { RECIPIENTS } from "../domain/settlement.ts";
import { drawWith, firstKey, lognormalQuantiles, openStream, secondKey, threshold } from "../kernel/keyed-draws.ts";
import { DAY_MS } from "../kernel/time.ts";
import * as M from "../ledger/message.ts";
import { ResponseLoad } from "../metrics/component-load.ts";
import { runEndsMs } from "./arrivals.ts";
import type { Route } from "./market-context.ts";
import { openMessageStation } from "./rate-station.ts";
import { type Mail, MDS, openMessageMark, type SettlementContext, SUPPLIER } from "./settlement-context.ts";

/** Days that deadlines are told apart by, from the first of the run on; what is due later, or never, comes last. */
const DEADLINES_MIN = 64;
/** So far beyond the last day of a run they are told apart. */
const DAYS_AHEAD = 48;

// Draws of a message: its way to each recipient and whether the webhook takes it, for each try.
const DRAWS_A_TRY = 2;
const DRAWS_A_RECIPIENT = DRAWS_A_TRY * (M.TRIES_MAX + 1);
const DRAWS_A_DAY = DRAWS_A_RECIPIENT * RECIPIENTS.length;

/**
 * DIP: the Data Integration Platform. It takes messages in at its rate, keeps each until its recipients have it, and
 * delivers it to their webhooks, again and again where one fails. It holds no business data: who gets a message follows
 * from its kind and the metering system's own supplier and distributor (PRI-021 to PRI-024). While it is down nothing
 * comes in, and what was on its way to a webhook is delivered again once it is back (PRI-025).
 */
export const openDip = (context: SettlementContext, toMds: Route, registration?: Mail) => {
  const { sim, plan, minutes, settlement, messages, told } = context;
  const { dip } = settlement;
  const { cells, columns } = messages;
  const load = new ResponseLoad(sim, minutes);
  const takes = lognormalQuantiles(dip.deliveryMs.median, dip.deliveryMs.p99);
  const fails = threshold(dip.webhookFails);

  /** A recipient has it; once all have, the DIP keeps it no longer. */
  const done = (message: number, recipient: number): void => {
    const at = message * columns;
    cells[at + M.WHAT]! &= ~M.due(recipient);
    if ((cells[at + M.WHAT]! & M.ALL_DUE) !== 0) return;
    told.finished++;
    messages.give(message);
  };

  const firstDay = sim.baseMs / DAY_MS;
  const deadlines = Math.max(DEADLINES_MIN, Math.ceil(runEndsMs(plan) / DAY_MS) - firstDay + DAYS_AHEAD);
  const data = openDataMail(context, toMds, done, (gateDay) =>
    Math.max(0, Math.min(gateDay - firstDay, deadlines - 1)),
  );
  const mailOf: (message: number) => Mail =
    registration === undefined
      ? () => data
      : (message) => ((cells[message * columns + M.WHAT]! & M.OF_REGISTRATION) === 0 ? data : registration);

  const { limit, valve } = openMessageStation(
    context,
    {
      name: "dip",
      perSecond: dip.perSecond * plan.scale,
      classes: dip.isDeadlineFirst ? deadlines : 1,
      queued: load.queued,
    },
    (message) => {
      mailOf(message).takenIn(message);
      load.carried.count();
      const what = cells[message * columns + M.WHAT]!;
      for (let recipient = 0; recipient < RECIPIENTS.length; recipient++)
        if ((what & M.due(recipient)) !== 0) sendTo(message, recipient);
    },
  );

  /** A try after the first waits before it goes, longer each time. */
  const waitMsOf = (tries: number): number =>
    tries === 0 ? 0 : dip.retryAfterMs * 2 ** Math.min(tries - 1, dip.doublings);

  /** On its way to a webhook. */
  const sendTo = (message: number, recipient: number): void => {
    const tries = M.triesOf(cells[message * columns + M.WHAT]!, recipient);
    const inMs = Math.round(takes.at(mailOf(message).drawOf(message, recipient, tries, 0)));
    sim.send((sim.now + waitMsOf(tries) + inMs) | 0, ports[recipient]!, message);
  };

  const ports = RECIPIENTS.map((name, recipient) =>
    sim.open(`dip to ${name}`, (message) => {
      const at = message * columns;
      const tries = M.triesOf(cells[at + M.WHAT]!, recipient);
      const mail = mailOf(message);
      if (limit.perSecond === 0 || mail.drawOf(message, recipient, tries, 1) < fails) {
        // Each try has draws of its own; past the last that is told apart they come round again.
        const next = tries < M.TRIES_MAX ? tries + 1 : dip.doublings + 1;
        mail.failed(message, recipient, waitMsOf(next));
        cells[at + M.WHAT]! += M.tries(next - tries, recipient);
        sendTo(message, recipient);
        return;
      }
      mail.handOver(message, recipient);
    }),
  );

  const receive: Route = (message) => {
    load.arrived.count();
    limit.arrive(message, dip.isDeadlineFirst ? mailOf(message).rankOf(message) : 0);
  };

  return { receive, done, load, limit, valve };
};

export type Dip = ReturnType<typeof openDip>;

/** Consumption data of a metering system's UTC day (IF-021): to MDS, to its supplier and to its distributor. */
const openDataMail = (
  context: SettlementContext,
  toMds: Route,
  done: (message: number, recipient: number) => void,
  rankOfGate: (gateDay: number) => number,
): Mail => {
  const { sim, plan, messages, messageObserver, told, gates, supplierOf, gspGroupOf } = context;
  const { cells, columns } = messages;
  const markIn = openMessageMark(context, "dip");
  const places = RECIPIENTS.map((recipient) => `dip to ${recipient}`);
  const marks = places.map((place) => openMessageMark(context, place));
  const stream = openStream(plan.seed, plan.replication, "webhooks");
  return {
    drawOf: (message, recipient, tries, which) => {
      const at = message * columns;
      const system = cells[at + M.SYSTEM]!;
      const k0 = firstKey(stream, system);
      const n =
        M.dayOf(cells[at + M.WHAT]!) * DRAWS_A_DAY + recipient * DRAWS_A_RECIPIENT + tries * DRAWS_A_TRY + which;
      return drawWith(k0, secondKey(stream, system, k0), n);
    },
    rankOf: (message) => {
      const day = M.dayOf(cells[message * columns + M.WHAT]!);
      return rankOfGate(gates.nextGateDay(day, sim.timeMs));
    },
    takenIn: (message) => {
      markIn(message);
      for (let recipient = 0; recipient < RECIPIENTS.length; recipient++) told.inDelivery[recipient]!++;
    },
    failed: (message, recipient, againInMs) => {
      told.failed[recipient]!++;
      messageObserver?.notTaken(places[recipient]!, message, againInMs);
    },
    handOver: (message, recipient) => {
      marks[recipient]!(message);
      told.inDelivery[recipient]!--;
      told.delivered[recipient]!++;
      if (recipient === MDS) {
        toMds(message);
        return;
      }
      const at = message * columns;
      const system = cells[at + M.SYSTEM]!;
      if (recipient === SUPPLIER) told.bySupplier[supplierOf(system, M.dayOf(cells[at + M.WHAT]!))]!++;
      else told.byLdso[gspGroupOf(system)]!++;
      done(message, recipient);
    },
  };
};
