import type { QueueWatch } from "../kernel/class-queue.ts";
import { RateLimit } from "../kernel/rate-limit.ts";
import type { Rows } from "../kernel/rows.ts";
import type { Level } from "../metrics/level.ts";
import { type Context, type Route, rateValve } from "./market-context.ts";
import type { SettlementContext } from "./settlement-context.ts";
import type { StationAudit } from "./station-audit.ts";

export interface RateStationOptions {
  readonly name: string;
  readonly perSecond: number;
  /** Rows that may go at once after a pause: a second's, unless it says otherwise, and one at least. */
  readonly burst?: number;
  /** Service classes, the first served first. */
  readonly classes?: number;
  /** How many wait. */
  readonly queued: Level;
  /** Told when a row begins or ceases to wait: `queued` alone, unless it says otherwise. */
  readonly change?: QueueWatch["change"];
}

/** What passes: rows of a table, on its books, and what becomes of those that find a queue full. */
interface Passing {
  readonly rows: Rows;
  readonly audit: StationAudit;
  readonly queueMax: number;
  readonly refuse: Route;
}

/** A station that lets so many rows a second go on to `leave`: on the books, observed, and for faults to lower. */
const openRateStation = (
  { sim }: Context,
  { rows, audit, queueMax, refuse }: Passing,
  {
    name,
    perSecond,
    burst = perSecond,
    classes = 1,
    queued,
    change = (_row, by) => queued.change(by),
  }: RateStationOptions,
  leave: Route,
) => {
  const books = audit.open(name, () => limit.queue.length, queued);
  const options = { name, perSecond, burst: Math.max(1, burst), classes, queueMax };
  const limit = new RateLimit(sim, rows, options, leave, refuse, audit.watch(books, { change }), books);
  return { limit, valve: rateValve(name, perSecond, limit) };
};

/** Of requests, responses and alerts: what finds the queue full is refused, and its need ends there. */
export const openRequestStation = (context: Context, options: RateStationOptions, leave: Route) => {
  const { plan, rows, audit, ledger } = context;
  const queueMax = plan.capacity.queueMax * plan.scale;
  return openRateStation(context, { rows, audit, queueMax, refuse: (row) => ledger.refuse(row) }, options, leave);
};

/** Of messages: they persist, and no queue of theirs is ever full. */
export const openMessageStation = (context: SettlementContext, options: RateStationOptions, leave: Route) => {
  const { messages: rows, messageAudit: audit } = context;
  const refuse = (): never => {
    throw new RangeError(`a message was refused at ${options.name}`);
  };
  return openRateStation(context, { rows, audit, queueMax: Number.POSITIVE_INFINITY, refuse }, options, leave);
};
