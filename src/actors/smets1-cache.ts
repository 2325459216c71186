import { ACCESS, FIRST_S1SP } from "../domain/components.ts";
import type { Smets1Cache } from "../domain/smets1.ts";
import { NONE } from "../kernel/rows.ts";
import * as R from "../ledger/request.ts";
import { readsExport } from "../smoothing/profile-readers.ts";
import { type Context, openMark, type Route } from "./market-context.ts";

export interface CacheRoutes {
  readonly toHub: Route;
  /** Back through the S1SP of an access component. */
  readonly respondAt: (row: number, access: number) => void;
  /** An answer from the cache asks less of the S1SP's rate than a read of the device. */
  readonly charge: (more: number, access: number) => void;
}

/** What became of the profile reads that passed a cache: needs = device reads + hits + joined. */
export interface CacheBooks {
  needs: number;
  deviceReads: number;
  hits: number;
  joined: number;
}

const CHAINS = 65_536;
// A meter's byte: the newest data day that is held, and whether it is being read. Data days count from 16 before the
// first measured one, so that 0 is none: there is room for 110, which is as long as a run with caches may be.
const NOTHING = 0;
const BEING_READ = 128;
const DAYS_BEFORE = 16;

/**
 * Caches of the S1SPs (O5, S-06): half-hourly profiles of SMETS1 meters, import and export, each a data day of a
 * meter. A read of what is held is answered at once; a read of what is being read waits for that answer, and fails
 * with it. It stands behind the rate limit and the DCO, in front of the hub: a hit has crossed both, and wakes no
 * device. Of a meter only its newest data day is held, until its lifetime ends: nothing else is ever served.
 *
 * Memory: a byte a meter for import and one for export, 60 MB at 30 million meters.
 */
export const openCaches = (context: Context, { lifetimeMs, hitWork }: Smets1Cache, routes: CacheRoutes) => {
  const { sim, plan, rows, words, audit } = context;
  const { cells, columns } = rows;
  const { heldImport, heldExport } = sim.keep({
    heldImport: new Uint8Array(words.length),
    heldExport: new Uint8Array(words.length),
  });
  const dayOf = (wanted: number): number => R.dayOfStamp(sim, wanted) + DAYS_BEFORE;
  const heldBy = plan.rows.map((row) => (readsExport(row) ? heldExport : heldImport));

  const caches = ACCESS.slice(FIRST_S1SP).map((name, cohort) => {
    const access = FIRST_S1SP + cohort;
    const cacheName = `cache.${name.slice("s1sp.".length)}`;
    const all: CacheBooks = sim.keep({ needs: 0, deviceReads: 0, hits: 0, joined: 0 });
    const measured: CacheBooks = sim.keep({ ...all });
    // Reads that wait for another's, by meter number: few ever do at once.
    const state = sim.keep({ waiting: 0, first: new Int32Array(CHAINS).fill(NONE) });
    const { first } = state;
    const mark = openMark(context, cacheName);
    const station = audit.open(cacheName, () => state.waiting);
    const waits = audit.watch(station, { change: (_row, by) => void (state.waiting += by) });
    audit.laws.push(() => {
      const { needs, deviceReads, hits, joined } = all;
      if (needs === deviceReads + hits + joined) return undefined;
      return `${cacheName}: ${needs} needs, but ${deviceReads} device reads + ${hits} hits + ${joined} joined`;
    });

    const count = (which: keyof CacheBooks, info: number): void => {
      all[which]++;
      if ((info & R.MEASURED) !== 0) measured[which]++;
    };

    const turnRound = (row: number): void => {
      station.out++;
      station.turned++;
      mark(row);
      routes.respondAt(row, access);
    };

    const join = (row: number, at: number): void => {
      const chain = cells[at + R.METER]! & (CHAINS - 1);
      if ((cells[at + R.INFO]! & R.SCHEDULED) === 0) cells[at + R.LEFT] = sim.stampBase + sim.now;
      first[chain] = rows.append(first[chain]!, row);
      waits.change(row, 1);
    };

    const receive: Route = (row) => {
      const at = row * columns;
      const info = cells[at + R.INFO]!;
      if ((info & R.PROFILE_READ) === 0) {
        routes.toHub(row);
        return;
      }
      const held = heldBy[R.rowOf(info)]!;
      const meter = cells[at + R.METER]!;
      const day = dayOf(cells[at + R.WANTED]!);
      station.in++;
      count("needs", info);
      if (held[meter] === (day | BEING_READ)) {
        count("joined", info);
        routes.charge(hitWork - 1, access);
        join(row, at);
      } else if (held[meter] === day && ((sim.stampBase + sim.now - cells[at + R.WANTED]!) | 0) < lifetimeMs) {
        count("hits", info);
        routes.charge(hitWork - 1, access);
        if ((info & R.SCHEDULED) === 0) cells[at + R.LEFT] = 0; // no device leg at all
        turnRound(row);
      } else {
        if ((held[meter]! & ~BEING_READ) < day) held[meter] = day | BEING_READ;
        count("deviceReads", info);
        station.out++;
        mark(row);
        routes.toHub(row);
      }
    };

    /** Those that joined this read leave with its outcome, in the order in which they came. */
    const release = (leader: number): void => {
      const at = leader * columns;
      const meter = cells[at + R.METER]!;
      const wanted = cells[at + R.WANTED]!;
      const outcome = cells[at + R.INFO]! & (R.FAILED | R.DARK);
      const held = heldBy[R.rowOf(cells[at + R.INFO]!)]!;
      const chain = meter & (CHAINS - 1);
      let before = NONE;
      for (let row = first[chain]!; row !== NONE; ) {
        const next = rows.next(row);
        const here = row * columns;
        const info = cells[here + R.INFO]!;
        if (cells[here + R.METER] !== meter || cells[here + R.WANTED] !== wanted || heldBy[R.rowOf(info)] !== held)
          before = row;
        else {
          if (before === NONE) first[chain] = next;
          else rows.link(before, next);
          waits.change(row, -1);
          cells[here + R.INFO] = info | outcome;
          if ((info & R.SCHEDULED) === 0) cells[here + R.LEFT] = (sim.stampBase + sim.now - cells[here + R.LEFT]!) | 0;
          turnRound(row);
        }
        row = next;
      }
    };

    /** A device has answered, or failed to: a failed read is not kept. */
    const answered = (row: number): void => {
      const at = row * columns;
      const info = cells[at + R.INFO]!;
      if ((info & R.PROFILE_READ) !== 0) {
        const held = heldBy[R.rowOf(info)]!;
        const meter = cells[at + R.METER]!;
        const day = dayOf(cells[at + R.WANTED]!);
        if (held[meter] === (day | BEING_READ)) held[meter] = (info & R.FAILED) === 0 ? day : NOTHING;
        if (first[meter & (CHAINS - 1)] !== NONE) release(row);
      }
      routes.respondAt(row, access);
    };

    return { name, receive, answered, measured };
  });

  return caches;
};
