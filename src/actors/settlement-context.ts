import { supplierOf } from "../domain/meter-word.ts";
import type { OtherSystems } from "../domain/other-segments.ts";
import type { RunGates } from "../domain/run-gates.ts";
import type { Settlement } from "../domain/settlement.ts";
import type { SupplierChanges } from "../domain/supplier-changes.ts";
import type { Rows } from "../kernel/rows.ts";
import { DAY_MS } from "../kernel/time.ts";
import * as M from "../ledger/message.ts";
import type { MessageLedger } from "../ledger/message-ledger.ts";
import type { MessageObserver } from "../ledger/observer.ts";
import type { SettledDays } from "../ledger/settled-days.ts";
import { EXPORT, IMPORT, type Register } from "../smoothing/settlement-reads.ts";
import { alsoTold, type Context, type Route } from "./market-context.ts";
import type { StationAudit } from "./station-audit.ts";

/** What the actors of settlement are opened with besides: messages on their way, and what became of them. */
export interface SettlementContext extends Context {
  readonly settlement: Settlement;
  readonly messages: Rows;
  /** Books of the stations that messages pass: requests are another law. */
  readonly messageAudit: StationAudit;
  readonly told: MessageLedger;
  readonly gates: RunGates;
  readonly settled: SettledDays;
  /** Told of what happens to messages; undefined: nobody is. */
  readonly messageObserver: MessageObserver | undefined;
  /** Who supplied meters before they changed; undefined where none does. Only Registration changes it (PRI-001). */
  readonly changes?: SupplierChanges | undefined;
  /** Of a system: who supplied it as the UTC day began that a day's reads bring, and where it is. */
  readonly supplierOf: (system: number, day: number) => number;
  readonly gspGroupOf: (system: number) => number;
  /** A sweep for the gate at a time is through. */
  readonly swept: (gateMs: number) => void;
  /** Notes an exception of a metering system's day, by number of its type. */
  readonly except: (type: number, system: number, day: number) => void;
  /** From this run on a system's day is settled on actual data. */
  readonly settle: (system: number, day: number, run: number) => void;
}

/** The same where more is settled than smart meters; numbers of those systems begin above all exports. */
export interface OtherContext extends SettlementContext {
  readonly others: OtherSystems;
  readonly otherDays: SettledDays;
  readonly firstOther: number;
}

/** One kind of messages, as the DIP knows it: it holds envelopes, never what is in them. */
export interface Mail {
  /** A draw for a try at delivery to a recipient: `which` is the way's (0) or the webhook's (1). */
  drawOf(message: number, recipient: number, tries: number, which: number): number;
  /** In what order it is taken in, where messages queue. */
  rankOf(message: number): number;
  /** The DIP has taken it in, and sends it on. */
  takenIn(message: number): void;
  /** A try at delivery was in vain; the next one goes so long after. */
  failed(message: number, recipient: number, againInMs: number): void;
  /** It is at a recipient, who says when it is done with it. */
  handOver(message: number, recipient: number): void;
}

/** Numbers among the recipients; the LDSO is the third. */
export const MDS = 0;
export const SUPPLIER = 1;

/** Number of a metering system: exports stand above all meters. */
export const systemOf = (meters: number, meter: number, register: Register): number => meter + register * meters;
export const meterOf = (meters: number, system: number): number => (system < meters ? system : system - meters);
export const registerOf = (meters: number, system: number): Register => (system < meters ? IMPORT : EXPORT);

/** As Registration numbers metering systems: meters, whose import and export are one, and after them the others. */
export const registeredOf = (meters: number, system: number): number =>
  system < 2 * meters ? meterOf(meters, system) : system - meters;

/** Who supplied a meter as the UTC day began whose data a measured day's reads bring. */
export const openSupplierOfData = ({
  words,
  changes,
}: Pick<SettlementContext, "words" | "changes">): ((meter: number, day: number) => number) =>
  changes === undefined
    ? (meter) => supplierOf(words[meter]!)
    : (meter, day) => changes.supplierAt(words[meter]!, meter, (day - 1) * DAY_MS);

/** Opens a part of settlement in the path fingerprint; the function marks a message as having been there now. */
export const openMessageMark = ({ path, messages, messageObserver }: SettlementContext, name: string): Route => {
  const component = path.open(name);
  const { cells, columns } = messages;
  const mark: Route = (row) => {
    const at = row * columns;
    path.mark(component, Math.imul(cells[at + M.SYSTEM]!, 2048) + M.dayOf(cells[at + M.WHAT]!));
  };
  return messageObserver === undefined ? mark : alsoTold(mark, (row) => messageObserver.left(name, row));
};

/**
 * Messages: sent = accepted + rejected + waiting + in delivery, those of Registration among them, and the books of
 * their stations; what is broken.
 */
export const brokenMessages = ({ told, messages, messageAudit }: SettlementContext): string | undefined => {
  const faults = messageAudit.broken();
  const waiting = messageAudit.stations.reduce((sum, station) => sum + station.inside(), 0);
  const { registration } = told;
  const sent = told.sent + registration.sent;
  const accepted = told.accepted + registration.delivered;
  const { rejected } = told;
  const inDelivery = told.inDelivery[MDS]! + registration.inDelivery;
  if (sent !== accepted + rejected + waiting + inDelivery)
    faults.push(
      `messages: ${sent} sent, but ${accepted} accepted + ${rejected} rejected + ${waiting} waiting + ` +
        `${inDelivery} in delivery`,
    );
  // What is held has a message, and is not sent yet.
  const { held, finished } = told;
  if (messages.inUse !== held + sent - finished)
    faults.push(`messages: ${messages.inUse} kept, but ${held} held + ${sent} sent - ${finished} finished`);
  return faults.length === 0 ? undefined : faults.join("; ");
};
