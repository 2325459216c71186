import type { Context } from "../actors/market-context.ts";

/** The model broke a law of its own: always a bug, never a case. */
export class BrokenLaw extends Error {
  override readonly name = "BrokenLaw";
}

/**
 * The laws of conservation, as integers, at this instant. Needs: wanted = answered + refused + expired + never sent + open, by
 * kind and component. Attempts at each station: in = out + dropped + inside. Responses: one for every attempt that left the
 * network. In a debug run also Little's law as an identity at every queue.
 */
export const checkLaws = ({ sim, ledger, rows, audit }: Context): void => {
  const faults = audit.broken();
  const alertsInFlight = ledger.alerts.raised - ledger.alerts.delivered - ledger.alerts.refused;
  const inFlight = rows.inUse - alertsInFlight;
  if (ledger.sentAll !== ledger.endedAll + inFlight)
    faults.push(`needs: ${ledger.sentAll} sent, but ${ledger.endedAll} ended and ${inFlight} in flight`);
  ledger.kinds.forEach((kind, k) => {
    for (let access = 0; access < 8; access++) {
      const cell = k * 8 + access;
      const ended = ledger.answered[cell]! + ledger.refused[cell]! + ledger.expired[cell]!;
      if (ended > ledger.sent[cell]! || ledger.sent[cell]! > ledger.wanted[cell]!)
        faults.push(
          `${kind} at component ${access}: ${ledger.wanted[cell]} wanted, ${ledger.sent[cell]} sent, ${ended} ended`,
        );
    }
  });
  if (faults.length > 0) throw new BrokenLaw(`at ${sim.timeMs} ms: ${faults.join("; ")}`);
};
