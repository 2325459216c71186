import { attemptDraw, attemptStream, FAILS, ROUND_TRIP } from "../domain/attempt-draws.ts";
import { isSmets1 } from "../domain/components.ts";
import type { Reachability } from "../domain/reachability.ts";
import { drawWith, firstKey, lognormalQuantiles, secondKey, threshold } from "../kernel/keyed-draws.ts";
import { NONE } from "../kernel/rows.ts";
import * as R from "../ledger/request.ts";
import { type Context, openMark, type Route } from "./market-context.ts";

const BUSY = 1;
const PARKED = 2;
const CHAINS = 65_536;

/**
 * Communications hubs and the meters behind them. One conversation at a time: a request for a busy hub parks on
 * it, on demand first, and holds no capacity of the network. An attempt at a dark meter, or one that fails, gives an
 * error response after a fixed time and holds the hub until then.
 */
export const openHubs = (
  context: Context,
  reachability: Reachability,
  answer: (row: number, access: number) => void,
) => {
  const { sim, plan, rows, words, audit } = context;
  const { cells, columns } = rows;
  const { failures } = plan;
  const mark = openMark(context, "hub");
  const streams = plan.rows.map((row) => attemptStream(plan, row));
  const roundTrips = plan.roundTrip.map(({ medianMs, p99Ms }) => lognormalQuantiles(medianMs, p99Ms));
  const failsSmets2 = threshold(failures.attemptSmets2);
  const failsSmets1 = threshold(failures.attemptSmets1);

  // Two bits a hub. Parked rows hang in chains by hub number: few hubs are ever busy when asked.
  const { state, chains } = sim.keep({
    state: new Uint32Array(Math.ceil(words.length / 16)),
    chains: new Int32Array(CHAINS).fill(NONE),
  });
  const inside = sim.keep({ inConversation: 0, parked: 0 });
  const station = audit.open("hub", () => inside.inConversation + inside.parked);
  const waits = audit.watch(station, { change: (_row, by) => void (inside.parked += by) });

  const converse = (row: number): void => {
    const at = row * columns;
    const info = cells[at + R.INFO]!;
    const hub = cells[at + R.METER]!;
    const access = R.accessOf(info);
    const stream = streams[R.rowOf(info)]!;
    const n = attemptDraw(cells[at + R.WANTED]!, R.attemptOf(info));
    const k0 = firstKey(stream, hub);
    const k1 = secondKey(stream, hub, k0);
    inside.inConversation++;
    let takesMs: number;
    if ((info & R.STAYS_IN_REACH) === 0 && reachability.isDark(hub, sim.timeMs))
      cells[at + R.INFO] = info | R.FAILED | R.DARK;
    else if (drawWith(k0, k1, n + FAILS) < (isSmets1(access) ? failsSmets1 : failsSmets2))
      cells[at + R.INFO] = info | R.FAILED;
    if ((cells[at + R.INFO]! & R.FAILED) !== 0)
      takesMs = isSmets1(access) ? failures.errorAfterMs.smets1 : failures.errorAfterMs.smets2;
    else takesMs = Math.round(roundTrips[access]!.at(drawWith(k0, k1, n + ROUND_TRIP)));
    sim.send((sim.now + takesMs) | 0, answerPort, row);
  };

  const park = (row: number, hub: number): void => {
    const chain = hub & (CHAINS - 1);
    chains[chain] = rows.append(chains[chain]!, row);
    waits.change(row, 1);
  };

  /**
   * Takes the next row parked on a hub out of its chain, on demand first, and clears the hub's mark if it was the
   * last.
   */
  const unpark = (hub: number): number => {
    const chain = hub & (CHAINS - 1);
    let chosen = NONE;
    let beforeChosen = NONE;
    let here = 0;
    let before = NONE;
    for (let row = chains[chain]!; row !== NONE; before = row, row = rows.next(row)) {
      if (cells[row * columns + R.METER] !== hub) continue;
      here++;
      const isFirst = chosen === NONE;
      const jumps = !isFirst && rankAt(row) < rankAt(chosen);
      if (isFirst || jumps) {
        chosen = row;
        beforeChosen = before;
      }
    }
    if (beforeChosen === NONE) chains[chain] = rows.next(chosen);
    else rows.link(beforeChosen, rows.next(chosen));
    waits.change(chosen, -1);
    if (here === 1) state[hub >>> 4]! &= ~(PARKED << ((hub & 15) << 1));
    return chosen;
  };

  const rankAt = (row: number): number => R.rankOf(cells[row * columns + R.INFO]!);

  const receive: Route = (row) => {
    station.in++;
    const at = row * columns;
    const hub = cells[at + R.METER]!;
    // The device leg of an on-demand request begins here: queues, transit and the DCO are the DCC's.
    if ((cells[at + R.INFO]! & R.SCHEDULED) === 0) cells[at + R.LEFT] = sim.stampBase + sim.now;
    const shift = (hub & 15) << 1;
    const bits = (state[hub >>> 4]! >>> shift) & 3;
    if (bits === 0) {
      state[hub >>> 4]! |= BUSY << shift;
      converse(row);
    } else {
      state[hub >>> 4]! |= PARKED << shift;
      park(row, hub);
    }
  };

  const answerPort = sim.open("hub", (row) => {
    station.out++;
    inside.inConversation--;
    mark(row);
    const at = row * columns;
    const hub = cells[at + R.METER]!;
    const info = cells[at + R.INFO]!;
    const shift = (hub & 15) << 1;
    if (((state[hub >>> 4]! >>> shift) & PARKED) !== 0) converse(unpark(hub));
    else state[hub >>> 4]! &= ~(BUSY << shift);
    if ((info & R.SCHEDULED) === 0) cells[at + R.LEFT] = (sim.stampBase + sim.now - cells[at + R.LEFT]!) | 0;
    answer(row, R.accessOf(info));
  });

  return { receive };
};
