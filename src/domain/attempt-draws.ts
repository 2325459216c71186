import type { Stream } from "../kernel/keyed-draws.ts";
import { openStream } from "../kernel/keyed-draws.ts";
import type { Plan, TrafficRow } from "./plan.ts";

// What an attempt draws, besides the world it meets.
export const FAILS = 0;
export const ROUND_TRIP = 1;
const DRAWS = 2;
const ATTEMPTS = 8;

/** The stream that a traffic row's attempts draw from. */
export const attemptStream = ({ seed, replication }: Pick<Plan, "seed" | "replication">, row: TrafficRow): Stream =>
  openStream(seed, replication, `attempt/${row.id}`);

/** The first draw of an attempt for a need, by when it was wanted. */
export const attemptDraw = (wantedMs: number, attempt: number): number =>
  Math.imul(wantedMs, ATTEMPTS * DRAWS) + attempt * DRAWS;
