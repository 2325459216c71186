import { COARSE_STEPS, coarseOf, countsOfCoarse } from "../metrics/latency-histogram.ts";

// Columns of a cell. Eight doubles are a line of the processor's cache: what a User's answer touches lies together.
const SENT = 0;
const ANSWERED = 1;
const REFUSED = 2;
const EXPIRED = 3;
const DARK = 4;
const IN_TARGET = 5;
const SUM_MS = 6;
const MAX_MS = 7;
const COLUMNS = 8;

/** What is counted of a User's needs; dark are those of the expired whose meter was out of reach. */
export const USER_COUNTS = {
  sent: SENT,
  answered: ANSWERED,
  refused: REFUSED,
  expired: EXPIRED,
  dark: DARK,
  inTarget: IN_TARGET,
} as const;
export type UserCount = keyof typeof USER_COUNTS;

/**
 * What became of each User's measured needs, by kind. The kinds are the ledger's; an existing need that an agent's
 * read serves (P01) is left out, since its row knows the agent and not the supplier.
 */
export class UserLedger {
  private readonly users: number;
  private readonly kinds: number;
  private readonly cells: Float64Array;
  // Coarse histograms: full ones, one for every User and kind, would fall out of cache and cost 6 % of a run.
  private readonly steps: Uint32Array;

  constructor(users: number, kinds: number) {
    this.users = users;
    this.kinds = kinds;
    this.cells = new Float64Array(users * kinds * COLUMNS);
    this.steps = new Uint32Array(users * kinds * COARSE_STEPS);
  }

  send(user: number, kind: number): void {
    this.cells[(user * this.kinds + kind) * COLUMNS + SENT]!++;
  }

  answer(user: number, kind: number, wantedMs: number, inTarget: boolean): void {
    const { cells } = this;
    const cell = user * this.kinds + kind;
    const at = cell * COLUMNS;
    cells[at + ANSWERED]!++;
    if (inTarget) cells[at + IN_TARGET]!++;
    cells[at + SUM_MS]! += wantedMs;
    if (wantedMs > cells[at + MAX_MS]!) cells[at + MAX_MS] = wantedMs;
    this.steps[cell * COARSE_STEPS + coarseOf(wantedMs)]!++;
  }

  refuse(user: number, kind: number): void {
    this.cells[(user * this.kinds + kind) * COLUMNS + REFUSED]!++;
  }

  expire(user: number, kind: number, dark: boolean): void {
    const at = (user * this.kinds + kind) * COLUMNS;
    this.cells[at + EXPIRED]!++;
    if (dark) this.cells[at + DARK]!++;
  }

  count(of: UserCount, user: number, kind: number): number {
    return this.cells[(user * this.kinds + kind) * COLUMNS + USER_COUNTS[of]]!;
  }

  /** Of all Users. */
  total(of: UserCount, kind: number): number {
    let sum = 0;
    for (let user = 0; user < this.users; user++) sum += this.count(of, user, kind);
    return sum;
  }

  /** Latencies on the wanted clock: sum and longest exact, the rest as known as a coarse histogram knows it. */
  wantedMs(user: number, kind: number): { counts: Uint32Array; count: number; sumMs: number; maxMs: number } {
    const cell = user * this.kinds + kind;
    return {
      counts: countsOfCoarse(this.steps.subarray(cell * COARSE_STEPS, (cell + 1) * COARSE_STEPS)),
      count: this.count("answered", user, kind),
      sumMs: this.cells[cell * COLUMNS + SUM_MS]!,
      maxMs: this.cells[cell * COLUMNS + MAX_MS]!,
    };
  }
}
