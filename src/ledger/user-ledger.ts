import { COARSE_STEPS, coarseOf, countsOfCoarse } from "../metrics/latency-histogram.ts";

/**
 * What became of each User's measured needs, by kind: [user × kinds + kind]. The kinds are the ledger's; an existing
 * need that an agent's read serves (P01) is left out, since its row knows the agent and not the supplier.
 */
export class UserLedger {
  readonly sent: Float64Array;
  readonly answered: Float64Array;
  readonly refused: Float64Array;
  readonly expired: Float64Array;
  /** Of those expired, the meter was out of reach. */
  readonly dark: Float64Array;
  readonly inTarget: Float64Array;
  /** Sum and longest on the wanted clock, in ms: exact. */
  readonly sumMs: Float64Array;
  readonly maxMs: Float64Array;
  // Coarse histograms: full ones, one for every User and kind, would fall out of cache and cost 6 % of a run.
  private readonly steps: Uint32Array;
  private readonly kinds: number;

  constructor(users: number, kinds: number) {
    const size = users * kinds;
    this.kinds = kinds;
    this.sent = new Float64Array(size);
    this.answered = new Float64Array(size);
    this.refused = new Float64Array(size);
    this.expired = new Float64Array(size);
    this.dark = new Float64Array(size);
    this.inTarget = new Float64Array(size);
    this.sumMs = new Float64Array(size);
    this.maxMs = new Float64Array(size);
    this.steps = new Uint32Array(size * COARSE_STEPS);
  }

  send(user: number, kind: number): void {
    this.sent[user * this.kinds + kind]!++;
  }

  answer(user: number, kind: number, wantedMs: number, inTarget: boolean): void {
    const cell = user * this.kinds + kind;
    this.answered[cell]!++;
    if (inTarget) this.inTarget[cell]!++;
    this.sumMs[cell]! += wantedMs;
    if (wantedMs > this.maxMs[cell]!) this.maxMs[cell] = wantedMs;
    this.steps[cell * COARSE_STEPS + coarseOf(wantedMs)]!++;
  }

  refuse(user: number, kind: number): void {
    this.refused[user * this.kinds + kind]!++;
  }

  expire(user: number, kind: number, dark: boolean): void {
    const cell = user * this.kinds + kind;
    this.expired[cell]!++;
    if (dark) this.dark[cell]!++;
  }

  /** Latencies of a cell on the wanted clock, to 6 %; the counts of each step stand in its middle bucket. */
  counts(cell: number): Uint32Array {
    return countsOfCoarse(this.steps.subarray(cell * COARSE_STEPS, (cell + 1) * COARSE_STEPS));
  }
}
