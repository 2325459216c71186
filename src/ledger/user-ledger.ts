import { COARSE_STEPS, coarseOf, countsOfCoarse } from "../metrics/latency-histogram.ts";

// A cell is the steps of a coarse histogram of latencies, then these. A full histogram for every User and kind would
// fall out of the processor's cache; and what is counted for each answer costs time, so that answers are the sum of the
// steps, and those late are counted, which are fewer than those in target.
const SENT = COARSE_STEPS;
const LATE = COARSE_STEPS + 1;
const REFUSED = COARSE_STEPS + 2;
const EXPIRED = COARSE_STEPS + 3;
const DARK = COARSE_STEPS + 4;
const MAX_MS = COARSE_STEPS + 5;
const CELL = COARSE_STEPS + 8;

/** What became of the needs of one kind that a User sent. */
export interface UserCounts {
  readonly sent: number;
  readonly answered: number;
  readonly refused: number;
  readonly expired: number;
  /** Of those expired, the meter was out of reach. */
  readonly dark: number;
  readonly inTarget: number;
}

/**
 * What became of each User's measured needs, by kind. The kinds are the ledger's; an existing need that an agent's
 * read serves (P01) is left out, since its row knows the agent and not the supplier.
 */
export class UserLedger {
  readonly users: number;
  private readonly kinds: number;
  private readonly cells: Int32Array;

  constructor(users: number, kinds: number) {
    this.users = users;
    this.kinds = kinds;
    this.cells = new Int32Array(users * kinds * CELL);
  }

  send(user: number, kind: number): void {
    this.cells[(user * this.kinds + kind) * CELL + SENT]!++;
  }

  answer(user: number, kind: number, wantedMs: number, inTarget: boolean): void {
    const { cells } = this;
    const at = (user * this.kinds + kind) * CELL;
    cells[at + coarseOf(wantedMs)]!++;
    if (!inTarget) cells[at + LATE]!++;
    if (wantedMs > cells[at + MAX_MS]!) cells[at + MAX_MS] = wantedMs;
  }

  refuse(user: number, kind: number): void {
    this.cells[(user * this.kinds + kind) * CELL + REFUSED]!++;
  }

  expire(user: number, kind: number, dark: boolean): void {
    const at = (user * this.kinds + kind) * CELL;
    this.cells[at + EXPIRED]!++;
    if (dark) this.cells[at + DARK]!++;
  }

  counts(user: number, kind: number): UserCounts {
    const of = this.cell(user, kind);
    let answered = 0;
    for (let step = 0; step < COARSE_STEPS; step++) answered += of[step]!;
    return {
      sent: of[SENT]!,
      answered,
      refused: of[REFUSED]!,
      expired: of[EXPIRED]!,
      dark: of[DARK]!,
      inTarget: answered - of[LATE]!,
    };
  }

  /** Latencies on the wanted clock: the longest exact, the rest as a coarse histogram knows it. */
  wantedMs(user: number, kind: number): { counts: Uint32Array; maxMs: number } {
    const of = this.cell(user, kind);
    return { counts: countsOfCoarse(of.subarray(0, COARSE_STEPS)), maxMs: of[MAX_MS]! };
  }

  private cell(user: number, kind: number): Int32Array {
    const at = (user * this.kinds + kind) * CELL;
    return this.cells.subarray(at, at + CELL);
  }
}
