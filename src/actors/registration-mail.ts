import { PARTIES, type Party, partyOf, REGISTRATION_MESSAGES } from "../domain/registration-messages.ts";
import { RECIPIENTS } from "../domain/settlement.ts";
import { drawWith, firstKey, openStream, secondKey } from "../kernel/keyed-draws.ts";
import * as M from "../ledger/message.ts";
import * as C from "../ledger/registration-case.ts";
import type { Route } from "./market-context.ts";
import type { RegistrationContext, SendCase, TakeCase } from "./registration-context.ts";
import type { Mail } from "./settlement-context.ts";

// Draws of a message: its way to each recipient and whether the webhook takes it, for each try at delivery.
const DRAWS_A_DELIVERY = 2;
const DRAWS_A_RECIPIENT = DRAWS_A_DELIVERY * (M.TRIES_MAX + 1);
const DRAWS_A_MESSAGE = DRAWS_A_RECIPIENT * RECIPIENTS.length;
const KINDS = 16;

/**
 * Messages of Registration on their way over the DIP: to whom each goes stands in one table, and a party gets what the
 * table says and nothing else.
 */
export const openRegistrationMail = (
  { path, plan, keyOf, messages, messageObserver, told, cases, book }: RegistrationContext,
  parties: Readonly<Partial<Record<Party, TakeCase>>>,
  receive: Route,
  done: (message: number, recipient: number) => void,
): { readonly mail: Mail; readonly send: SendCase } => {
  const { cells, columns } = messages;
  const stream = openStream(plan.seed, plan.replication, "registration-webhooks");
  const mark = path.open("registration mail");
  const places = PARTIES.map((party) => `dip to ${party}`);
  const marks = places.map((place) => path.open(`${place}, registration`));
  /** [message × services + service][recipient] → number of the party. */
  const recipients = REGISTRATION_MESSAGES.map(({ to }) =>
    [0, 1, 2].map((service) => to.map((role) => PARTIES.indexOf(partyOf(role, service)))),
  );
  const takers = PARTIES.map((party) => parties[party]);

  const partyAt = (message: number, recipient: number): number => {
    const at = message * columns;
    const service = C.serviceOf(cases.get(cells[at + M.SYSTEM]!, C.WHAT));
    return recipients[M.kindOf(cells[at + M.WHAT]!)]![service]![recipient]!;
  };

  const markKeyOf = (message: number): number => {
    const at = message * columns;
    const kind = M.kindOf(cells[at + M.WHAT]!);
    return Math.imul(cases.get(cells[at + M.SYSTEM]!, C.METER), KINDS) + kind;
  };

  const mail: Mail = {
    drawOf: (message, recipient, tries, which) => {
      const at = message * columns;
      const row = cells[at + M.SYSTEM]!;
      const what = cells[at + M.WHAT]!;
      const key = keyOf(cases.get(row, C.METER));
      const k0 = firstKey(stream, key);
      const n = (cases.numberOf(row, M.tryOf(what)) * KINDS + M.kindOf(what)) * DRAWS_A_MESSAGE;
      const draw = recipient * DRAWS_A_RECIPIENT + tries * DRAWS_A_DELIVERY + which;
      return drawWith(k0, secondKey(stream, key, k0), (n + draw) | 0);
    },
    // They are few, and no Settlement Run waits for them: where the DIP goes by deadlines they go before data.
    rankOf: () => 0,
    takenIn: (message) => {
      path.mark(mark, markKeyOf(message));
      messageObserver?.left("dip", message);
      told.registration.inDelivery++;
    },
    failed: (message, recipient, againInMs) => {
      book.failed++;
      messageObserver?.notTaken(places[partyAt(message, recipient)]!, message, againInMs);
    },
    handOver: (message, recipient) => {
      const at = message * columns;
      const row = cells[at + M.SYSTEM]!;
      const what = cells[at + M.WHAT]!;
      const kind = M.kindOf(what);
      const party = partyAt(message, recipient);
      path.mark(marks[party]!, markKeyOf(message));
      messageObserver?.left(places[party]!, message);
      book.delivered[party]!++;
      takers[party]?.(kind, row, M.tryOf(what));
      if ((what & M.ALL_DUE) === M.due(recipient)) {
        told.registration.inDelivery--;
        told.registration.delivered++;
        cases.release(row);
      }
      done(message, recipient);
    },
  };

  const send: SendCase = (kind, row, tried = C.tryOf(cases.get(row, C.WHAT))) => {
    cases.hold(row);
    const message = messages.take();
    const at = message * columns;
    cells[at + M.SYSTEM] = row;
    cells[at + M.WHAT] = M.ofKind(kind, tried) | M.dueTo(recipients[kind]![0]!.length) | M.OF_REGISTRATION;
    book.sent[kind]!++;
    told.registration.sent++;
    receive(message);
  };
  return { mail, send };
};
