import type { Context } from "../actors/market-context.ts";
import type { Station } from "../actors/station-audit.ts";
import { ACCESS } from "../domain/components.ts";
import { SERVED_SUPPLIER } from "../ledger/deadlines.ts";
import type { Ledger } from "../ledger/ledger.ts";

/** The model broke a law of its own: always a bug, never a case. */
export class BrokenLaw extends Error {
  override readonly name = "BrokenLaw";
}

/**
 * The laws of conservation, as integers, at this instant.
 *
 * - Needs: wanted = answered + refused + expired + never sent + open, by kind and component; open is what the rows
 * hold. By User they come to the same.
 * - Attempts: at each station in = out + dropped + inside, and what leaves one station is what the next ones take in.
 * - Responses: one for every attempt that reached a hub, and none twice; each goes to its User or to a retry that is
 * due. What comes twice is a duplicate the second time, and answers nothing.
 * - Reads at a cache: needs = device reads + hits + joined, and each that joined was answered or waits.
 * - In a debug run, Little's law as an identity at every queue.
 */
export const checkLaws = (context: Context): void => {
  const { sim, audit } = context;
  const faults = [...audit.broken(), ...brokenFlows(context), ...brokenNeeds(context)];
  if (faults.length > 0) throw new BrokenLaw(`at ${sim.timeMs} ms: ${faults.join("; ")}`);
};

/** What stands before the DSP, in this order, where it is on. */
const ENTRY: readonly string[] = ["access control", "anomaly detection", "future dated", "allocation"];

const brokenNeeds = ({ ledger, rows }: Context): string[] => {
  const faults: string[] = [];
  const { alerts, duplicates } = ledger;
  const inFlight =
    rows.inUse -
    (alerts.raised - alerts.delivered - alerts.refused) -
    (duplicates.made - duplicates.delivered - duplicates.refused);
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
  return [...faults, ...brokenUsers(ledger)];
};

/** What Users sent, and what became of it, is what the ledger has of each kind; P01 is not told by User. */
const brokenUsers = (ledger: Ledger): string[] => {
  const { byUser } = ledger;
  const faults: string[] = [];
  ledger.kinds.forEach((kind, k) => {
    if (kind === SERVED_SUPPLIER) return;
    const users = Array.from({ length: byUser.users }, (_, user) => byUser.counts(user, k));
    for (const count of ["sent", "answered", "refused", "expired", "dark", "inTarget"] as const) {
      let known = 0;
      for (let access = 0; access < 8; access++) known += ledger[count][k * 8 + access]!;
      const told = users.reduce((sum, one) => sum + one[count], 0);
      if (told !== known) faults.push(`${kind}: ${known} ${count}, but ${told} of all Users`);
    }
  });
  return faults;
};

/** Every way from station to station, by what went in at one end and came out at the other. */
const brokenFlows = ({ ledger, rows, audit }: Context): string[] => {
  const faults: string[] = [];
  const { alerts, duplicates } = ledger;
  const sum = (count: (station: Station) => number, holds: (name: string) => boolean): number =>
    audit.stations.reduce((total, station) => (holds(station.name) ? total + count(station) : total), 0);
  const into = (station: Station): number => station.in;
  const outOf = (station: Station): number => station.out;
  const is = (wanted: string) => (name: string) => name === wanted;
  const isAccess = (name: string): boolean => (ACCESS as readonly string[]).includes(name);
  const isReturn = (name: string): boolean => name.endsWith(" return") && name !== "dsp return";
  const isRule = (name: string): boolean => ENTRY.includes(name);
  const isDco = (name: string): boolean => name.startsWith("dco.");
  const isCache = (name: string): boolean => name.startsWith("cache.");
  const isTwice = is("duplicate responses");
  const isUser = (name: string): boolean =>
    ![is("dsp"), is("dsp return"), is("hub"), isAccess, isReturn, isDco, isCache, isRule, isTwice].some((holds) =>
      holds(name),
    );
  const same = (what: string, left: number, right: number): void => {
    if (left !== right) faults.push(`${what}: ${left} against ${right}`);
  };

  // A request passes the rules that are on, one after the other; each lets it in, holds it or refuses it.
  const passed = [...ENTRY.filter((name) => audit.stations.some((station) => station.name === name)), "dsp"];
  passed.forEach((name, i) => {
    const before = passed[i - 1];
    const came = before === undefined ? ledger.attemptsAll : sum(outOf, is(before));
    same(
      `attempts ${before === undefined ? "sent" : `past ${before}`} and attempts at ${name}`,
      came,
      sum(into, is(name)),
    );
  });
  same(
    "attempts past an access component and those at a DCO, cache or hub",
    sum(outOf, isAccess),
    sum(into, is("hub")) +
      sum((dco) => dco.in - dco.out, isDco) +
      sum((cache) => cache.in - cache.out + cache.turned, isCache),
  );
  // Requests that end at the DSP turn round there: what left it and reached no access component.
  same(
    "responses and alerts made, and those on the return path",
    sum(outOf, is("hub")) +
      sum((cache) => cache.turned, isCache) +
      sum(outOf, is("dsp")) -
      sum(into, isAccess) +
      sum(outOf, isTwice) +
      alerts.raised,
    sum(into, is("dsp return")) + sum((back) => back.in - back.out, isReturn),
  );
  same(
    "what crossed the DSP, and what went to a User or to a retry",
    sum(outOf, is("dsp return")),
    sum(into, isUser) + ledger.retriesDueAll,
  );
  same(
    "what reached its User, and needs, alerts and duplicates that ended there",
    sum((user) => user.out + user.dropped, isUser) +
      sum(
        (station) => station.dropped,
        (name) => !isUser(name),
      ),
    ledger.endedAll + alerts.delivered + alerts.refused + duplicates.delivered + duplicates.refused,
  );
  // Retries sent are attempts that are nobody's first; the rest of those due, or inherited, still wait for their time.
  const retriesSent = ledger.attemptsAll - (ledger.sentAll - ledger.enteredAll);
  same(
    "rows in use, and rows inside stations or waiting for a retry",
    rows.inUse,
    sum(
      (station) => station.inside(),
      () => true,
    ) +
      ledger.retriesDueAll +
      ledger.enteredAll -
      retriesSent,
  );
  return faults;
};
