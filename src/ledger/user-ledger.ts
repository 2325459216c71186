import { LatencyHistogram } from "../metrics/latency-histogram.ts";

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
  /** On the wanted clock; undefined where nothing was answered: few Users have needs of every kind. */
  readonly wantedMs: (LatencyHistogram | undefined)[];
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
    this.wantedMs = new Array<LatencyHistogram | undefined>(size).fill(undefined);
  }

  send(user: number, kind: number): void {
    this.sent[user * this.kinds + kind]!++;
  }

  answer(user: number, kind: number, wantedMs: number, inTarget: boolean): void {
    const cell = user * this.kinds + kind;
    this.answered[cell]!++;
    if (inTarget) this.inTarget[cell]!++;
    const times = this.wantedMs[cell] ?? this.openTimes(cell);
    times.record(wantedMs);
  }

  private openTimes(cell: number): LatencyHistogram {
    const times = new LatencyHistogram();
    this.wantedMs[cell] = times;
    return times;
  }

  refuse(user: number, kind: number): void {
    this.refused[user * this.kinds + kind]!++;
  }

  expire(user: number, kind: number, dark: boolean): void {
    const cell = user * this.kinds + kind;
    this.expired[cell]!++;
    if (dark) this.dark[cell]!++;
  }
}
